/* Heap objects and threads, signal and exit handlers, thread keys.  */

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct work { int n; int done; };

static pthread_key_t key;

static void *
run (void *arg)
{
  struct work *w = arg;
  w->done = w->n;
  return NULL;
}

static void *
run_and_free (void *arg)
{
  free (arg);
  return NULL;
}

int
heap_joined (int n)
{
  struct work *w = malloc (sizeof *w); /* { dg-warning "these 8 bytes never outlive 'heap_joined': they could live on the stack [escape-stackable]" } */
  pthread_t t;
  int r;
  if (!w)
    return -1;
  w->n = n;
  if (pthread_create (&t, NULL, run, w))
    {
      free (w);
      return -1;
    }
  pthread_join (t, NULL);
  r = w->done;
  free (w);
  return r;
}

int
heap_for_the_thread (int n)
{
  struct work *w = malloc (sizeof *w);
  pthread_t t;
  if (!w)
    return -1;
  w->n = n;
  if (pthread_create (&t, NULL, run_and_free, w))
    {
      free (w);
      return -1;
    }
  return pthread_detach (t);
}

int
specific (int n)
{
  int x = n;
  return pthread_setspecific (key, &x); /* { dg-warning "variable 'x' is still held by the library .'tls'. when 'specific' returns [escape-dangle]" } */
}

int
specific_and_reset (int n)
{
  int x = n;
  pthread_setspecific (key, &x);
  x++;
  return pthread_setspecific (key, NULL);
}

void
signal_stack (void)
{
  char room[SIGSTKSZ];
  stack_t s = { 0 };
  s.ss_sp = room;
  s.ss_size = sizeof room;
  sigaltstack (&s, NULL); /* { dg-warning "variable 'room' is still held by the library .'sigaltstack'. when 'signal_stack' returns [escape-dangle]" } */
}

void
action (void (*handler) (int))
{
  struct sigaction a;
  sigemptyset (&a.sa_mask);
  a.sa_flags = 0;
  a.sa_handler = handler;
  sigaction (SIGINT, &a, NULL);
}

static void
cleaner (void *p)
{
  *(int *) p = 0;
}

int
cleanup_popped (int n)
{
  int x = n;
  pthread_cleanup_push (cleaner, &x);
  pthread_testcancel ();
  pthread_cleanup_pop (1);
  return x;
}
