#!/bin/bash
# start.sh WORKBENCH FOLDER: how long it takes until a window of a program is there
#
# The workbench and gnome-text-editor, where that is installed, in turn. A table goes to standard output,
# and JSON lines with the same figures to FOLDER/start.jsonl. Runs inside tests/app/headless.sh.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
readings=5

# time_start NAME COMMAND...: milliseconds until a window of the program shows
time_start ()
{
  local name=$1 start end program
  shift
  start=$(date +%s%N)
  "$@" > /dev/null 2>&1 &
  program=$!
  timeout 60 xdotool search --sync --all --onlyvisible --pid "$program" --class --limit 1 . > /dev/null 2>&1
  end=$(date +%s%N)
  kill "$program" 2> /dev/null
  wait "$program" 2> /dev/null
  printf '%s %d\n' "$name" $(((end - start) / 1000000))
}

for _ in $(seq $readings); do
  time_start sluice-workbench "$1"
  command -v gnome-text-editor > /dev/null && time_start gnome-text-editor gnome-text-editor --standalone
done | sort -k1,1 -k2,2n | awk -v middle=$((readings / 2 + 1)) -v file="$2/start.jsonl" '
  { n[$1]++ }
  n[$1] == middle {
    printf "start        %-22s %8d ms\n", $1, $2
    printf "{\"start\":\"%s\",\"seconds\":%.3f}\n", $1, $2 / 1000 > file
  }'
