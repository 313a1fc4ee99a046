/* Lists of the libraries and kernels: put in and never taken out, or taken out
   again.  */

#include <stddef.h>
#include <sys/queue.h>

struct link { struct link *next, *prev; };
struct event
{
  int id;
  TAILQ_ENTRY (event) tail;
  STAILQ_ENTRY (event) simple;
  LIST_ENTRY (event) link;
  SLIST_ENTRY (event) single;
};
TAILQ_HEAD (tail_head, event);
STAILQ_HEAD (simple_head, event);
LIST_HEAD (list_head, event);
SLIST_HEAD (single_head, event);

struct waiter { int id; struct link link; };
struct node { struct node *next; int key; };
struct tree { struct tree *left, *right, *up; int key; };

static struct tail_head tails = TAILQ_HEAD_INITIALIZER (tails);
static struct simple_head simples = STAILQ_HEAD_INITIALIZER (simples);
static struct list_head lists = LIST_HEAD_INITIALIZER (lists);
static struct single_head singles = SLIST_HEAD_INITIALIZER (singles);
static struct link waiters = { &waiters, &waiters };
static struct node *chain;
static struct tree *root;
static int sum;

static inline void
link_init (struct link *l)
{
  l->next = l->prev = l;
}

static inline void
link_add_tail (struct link *l, struct link *head)
{
  l->next = head;
  l->prev = head->prev;
  head->prev->next = l;
  head->prev = l;
}

static inline void
link_del_init (struct link *l)
{
  l->next->prev = l->prev;
  l->prev->next = l->next;
  link_init (l);
}

static inline int
link_empty (const struct link *l)
{
  return l->next == l;
}

static void
add_tail (struct tail_head *head, struct event *e)
{
  TAILQ_INSERT_TAIL (head, e, tail);
}

static void
add_head (struct tail_head *head, struct event *e)
{
  TAILQ_INSERT_HEAD (head, e, tail);
}

static void
add_simple (struct simple_head *head, struct event *e)
{
  STAILQ_INSERT_TAIL (head, e, simple);
}

static void
add_list (struct list_head *head, struct event *e)
{
  LIST_INSERT_HEAD (head, e, link);
}

static void
add_after (struct event *at, struct event *e)
{
  LIST_INSERT_AFTER (at, e, link);
}

static void
tree_insert (struct tree *t)
{
  struct tree **p = &root, *up = NULL;
  while (*p)
    {
      up = *p;
      p = t->key < up->key ? &up->left : &up->right;
    }
  t->up = up;
  t->left = t->right = NULL;
  *p = t;
}

/* Quiet.  */

void
tail_removed (int id)
{
  struct event e = { .id = id };
  TAILQ_INSERT_TAIL (&tails, &e, tail);
  sum++;
  TAILQ_REMOVE (&tails, &e, tail);
}

int
head_removed (struct tail_head *head, int id)
{
  struct event e = { .id = id }, *p;
  TAILQ_INSERT_HEAD (head, &e, tail);
  TAILQ_FOREACH (p, head, tail)
    sum += p->id;
  TAILQ_REMOVE (head, &e, tail);
  return sum;
}

void
simple_removed (int id)
{
  struct event e = { .id = id };
  STAILQ_INSERT_HEAD (&simples, &e, simple);
  sum++;
  STAILQ_REMOVE_HEAD (&simples, simple);
}

void
list_removed (int id)
{
  struct event e = { .id = id };
  LIST_INSERT_HEAD (&lists, &e, link);
  sum += LIST_FIRST (&lists)->id;
  LIST_REMOVE (&e, link);
}

int
list_removed_at_a_label (struct list_head *head, int k)
{
  struct event e = { .id = k };
  LIST_INSERT_HEAD (head, &e, link);
  if (k > 3)
    goto out;
  sum += LIST_FIRST (head)->id;
out:
  LIST_REMOVE (&e, link);
  return sum;
}

int
list_removed_in_front (struct event *at, int k)
{
  struct event e = { .id = k };
  LIST_INSERT_BEFORE (at, &e, link);
  sum += at->id;
  LIST_REMOVE (&e, link);
  return sum;
}

void
single_removed (int id)
{
  struct event e = { .id = id };
  SLIST_INSERT_HEAD (&singles, &e, single);
  sum++;
  SLIST_REMOVE_HEAD (&singles, single);
}

void
single_removed_by_search (int id)
{
  struct event e = { .id = id };
  SLIST_INSERT_HEAD (&singles, &e, single);
  sum++;
  SLIST_REMOVE (&singles, &e, event, single);
}

int
deleted_if_linked (struct link *head, int id)
{
  struct waiter w = { .id = id };
  int rc = -1;
  link_init (&w.link);
  link_add_tail (&w.link, head);
  if (id < 0)
    goto out;
  rc = 0;
out:
  if (!link_empty (&w.link))
    link_del_init (&w.link);
  return rc;
}

