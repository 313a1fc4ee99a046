/* kernel.h - the driver of a promotion kernel.

   Owns:    main, which calls kernel (0), kernel (1) ... and prints the sum.
   Input:   `static long kernel (long)' of the file that includes this; the
            number of calls as the only argument.
   Output:  one line with the sum; status 0.
   Not handled: time and allocator calls: testsuite/bench/promote measures them
            from outside.

   A kernel stands twice in its file: as C is written, with the heap, and under
   -DHAND as one would write it by hand if it had to do without.  Both print the
   same number.  */

#ifndef KERNEL_H
#define KERNEL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -DHAND leaves constructors and wrappers unused, and a GCC without the plugin
   does not know its attributes.  */
#ifdef __GNUC__
# pragma GCC diagnostic ignored "-Wunused-function"
# pragma GCC diagnostic ignored "-Wattributes"
#endif

#define NOINLINE __attribute__ ((noinline))

/* From here on the compiler does not know the value of X, an integer or a
   pointer.  */
#define HIDE(x) __asm__ volatile ("" : "+r" (x))

NOINLINE static long kernel (long i);

int
main (int argc, char **argv)
{
  long n = argc > 1 ? atol (argv[1]) : 1000;
  unsigned long sum = 0;

  for (long i = 0; i < n; i++)
    sum += kernel (i);
  printf ("%lu\n", sum);
  return 0;
}

#endif
