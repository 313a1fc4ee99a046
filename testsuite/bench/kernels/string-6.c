/* Bytes that a pointer walks over, written and read.  */

#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  unsigned char code[24], *out = code;
#else
  unsigned char *code = malloc (24), *out = code;
  if (!code)
    return -1;
#endif

  for (unsigned long x = (unsigned long) i * 0x9e3779b9u; x; x >>= 7)
    *out++ = (unsigned char) ((x & 127) | 128);
  *out = 0;
  unsigned long r = 0;
  for (const unsigned char *in = code; *in; in++)
    r = (r << 3) ^ *in;
#ifndef HAND
  free (code);
#endif
  return (long) r;
}
