#!/bin/sh
# -fplugin-arg-escape-functions=FILE: what a table says is believed; a bad one is one error line.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs.
# Out: PASS and FAIL lines.
# Not: the table that comes with the plugin (known-functions.sh).
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
option=-fplugin-arg-escape-functions
run () { $ESC_CC -c t.c -o t.o -fplugin="$ESC_PLUGIN" "$@" >out 2>&1; }
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out; echo "FAIL: $2"; fi; }

cat >t.c <<'EOF'
#include <stdlib.h>
void keep_it (void *);
void look_at (void *);
void *get_some (size_t);
void put_back (void *);
void call_it (int (*) (void *), void *);
static int *slot;
static int cb (void *p) { slot = p; return 0; }
void f1 (int k) { keep_it (&k); }
void f2 (void) { int *p = malloc (4); look_at (p); free (p); }
void f3 (void) { int *p = get_some (16); *p = 1; put_back (p); }
void f4 (int k) { call_it (cb, &k); }
EOF

run
grep -q escape- out; [ $? -ne 0 ]; result $? "unknown functions are no findings"

cat >table <<'EOF'
# what the functions of t.c do
keep_it: keep 0 by @kept
look_at:
get_some: r=new 0
put_back: free 0

call_it: call 0 (1)
EOF
run $option=table
status=$?
result $status "a table is read"
if [ $status -ne 0 ]; then
  # The form of a line may be another.
  sed -n 1,5p out
fi
grep -q "t.c:9:.*'k' is still held by.*escape-dangle" out; result $? "what a table says keeps its argument"
grep -q "t.c:10:.*escape-stackable" out; result $? "what a table says only looks"
grep -q "t.c:11:.*16 bytes.*escape-stackable" out; result $? "what a table says allocates and frees"
grep -q "t.c:12:.*'k' is still held by 'slot'.*escape-dangle" out; result $? "what a table says calls back"

# bad NAME TEXT: FILE (and LINE) are named, the remedy too, in one error line; the status is 1.
bad ()
{
  run $option="$1"
  status=$?
  [ $status -eq 1 ] && [ "$(grep -c error: out)" = 1 ] && grep -q -e "$2" out && grep -q "drop" out
  result $? "$3"
}
bad no-such-file "no-such-file.*cannot read the file: No such file or directory" "a file that is not there"
mkdir -p folder
bad folder "folder.*cannot read the file: Is a directory" "a folder"
if [ "$(id -u)" -ne 0 ]; then
  : >closed
  chmod 000 closed
  bad closed "closed.*cannot read the file: Permission denied" "a file that must not be read"
fi
malformed ()
{
  printf '%s\n' "look_at:" "$1" >wrong
  bad wrong "wrong:2:" "malformed: $1"
}
malformed "keep_it: kepp 0"
malformed "keep_it: keep"
malformed "keep_it: keep 0 by"
malformed "keep_it: r="
malformed "keep_it: r=new"
malformed "keep_it: free"
malformed "keep_it: call 0"
malformed "keep_it: free 0 and more"
malformed ": free 0"
malformed "keep it: free 0"
malformed "keep_it: *=1"
malformed "keep_it: free x"
malformed "keep_it: free 99999999999999999999"

: >empty
run $option=empty
result $? "an empty table"
printf '# only a remark\n\n   \n' >remark
run $option=remark
result $? "a table of remarks"
printf 'look_at:' >last
run $option=last
result $? "a last line without its end"
printf '\0look_at:\n' >zero
run $option=zero
[ $? -eq 1 ] && grep -q 'has a NUL byte' out; result $? "a NUL byte is an error"
head -c 2000 /dev/urandom >noise 2>/dev/null
run $option=noise
[ $? -eq 1 ] && ! grep -q 'internal compiler error' out; result $? "noise is an error and no crash"
run $option=table $option=last
result $? "two tables"
