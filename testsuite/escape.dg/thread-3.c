/* The argument of a thread that still runs when the argument's block ends.  */

#include <pthread.h>
#include <semaphore.h>

static int n;
static pthread_t kept;

static void *
run (void *arg)
{
  n += *(int *) arg;
  return NULL;
}

int
block (void)
{
  pthread_t t;
  {
    int j = n;
    if (pthread_create (&t, NULL, run, &j)) /* { dg-warning "variable 'j' is still held by the thread that 'pthread_create' starts after its scope ends [escape-dangle]" } */
      return -1;
  }
  pthread_join (t, NULL);
  return 0;
}

void
rounds (void)
{
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    {
      int j = i;
      pthread_create (&t[i], NULL, run, &j); /* { dg-warning "variable 'j' is still held by the thread that 'pthread_create' starts after its scope ends [escape-dangle]" } */
    }
  for (int i = 0; i < 4; i++)
    pthread_join (t[i], NULL);
}

void
counter (void)
{
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create (&t[i], NULL, run, &i); /* { dg-warning "variable 'i' is still held by the thread that 'pthread_create' starts after its scope ends [escape-dangle]" } */
  for (int i = 0; i < 4; i++)
    pthread_join (t[i], NULL);
}

void
never_joined (void)
{
  for (int i = 0; i < 4; i++)
    {
      int j = i;
      pthread_create (&kept, NULL, run, &j); /* { dg-warning "variable 'j' is still held by.*[escape-dangle]" } */
    }
}

/* Quiet.  */

int
joined_in_its_block (void)
{
  for (int i = 0; i < 4; i++)
    {
      int j = i;
      pthread_t t;
      if (pthread_create (&t, NULL, run, &j))
	return -1;
      pthread_join (t, NULL);
    }
  return 0;
}

int
joined_if_it_runs (void)
{
  pthread_t t;
  int r;
  {
    int j = n;
    r = pthread_create (&t, NULL, run, &j);
    if (r == 0)
      pthread_join (t, NULL);
  }
  return r;
}

void
arguments_outside (void)
{
  pthread_t t[4];
  int args[4];
  for (int i = 0; i < 4; i++)
    {
      args[i] = i;
      pthread_create (&t[i], NULL, run, &args[i]);
    }
  for (int i = 0; i < 4; i++)
    pthread_join (t[i], NULL);
}

void
all_in_one_block (void)
{
  for (int k = 0; k < n; k++)
    {
      pthread_t t[4];
      int args[4];
      for (int i = 0; i < 4; i++)
	{
	  args[i] = i;
	  pthread_create (&t[i], NULL, run, &args[i]);
	}
      for (int i = 0; i < 4; i++)
	pthread_join (t[i], NULL);
    }
}

void
as_many_as_run (int wanted)
{
  for (int k = 0; k < n; k++)
    {
      pthread_t t[8];
      struct { int a; } args[8];
      int running = 0;
      while (running < wanted)
	{
	  args[running].a = k;
	  if (pthread_create (&t[running], NULL, run, &args[running]))
	    break;
	  running++;
	}
      while (running > 0)
	pthread_join (t[--running], NULL);
    }
}
