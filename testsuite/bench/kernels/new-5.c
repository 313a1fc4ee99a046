/* A local structure whose buffer is made by init and freed by done, neither
   inlined.  */

#include "kernel.h"

struct matrix
{
  int rows, columns;
  double *cell;
};

#ifndef HAND
static NOINLINE int
matrix_init (struct matrix *m, int rows, int columns)
{
  m->rows = rows;
  m->columns = columns;
  m->cell = calloc ((size_t) (rows * columns), sizeof *m->cell);
  return m->cell != NULL;
}

static NOINLINE void
matrix_done (struct matrix *m)
{
  free (m->cell);
  m->cell = NULL;
}
#else
static NOINLINE void
matrix_init (struct matrix *m, double *cell, int rows, int columns)
{
  m->rows = rows;
  m->columns = columns;
  m->cell = memset (cell, 0, (size_t) (rows * columns) * sizeof *cell);
}
#endif

static NOINLINE double
matrix_trace (const struct matrix *m)
{
  double s = 0;

  for (int k = 0; k < m->rows && k < m->columns; k++)
    s += m->cell[k * m->columns + k];
  return s;
}

static long
kernel (long i)
{
  struct matrix m;
#ifdef HAND
  double cell[16];
  matrix_init (&m, cell, 4, 4);
#else
  if (!matrix_init (&m, 4, 4))
    return -1;
#endif

  for (int k = 0; k < 16; k += 2)
    m.cell[k] = (double) (i & 255);
  long r = (long) matrix_trace (&m);
#ifndef HAND
  matrix_done (&m);
#endif
  return r;
}
