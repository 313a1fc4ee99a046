/* Alignment that a wrapper passes on: a constant of its own, or a parameter.  */

#include <stdlib.h>

int used;

static void *
aligned (size_t n)
{
  void *p;
  return posix_memalign (&p, 64, n) ? NULL : p;
}

static int
aligned_out (void **p, size_t n)
{
  return posix_memalign (p, 64, n);
}

static void *
aligned_to (size_t align, size_t n)
{
  void *p;
  int error = posix_memalign (&p, align, n);
  if (error)
    abort ();
  return p;
}

static void *
line (size_t n)
{
  return aligned_alloc (64, (n + 63) & ~(size_t) 63);
}

static void *
line_or_page (size_t n, int page)
{
  return aligned_alloc (page ? 4096 : 64, n);
}

static void *
far (size_t n)
{
  return aligned_alloc (8192, n);
}

#define TRY(name, call)							\
  int									\
  name (size_t n)							\
  {									\
    char *p = call;							\
    if (!p)								\
      return (int) n;							\
    p[0] = 1;								\
    used += p[0];							\
    free (p);								\
    return used;							\
  }

TRY (by_result, aligned (16)) /* { dg-warning "these 16 bytes never outlive 'by_result': they could live on the stack [escape-stackable]" } */
TRY (passed, aligned_to (128, 16)) /* { dg-warning "these 16 bytes never outlive 'passed': they could live on the stack [escape-stackable]" } */
TRY (lines, line (100)) /* { dg-warning "these 128 bytes never outlive 'lines': they could live on the stack [escape-stackable]" } */
TRY (chosen, line_or_page (4096, 1)) /* { dg-warning "these 4096 bytes never outlive 'chosen': they could live on the stack [escape-stackable]" } */

int
by_parameter (void)
{
  void *p;
  if (aligned_out (&p, 16)) /* { dg-warning "these 16 bytes never outlive 'by_parameter': they could live on the stack [escape-stackable]" } */
    return 0;
  *(char *) p = 1;
  used += *(char *) p;
  free (p);
  return used;
}

/* On the heap.  */

TRY (any_alignment, aligned_to (n, 16))
TRY (no_power_of_two, aligned_to (24, 48))
TRY (one_of_two, line_or_page (4096, n != 0))
TRY (above_a_page, far (8192))

/* What a callback is called with is not what its caller is.  */

static void
run (void **to, size_t align, size_t small,
     int (*get) (void **, size_t, size_t))
{
  get (to, align, 100000 - small);
}

int
by_callback (void)
{
  void *p = NULL;
  run (&p, 64, 16, posix_memalign);
  if (!p)
    return 0;
  *(char *) p = 1;
  used += *(char *) p;
  free (p);
  return used;
}
