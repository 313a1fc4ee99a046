#!/bin/sh
# Holds passes/known.def, the table of known functions, against its own language and against the system's headers; so, too,
# passes/known_shapes.def.
#
# In:  ESC_CC, ESC_BUILD_CC, ESC_SRCDIR; TMPDIR, where it runs.
# Out: a PASS or FAIL line for each check; before it, what is wrong, a line each, and the functions that no header here
#      declares: their lines were only parsed.
# Not: whether an effect is true.  What is checked of a line: the arguments that it names exist and are of the right kind
#      (pointers, sizes, functions), it stores only where an address fits, and a pointer result comes from somewhere.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}"
ESC_CC=${ESC_CC:-gcc}
ESC_BUILD_CC=${ESC_BUILD_CC:-$ESC_CC}
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

# result CHECK FILE: the check failed if the file says why.
result ()
{
  if [ -s "$2" ]; then
    cat "$2"
    echo "FAIL: $1 ($(wc -l <"$2" | tr -d ' ') wrong, the first: $(head -n 1 "$2"))"
  else
    echo "PASS: $1"
  fi
}

# --- The lines themselves.

cat >table.c <<'END'
#include "run.h"
#include <stdio.h>

const char *esc_known_line (uint32_t, const char **, const char **);

int
main (void)
{
  const char *name, *text, *error;
  for (uint32_t i = 0; (name = esc_known_line (i, &text, &error)); i++)
    printf ("%s\t%s\t%s\n", name, text, error ? error : "");
  return 0;
}
END
engine=$ESC_SRCDIR/passes
if ! $ESC_BUILD_CC -I"$ESC_SRCDIR" -I"$engine" -o table table.c "$engine/known.c" "$engine/known-parse.c" "$engine/expr.c" "$engine/mem.c" \
     "$engine/offset.c" "$engine/summary.c" 2>&1 \
   || ! ./table >table.txt; then
  echo "FAIL: the table can be built"
  exit 0
fi
echo "PASS: the table can be built"

awk -F '\t' '$3 != "" { print $1 ": " $3 " in: " $2 }' table.txt >wrong
result "every line parses" wrong

cut -f 1 table.txt | sort | uniq -d >wrong
result "no function has two lines" wrong

# --- The prototypes.  -aux-info writes those of all functions that a source declares, one a line and all in one form.

if ! CC=$ESC_CC sh "$engine/known-shapes.sh" prototypes >shapes.def; then
  echo "UNSUPPORTED: the lines fit the prototypes"
  exit 0
fi

sed -n 's/^S ("\([^"]*\)", "\([^"]*\)")$/\1\t\2/p' "$engine/known_shapes.def" >shapes
sed -n 's/^S ("\([^"]*\)", "\([^"]*\)")$/\1\t\2/p' shapes.def >shapes.here
awk -F '\t' '
FILENAME == ARGV[1] { known[$1] = 1; next }
FILENAME == ARGV[2] {
  shape[$1] = $2
  if (!($1 in known)) print $1 ": has a shape, but no line"
  if ($1 <= last) print $1 ": not in order"
  last = $1
  next
}
!($1 in shape) { missing = missing " " $1; next }
shape[$1] != $2 { print $1 ": is " shape[$1] " and not " $2 }
END { if (missing) print "declared here and without a shape:" missing >"missing" }
' table.txt shapes shapes.here >wrong || echo "awk failed" >>wrong
[ ! -f missing ] || cat missing
result "the shapes are those of the prototypes" wrong

cat >check.awk <<'END'
# 1st file: prototypes; 2nd: the table.

# Add the text up to the closing bracket of the parameters of NAME, split at its outer commas, as type[NAME, 0...].
function parameters(name, text,    i, c, depth, word, n) {
  depth = n = 0
  word = ""
  for (i = 1; i <= length (text); i++) {
    c = substr (text, i, 1)
    if (c == "(") depth++
    else if (c == ")" && depth-- == 0) break
    if (c == "," && depth == 0) { type[name, n++] = word; word = "" }
    else word = word c
  }
  if (word == "...") variadic[name] = 1
  else if (word != "void") type[name, n++] = word
  count[name] = n
}

