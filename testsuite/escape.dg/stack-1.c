/* Stacks that are an array with a counter: what was popped is read by nobody.  */

struct frame { void *slot[8]; int depth; };

static void *stack[32];
static int sp, sum;

static void walk (void) { for (int i = 0; i < sp; i++) sum += *(int *) stack[i]; }
static void push (void *p) { stack[sp++] = p; }
static void pop (void) { sp--; }

void
popped (int v)
{
  stack[sp++] = &v;
  walk ();
  sp--;
}

void
popped_by_restoring (int v)
{
  int save = sp;
  stack[sp++] = &v;
  sum += v;
  sp = save;
}

void
popped_in_a_frame (struct frame *f, int v)
{
  f->slot[f->depth++] = &v;
  sum += v;
  f->depth--;
}

void
popped_by_helpers (int v)
{
  push (&v);
  sum += v;
  pop ();
}

void
left (int v)
{
  stack[sp++] = &v; /* { dg-warning "parameter 'v' is still held by 'stack' when 'left' returns [escape-dangle]" } */
  walk ();
}

int
left_on_one_way (int v)
{
  stack[sp++] = &v; /* { dg-warning "parameter 'v' is still held by 'stack' when 'left_on_one_way' returns [escape-dangle]" } */
  if (v < 0)
    return -1;
  sp--;
  return 0;
}
