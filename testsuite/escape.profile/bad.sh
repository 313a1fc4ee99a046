#!/bin/sh
# Profiles that are damaged, of no known format, or made to do harm: one line that says what to do, status 2, no counts.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}" "${ESC_BUILDDIR:?}"
here=$ESC_SRCDIR/testsuite/escape.profile
tool=$ESC_BUILDDIR/passes/tools/profile-test

# bad NAME REGEXP: the file in is refused with one line that matches, within 20 seconds.
bad ()
{
  timeout 20 "$tool" "$here/prog.sites" in >out 2>err </dev/null
  status=$?
  : >why
  [ $status -eq 2 ] || echo "status $status" >>why
  [ "$(wc -l <err)" -eq 1 ] || echo "not one line" >>why
  grep -q "^escape-report: in: .*$2" err || echo "no '$2'" >>why
  [ ! -s out ] || echo "a table" >>why
  verdict "$1"
}

# good NAME REGEXP: the file in is read, and the table has a line that matches.
good ()
{
  : >why
  timeout 20 "$tool" "$here/prog.sites" in >out 2>err </dev/null || echo "status $?" >>why
  [ ! -s err ] || echo "an error" >>why
  grep -q -e "$2" out || echo "no '$2'" >>why
  verdict "$1"
}

verdict ()
{
  if [ -s why ]; then cat why; head -c 2000 err out; echo "FAIL: $1"; else echo "PASS: $1"; fi
}

# dhat PPS FTBL [MODE]
dhat ()
{
  printf '{"dhatFileVersion":2,"mode":"%s","pps":%s,"ftbl":%s}' "${3:-heap}" "$1" "$2" >in
}

# --- No profile at all.
: >in;                                     bad "an empty file" "it is empty; give"
printf '\n \n' >in;                        bad "blank lines" "it is empty; give"
echo hello >in;                            bad "another text" "no profile that is known; give"
head -c 5000 "$tool" >in;                  bad "a binary" "no profile that is known; give"
head -c 100000 /dev/zero >in;              bad "zero bytes" "no profile that is known; give"
printf '\050\265\057\375xxxx' >in;         bad "compressed by zstd" "zstd -dc FILE >FILE.txt"
printf '\037\213xxxx' >in;                 bad "compressed by gzip" "gzip -dc FILE >FILE.txt"
rm in; mkdir in;                           bad "a folder" "Is a directory"
rmdir in;                                  bad "no file" "No such file"

# --- DHAT.
head -c 900 "$here/prog-O0.dhat" >in;      bad "DHAT, cut off" "line [0-9]*: .*run valgrind --tool=dhat again"
echo '{}' >in;                             bad "JSON of something else" "not of DHAT"
echo '{"dhatFileVersion":1}' >in;          bad "DHAT, version 1" "version 1 of DHAT"
echo '{"dhatFileVersion":"2"}' >in;        bad "DHAT, a version that is a string" "not of DHAT"
dhat '[]' '[]' ad-hoc;                     bad "DHAT, ad hoc" "'ad-hoc'.*--mode=heap"
dhat '{}' '[]';                            bad "DHAT, pps is no array" '"pps" or "ftbl" is not an array'
dhat '[]' 'null';                          bad "DHAT, no ftbl" '"pps" or "ftbl" is not an array'
dhat '[3]' '[]';                           bad "DHAT, a number in pps" 'element 0 of "pps"'
dhat '[{"tbk":1,"tb":1}]' '[]';            bad "DHAT, no fs" 'element 0 of "pps"'
dhat '[{"tbk":-1,"tb":1,"fs":[]}]' '[]';   bad "DHAT, a negative count" 'element 0 of "pps"'
dhat '[{"tbk":1.5,"tb":1,"fs":[]}]' '[]';  bad "DHAT, a fraction" 'element 0 of "pps"'
dhat '[{"tbk":1,"tb":1,"fs":[0]}]' '[]';   bad "DHAT, a frame that is not there" 'not in "ftbl"'
dhat '[{"tbk":1,"tb":1,"fs":[-1]}]' '["a"]'; bad "DHAT, a negative frame" 'not in "ftbl"'
dhat '[{"tbk":1,"tb":1,"fs":["a"]}]' '["a"]'; bad "DHAT, a frame that is a string" 'not in "ftbl"'
dhat '[{"tbk":1,"tb":1,"fs":[0]}]' '[7]';  bad "DHAT, a name that is a number" 'not in "ftbl"'
dhat '[{"tbk":99999999999999999999,"tb":1,"fs":[]}]' '[]'; bad "DHAT, a number of 67 bits" 'too big integer'
awk 'BEGIN { while (n++ < 100000) printf "{\"a\":[" }' >in; bad "DHAT, nested 200000 deep" "run valgrind --tool=dhat again"
awk 'BEGIN { printf "{\"a\":["; while (n++ < 2200000) printf "{},"; print "{}]}" }' >in
                                           bad "DHAT, millions of objects" "more than 16 million values"