FILENAME == ARGV[1] {
  sub (/^\/\* [^*]* \*\/ /, "")
  sub (/; \/\*.*/, ";")
  sub (/^(extern|static) /, "")
  # A function that returns a function pointer is written around its name.
  if (match ($0, /\(\*[A-Za-z_0-9]+ \(/)) {
    name = substr ($0, RSTART + 2, RLENGTH - 4)
    result[name] = "void *"
  } else if (match ($0, /[A-Za-z_0-9]+ \(/)) {
    name = substr ($0, RSTART, RLENGTH - 2)
    result[name] = substr ($0, 1, RSTART - 1)
    sub (/ $/, "", result[name])
  } else next
  rest = substr ($0, RSTART + RLENGTH)
  gsub (/, /, ",", rest)
  gsub (/ ,/, ",", rest)
  gsub (/ \)/, ")", rest)
  parameters(name, rest)
  next
}

function wrong(why) { print name ": " why " in: " $2 }

function is_function(t) { return t ~ /\(\*/ || t ~ /(_fn_t|_func_t|_fn|_Fn|handler_t|_start_t|_function)$/ }

# Types that are handles, or hold a pointer, and do not look it.
function is_handle(t) {
  return t ~ /(^| )(pthread_t|thrd_t|(__)?timer_t|(__)?locale_t|nl_catd|iconv_t)$/ \
	 || t ~ /^(const )?(ENTRY|datum|(union |__)sigval(_t)?)$/
}

function is_pointer(t) { return t ~ /[*[]/ || is_handle(t) || is_function(t) }

# The type of argument N; "" beyond the named ones of a variadic function.
function argument(n) {
  if (n + 0 < count[name]) return type[name, n + 0]
  if (!(name in variadic)) wrong("argument " n " of " count[name])
  return ""
}

# TERM names an address; STORED: with a '*' before it, as what is stored to.
function address(term, stored,    t, level, stars) {
  gsub (/ /, "", term)
  level = stored
  while (sub (/^\*/, "", term)) level++
  while (sub (/\+([0-9]+b)?$/, "", term)) { }
  if (term !~ /^[0-9]+$/) return
  t = argument(term)
  if (t == "") return
  if (!is_pointer(t)) { wrong("argument " term " is no pointer: " t); return }
  if (!level || is_function(t)) return
  # A number holds no address; a structure or memory of any type may.
  stars = gsub (/\*/, "", t)
  sub (/ +$/, "", t)
  if (stars <= level && t ~ /(^| )(char|int|short|long|unsigned|float|double|wchar_t|size_t|[a-z0-9_]+int[0-9]*_t)$/)
    wrong("argument " term " holds no address at level " level)
}

function integer(n,    t) {
  t = argument(n)
  if (t != "" && (is_pointer(t) || t ~ /double|float/)) wrong("argument " n " is no integer: " t)
}

function value(text,    part) {
  if (text ~ /^(new|moved|handle|lasting|thread)/) {
    if (match (text, /align [0-9]+/)) integer(substr (text, RSTART + 6, RLENGTH - 6))
    sub (/^[a-z]+ */, "", text)
    if (text ~ /^len/) {
      match (text, /[0-9]+/)
      address(substr (text, RSTART, RLENGTH), 0)
      if (match (text, /,[0-9]+/)) integer(substr (text, RSTART + 1, RLENGTH - 1))
    } else if (match (text, /^[0-9]+(\*[0-9]+)?/) && text !~ /^[0-9]+b/) {
      split (substr (text, RSTART, RLENGTH), part, "*")
      integer(part[1])
      if (2 in part) integer(part[2])
    }
  } else address(text, 0)
}

function callback(text,    n, t, args, given, i, depth, c, wanted) {
  n = text
  sub (/^call */, "", n)
  sub (/\(.*/, "", n)
  t = argument(n)
  if (t != "" && !is_function(t)) wrong("argument " n " is no function: " t)
  sub (/^[^(]*\(/, "", text)
  sub (/\) *$/, "", text)
  given = split (text, args, ",")
  for (i = 1; i <= given; i++) address(args[i], 0)
  # Where the header writes the type of the function out.
  if (t ~ /\(\*\) \(/) {
    sub (/.*\(\*\) \(/, "", t)
    wanted = t ~ /^void\)/ ? 0 : 1
    for (i = 1; i <= length (t); i++) {
      c = substr (t, i, 1)
      if (c == "(") depth++
      else if (c == ")") depth--
      else if (c == "," && !depth) wanted++
    }
    # makecontext's is written without parameters and has some.
    if (given != wanted && !(name in variadic)) wrong("the callback has " wanted " arguments")
  }
}

{
  name = $1
  if (!(name in result)) { print name >"untested"; next }
  tested++
  returns = 0
  n = split ($2, effects, ";")
  for (k = 1; k <= n; k++) {
    e = effects[k]
    gsub (/^ +| +$/, "", e)
    if (e ~ /^[0-9]/) integer(substr (e, 1, index (e, "=") - 1))
    sub (/^[0-9]+ *= *[0-9]+ *: */, "", e)
    sub (/^(ok|nz): */, "", e)
    if (e == "jumps") continue
    if (e ~ /^(noreturn|unknown)$/) returns = 1
    else if (e ~ /^r *=/) {
      returns = 1
      if (!is_pointer(result[name])) wrong("the result is no pointer: " result[name])
      sub (/^r *= */, "", e)
      value(e)
    } else if (e ~ /^\*/) {
      at = index (e, "=")
      text = substr (e, at + 1)
      sub (/^ */, "", text)
      address(substr (e, 2, at - 2), 1)
      value(text)
    } else if (e ~ /^call/) callback(e)
    else if (e ~ /^(keep|copy)/) {
      split (e, words, " ")
      address(words[2], 0)
      address(words[4], 0)
      if (5 in words) integer(words[5])
    } else {
      split (e, words, " ")
      address(words[2], 0)
    }
  }
  if (!returns && result[name] ~ /\*/) wrong("nothing is said of the result: " result[name])
}

END { print tested + 0 >"tested" }
END
: >untested
awk -F '\t' -f check.awk prototypes table.txt >wrong || echo "awk failed" >>wrong
# A system whose prototypes are not understood must not pass for one where all fit.
[ "$(cat tested)" -ge 1000 ] || echo "only $(cat tested) functions were found in the headers" >>wrong
echo "no header here declares, so untested: $(tr '\n' ' ' <untested)"
result "the lines fit the prototypes" wrong
