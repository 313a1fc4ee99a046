/* count-alloc.c - counts what a program asks of the allocator.

   Owns:    malloc, free and their kin of a process that loads this first.
   Input:   LD_PRELOAD=count-alloc.so; ESC_COUNT_FILE, the file to append to;
	    without it the line goes to stderr.
   Output:  one line when the process ends by exit or by a return from main:
	      count-alloc: PID malloc=N calloc=N realloc=N aligned=N free=N calls=N
	    free: of pointers that are not NULL; calls: all but free.  strdup,
	    getline and others of libc count as the malloc that they call.
   Not handled: C libraries other than glibc; a static program; one that brings
	    its own allocator under other names; one that ends by _exit or by a
	    signal; mmap.

   cc -shared -fPIC -O2 -o count-alloc.so count-alloc.c

   SPDX-License-Identifier: GPL-3.0-or-later  */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* glibc's own names of what is defined here.  */
extern void *__libc_malloc (size_t);
extern void *__libc_calloc (size_t, size_t);
extern void *__libc_realloc (void *, size_t);
extern void *__libc_memalign (size_t, size_t);
extern void __libc_free (void *);

enum kind { MALLOC, CALLOC, REALLOC, ALIGNED, FREE, KINDS };

static atomic_ulong count[KINDS];

static void
note (enum kind kind)
{
  atomic_fetch_add_explicit (&count[kind], 1, memory_order_relaxed);
}

void *
malloc (size_t size)
{
  note (MALLOC);
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  note (CALLOC);
  return __libc_calloc (n, size);
}

void *
realloc (void *p, size_t size)
{
  note (REALLOC);
  return __libc_realloc (p, size);
}

void *
reallocarray (void *p, size_t n, size_t size)
{
  note (REALLOC);
  if (size && n > SIZE_MAX / size)
    {
      errno = ENOMEM;
      return NULL;
    }
  return __libc_realloc (p, n * size);
}

void *
aligned_alloc (size_t align, size_t size)
{
  note (ALIGNED);
  return __libc_memalign (align, size);
}

void *
memalign (size_t align, size_t size)
{
  note (ALIGNED);
  return __libc_memalign (align, size);
}

int
posix_memalign (void **result, size_t align, size_t size)
{
  note (ALIGNED);
  if (align % sizeof (void *) || align == 0 || (align & (align - 1)))
    return EINVAL;
  void *p = __libc_memalign (align, size);
  if (!p)
    return ENOMEM;
  *result = p;
  return 0;
}

void *
valloc (size_t size)
{
  note (ALIGNED);
  return __libc_memalign ((size_t) getpagesize (), size);
}

void *
pvalloc (size_t size)
{
  size_t page = (size_t) getpagesize ();

  note (ALIGNED);
  return __libc_memalign (page, (size + page - 1) & -page);
}

void
free (void *p)
{
  if (p)
    note (FREE);
  __libc_free (p);
}

/* What is counted after this, by destructors that run later, is lost; snprintf
   of numbers allocates nothing.  */
static __attribute__ ((destructor)) void
report (void)
{
  unsigned long n[KINDS];
  for (int k = 0; k < KINDS; k++)
    n[k] = atomic_load_explicit (&count[k], memory_order_relaxed);

  char line[256];
  int length
    = snprintf (line, sizeof line,
		"count-alloc: %ld malloc=%lu calloc=%lu realloc=%lu aligned=%lu"
		" free=%lu calls=%lu\n",
		(long) getpid (), n[MALLOC], n[CALLOC], n[REALLOC], n[ALIGNED],
		n[FREE], n[MALLOC] + n[CALLOC] + n[REALLOC] + n[ALIGNED]);
  const char *name = getenv ("ESC_COUNT_FILE");
  int fd = name ? open (name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)
		: STDERR_FILENO;

  if (fd < 0 || write (fd, line, (size_t) length) != length)
    perror ("count-alloc");
  if (name && fd >= 0)
    close (fd);
}
