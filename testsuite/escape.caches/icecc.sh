#!/bin/sh
# icecc: the plugin goes along to the other machine, and the section comes back.
#
# A scheduler and two daemons of our own on the loopback, one of which may not be compiled on; they are ended whatever
# happens.  They need root: the other machine compiles in a chroot.  Without it only the local way is tried.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.caches/common"

for variable in ICECC_EXTRAFILES ICECC_CARET_WORKAROUND; do
  check "docs/builds.md names $variable" grep -q "$variable" "$ESC_SRCDIR/docs/builds.md"
done

if ! command -v icecc >/dev/null || ! command -v iceccd >/dev/null || ! command -v icecc-scheduler >/dev/null; then
  echo "UNSUPPORTED: icecc (it is not installed)"
  exit 0
fi
unset ICECC ICECC_VERSION ICECC_EXTRAFILES ICECC_CARET_WORKAROUND ICECC_REMOTE_CPP
test_folder=$PWD

# --- No daemon: icecc compiles itself.
ICECC_TESTS=1 ICECC=disable icecc $compiler "$plugin" -O2 -c unit.c -o got.o 2>log
check "ICECC=disable: the same object" cmp got.o want.o
check "ICECC=disable: the section" has_section got.o
check "ICECC=disable: the same messages" cmp log want.log

if [ "$(id -u)" -ne 0 ] || ! chroot / true 2>/dev/null || ! unshare -m true 2>/dev/null; then
  echo "UNSUPPORTED: icecc, remotely (it needs root, chroot and unshare)"
  exit 0
fi
# The daemon's own user packs the plugin.
if id icecc >/dev/null 2>&1 && ! setpriv --reuid=icecc --regid=icecc --clear-groups test -r "$ESC_PLUGIN"; then
  echo "UNSUPPORTED: icecc, remotely (user icecc cannot read $ESC_PLUGIN)"
  exit 0
fi

