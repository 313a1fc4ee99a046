/* Two buffers and two labels: what is there is freed in reverse order.  */

#include "kernel.h"

static NOINLINE int
transform (const int *in, int *out, int n)
{
  int s = 0;

  for (int k = 0; k < n; k++)
    {
      out[k] = in[n - 1 - k] ^ k;
      s += out[k];
      HIDE (s);
    }
  return s;
}

static long
kernel (long i)
{
  long r = -1;
#ifdef HAND
  int in[12], out[12];
#else
  int *in, *out;

  in = malloc (12 * sizeof *in);
  if (!in)
    goto fail;
  out = malloc (12 * sizeof *out);
  if (!out)
    goto fail_in;
#endif
  for (int k = 0; k < 12; k++)
    in[k] = (int) i * k;
  r = transform (in, out, 12) + out[3];
#ifndef HAND
  free (out);
fail_in:
  free (in);
fail:
#endif
  return r;
}
