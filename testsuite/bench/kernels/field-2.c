/* Two pointers in a structure within a structure.  */

#include "kernel.h"

struct buffers
{
  unsigned char *in, *out;
};

struct job
{
  int length;
  struct buffers buffers;
  long result;
};

static NOINLINE void
job_run (struct job *j)
{
  j->result = 0;
  for (int k = 0; k < j->length; k++)
    {
      j->buffers.out[k] = (unsigned char) (j->buffers.in[k] ^ 0x55);
      j->result = j->result * 3 + j->buffers.out[k];
    }
}

static long
kernel (long i)
{
  struct job j = { .length = 9 };
#ifdef HAND
  unsigned char in[16], out[16];
  j.buffers = (struct buffers) { in, out };
#else
  j.buffers.in = malloc (16);
  j.buffers.out = malloc (16);
  if (!j.buffers.in || !j.buffers.out)
    {
      free (j.buffers.in);
      free (j.buffers.out);
      return -1;
    }
#endif

  memset (j.buffers.in, (int) i & 255, 16);
  job_run (&j);
#ifndef HAND
  free (j.buffers.out);
  free (j.buffers.in);
#endif
  return j.result;
}
