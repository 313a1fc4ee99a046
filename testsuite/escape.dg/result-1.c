/* The result of a callee tells whether it stored the address: who looks at it
   need not take back what was never stored.  */

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct ctx { int *user; int mode; struct ctx *next; };
struct job { int n, done; };

static struct ctx *contexts;
static int *slot;
static int sum;

static int
attach (struct ctx *c, int *u)
{
  if (c->mode == 0)
    {
      errno = EINVAL;
      return -1;
    }
  c->user = u;
  return 0;
}

static bool
offer (struct ctx *c, int *u)
{
  if (c->mode != 1)
    return false;
  c->user = u;
  return true;
}

static int
attach_deeper (struct ctx *c, int *u)
{
  int rc = attach (c, u);
  if (rc)
    return rc;
  sum++;
  return 0;
}

static bool
attach_inverted (struct ctx *c, int *u)
{
  return attach (c, u) == 0;
}

static int
count_or_error (int *u)
{
  if (sum > 100)
    return -E2BIG;
  slot = u;
  return 0;
}

static int **
slot_for (int *u)
{
  if (slot)
    return NULL;
  slot = u;
  return &slot;
}

static struct ctx *
linked (int *u)
{
  struct ctx *c = malloc (sizeof *c);
  if (!c)
    return NULL;
  c->user = u;
  c->mode = 1;
  c->next = contexts;
  contexts = c;
  return c;
}

static int
attach_and_fail (struct ctx *c, int *u)
{
  c->user = u;
  if (c->mode == 0)
    return -1;
  return 0;
}

static int
attach_before_and_after (struct ctx *c, int *u)
{
  if (c->mode == 0)
    {
      c->user = u;
      return -1;
    }
  c->user = u;
  return 0;
}

static int
attach_if_it_fails (struct ctx *c, int *u)
{
  if (c->mode == 0)
    {
      c->user = u;
      return -1;
    }
  return 0;
}

static int
attach_anyway (struct ctx *c, int *u)
{
  c->user = u;
  return c->mode;
}

static void *
work (void *arg)
{
  struct job *j = arg;
  j->done = j->n;
  return NULL;
}

static int
start (pthread_t *t, struct job *j)
{
  return pthread_create (t, NULL, work, j);
}

static bool
started (pthread_t *t, struct job *j)
{
  return pthread_create (t, NULL, work, j) == 0;
}

/* Quiet: stored only if it worked, and taken back then.  */

int
nonzero_is_failure (struct ctx *c, int k)
{
  int u = k;
  if (attach (c, &u) != 0)
    return -1;
  sum += u;
  c->user = NULL;
  return 0;
}

int
kept_in_a_variable (struct ctx *c, int k)
{
  int u = k, rc;
  rc = attach (c, &u);
  if (rc)
    goto out;
  sum += u;
  c->user = NULL;
out:
  return rc;
}

int
negative_is_failure (struct ctx *c, int k)
{
  int u = k, rc = attach (c, &u);
  if (rc < 0)
    return rc;
  c->user = NULL;
  return 0;
}

int
true_is_success (struct ctx *c, int k)
{
  int u = k;
  if (!offer (c, &u))
    return -1;
  c->user = NULL;
  return 0;
}

int
true_kept_in_a_flag (struct ctx *c, int k)
{
  int u = k;
  bool ok = offer (c, &u);
  sum += u;
  if (ok)
    c->user = NULL;
  return ok;
}

int
wrapped (struct ctx *c, int k)
{
  int u = k;
  if (attach_deeper (c, &u))
    return -1;
  c->user = NULL;
  return 0;
}

int
wrapped_and_inverted (struct ctx *c, int k)
{
  int u = k;
  if (!attach_inverted (c, &u))
    return -1;
  c->user = NULL;
  return 0;
}

int
error_number (int k)
{
  int u = k;
  switch (count_or_error (&u))
    {
    case 0:
      break;
    default:
      return -1;
    }
  sum += u;
  slot = NULL;
  return 0;
}

int
null_is_failure (int k)
{
  int u = k;
  if (slot_for (&u) == NULL)
    return -1;
  slot = NULL;
  return u;
}

int
constructor (int k)
{
  int u = k;
  struct ctx *c = linked (&u);
  if (!c)
    return -1;
  sum += u;
  c->user = NULL;
  return 0;
}

int
thread_that_is_joined (int n)
{
  struct job j = { n, 0 };
  pthread_t t;
  if (start (&t, &j))
    return -1;
  pthread_join (t, NULL);
  return j.done;
}

