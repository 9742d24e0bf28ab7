#!/bin/bash
# headless.sh COMMAND...: runs it on a private display, session bus, home and settings
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
home=$(mktemp -d)
export HOME=$home XDG_RUNTIME_DIR=$home/run XDG_CONFIG_HOME=$home/cfg XDG_DATA_HOME=$home/data \
  XDG_CACHE_HOME=$home/cache
mkdir -m 700 "$home/run"
mkdir -p "$home/cfg/gtk-4.0"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS http_proxy https_proxy all_proxy
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable GSETTINGS_BACKEND=memory \
  LC_ALL=${SLUICE_TEST_LOCALE:-C.UTF-8} TZ=UTC
printf '[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\ngtk-cursor-blink=0\n' \
  > "$home/cfg/gtk-4.0/settings.ini"

exec 9> "$home/display"
Xvfb -displayfd 9 -screen 0 "${SCREEN:-1280x860x24}" -nolisten tcp -noreset \
  > "$home/xvfb.log" 2>&1 &
server=$!
for _ in $(seq 500); do
  [ -s "$home/display" ] && break
  sleep .02
done
export DISPLAY=:$(cat "$home/display")
exec 9>&-

# Only the command itself speaks on stdout: what the bus starts would break a test's protocol.
exec 8>&1
dbus-run-session -- bash -c 'exec "$@" >&8 8>&-' command "$@" >&2
status=$?

kill $server
wait $server 2> /dev/null
rm -rf "$home"
exit $status
