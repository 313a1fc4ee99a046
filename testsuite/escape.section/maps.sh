#!/bin/sh
# Names of files in the section: as the command gives them, and as the prefix maps change them.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.section/common"

here=$PWD
mkdir -p one/src two/src
cp user.c owner.c one/src
cp user.c owner.c two/src
printf '#include <stdlib.h>\nstatic inline int in_header (void) { int *p = malloc (4); int r; if (!p) return 0; *p = 1; r = *p; free (p); return r; }\n' \
  | tee one/src/h.h >two/src/h.h
echo 'int from_header (void) { return in_header (); }' | tee -a one/src/owner.c >>two/src/owner.c
sed -i '1i #include "h.h"' one/src/owner.c two/src/owner.c

# build FOLDER OPTION...: by absolute names.
build ()
{
  folder=$1
  shift
  for unit in user owner; do
    compile "$here/$folder/src/$unit.c" $folder/$unit.o "$@"
  done
}

# says REGEXP, silent REGEXP: the report on folder one, in words.
report ()
{
  "$ESC_REPORT" --json --source-dir=/ one/user.o one/owner.o >json 2>&1
}

says ()
{
  report
  grep -q "$1" json
}

silent ()
{
  report
  [ -s json ] && ! grep -q "$1" json
}

: >log
build one
check "without a map the names are those of the command" says "\"file\":\"[^\"]*one/src/user.c\""
for map in file debug macro; do
  build one -f$map-prefix-map="$here/one"=/project
  build two -f$map-prefix-map="$here/two"=/project
  check "-f$map-prefix-map: no path of the build" silent "$here\|one/src"
  check "-f$map-prefix-map: the other name" says '"file":"[^"]*project/src/user.c"'
  check "-f$map-prefix-map: of a header" says '"file":"[^"]*project/src/h.h"'
  for unit in user owner; do
    check "-f$map-prefix-map: two folders, one section, $unit" same_content one/$unit.o two/$unit.o
  done
done
build one -ffile-prefix-map="$here/one/"=
check "an empty new prefix" says '"file":"src/user.c"'
build one -fprofile-prefix-map="$here/one"=/project
check "-fprofile-prefix-map is not ours" silent '/project'
build one -ffile-prefix-map="$here/one"=/first -ffile-prefix-map="$here/one/src"=/second
check "of two maps the last that fits" says '"file":"[^"]*second/user.c"'

# --- What the user reads at once is not changed.
compile "$here/one/src/owner.c" one/owner.o >/dev/null
: >log
compile "$here/one/src/owner.c" one/owner.o -ffile-prefix-map="$here/one"=/project
check "messages of the compiler keep the name" grep -q "$here/one/src/owner.c:16:.*escape-dangle" log

# --- Relative names: the folder is nowhere.
for folder in one two; do
  (cd $folder/src && $ESC_CC $plugin -w -O2 -c user.c -o ../relative.o)
done
check "relative names: two folders, one section" same_content one/relative.o two/relative.o
content one/relative.o content.1
"$ESC_REPORT" --json one/relative.o >json 2>&1
check "relative names: no path of the build" sh -c "grep -q '\"source\":\"user.c\"' json && ! grep -q '$here' json"