int
thread_in_a_boolean_wrapper (int n)
{
  struct job j = { n, 0 };
  pthread_t t;
  if (!started (&t, &j))
    return -1;
  pthread_join (t, NULL);
  return j.done;
}

int
thread_if_wanted (int n)
{
  struct job j = { n, 0 };
  pthread_t t;
  bool running = false;
  if (n > 3 && start (&t, &j) == 0)
    running = true;
  sum++;
  if (running)
    pthread_join (t, NULL);
  return j.done;
}

int
taken_back_if_it_fails (struct ctx *c, int k)
{
  int u = k;
  if (attach_if_it_fails (c, &u))
    {
      c->user = NULL;
      return -1;
    }
  return u;
}

/* Stored on the way that does not take it back.  */

int
success_and_failure_mixed_up (struct ctx *c, int k)
{
  int u = k, rc = attach (c, &u); /* { dg-warning "variable 'u' is still held by '.c' when 'success_and_failure_mixed_up' returns [escape-dangle]" } */
  if (rc == 0)
    return rc;
  c->user = NULL;
  return 0;
}

int
never_taken_back (struct ctx *c, int k)
{
  int u = k;
  if (attach (c, &u)) /* { dg-warning "variable 'u' is still held by '.c' when 'never_taken_back' returns [escape-dangle]" } */
    return -1;
  return u;
}

int
stored_before_it_fails (struct ctx *c, int k)
{
  int u = k;
  if (attach_and_fail (c, &u)) /* { dg-warning "variable 'u' is still held by '.c' when 'stored_before_it_fails' returns [escape-dangle]" } */
    return -1;
  c->user = NULL;
  return 0;
}

int
stored_in_both_cases (struct ctx *c, int k)
{
  int u = k;
  if (attach_before_and_after (c, &u) < 0) /* { dg-warning "variable 'u' is still held by '.c' when 'stored_in_both_cases' returns [escape-dangle]" } */
    return -1;
  c->user = NULL;
  return 0;
}

int
stored_if_it_fails (struct ctx *c, int k)
{
  int u = k;
  if (attach_if_it_fails (c, &u)) /* { dg-warning "variable 'u' is still held by '.c' when 'stored_if_it_fails' returns [escape-dangle]" } */
    return -1;
  c->user = NULL;
  return u;
}

int
result_says_nothing (struct ctx *c, int k)
{
  int u = k;
  if (attach_anyway (c, &u)) /* { dg-warning "variable 'u' is still held by '.c' when 'result_says_nothing' returns [escape-dangle]" } */
    return -1;
  c->user = NULL;
  return u;
}

int
result_is_ignored (struct ctx *c, int k)
{
  int u = k;
  attach (c, &u); /* { dg-warning "variable 'u' is still held by '.c' when 'result_is_ignored' returns [escape-dangle]" } */
  if (k)
    c->user = NULL;
  return u;
}

int
one_more_condition (struct ctx *c, int k)
{
  int u = k;
  if (attach (c, &u) == 0 && k > 3) /* { dg-warning "variable 'u' is still held by '.c' when 'one_more_condition' returns [escape-dangle]" } */
    c->user = NULL;
  return u;
}

int
wrapper_mixed_up (struct ctx *c, int k)
{
  int u = k;
  if (attach_inverted (c, &u)) /* { dg-warning "variable 'u' is still held by '.c' when 'wrapper_mixed_up' returns [escape-dangle]" } */
    return -1;
  c->user = NULL;
  return 0;
}

int
constructor_not_undone (int k)
{
  int u = k;
  struct ctx *c = linked (&u); /* { dg-warning "variable 'u' is still held by memory from 'linked' when 'constructor_not_undone' returns [escape-dangle]" } */
  if (!c)
    return -1;
  c->mode = 2;
  return u;
}

int
thread_that_is_not_joined (int n)
{
  struct job j = { n, 0 };
  pthread_t t;
  if (start (&t, &j)) /* { dg-warning "variable 'j' is still held by the thread that 'start' starts when 'thread_that_is_not_joined' returns [escape-dangle]" } */
    return -1;
  return 0;
}

int
thread_joined_sometimes (int n)
{
  struct job j = { n, 0 };
  pthread_t t;
  if (!started (&t, &j)) /* { dg-warning "variable 'j' is still held by the thread that 'started' starts when 'thread_joined_sometimes' returns [escape-dangle]" } */
    return -1;
  if (n > 10)
    pthread_join (t, NULL);
  return 0;
}
