/* Objects of blocks, literals, arrays of variable length, nested functions and
   non-local exits behave as without the plugin.
   { dg-do run }
   { dg-options "-fplugin-arg-escape-m -fplugin-arg-escape-maybe -w -Wl,-z,execstack" }  */

#include <alloca.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct pt { int x, y; };

static jmp_buf env;
static int (*hook) (int);

static int
apply (int (*f) (int), int v)
{
  return f (v);
}

static int
sum (int n, ...)
{
  va_list ap;
  int r = 0;
  va_start (ap, n);
  while (n-- > 0)
    r += *va_arg (ap, int *);
  va_end (ap);
  return r;
}

static void
jump (int v)
{
  longjmp (env, v);
}

static int
protect (int v)
{
  volatile int state = 1;
  if (setjmp (env))
    return state;
  state = 2;
  jump (v);
  return 0;
}

static int
of_cleanup (int *p)
{
  return ++*p;
}

static int counted;

static void
count_it (int *p)
{
  counted += *p;
}

static int
blocks (int n)
{
  int total = 0;
  for (int i = 0; i < n; i++)
    {
      int v[i + 1];
      int own __attribute__ ((cleanup (count_it))) = i;
      struct pt *p = &(struct pt) { i, own };
      char *a = alloca (8);
      memset (a, i, 8);
      v[i] = p->x + p->y + a[7];
      total += v[i];
    }
  return total;
}

int
main (void)
{
  int base = 10, a = 1, b = 2;
  int add (int v) { return v + base; }
  hook = add;
  if (hook (1) != 11 || apply (add, 2) != 12)
    abort ();
  hook = NULL;
  if (sum (2, &a, &b) != 3 || protect (5) != 2)
    abort ();
  if (blocks (4) != 3 * (0 + 1 + 2 + 3) || counted != 6)
    abort ();
  return of_cleanup (&a) != 2;
}
