#!/usr/bin/env bash
# run.sh BUILD-FOLDER [SECONDS] [TARGET]: fuzzes each target for a while, from our seeds and the corpora
#
# The last target, laws, is no fuzzer: the property tests of the suite, with other random cases each
# time, for as long.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
build=$1 seconds=${2:-60} only=${3:-}
source=$(cd "$(dirname "$0")" && pwd)
corpora=${SLUICE_CORPORA:-$source/../../../shared/corpora}

# Inputs are short-lived: little of what was freed needs to be kept to see it used again, and the
# ways to it are short. That is most of what a run costs.
export ASAN_OPTIONS=quarantine_size_mb=8:malloc_context_size=6:${ASAN_OPTIONS:-}
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS=suppressions=$source/../lsan.supp:print_suppressions=0

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

# Whole and in pieces, whole and byte by byte, whole and releasing.
seed_text ()
{
  local prefix
  for prefix in ' ' '"' '#'; do
    seed "$work" "$prefix" "$source"/seeds/json/* "$corpora"/json-parsing/test_parsing/*
  done
}

seed_check ()
{
  local folder
  for folder in "$corpora"/examples/*/; do
    [[ -f $folder/schema.json ]] || continue
    { cat "$folder/schema.json"; printf '\0'; cat "$folder/answer.json"; } \
      > "$work/$(basename "$folder")"
  done
  seed "$work" '' "$source"/seeds/check/*
  [[ ! -d $corpora ]] || python3 "$source/seeds.py" check "$corpora" "$work" "$longest"
}

seed_sse ()
{
  seed "$work" '' "$source"/seeds/sse/*
  [[ ! -d $corpora ]] || python3 "$source/seeds.py" sse "$corpora" "$work" "$longest"
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

run_laws ()
{
  local first=1 until=$((SECONDS + seconds)) rounds=0
  export SLUICE_SOURCE_ROOT=$source/../.. G_TEST_SRCDIR=$source/..
  while ((SECONDS < until)); do
    first=$((RANDOM * 32768 + RANDOM))
    "$build/tests/engine/test-check" -p /check/random > "$work/log" \
      && SLUICE_LAWS_FIRST=$first "$build/tests/engine/test-parser-laws" > "$work/log" \
      && SLUICE_LAWS_FIRST=$first "$build/tests/engine/test-laws" > "$work/log" \
      || { cat "$work/log"; return 1; }
    rounds=$((rounds + 1))
  done
  printf '%s rounds of the property tests\n' "$rounds"
}

for target in parser tolerant check sse decoder laws; do
  [[ -z $only || $only == "$target" ]] || continue
  work=$build/fuzz-work/$target
  mkdir -p "$work"
  printf '== %s, %s s\n' "$target" "$seconds"
  case $target in
    # What a grammar can be wrong about shows in a few lines.
    parser | tolerant) longest=256 words=json; seed_text ;;
    check) longest=1024 words=check; seed_check ;;
    sse) longest=512 words=sse; seed_sse ;;
    decoder) longest=1024 words=decoder; seed_decoder ;;
    laws) run_laws; continue ;;
  esac
  # Choosing the next input by its rare features takes ten times as long as running it.
  G_SLICE=always-malloc "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" \
    -max_len="$longest" -entropic=0 -dict="$source/words/$words" -timeout=20 -rss_limit_mb=4096 \
    -print_final_stats=1 -verbosity=0 -artifact_prefix="$build/fuzz-work/$target-" "$work"
done
