#!/bin/sh
# distcc: the server does not run plugins, so the client compiles locally: the same object, with its section.
#
# A distccd of our own on the loopback; it is ended whatever happens.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.caches/common"

for variable in DISTCC_HOSTS; do
  check "docs/builds.md names $variable" grep -q "$variable" "$ESC_SRCDIR/docs/builds.md"
done

if ! command -v distcc >/dev/null || ! command -v distccd >/dev/null; then
  echo "UNSUPPORTED: distcc (it is not installed)"
  exit 0
fi
unset DISTCC_FALLBACK DISTCC_VERBOSE DISTCC_SSH
port=$(free_port)
DISTCC_HOSTS=127.0.0.1:$port
DISTCC_DIR=$PWD/distcc
export DISTCC_HOSTS DISTCC_DIR
mkdir distcc

user=
[ "$(id -u)" -ne 0 ] || user="--user nobody"
# nobody has no right to our folders.
TMPDIR=/tmp distccd --daemon --no-detach --port $port --listen 127.0.0.1 --allow 127.0.0.1 --enable-tcp-insecure \
  --jobs 2 --log-stderr $user >server.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null' EXIT
trap 'exit 1' INT TERM HUP

# by_distcc OPTION...: compile unit.c to got.o, what the client did to log.
by_distcc ()
{
  rm -rf got.o distcc/lock distcc/state
  DISTCC_LOG=$PWD/client.log
  DISTCC_VERBOSE=1
  export DISTCC_LOG DISTCC_VERBOSE
  : >client.log
  distcc $compiler -O2 "$@" -c unit.c -o got.o 2>log
  status=$?
  cat client.log >>log
  return $status
}

remote ()
{
  by_distcc && grep -q "compile unit.c on 127.0.0.1:$port completed ok" client.log
}

if ! wait_for remote; then
  cat server.log log
  echo "UNSUPPORTED: distcc (the server does not compile)"
  exit 0
fi
echo "PASS: without the plugin it compiles remotely"
check "with the plugin it succeeds" by_distcc "$plugin"
check "with the plugin: the server refuses" grep -q 'fplugin.*not supported' server.log
check "with the plugin: it is compiled locally" grep -q 'compile unit.c on localhost completed ok' client.log
check "with the plugin: the same object" cmp got.o want.o
check "with the plugin: the section" has_section got.o
check "with the plugin: the message" grep -q "$finding" log
DISTCC_HOSTS=localhost
check "DISTCC_HOSTS=localhost succeeds" by_distcc "$plugin"
check "DISTCC_HOSTS=localhost: nothing is sent" sh -c '! grep -q "127.0.0.1" client.log'
check "DISTCC_HOSTS=localhost: the same object" cmp got.o want.o
