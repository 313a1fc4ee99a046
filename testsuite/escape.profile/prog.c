/* prog.c - makes known numbers of objects: the profiles next to it are of this
   program (rebuild), and prog.sites has its allocation sites by hand.  */
#include <stdlib.h>
#include <string.h>

static void *
xmalloc (size_t n)
{
  void *p = malloc (n);
  if (!p)
    abort ();
  return p;
}

struct node
{
  struct node *next;
  char name[24];
};
static struct node *list;
static char *held[40];

static int
scratch (int n)
{
  char *s = xmalloc (16);
  memset (s, n, 16);
  int r = s[n % 16];
  free (s);
  return r;
}

static void
push (void)
{
  struct node *n = calloc (1, sizeof *n);
  n->next = list;
  list = n;
}

static int
pair (int n)
{
  char *a = malloc (8), *b = calloc (2, 50);
  a[0] = n;
  b[1] = a[0];
  n = b[1];
  free (a);
  free (b);
  return n;
}

int
main (int argc, char **argv)
{
  int sum = 0;
  for (int i = 0; i < 1000; i++)
    sum += scratch (i);
  for (int i = 0; i < 30; i++)
    push ();
  for (int i = 0; i < 200; i++)
    sum += pair (argc);
  for (int i = 0; i < 40; i++)
    held[i] = xmalloc (1000);
  char *name = strdup (argv[0]);
  name = realloc (name, 4096);
  sum += name[0];
  free (name);
  return sum == 12345;
}