dhat '[{"tbk":9223372036854775807,"tb":9223372036854775807,"fs":[0]},{"tbk":9223372036854775807,"tb":9,"fs":[0]},
 {"tbk":9223372036854775807,"tb":9,"fs":[0]}]' '["0x1: push (prog.c:36)"]'
                                           good "DHAT, sums of more than 64 bits" '18446744073709551615  *100.0 %'
dhat '[{"tbk":1,"tb":1,"fs":[0]},{"tbk":1,"tb":1,"fs":[]}]' '["\u001b[31m\u009b (x.c:99999999999)"]'
                                           good "DHAT, a name that controls a terminal" '?\[31m'
if LC_ALL=C grep -q "$(printf '[\033\233]')" out; then echo "FAIL: no control bytes come out"; else echo "PASS: no control bytes come out"; fi
awk 'BEGIN { while (n++ < 5000) printf ",0" }' >zeros
dhat "[{\"tbk\":1,\"tb\":1,\"fs\":[0$(cat zeros)]}]" '["0x1: a (b.c:1)"]'
                                           good "DHAT, a stack of 5001 frames" 'b.c:1 a'

# --- massif.
tree='desc: x\ncmd: x\ntime_unit: i\n#-----------\nsnapshot=0\n#-----------\ntime=0\nmem_heap_B=9\nheap_tree=peak\n'
printf 'desc: x\ncmd: x\ntime_unit: i\n' >in; bad "massif, no snapshot" "massif's file has no snapshot"
printf 'desc: x\ncmd: x\ntime_unit: i\n#-----------\nsnapshot=0\ntime=0\nmem_heap_B=5\nheap_tree=empty\n' >in
                                           bad "massif, no tree" "--detailed-freq=1"
printf 'desc: x\ncmd: x\ntime_unit: i\n#-----------\nsnapshot=0\n#-----------\ntime=0\nmem_heap_B=x\n' >in
                                           bad "massif, no number" "no number at mem_heap_B"
printf "$tree" >in;                        bad "massif, no line of the tree" "cut off or damaged"
printf "${tree}n2: 9 (heap)\n n0: 5 0x1: push (prog.c:36)\n" >in; bad "massif, a child is missing" "cut off or damaged"
printf "${tree}n1: 9 (heap)\n   n0: 5 0x1: push (prog.c:36)\n" >in; bad "massif, a level is left out" "cut off or damaged"
printf "${tree}n99999999999999999999: 9 (heap)\n" >in; bad "massif, a number of 67 bits" "cut off or damaged"
printf "${tree}n1: -9 (heap)\n n0: 5 0x1: push (prog.c:36)\n" >in; bad "massif, a negative number" "cut off or damaged"
{ printf "$tree"; awk 'BEGIN { for (i = 0; i < 3000; i++) { printf "%*sn1: 9 0x1: a (b.c:1)\n", i, "" }
                               printf "%*sn0: 9 0x1: a (b.c:1)\n", i, "" }'; } >in
                                           good "massif, 3000 levels" 'b.c:1 a'

