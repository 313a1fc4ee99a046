#!/bin/sh
# Writes passes/known_shapes.def: the prototypes of the known functions, a letter a type, as the system's headers have them.
#
# In:  passes/known*.def beside this script; CC (gcc), which finds the headers; awk.  Usage: known-shapes.sh [PROTOTYPES]
# Out: the file, on stdout.  PROTOTYPES: a file for what -aux-info says of all functions that the headers declare, one a line.
# Not: functions that no header here declares.  They get no line, and a declaration of one is taken as it comes.
#
# SPDX-License-Identifier: GPL-3.0-or-later

CC=${CC:-gcc}
here=$(cd "$(dirname "$0")" && pwd) || exit 1
LC_ALL=C
export LC_ALL
dir=$(mktemp -d "${TMPDIR:-/tmp}/shapes.XXXXXX") || exit 1
trap 'rm -rf "$dir"' 0

headers='aio aliases argp argz arpa/inet arpa/nameser assert complex crypt ctype dirent dlfcn envz err errno error
  execinfo fcntl fenv fmtmsg fnmatch fstab fts ftw getopt glob gnu/libc-version grp gshadow iconv ifaddrs inttypes
  langinfo libgen libintl link locale malloc math mcheck mntent monetary mqueue ndbm net/if netdb netinet/ether
  netinet/in nl_types poll printf pthread pty pwd regex resolv sched search semaphore setjmp shadow signal spawn stdio
  stdio_ext stdlib string strings stropts sys/acct sys/auxv sys/capability sys/epoll sys/eventfd sys/fanotify sys/file
  sys/fsuid sys/inotify sys/io sys/ioctl sys/ipc sys/klog sys/mman sys/mount sys/msg sys/personality sys/pidfd
  sys/prctl sys/ptrace sys/quota sys/random sys/reboot sys/resource sys/select sys/sem sys/sendfile sys/shm
  sys/signalfd sys/socket sys/stat sys/statfs sys/statvfs sys/swap sys/sysinfo sys/sysmacros sys/time sys/timeb
  sys/timerfd sys/times sys/timex sys/types sys/uio sys/un sys/utsname sys/vlimit sys/wait sys/xattr syslog termios
  threads time ttyent uchar ucontext ulimit unistd unwind utime utmp utmpx wchar wctype wordexp'
for header in $headers; do
  # A header that another system lacks costs only its own functions.
  printf '#if __has_include (<%s.h>)\n# include <%s.h>\n#endif\n' "$header" "$header"
done >"$dir/all.c"
$CC -D_GNU_SOURCE -w -fsyntax-only -aux-info "$dir/prototypes" "$dir/all.c" || exit 1
[ $# -eq 0 ] || cp "$dir/prototypes" "$1" || exit 1

sed -n 's/^K ("\([^"]*\)".*/\1/p' "$here"/known*.def | sort -u >"$dir/names"

# 1. NAME, tab, the types of the result and of the parameters, separated by tabs.
awk '
FILENAME == ARGV[1] { known[$0] = 1; next }
{
  sub (/^\/\* [^*]* \*\/ /, "")
  sub (/; \/\*.*/, ";")
  sub (/^(extern|static) /, "")
  # A function that returns a function pointer is written around its name.
  if (match ($0, /\(\*[A-Za-z_0-9]+ \(/)) {
    name = substr ($0, RSTART + 2, RLENGTH - 4)
    line = "void *"
  } else if (match ($0, /[A-Za-z_0-9]+ \(/)) {
    name = substr ($0, RSTART, RLENGTH - 2)
    line = substr ($0, 1, RSTART - 1)
    sub (/ $/, "", line)
  } else next
  if (!(name in known) || name in done) next
  rest = substr ($0, RSTART + RLENGTH)
  word = ""
  depth = 0
  for (i = 1; i <= length (rest); i++) {
    c = substr (rest, i, 1)
    if (c == "(") depth++
    else if (c == ")" && depth-- == 0) break
    if (c == "," && depth == 0) { line = line "\t" word; word = "" }
    else if (c != " " || word != "") word = word c
  }
  sub (/ $/, "", word)
  if (word != "void") line = line "\t" word
  done[name] = 1
  print name "\t" line
}' "$dir/names" "$dir/prototypes" | sort >"$dir/types"

# 2. The class of each type.  Types that one system makes a number and another one a structure or a pointer fit any: a
# program that is right on one of them should not depend on ours.
awk -F '\t' '{ for (i = 2; i <= NF; i++) if (!($i in done)) { done[$i] = 1; print $i } }' "$dir/types" >"$dir/distinct"
any='^(const )?((__)?(gnuc_)?va_list|__va_list_tag [*]|pthread_t|thrd_t|mtx_t|(__)?timer_t|(__)?locale_t|nl_catd|iconv_t|mqd_t|(__)?dev_t'
any="$any"'|pthread_key_t|tss_t|wctype_t|wctrans_t|(union|struct)? ?(__)?sigval(_t)?|__fsid_t)$'
{
  cat "$dir/all.c"
  echo '#include <stdio.h>'
  awk '{ print "typedef __typeof__ (" (/^(\.\.\.|void|.*__va_list.*)$/ ? "int" : $0) ") type_" NR ";" }' "$dir/distinct"
  echo 'int main (void) {'
  awk '{ print "printf (\"%d\\n\", __builtin_classify_type (*(type_" NR " *) 0));" }' "$dir/distinct"
  echo 'return 0; }'
} >"$dir/classify.c"
$CC -D_GNU_SOURCE -w -o "$dir/classify" "$dir/classify.c" || exit 1
"$dir/classify" | paste - "$dir/distinct" | awk -F '\t' -v any="$any" '
{ class = $1 == 5 ? "p" : $1 >= 1 && $1 <= 4 || $1 == 18 ? "i" : $1 == 8 || $1 == 9 ? "f" : "s" }
$2 == "void" { class = "v" }
$2 == "..." { class = "." }
$2 ~ /SOCKADDR_ARG$/ { class = "p" }	# a transparent union of pointers
$2 ~ any { class = "a" }
{ print class "\t" $2 }' >"$dir/classes"

cat <<'TEXT'
/* known_shapes.def - the prototypes of the known functions, a letter a type.
   Made by passes/known-shapes.sh; do not edit.

   Input:   none; known.c includes this with S (NAME, SHAPE) defined.
   Output:  the rows of its table, sorted by name.
   Not handled: functions that no header of the system declared where this was
            made: those have no shape.

   The result, then the parameters: p pointer, i integer, f floating, s structure,
   v void, a any of these (a type that systems choose freely), . more.  */

TEXT
awk -F '\t' '
FILENAME == ARGV[1] { class[$2] = $1; next }
{
  shape = ""
  for (i = 2; i <= NF; i++) shape = shape class[$i]
  # POSIX and GNU disagree on it.
  if ($1 == "strerror_r") sub (/^./, "a", shape)
  print "S (\"" $1 "\", \"" shape "\")"
}' "$dir/classes" "$dir/types"