int
linked_if_wanted (struct link *head, int id)
{
  struct waiter w = { .id = id };
  link_init (&w.link);
  if (id > 3)
    link_add_tail (&w.link, head);
  sum++;
  if (!link_empty (&w.link))
    link_del_init (&w.link);
  return sum;
}

void
appended_and_cut_off (int key)
{
  struct node n = { NULL, key }, **p;
  for (p = &chain; *p; p = &(*p)->next)
    ;
  *p = &n;
  sum += chain->key;
  *p = NULL;
}

void
appended_to_the_last_and_cut_off (struct node *last, int key)
{
  struct node n = { NULL, key };
  while (last->next)
    last = last->next;
  last->next = &n;
  sum += n.key;
  last->next = NULL;
}

/* Left in.  */

void
tail_left (int id)
{
  struct event e = { .id = id };
  add_tail (&tails, &e); /* { dg-warning "variable 'e' is still held by 'tails' when 'tail_left' returns [escape-dangle]" } */
  sum++;
}

void
head_left (int id)
{
  struct event e = { .id = id };
  add_head (&tails, &e); /* { dg-warning "variable 'e' is still held by 'tails' when 'head_left' returns [escape-dangle]" } */
  sum++;
}

void
own_head_left (struct event *e)
{
  struct tail_head mine;
  TAILQ_INIT (&mine);
  TAILQ_INSERT_TAIL (&mine, e, tail); /* { dg-warning "variable 'mine' is still held by '.e' when 'own_head_left' returns [escape-dangle]" } */
  sum += TAILQ_FIRST (&mine)->id;
}

void
simple_left (int id)
{
  struct event e = { .id = id };
  add_simple (&simples, &e); /* { dg-warning "variable 'e' is still held by 'simples' when 'simple_left' returns [escape-dangle]" } */
}

int
simple_left_on_error (struct simple_head *head, int id)
{
  struct event e = { .id = id };
  add_simple (head, &e); /* { dg-warning "variable 'e' is still held by '.head' when 'simple_left_on_error' returns [escape-dangle]" } */
  if (id == 2)
    return -1;
  STAILQ_REMOVE_HEAD (head, simple);
  return sum;
}

void
list_left (int id)
{
  struct event e = { .id = id };
  add_list (&lists, &e); /* { dg-warning "variable 'e' is still held by 'lists' when 'list_left' returns [escape-dangle]" } */
}

int
list_left_after (struct event *at, int k)
{
  struct event e = { .id = k };
  add_after (at, &e); /* { dg-warning "variable 'e' is still held by '.at' when 'list_left_after' returns [escape-dangle]" } */
  sum += at->id;
  return k;
}

void
single_left (int id)
{
  struct event e = { .id = id };
  SLIST_INSERT_HEAD (&singles, &e, single); /* { dg-warning "variable 'e' is still held by 'singles' when 'single_left' returns [escape-dangle]" } */
}

int
deleted_too_late (struct link *head, int id)
{
  struct waiter w = { .id = id };
  link_init (&w.link);
  link_add_tail (&w.link, head); /* { dg-warning "variable 'w' is still held by '.head' when 'deleted_too_late' returns [escape-dangle]" } */
  if (id < 0)
    return -1;
  if (!link_empty (&w.link))
    link_del_init (&w.link);
  return 0;
}

int
deleted_if_not_linked (int id)
{
  struct waiter w = { .id = id };
  link_init (&w.link);
  link_add_tail (&w.link, &waiters); /* { dg-warning "variable 'w' is still held by 'waiters' when 'deleted_if_not_linked' returns [escape-dangle]" } */
  sum++;
  if (link_empty (&w.link))
    link_del_init (&w.link);
  return sum;
}

void
appended (int key)
{
  struct node n = { NULL, key }, **p;
  for (p = &chain; *p; p = &(*p)->next)
    ;
  *p = &n; /* { dg-warning "variable 'n' is still held by 'chain' when 'appended' returns [escape-dangle]" } */
}

void
appended_to_the_last (struct node *last, int key)
{
  struct node n = { NULL, key };
  while (last->next)
    last = last->next;
  last->next = &n; /* { dg-warning "variable 'n' is still held by '.last' when 'appended_to_the_last' returns [escape-dangle]" } */
}

void
in_a_tree (int key)
{
  struct tree t = { .key = key };
  tree_insert (&t); /* { dg-warning "variable 't' is still held by 'root' when 'in_a_tree' returns [escape-dangle]" } */
}

void
in_a_tree_by_hand (int key)
{
  struct tree t = { .key = key }, **p = &root;
  while (*p)
    p = key < (*p)->key ? &(*p)->left : &(*p)->right;
  *p = &t; /* { dg-warning "variable 't' is still held by 'root' when 'in_a_tree_by_hand' returns [escape-dangle]" } */
}
