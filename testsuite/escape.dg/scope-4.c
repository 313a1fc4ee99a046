/* Statement expressions and compound literals.  */

#include <stddef.h>

struct pt { int x, y; };
struct poly { const struct pt *p; int n; };

static const struct pt *origin;
static struct poly poly;
static int sum;

int
expression_value (int k)
{
  int *p = __extension__ ({ int x = k; &x; }); /* { dg-warning "'x' is.*[escape-dangle]" } */
  return *p;
}

int
expression_store (int k)
{
  int *p = &sum;
  (void) __extension__ ({ int x = k; p = &x; x; }); /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
  return *p;
}

void
literal_kept (int k)
{
  origin = &(struct pt) { k, k }; /* { dg-warning "compound literal is still held by 'origin' when 'literal_kept' returns [escape-dangle]" } */
}

void
literal_array_kept (int k)
{
  poly.p = (struct pt[]) { { k, 1 }, { 2, 3 } }; /* { dg-warning "compound literal is still held by 'poly' when 'literal_array_kept' returns [escape-dangle]" } */
}

void
literal_in_literal (struct poly *out, int k)
{
  *out = (struct poly) { &(struct pt) { k, 2 }, 1 }; /* { dg-warning "compound literal is still held by '.out' when 'literal_in_literal' returns [escape-dangle]" } */
}

int
literal_of_inner_block (int k)
{
  const struct pt *p = origin;
  if (k)
    {
      p = &(struct pt) { k, k }; /* { dg-warning "compound literal is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  return p->x;
}

int
literal_without_braces (int k)
{
  const struct pt *p = origin;
  if (k)
    p = &(struct pt) { k, k }; /* { dg-warning "compound literal is still held by 'p' after its scope ends [escape-dangle]" } */
  return p->y;
}

struct poly
literal_in_result (int k)
{
  struct poly r;
  r.p = &(struct pt) { k, k };
  r.n = 1;
  return r; /* { dg-warning "compound literal is still held by the result when 'literal_in_result' returns [escape-dangle]" } */
}

static void
keep (const struct pt *p)
{
  origin = p;
}

void
literal_as_argument (int k)
{
  keep (&(struct pt) { k, k }); /* { dg-warning "compound literal is still held by 'origin' when 'literal_as_argument' returns [escape-dangle]" } */
}

/* Quiet.  */

static const struct pt *const constant = &(struct pt) { 1, 2 };

const struct pt *
literal_of_the_file (void)
{
  return constant;
}

int
literal_of_the_same_block (int k)
{
  const struct pt *p = &(struct pt) { k, 2 };
  return p->x + p->y;
}

static int
area (struct poly r)
{
  return r.p[0].x * r.n;
}

int
literals_as_arguments (int k)
{
  return area ((struct poly) { (struct pt[]) { { k, k } }, 1 });
}

struct pt
literal_by_value (int k)
{
  return (struct pt) { k, k };
}

int
expression_used_inside (int k)
{
  return __extension__ ({ int x = k, *p = &x; *p + 1; });
}

int
maximum (int a, int b)
{
  return __extension__ ({ int *p = &a, *q = &b; *p > *q ? *p : *q; });
}
