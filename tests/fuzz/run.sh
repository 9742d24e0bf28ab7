#!/usr/bin/env bash
# run.sh BUILD-FOLDER [SECONDS] [TARGET]: fuzzes each target for a while, from our seeds and the corpora
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
build=$1 seconds=${2:-60} only=${3:-}
source=$(cd "$(dirname "$0")" && pwd)
corpora=${SLUICE_CORPORA:-$source/../../../shared/corpora}

# The first byte of some inputs is a choice, not text: a space chooses the first.
seed ()
{
  local folder=$1 prefix=$2 file
  shift 2
  for file in "$@"; do
    [[ -f $file ]] || continue
    { printf '%b' "$prefix"; cat "$file"; } > "$folder/$(printf '%s' "$file" | cksum | cut -d' ' -f1)"
  done
}

for target in parser check sse decoder; do
  [[ -z $only || $only == "$target" ]] || continue
  work=$build/fuzz-work/$target
  mkdir -p "$work"
  case $target in
    parser)
      seed "$work" ' ' "$source"/seeds/json/* "$corpora"/json-parsing/test_parsing/*
      seed "$work" '!' "$source"/seeds/json/* ;;
    check)
      for folder in "$corpora"/examples/*/; do
        [[ -f $folder/schema.json ]] || continue
        { cat "$folder/schema.json"; printf '\0'; cat "$folder/answer.json"; } \
          > "$work/$(basename "$folder")"
      done
      seed "$work" '' "$source"/seeds/check/* ;;
    sse) seed "$work" '' "$source"/seeds/sse/* ;;
    decoder)
      seed "$work" '"' "$source"/seeds/sse/* "$corpora"/streams/{openai-chat,anthropic-messages}/*/response.sse ;;
  esac
  printf '== %s, %s s\n' "$target" "$seconds"
  G_SLICE=always-malloc "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -max_len=16384 \
    -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/fuzz-work/$target-" "$work"
done
