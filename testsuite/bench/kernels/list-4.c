/* A tree of three nodes.  */

#include "kernel.h"

struct tree
{
  struct tree *left, *right;
  long key;
};

static NOINLINE const struct tree *
find (const struct tree *t, long key)
{
  while (t && t->key != key)
    t = key < t->key ? t->left : t->right;
  return t;
}

static long
kernel (long i)
{
#ifdef HAND
  struct tree low = { NULL, NULL, 2 }, high = { NULL, NULL, 6 },
    store = { &low, &high, 4 }, *root = &store;
#else
  struct tree *root = calloc (1, sizeof *root);
  if (!root)
    return -1;
  root->key = 4;
  root->left = calloc (1, sizeof *root->left);
  root->right = calloc (1, sizeof *root->right);
  if (!root->left || !root->right)
    {
      free (root->left);
      free (root->right);
      free (root);
      return -1;
    }
  root->left->key = 2;
  root->right->key = 6;
#endif
  const struct tree *t = find (root, i & 7);
  long r = t ? t->key : -1;

#ifndef HAND
  free (root->left);
  free (root->right);
  free (root);
#endif
  return r;
}
