/* Library functions that keep an argument in some cases only, and those that
   let go of it.  */

#define _GNU_SOURCE
#include <pthread.h>
#include <search.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct element { struct element *next, *prev; int v; };

static void *tree;
static struct element queue = { &queue, &queue, 0 };
static struct hsearch_data table;
static timer_t timer;
static int n;

static int
compare (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

void
in_the_tree (int k)
{
  int x = k;
  if (tsearch (&x, &tree, compare)) /* { dg-warning "variable 'x' is still held by 'tree' when 'in_the_tree' returns [escape-dangle]" } */
    n++;
}

void
in_the_queue (int k)
{
  struct element e = { NULL, NULL, k };
  insque (&e, &queue); /* { dg-warning "variable 'e' is still held by 'queue' when 'in_the_queue' returns [escape-dangle]" } */
  n++;
}

void
data_in_a_hash (int k)
{
  int x = k;
  ENTRY e = { "key", &x };
  if (!hsearch (e, ENTER)) /* { dg-warning "variable 'x' is still held by the library .'hsearch'. when 'data_in_a_hash' returns [escape-dangle]" } */
    abort ();
}

void
data_in_a_table (int k)
{
  int x = k;
  ENTRY e = { "key", &x }, *found;
  hsearch_r (e, ENTER, &found, &table); /* { dg-warning "variable 'x' is still held by 'table' when 'data_in_a_table' returns [escape-dangle]" } */
}

void
by_a_timer (int k)
{
  int x = k;
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
  event.sigev_value.sival_ptr = &x;
  timer_create (CLOCK_MONOTONIC, &event, &timer); /* { dg-warning "variable 'x' is still held by memory reached from 'timer' when 'by_a_timer' returns [escape-dangle]" } */
}

void
by_a_timer_of_ours (int k)
{
  int x = k;
  timer_t ours;
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
  event.sigev_value.sival_ptr = &x;
  timer_create (CLOCK_MONOTONIC, &event, &ours); /* { dg-warning "variable 'x' is still held by the object that 'timer_create' made when 'by_a_timer_of_ours' returns [escape-dangle]" } */
}

void
buffer_of_open_stream (const char *name)
{
  char buf[BUFSIZ];
  FILE *f = fopen (name, "w");
  if (!f)
    return;
  setvbuf (f, buf, _IOFBF, sizeof buf); /* { dg-warning "variable 'buf' is still held by the object that 'fopen' made when 'buffer_of_open_stream' returns [escape-dangle]" } */
  fputs ("x", f);
}

void
buffer_of_stream_closed_once (const char *name)
{
  char buf[BUFSIZ];
  FILE *f = fopen (name, "w");
  if (!f)
    return;
  setvbuf (f, buf, _IOFBF, sizeof buf); /* { dg-warning "variable 'buf' is still held by the object that 'fopen' made when 'buffer_of_stream_closed_once' returns [escape-dangle]" } */
  if (fputs ("x", f) == EOF)
    return;
  fclose (f);
}

static void *
work (void *arg)
{
  n += *(int *) arg;
  return NULL;
}

int
joined_in_vain (const struct timespec *limit)
{
  int x = 1;
  pthread_t t;
  if (pthread_create (&t, NULL, work, &x)) /* { dg-warning "variable 'x' is still held by the thread that 'pthread_create' starts when 'joined_in_vain' returns [escape-dangle]" } */
    return -1;
  if (pthread_timedjoin_np (t, NULL, limit) != 0)
    return -1;
  return 0;
}

/* Quiet.  */

int
found_again (int k)
{
  int x = k;
  if (!tsearch (&x, &tree, compare))
    return 1;
  n++;
  tdelete (&x, &tree, compare);
  return 0;
}

void
out_of_the_queue (int k)
{
  struct element e = { NULL, NULL, k };
  insque (&e, &queue);
  n++;
  remque (&e);
}

int
looked_up (int k)
{
  char key[12];
  snprintf (key, sizeof key, "%d", k);
  ENTRY e = { key, NULL }, *found;
  if (hsearch_r (e, FIND, &found, &table))
    n++;
  return hsearch (e, FIND) != NULL;
}

void *
looked_up_or_not (int k, ACTION action)
{
  char key[12];
  snprintf (key, sizeof key, "%d", k);
  ENTRY e = { key, NULL };
  return hsearch (e, action);
}

int
hash_of_ours (int k)
{
  char key[12];
  snprintf (key, sizeof key, "%d", k);
  ENTRY e = { key, NULL };
  if (!hcreate (10))
    return -1;
  hsearch (e, ENTER);
  n++;
  hdestroy ();
  return 0;
}

int
hash_was_full (int k)
{
  char key[12];
  snprintf (key, sizeof key, "%d", k);
  ENTRY e = { key, NULL };
  if (hsearch (e, ENTER) == NULL)
    return -1;
  hdestroy ();
  return 0;
}

int
timer_deleted (int k)
{
  int x = k;
  timer_t t;
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
  event.sigev_value.sival_ptr = &x;
  if (timer_create (CLOCK_MONOTONIC, &event, &t))
    return -1;
  n++;
  timer_delete (t);
  return 0;
}

void
notified_with_attributes (void)
{
  pthread_attr_t attr;
  struct sigevent event = { .sigev_notify = SIGEV_THREAD };
  pthread_attr_init (&attr);
  event.sigev_notify_attributes = &attr;
  timer_create (CLOCK_MONOTONIC, &event, &timer);
}

FILE *
stream_of_the_caller (const char *name)
{
  FILE *f = fopen (name, "r");
  char *line = malloc (80); /* { dg-warning "these 80 bytes never outlive .*[escape-stackable]" } */
  if (f && line)
    fgets (line, 80, f);
  free (line);
  return f;
}

int
buffer_on_each_way (const char *name)
{
  char buf[BUFSIZ];
  FILE *f = fopen (name, "w");
  if (!f)
    return -1;
  setvbuf (f, buf, _IOFBF, sizeof buf);
  if (fputs ("x", f) == EOF)
    {
      fclose (f);
      return -1;
    }
  return fclose (f);
}

int
joined_at_last (void)
{
  int x = 1;
  pthread_t t;
  if (pthread_create (&t, NULL, work, &x))
    return -1;
  while (pthread_tryjoin_np (t, NULL))
    n++;
  return 0;
}

int
joined_in_time (const struct timespec *limit)
{
  int x = 1;
  pthread_t t;
  if (pthread_create (&t, NULL, work, &x))
    return -1;
  if (pthread_timedjoin_np (t, NULL, limit) != 0)
    pthread_join (t, NULL);
  return 0;
}
