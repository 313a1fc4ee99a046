/* A heap object that is published, and left by a jump before it is freed: who
   holds it then finds it alive.  */
/* { dg-options "-fplugin-arg-escape-m" } */

#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <threads.h>

static void *published;
static jmp_buf env;
static sigjmp_buf sigenv;

int
jumps (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  if (fail)
    longjmp (env, 1);
  published = NULL;
  free (m);
  return 0;
}

int
jumps_without_the_mask (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  if (fail)
    _longjmp (env, 1);
  published = NULL;
  free (m);
  return 0;
}

int
jumps_with_the_mask (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  if (fail)
    siglongjmp (sigenv, 1);
  published = NULL;
  free (m);
  return 0;
}

static _Noreturn void
die (void)
{
  longjmp (env, 1);
}

int
jumps_in_a_function (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  if (fail)
    die ();
  published = NULL;
  free (m);
  return 0;
}

static void
check (int fail)
{
  if (fail)
    longjmp (env, 1);
}

static void
check_twice (int fail)
{
  check (fail);
  check (fail - 1);
}

int
may_jump_in_a_function (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  check_twice (fail);
  published = NULL;
  free (m);
  return 0;
}

static void
release (void *m, int fail) /* { dg-note "frees param: m [escape-param]" } */
{
  if (fail)
    longjmp (env, 1);
  free (m);
}

int
may_jump_instead_of_freeing (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  release (m, fail);
  return 0;
}

int
ends_the_thread (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  if (fail)
    pthread_exit (NULL);
  published = NULL;
  free (m);
  return 0;
}

int
ends_the_c11_thread (int fail)
{
  char *m = malloc (8); /* { dg-note "8 bytes stay on the heap: .*[escape-heap]" } */
  if (!m)
    return -1;
  published = m;
  if (fail)
    thrd_exit (1);
  published = NULL;
  free (m);
  return 0;
}

/* Fine: the program ends on top of this frame.  */

int
ends_the_program (int fail)
{
  char *m = malloc (8); /* { dg-warning "never outlive 'ends_the_program'.*[escape-stackable]" } */
  if (!m)
    return -1;
  published = m;
  if (fail == 1)
    exit (1);
  if (fail == 2)
    abort ();
  if (fail == 3)
    quick_exit (1);
  published = NULL;
  free (m);
  return 0;
}

/* Fine: nobody else has it.  */

int
jumps_with_its_own (int fail)
{
  char *m = malloc (8); /* { dg-warning "never outlive 'jumps_with_its_own'.*[escape-stackable]" } */
  if (!m)
    return -1;
  m[0] = (char) fail;
  if (m[0] == 3)
    longjmp (env, 1);
  free (m);
  return 0;
}
