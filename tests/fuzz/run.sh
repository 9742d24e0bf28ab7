#!/usr/bin/env bash
# run.sh BUILD-FOLDER [SECONDS] [TARGET]: fuzzes each target for a while, from our seeds and the corpora
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
build=$1 seconds=${2:-60} only=${3:-}
source=$(cd "$(dirname "$0")" && pwd)
corpora=${SLUICE_CORPORA:-$source/../../../shared/corpora}

# In the order of fuzz-decoder.c.
wires=(openai-chat anthropic-messages text)

# seed FOLDER PREFIX FILE...: the first byte of some inputs is a choice, not text. Long files teach
# no more than short ones, and each run of one takes longer.
seed ()
{
  local folder=$1 prefix=$2 file
  shift 2
  for file in "$@"; do
    [[ -f $file && $(stat -c %s "$file") -lt $longest ]] || continue
    { printf '%b' "$prefix"; cat "$file"; } > "$folder/$(printf '%s' "$file$prefix" | cksum | cut -d' ' -f1)"
  done
}

# The recorded answers of each wire: streamed, whole, and with an error status.
seed_decoder ()
{
  local i file choice
  for i in "${!wires[@]}"; do
    for file in "$corpora/streams/${wires[i]}"/*/response.*; do
      choice=$((64 + i))
      [[ $file != *.json ]] || choice=$((choice + 16))
      [[ $file != *__error/* ]] || choice=$((choice + 32))
      seed "$work" "\\x$(printf %x $choice)" "$file"
    done
    seed "$work" "\\x$(printf %x $((64 + i)))" "$source"/seeds/sse/*
  done
}

for target in parser check sse decoder; do
  [[ -z $only || $only == "$target" ]] || continue
  work=$build/fuzz-work/$target
  mkdir -p "$work"
  longest=2048
  case $target in
    parser)
      longest=1024
      seed "$work" ' ' "$source"/seeds/json/* "$corpora"/json-parsing/test_parsing/*
      seed "$work" '"' "$source"/seeds/json/*
      seed "$work" '!' "$source"/seeds/json/* ;;
    check)
      for folder in "$corpora"/examples/*/; do
        [[ -f $folder/schema.json ]] || continue
        { cat "$folder/schema.json"; printf '\0'; cat "$folder/answer.json"; } \
          > "$work/$(basename "$folder")"
      done
      seed "$work" '' "$source"/seeds/check/* ;;
    sse) seed "$work" '' "$source"/seeds/sse/* ;;
    decoder) seed_decoder ;;
  esac
  printf '== %s, %s s\n' "$target" "$seconds"
  G_SLICE=always-malloc UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -max_len="$longest" -entropic=0 \
    -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/fuzz-work/$target-" "$work"
done