# --- heaptrack.
printf 'v 10400 9\n' >in;                  bad "heaptrack, version 9" "version 9 of heaptrack's format"
printf 'v \n' >in;                         bad "heaptrack, no version" "no version"
printf 'v 10400 3\n' >in;                  bad "heaptrack, nothing else" "end before the first allocation"
printf 'v 10400 3\nm 1 x 5 0 730\n' >in;   bad "heaptrack, raw" "heaptrack_interpret"
printf 'v 10400 3\nt 1 0\n' >in;           bad "heaptrack, no address" "line 2 .*a stack whose parts"
printf 'v 10400 3\ni 1 0\nt 1 1\n' >in;    bad "heaptrack, a stack that is its own parent" "line 3 .*a stack whose parts"
printf 'v 10400 3\na 8 5\n' >in;           bad "heaptrack, no stack" "an allocation whose stack"
printf 'v 10400 3\na 8 0\n+ 1\n' >in;      bad "heaptrack, no allocation" "a call of an allocation"
printf 'v 10400 3\ns ffffffffffffffff x\n' >in; bad "heaptrack, a string of 2^64 bytes" "a string without its length"
printf 'v 10400 3\ns 5 x' >in;             bad "heaptrack, a string cut off" "a string without its length"
printf 'v 10400 3\ns fffffffffffffffff x\n' >in; bad "heaptrack, a length of 68 bits" "a string without its length"
printf 'v 10400 3\ns 3 a\nb\ni 1 0 1 1 7fffffffffffffff\nt 1 0\na ffffffffffffffff 1\n+ 0\n+ 0\n- 0\n' >in
                                           good "heaptrack, a line end in a name" '2 *100.0 % *18446744073709551615  a?b a?b'
printf 'v 10200\ns push\ns prog.c\ni 1 0 1 2 24\nt 1 0\na 10 1\n+ 0\n' >in
                                           good "heaptrack, format 1" '1 *100.0 % *16  prog.c:36 push'
printf 'PEAK MEMORY CONSUMERS\n' >in;      bad "heaptrack_print, another section" "without -a 0"
head -n 20 "$here/prog.print" >in;         bad "heaptrack_print, cut off" "cut off: its sum of calls"
printf 'MOST CALLS TO ALLOCATION FUNCTIONS\n-3 calls to allocation functions with 0B peak\n' >in
                                           bad "heaptrack_print, a difference" "without -d"
printf 'main (a.c); 3\nmain (a.c); x\n' >in; bad "a flame graph, no number" "line 2 of the flame graph"
printf 'main (a.c); 99999999999999999999\n' >in; bad "a flame graph, a number of 67 bits" "line 1 of the flame graph"

# --- Counts of another tool.
printf 'escape-counts 1\n# x\n\n5 80 x/prog.c:36\n7 9 prog.c:44 pair\n' >in
                                           good "counts" '5 *41.7 % *80  prog.c:36 push'
printf 'escape-counts 2\n' >in;            bad "counts, version 2" "no profile that is known"
for line in x '5' '5 6' '5 6 a' '5 6 a:0' '5 6 :7' '-5 6 a:7' '5 x a:7' '99999999999999999999 6 a:7'; do
  printf 'escape-counts 1\n%s\n' "$line" >in; bad "counts, '$line'" "line 2 of the counts is not understood"
done

# --- Two kinds of profile do not add up; the first one stays.
timeout 20 "$tool" "$here/prog.sites" "$here/prog-O0.dhat" "$here/prog-O0.massif" >out 2>err
echo "status $?" >why
grep -q 'prog-O0.massif: calls cannot be added to massif' err && grep -q 'Of 1472 calls' out && : >why
verdict "DHAT and massif"
timeout 20 "$tool" "$here/prog.sites" "$here/prog-O0.massif" "$here/prog-O0.dhat" >out 2>err
echo "status $?" >why
grep -q 'prog-O0.dhat: calls cannot be added to massif' err && grep -q 'Of 45056 bytes' out && : >why
verdict "massif and DHAT"

# --- Each profile cut off anywhere: a table or one line, never more, and no other status.
for profile in prog-O0.dhat prog-O2.massif prog-O2.heaptrack prog.print prog.flame; do
  size=$(wc -c <"$here/$profile")
  : >why
  at=0
  while [ $at -lt "$size" ]; do
    head -c $at "$here/$profile" >in
    timeout 20 "$tool" "$here/prog.sites" in >out 2>err
    status=$?
    lines=$(wc -l <err)
    { [ $status -eq 0 ] && [ "$lines" -eq 0 ]; } || { [ $status -eq 2 ] && [ "$lines" -eq 1 ]; } ||
      echo "at byte $at: status $status, $lines lines" >>why
    at=$((at + size / 60 + 1))
  done
  verdict "$profile, cut off at 60 places"
done
