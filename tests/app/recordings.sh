#!/bin/bash
# recordings.sh FOLDER FILE...: plays recorded answers in the workbench, and takes a picture of each
#
# The pictures are for people to look at: FOLDER/01-NAME.png and so on, where NAME is that of the
# folder a file is in. For a private display:
#
#   SCREEN=1240x860x24 tests/app/headless.sh tests/app/recordings.sh pictures \
#     ../shared/corpora/streams/openai-chat/*/response.sse
#
# SLUICE_WORKBENCH names the program (build/src/app/sluice-workbench), SECONDS_EACH how long an
# answer may take to play (3). Needs xdotool and ImageMagick's import.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
program=${SLUICE_WORKBENCH:-build/src/app/sluice-workbench}
folder=${1:?a folder for the pictures}
shift
mkdir -p "$folder"
export GSETTINGS_SCHEMA_DIR=${GSETTINGS_SCHEMA_DIR:-build/data} G_DEBUG=fatal-criticals

number=0
failed=0
for file in "$@"; do
  number=$((number + 1))
  name=$(basename "$(dirname "$file")")
  picture=$folder/$(printf '%02d' $number)-$name.png

  "$program" "$file" 2> "$folder/messages" &
  workbench=$!
  timeout 20 xdotool search --sync --onlyvisible --pid $workbench > /dev/null
  sleep "${SECONDS_EACH:-3}"
  import -window root "$picture"

  if kill $workbench 2> /dev/null; then
    echo "$picture"
  else
    echo "$name: the workbench is gone" >&2
    failed=1
  fi
  wait $workbench 2> /dev/null
  cat "$folder/messages" >&2
done

rm -f "$folder/messages"
exit $failed
