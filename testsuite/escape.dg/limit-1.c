/* What is too large is said, a line a function, with what is not found there.  */
/* { dg-do compile } */
/* { dg-options "-fplugin-arg-escape-m" } */

#define TEN(m, a) m (a##0) m (a##1) m (a##2) m (a##3) m (a##4) m (a##5) m (a##6) m (a##7) m (a##8) m (a##9)
#define HUNDRED(m, a) TEN (m, a##0) TEN (m, a##1) TEN (m, a##2) TEN (m, a##3) TEN (m, a##4) TEN (m, a##5) TEN (m, a##6) \
  TEN (m, a##7) TEN (m, a##8) TEN (m, a##9)
#define FIVE(m, a) HUNDRED (m, a##1) HUNDRED (m, a##2) HUNDRED (m, a##3) HUNDRED (m, a##4) HUNDRED (m, a##5)

#define GLOBAL(n) int *p##n;
#define DECLARE(n) int v##n[2];
#define HOLD(n) p##n = v##n; if (a) v##n[1] = 1;

FIVE (GLOBAL, 1)
int *g;

/* More addresses are out at once than are followed.  */
void
many_held (int a)		/* { dg-note "'many_held' is too large to follow its statements in order: no dangling address is found in it [escape-limit]" } */
{
  FIVE (DECLARE, 1)
  FIVE (HOLD, 1)
}

void
few_held (void)
{
  int v1[2];
  g = v1;			/* { dg-warning "'v1' is still held by 'g' when 'few_held' returns.*[escape-dangle]" } */
  v1[1] = 1;
}