# The daemons change to a user of their own, and the name of a socket must be short.
folder=$(mktemp -d /tmp/icecc.XXXXXX) || exit 1
pids=
finish ()
{
  kill $pids 2>/dev/null
  wait 2>/dev/null
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
mkdir $folder/local $folder/remote
chmod 755 $folder
if id icecc >/dev/null 2>&1; then chown -R icecc $folder; fi

# A daemon gets nothing to do while other processes keep its machine busy, so ours see an idle one.
idle ()
{
  ticks=1000
  while sleep 0.5; do
    ticks=$((ticks + 1000))
    printf 'cpu  0 0 0 %d 0 0 0 0 0 0\n' $ticks >$folder/stat
  done
}
printf 'cpu  0 0 0 1000 0 0 0 0 0 0\n' >$folder/stat
idle &
pids=$!

port=$(free_port)
network=escape$$
ICECC_TESTS=1
ICECC_TEST_SCHEDULER_PORTS=$port:$((port + 9))
export ICECC_TESTS ICECC_TEST_SCHEDULER_PORTS
icecc-scheduler -p $port -n $network -l $folder/scheduler.log -vvv >/dev/null 2>&1 &
pids="$pids $!"
# daemon NAME PORT OPTION...
daemon ()
{
  name=$1
  own=$2
  shift 2
  ICECC_TEST_SOCKET=$folder/$name.socket FOLDER=$folder \
    unshare -m sh -c 'mount --bind $FOLDER/stat /proc/stat; exec "$@"' sh \
    iceccd -s localhost:$port -b $folder/$name -l $folder/$name.log -n $network -N $name$$ -m 2 -p $own -vvv "$@" \
    >/dev/null 2>&1 &
  pids="$pids $!"
}
daemon remote $((port + 5))
daemon local $((port + 6)) --no-remote

ICECC_TEST_SOCKET=$folder/local.socket
ICECC_TEST_REMOTEBUILD=1
ICECC_PREFERRED_HOST=remote$$
ICECC_DEBUG=debug
ICECC_LOGFILE=$folder/client.log
export ICECC_TEST_SOCKET ICECC_TEST_REMOTEBUILD ICECC_PREFERRED_HOST ICECC_DEBUG ICECC_LOGFILE

# by_icecc OPTION...: compile unit.c to got.o; status 0 if it worked, wherever.
by_icecc ()
{
  rm -f got.o
  : >$folder/client.log
  timeout 90 icecc $compiler -O2 "$@" -c unit.c -o got.o 2>log
}

# The scheduler has the last word on where it was.
jobs_done ()
{
  grep -c "END [0-9]* status=0 .*server=remote$$" $folder/scheduler.log
}

# The client ends a moment before the scheduler knows of it.
more_done ()
{
  [ "$(jobs_done)" -gt "$before" ]
}

# remotely NAME OPTION...: it works, on the other machine, and not again on this one.
remotely ()
{
  name=$1
  shift
  before=$(jobs_done)
  : >why
  by_icecc "$@" || echo "it failed" >why
  wait_for more_done || echo "it was not compiled remotely" >>why
  ! grep -q 'building_local' $folder/client.log || echo "it was compiled locally" >>why
  [ ! -s why ] || tail -n 20 $folder/*.log
  result "$name" why
}

ready ()
{
  [ "$(grep -c "login .*$$ protocol" $folder/scheduler.log)" -ge 2 ]
}
sleep 1
before=0
if ! wait_for ready || ! by_icecc || ! wait_for more_done; then
  tail -n 20 $folder/*.log
  echo "UNSUPPORTED: icecc, remotely (the daemons do not compile)"
  exit 0
fi

# Without carets: icecc compiles again locally what has a message with one, because it cannot show the line.
bare=-fno-diagnostics-show-caret
remotely "with the plugin" "$plugin" $bare
check "with the plugin: the same object" cmp got.o want.o
check "with the plugin: the section" has_section got.o
check "with the plugin: the message" grep -q "$finding" log
check "with the plugin: it is in what was sent" grep -q "$ESC_PLUGIN" $folder/local.log
remotely "no-dangle" "$plugin" ${arg}no-dangle
check "no-dangle: nothing is said" test ! -s log
remotely "no-section" "$plugin" $bare ${arg}no-section
check "no-section: there is none" sh -c '! readelf -SW got.o | grep -q "\.escape"'
remotely "-g and a map of names" "$plugin" $bare -g -ffile-prefix-map="$PWD"=/project
check "-g and a map of names: the section" has_section got.o

by_icecc "$plugin"
check "a message with a caret: it is compiled again locally" grep -q 'building_local' $folder/client.log
check "a message with a caret: the same object" cmp got.o want.o
check "a message with a caret: the same messages" cmp log want.log
ICECC_CARET_WORKAROUND=0
export ICECC_CARET_WORKAROUND
remotely "ICECC_CARET_WORKAROUND=0" "$plugin"
check "ICECC_CARET_WORKAROUND=0: the same object" cmp got.o want.o
unset ICECC_CARET_WORKAROUND

# --- A table of functions is sent if it is named, by its full path.
sed 's/^  slot = local;/  { extern void hook (char *); hook (local); }/' unit.c >hook.c
mv hook.c unit.c
ICECC_EXTRAFILES=$PWD/our.functions
export ICECC_EXTRAFILES
remotely "ICECC_EXTRAFILES" "$plugin" $bare ${arg}functions="$PWD/our.functions"
check "ICECC_EXTRAFILES: the table is used" grep -q "$finding" log
unset ICECC_EXTRAFILES
! timeout 90 icecc $compiler "$plugin" $bare ${arg}functions="$PWD/our.functions" -c unit.c -o none.o 2>log
check "without ICECC_EXTRAFILES it fails" test $? -eq 0
check "without ICECC_EXTRAFILES: the error names the file" grep -q "our.functions'*: cannot read the file" log
check "without ICECC_EXTRAFILES: no object" test ! -e none.o
