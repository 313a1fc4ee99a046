/* Calls of the allocator are counted at run time: those that libc makes on its own account, too, but not free.  */
/* { dg-do run } */
/* { dg-final { count-calls 8 } } */
#include <stdlib.h>
#include <string.h>

void *volatile kept;

int
main (void)
{
  void *p;
  kept = malloc (3);		/* 1 */
  kept = realloc (kept, 100);	/* 2 */
  free (kept);
  kept = calloc (2, 8);		/* 3 */
  free (kept);
  kept = strdup ("text");	/* 4 */
  free (kept);
  kept = strndup ("text", 2);	/* 5 */
  free (kept);
  kept = aligned_alloc (64, 64);	/* 6 */
  if ((unsigned long) kept % 64)
    return 1;
  if (posix_memalign (&p, 256, 10) || (unsigned long) p % 256)	/* 7 */
    return 2;
  kept = p;
  if (posix_memalign (&p, 3, 10) == 0)	/* 8: refused, and counted */
    return 3;
  return 0;
}
