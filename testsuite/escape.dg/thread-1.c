/* Threads: the argument of one that may outlive the caller.  */

#include <pthread.h>
#include <stdlib.h>
#include <threads.h>

struct work { int n; int done; };

static pthread_t kept;
static int sum;

static void *
run (void *arg)
{
  struct work *w = arg;
  w->done = w->n;
  return NULL;
}

static int
run_c11 (void *arg)
{
  struct work *w = arg;
  return w->n;
}

void
never_joined (int n)
{
  struct work w = { n, 0 };
  pthread_t t;
  pthread_create (&t, NULL, run, &w); /* { dg-warning "variable 'w' is still held by the thread that 'pthread_create' starts when 'never_joined' returns [escape-dangle]" } */
}

void
detached (int n)
{
  struct work w = { n, 0 };
  pthread_t t;
  if (pthread_create (&t, NULL, run, &w) == 0) /* { dg-warning "variable 'w' is still held by the thread that 'pthread_create' starts when 'detached' returns [escape-dangle]" } */
    pthread_detach (t);
}

int
joined_on_one_path (int n)
{
  struct work w = { n, 0 };
  pthread_t t;
  if (pthread_create (&t, NULL, run, &w)) /* { dg-warning "variable 'w' is still held by the thread that 'pthread_create' starts when 'joined_on_one_path' returns [escape-dangle]" } */
    return -1;
  if (n < 0)
    return -2;
  pthread_join (t, NULL);
  return w.done;
}

void
thread_in_global (int n)
{
  struct work w = { n, 0 };
  pthread_create (&kept, NULL, run, &w); /* { dg-warning "'w' is.*[escape-dangle]" } */
}

void
c11_detached (int n)
{
  struct work w = { n, 0 };
  thrd_t t;
  if (thrd_create (&t, run_c11, &w) == thrd_success) /* { dg-warning "variable 'w' is still held by the thread that 'thrd_create' starts when 'c11_detached' returns [escape-dangle]" } */
    thrd_detach (t);
}

/* Quiet.  */

int
joined (int n)
{
  struct work w = { n, 0 };
  pthread_t t;
  if (pthread_create (&t, NULL, run, &w))
    return -1;
  pthread_join (t, NULL);
  return w.done;
}

int
joined_always (int n)
{
  struct work w = { n, 0 };
  pthread_t t;
  int r = pthread_create (&t, NULL, run, &w);
  if (r == 0)
    {
      sum++;
      pthread_join (t, NULL);
    }
  return w.done + r;
}

int
two_threads (int n)
{
  struct work a = { n, 0 }, b = { n, 0 };
  pthread_t s, t;
  if (pthread_create (&s, NULL, run, &a))
    return -1;
  if (pthread_create (&t, NULL, run, &b))
    {
      pthread_join (s, NULL);
      return -1;
    }
  pthread_join (s, NULL);
  pthread_join (t, NULL);
  return a.done + b.done;
}

int
c11_joined (int n)
{
  struct work w = { n, 0 };
  thrd_t t;
  int r;
  if (thrd_create (&t, run_c11, &w) != thrd_success)
    return -1;
  thrd_join (t, &r);
  return r + w.done;
}

int
argument_of_static_kind (int n)
{
  static struct work w;
  pthread_t t;
  w.n = n;
  return pthread_create (&t, NULL, run, &w);
}

void
own_mutex (void)
{
  pthread_mutex_t m;
  pthread_mutex_init (&m, NULL);
  pthread_mutex_lock (&m);
  sum++;
  pthread_mutex_unlock (&m);
  pthread_mutex_destroy (&m);
}
