/* extern.h - helpers of the kernels in another file: bodies are not seen.

   Owns:    prototypes, with what escape.h has to say of their parameters.
   Input:   nothing.
   Output:  extern.c defines them; every kernel is linked with it.
   Not handled: calls that may keep their argument: nothing is to promote there.
   */

#ifndef EXTERN_H
#define EXTERN_H

#include "../../../plugin/escape.h"

struct parcel
{
  long weight;
  int sides[3];
  char label[12];
};

/* A price.  */
long parcel_price (const struct parcel *) ESCAPE_BORROWS (1);

/* A sum of N elements.  */
long sum_longs (const long *v ESCAPE_NOESCAPE, int n);

/* Fill V with N elements made of SEED.  */
void fill_longs (long *v ESCAPE_NOESCAPE, int n, long seed);

/* A hash of the text.  */
unsigned text_hash (const char *) ESCAPE_BORROWS (1);

/* Call VISIT with each of N numbers and DATA.  */
void each_number (int n, void (*visit) (int, void *), void *data)
  ESCAPE_BORROWS (3);

#endif
