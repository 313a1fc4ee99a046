# fuzz.sh - libFuzzer on all that reads what others wrote.  `make fuzz' calls it.
#
# In:  ESC_CLANG, ESC_SRCDIR; FUZZ_SECONDS, shared by the targets; FUZZ_TARGETS; ENGINE and TOOLS, C files below ESC_SRCDIR.
#      Starts in a folder of its own in the build tree.
# Out: TARGET/ has the corpus, which grows from testsuite/fuzz/corpus/TARGET.tar; crash-* the inputs that broke something.
#      Exit status 0; 1 if one did; 2 if the programs cannot be built.
# Not: putting new inputs into the source tree (fuzz.sh keep, below); what make check runs (testsuite/escape.fuzz).
#
# SPDX-License-Identifier: GPL-3.0-or-later

if ! "$ESC_CLANG" --version >/dev/null 2>&1; then
  echo "fuzz: '$ESC_CLANG' does not run, and libFuzzer is clang's: install clang, or name yours: make fuzz CLANG=clang" >&2
  exit 2
fi

# Of the inputs of corpus $1 that reach something new 250, of all sizes, as the source tree keeps them.
keep ()
{
  rm -rf kept && mkdir kept && "./fuzz-$1" -merge=1 -max_len=4000 kept "$1" >/dev/null 2>&1
  every=$(($(ls kept | wc -l) / 250 + 1))
  ls -Sr kept | awk "NR % $every == 0" | (cd kept && tar --owner=0 --group=0 --numeric-owner --mtime=@0 --mode=644 \
    --format=ustar -cf - -T -) >"$ESC_SRCDIR/testsuite/fuzz/corpus/$1.tar"
}

flags='-std=gnu11 -O1 -g -w -fsanitize=address,undefined -fno-sanitize-recover=undefined'
defines='-DESC_FUZZING -DESC_CHECKING=1 -DESC_VERSION="fuzz"'

# The files that changed, or all after a header did.
mkdir -p o
for file in $ENGINE $TOOLS testsuite/fuzz/raw.c; do
  object=o/$(echo "$file" | tr / _).o
  objects="$objects $object"
  [ -e "$object" ] && [ -z "$(find "$ESC_SRCDIR/$file" "$ESC_SRCDIR"/passes "$ESC_SRCDIR"/testsuite/fuzz \
    \( -path "$ESC_SRCDIR/$file" -o -name '*.h' -o -name '*.def' \) -newer "$object" -print | head -n 1)" ] && continue
  echo "fuzz: $file"
  "$ESC_CLANG" $flags $defines -fsanitize=fuzzer-no-link -I"$ESC_SRCDIR" -c -o "$object" "$ESC_SRCDIR/$file" || exit 2
done

status=0
set -- $FUZZ_TARGETS
for target; do
  "$ESC_CLANG" $flags $defines -fsanitize=fuzzer -I"$ESC_SRCDIR" -o "fuzz-$target" \
    "$ESC_SRCDIR/testsuite/fuzz/fuzz-$target.c" $objects -lz -ljansson -lelf || exit 2
  mkdir -p "$target"
  tar -C "$target" -xf "$ESC_SRCDIR/testsuite/fuzz/corpus/$target.tar" || exit 2
  if [ "$FUZZ_KEEP" ]; then
    keep "$target"
    continue
  fi
  echo "fuzz: $target, $((FUZZ_SECONDS / $#)) seconds"
  # What the target says of bad input is not of interest.
  if ! "./fuzz-$target" -max_total_time=$((FUZZ_SECONDS / $#)) -timeout=10 -rss_limit_mb=2500 -max_len=12000 \
       -artifact_prefix=crash- -close_fd_mask=3 -print_final_stats=1 "$target" >"$target.log" 2>&1; then
    echo "fuzz: $target broke; the input is $PWD/$(sed -n 's/.*Test unit written to //p' "$target.log")" >&2
    grep -E 'ERROR:|runtime error|SUMMARY' "$target.log" >&2
    status=1
  fi
  sed -n 's/^stat::number_of_executed_units: */fuzz: inputs tried: /p' "$target.log"
done
exit $status
