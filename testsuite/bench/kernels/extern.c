/* extern.c - helpers of the kernels in another file.

   Owns:    the functions of extern.h.
   Input:   their arguments.
   Output:  their results; nothing is kept and nothing allocated.
   Not handled: link-time optimisation, with which this would be seen.  */

#include "extern.h"

long
parcel_price (const struct parcel *p)
{
  long price = p->weight * 3;

  for (int k = 0; k < 3; k++)
    price += p->sides[k];
  return price + p->label[0];
}

long
sum_longs (const long *v, int n)
{
  long s = 0;

  for (int k = 0; k < n; k++)
    s = s * 5 + v[k];
  return s;
}

void
fill_longs (long *v, int n, long seed)
{
  for (int k = 0; k < n; k++)
    {
      seed = (seed & 0xffff) * 1103515245 + 12345;
      v[k] = seed >> 8;
    }
}

unsigned
text_hash (const char *text)
{
  unsigned h = 5381;

  while (*text)
    h = h * 33 + (unsigned char) *text++;
  return h;
}

void
each_number (int n, void (*visit) (int, void *), void *data)
{
  for (int k = 0; k < n; k++)
    visit (k, data);
}
