/* A function of the program's that has the name of a library function, and not
   its prototype: nothing is known of it.  */
/* { dg-options "-fplugin-arg-escape-m" } */

#include <stddef.h>
#include <stdlib.h>

struct message { int kind; };

extern int send (struct message *);
extern struct message *tsearch (const char *, struct message *);
extern int setvbuf (struct message *, int, int);
extern void syslog (struct message *);
extern void error (const char *, ...);
extern int pwrite (int fd, const void *, size_t, long long offset);
extern int ioctl (int, int, char *);
extern int sendto ();
extern int usleep (unsigned short);

void
queue (void)
{
  struct message *m = malloc (sizeof *m); /* { dg-note "these 4 bytes stay on the heap: passed to 'send', which may keep it.*[escape-heap]" } */
  send (m);
}

void
queue_elsewhere (void)
{
  struct message *m = malloc (sizeof *m); /* { dg-note "these 4 bytes stay on the heap: passed to 'setvbuf', which may keep it.*[escape-heap]" } */
  setvbuf (m, 1, 2);
  struct message *n = malloc (sizeof *n); /* { dg-note "these 4 bytes stay on the heap: passed to 'syslog', which may keep it.*[escape-heap]" } */
  syslog (n);
  struct message *o = malloc (sizeof *o); /* { dg-note "these 4 bytes stay on the heap: passed to 'tsearch', which may keep it.*[escape-heap]" } */
  tsearch ("key", o);
}

void
fails (void)
{
  char *m = malloc (4); /* { dg-note "these 4 bytes stay on the heap: passed to 'error', which may keep it.*[escape-heap]" } */
  error ("%s", m);
}

/* Fine: the same in all that matters, or nothing is said of the parameters.  */

void
writes (int fd)
{
  char *m = malloc (4); /* { dg-warning "these 4 bytes never outlive 'writes'.*[escape-stackable]" } */
  if (!m)
    return;
  m[0] = 1;
  pwrite (fd, m, 1, 0);
  sendto (fd, m, 1, 0, NULL, 0);
  usleep (m[0]);
  free (m);
}
