/* Intrusive sets: a registry with slots, a ring buffer, a tree, observers with
   a handle.  */

#include <stddef.h>

struct job { void *arg; struct job *left, *right; int key; };
struct ring { struct job *at[8]; unsigned put, get; };

static struct ring ring;
static struct job *tree;
static struct job *registry[32];
static int nregistry;
static int done;

static void
ring_put (struct ring *r, struct job *j)
{
  r->at[r->put++ % 8] = j;
}

static struct job *
ring_get (struct ring *r)
{
  return r->at[r->get++ % 8];
}

static void
tree_add (struct job **where, struct job *j)
{
  while (*where)
    where = j->key < (*where)->key ? &(*where)->left : &(*where)->right;
  *where = j;
}

static int
register_job (struct job *j)
{
  registry[nregistry] = j;
  return nregistry++;
}

void
in_the_ring (void)
{
  struct job j = { NULL, NULL, NULL, 1 };
  ring_put (&ring, &j); /* { dg-warning "variable 'j' is still held by 'ring' when 'in_the_ring' returns [escape-dangle]" } */
}

void
its_argument_in_the_ring (struct job *j)
{
  int arg = 3;
  j->arg = &arg; /* { dg-warning "variable 'arg' is still held by '.j' when 'its_argument_in_the_ring' returns [escape-dangle]" } */
  ring_put (&ring, j);
}

void
in_the_tree (int key)
{
  struct job j = { NULL, NULL, NULL, key };
  tree_add (&tree, &j); /* { dg-warning "'j' is.*[escape-dangle]" } */
}

int
in_the_registry (int key)
{
  struct job j = { NULL, NULL, NULL, key };
  return register_job (&j); /* { dg-warning "variable 'j' is still held by 'registry' when 'in_the_registry' returns [escape-dangle]" } */
}

void
as_its_child (struct job *up)
{
  struct job j = { NULL, NULL, NULL, up->key };
  tree_add (&up->left, &j); /* { dg-warning "'j' is.*[escape-dangle]" } */
}

/* Quiet.  */

int
own_ring (int key)
{
  struct ring r = { { NULL }, 0, 0 };
  struct job j = { NULL, NULL, NULL, key };
  ring_put (&r, &j);
  return ring_get (&r)->key;
}

int
own_tree (int key)
{
  struct job *top = NULL;
  struct job a = { NULL, NULL, NULL, key }, b = { NULL, NULL, NULL, 2 };
  tree_add (&top, &a);
  tree_add (&top, &b);
  return top->key;
}

int
registered_for_a_while (int key)
{
  struct job j = { NULL, NULL, NULL, key };
  int old = nregistry;
  registry[old] = &j;
  done += registry[old]->key;
  registry[old] = NULL;
  return done;
}

int
looked_up (int key)
{
  struct job probe = { NULL, NULL, NULL, key };
  struct job *j = tree;
  while (j && j->key != probe.key)
    j = probe.key < j->key ? j->left : j->right;
  return j != NULL;
}
