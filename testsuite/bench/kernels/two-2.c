/* Two objects, tested at once, in nested conditions.  */

#include "kernel.h"

static NOINLINE long
encode (const char *from, unsigned char *to, const unsigned char *key)
{
  long s = 0;

  for (int k = 0; from[k]; k++)
    {
      to[k] = (unsigned char) (from[k] ^ key[k & 7]);
      s = s * 3 + to[k];
    }
  return s;
}

static long
kernel (long i)
{
  long r = -1;
#ifdef HAND
  unsigned char key[8], to[32];
  {
    {
#else
  unsigned char *key = malloc (8);
  unsigned char *to = malloc (32);

  if (key != NULL)
    {
      if (to != NULL)
	{
#endif
	  for (int k = 0; k < 8; k++)
	    key[k] = (unsigned char) (i >> k);
	  r = encode ("attack at dawn", to, key);
	}
    }
#ifndef HAND
  if (to)
    free (to);
  if (key)
    free (key);
#endif
  return r;
}
