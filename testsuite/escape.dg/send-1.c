/* An address that is written out as bytes comes back by another way; so its
   object cannot live on the stack.  Text that is written holds none.  */
/* { dg-options "-fplugin-arg-escape-m" } */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

void
to_itself (int fd)
{
  int *m = malloc (4); /* { dg-note "these 4 bytes stay on the heap: passed to 'write', which may keep it.*[escape-heap]" } */
  write (fd, &m, sizeof m);
}

struct message { int kind; int *what; };

void
in_a_structure (FILE *f) /* { dg-note "param f does not escape [escape-param]" } */
{
  struct message m = { 1, malloc (4) }; /* { dg-note "these 4 bytes stay on the heap: passed to 'fwrite'.*[escape-heap]" } */
  fwrite (&m, sizeof m, 1, f);
}

void
in_an_allocated_structure (int fd)
{
  struct message *m = malloc (sizeof *m); /* { dg-warning "these 16 bytes never outlive 'in_an_allocated_structure'.*[escape-stackable]" } */
  if (!m)
    return;
  m->what = malloc (4); /* { dg-note "these 4 bytes stay on the heap: .*passed to 'send'.*[escape-heap]" } */
  send (fd, m, sizeof *m, 0);
  free (m);
}

void
gathered (int fd)
{
  int *m = malloc (4); /* { dg-note "these 4 bytes stay on the heap: passed to 'writev'.*[escape-heap]" } */
  struct iovec v[2] = { { "head", 4 }, { &m, sizeof m } };
  writev (fd, v, 2);
}

void
in_a_message (int fd)
{
  int *m = malloc (4); /* { dg-note "these 4 bytes stay on the heap: passed to 'sendmsg'.*[escape-heap]" } */
  struct iovec v = { &m, sizeof m };
  struct msghdr h = { .msg_iov = &v, .msg_iovlen = 1 };
  sendmsg (fd, &h, 0);
}

static void
put (int fd, const void *bytes, size_t n) /* { dg-note "param bytes does not escape [escape-param]" } */
{
  const char *p = bytes;
  while (n)
    {
      ssize_t k = write (fd, p, n);
      if (k <= 0)
	return;
      p += k;
      n -= (size_t) k;
    }
}

void
by_a_function (int fd)
{
  int *m = malloc (4); /* { dg-note "these 4 bytes stay on the heap: passed to 'put'.*[escape-heap]" } */
  put (fd, &m, sizeof m);
}

void
queued (mqd_t q, int id)
{
  int *a = malloc (4); /* { dg-note "these 4 bytes stay on the heap: passed to 'mq_send'.*[escape-heap]" } */
  struct { long type; int *p; } m = { 1, malloc (4) }; /* { dg-note "these 4 bytes stay on the heap: passed to 'msgsnd'.*[escape-heap]" } */
  mq_send (q, (char *) &a, sizeof a, 0);
  msgsnd (id, &m, sizeof m.p, 0);
}

/* Memory that must stay what it is.  */

void
pages (size_t n)
{
  char *m = aligned_alloc (4096, 4096); /* { dg-note "these 4096 bytes stay on the heap: passed to 'mprotect'.*[escape-heap]" } */
  if (!m)
    return;
  mprotect (m, 4096, PROT_READ);
  mprotect (m, 4096, PROT_READ | PROT_WRITE);
  free (m);
}

void *work (void *);

int
stack_of_a_thread (pthread_t *t) /* { dg-note "param t does not escape [escape-param]" } */
{
  pthread_attr_t attr;
  char *m = aligned_alloc (4096, 65536); /* { dg-note "these 65536 bytes stay on the heap: passed to 'pthread_attr_setstack'.*[escape-heap]" } */
  pthread_attr_init (&attr);
  pthread_attr_setstack (&attr, m, 65536);
  return pthread_create (t, &attr, work, NULL);
}

int
device (int fd)
{
  char *m = malloc (64); /* { dg-note "these 64 bytes stay on the heap: passed to 'ioctl'.*[escape-heap]" } */
  return ioctl (fd, 42, m);
}

/* Fine: text.  */

void
text (int fd, const char *name) /* { dg-note "param name does not escape [escape-param]" } */
{
  char *m = malloc (64); /* { dg-warning "these 64 bytes never outlive 'text'.*[escape-stackable]" } */
  if (!m)
    return;
  strcpy (m, name);
  write (fd, m, strlen (m));
  write (fd, name, strlen (name));
  free (m);
}

void
gathered_text (int fd, char *name) /* { dg-note "param name does not escape [escape-param]" } */
{
  char *m = malloc (64); /* { dg-warning "these 64 bytes never outlive 'gathered_text'.*[escape-stackable]" } */
  if (!m)
    return;
  snprintf (m, 64, "%s: ", name);
  struct iovec v[2] = { { m, strlen (m) }, { name, strlen (name) } };
  writev (fd, v, 2);
  free (m);
}

void
by_a_function_text (int fd)
{
  char *m = malloc (64); /* { dg-warning "these 64 bytes never outlive 'by_a_function_text'.*[escape-stackable]" } */
  if (!m)
    return;
  strcpy (m, "text");
  put (fd, m, strlen (m));
  free (m);
}

/* Fine: an address of a variable that is gone is written, and not followed; that
   of one that will be is no dangle either.  */

static int *last;

void
stale (int fd)
{
  struct message m = { 0, NULL };
  {
    int x = fd;
    m.what = &x;
  }
  write (fd, &m, sizeof m);
}

void
still_a_dangle (int fd)
{
  char buf[16];
  int x = fd;
  last = &x; /* { dg-warning "'x' is still held by 'last'.*[escape-dangle]" } */
  buf[0] = 'a';
  write (fd, buf, 1);
}

/* Nor does what else leaks say more of the text.  */

void unknown (const char *, int *);

void
text_and_more (int fd, const char *name, const char *other) /* { dg-note "param name does not escape [escape-param]" } */
/* { dg-note "leaking param: other [escape-param]" "" { target *-*-* } .-1 } */
{
  int n = 0;
  unknown (other, &n);
  while (n > 0)
    {
      ssize_t k = write (fd, name, n);
      if (k < 0)
	break;
      name += k;
      n -= k;
    }
}
