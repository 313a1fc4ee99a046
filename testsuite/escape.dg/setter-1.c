/* Setters, two and more calls deep, over several arguments.  */

#include <stddef.h>

struct conf { const char *name; const int *limits; void *user; };
struct ctx { struct conf *conf; struct conf own; };

static struct conf conf;
static struct ctx *current;
static int n;

static void
set_name (struct conf *c, const char *name)
{
  c->name = name;
}

static void
set_all (struct conf *c, const char *name, const int *limits)
{
  set_name (c, name);
  c->limits = limits;
}

static void
configure (struct ctx *x, const char *name, const int *limits)
{
  set_all (&x->own, name, limits);
}

static void
configure_global (const char *name)
{
  set_name (&conf, name);
}

static void
configure_deeper (const char *name)
{
  configure_global (name);
}

static void
read_name (const struct conf *c, const char *name)
{
  n += c->name == name;
}

static void
set_one (const int *limits, const char *name)
{
  n += *limits;
  conf.name = name;
}

void
one_deep (void)
{
  char name[] = "a";
  set_name (&conf, name); /* { dg-warning "variable 'name' is still held by 'conf' when 'one_deep' returns [escape-dangle]" } */
}

void
two_deep (void)
{
  char name[] = "b";
  configure_global (name); /* { dg-warning "variable 'name' is still held by 'conf' when 'two_deep' returns [escape-dangle]" } */
}

void
three_deep (void)
{
  char name[] = "c";
  configure_deeper (name); /* { dg-warning "variable 'name' is still held by 'conf' when 'three_deep' returns [escape-dangle]" } */
}

void
through_argument (struct ctx *x)
{
  char name[] = "d";
  configure (x, name, NULL); /* { dg-warning "variable 'name' is still held by '.x' when 'through_argument' returns [escape-dangle]" } */
}

void
two_addresses (struct ctx *x)
{
  char name[] = "e";
  int limits[2] = { 1, 2 };
  configure (x, name, limits); /* { dg-warning "variable 'name' is still held by '.x' when 'two_addresses' returns [escape-dangle]" } */ /* { dg-warning "variable 'limits' is still held by '.x' when 'two_addresses' returns [escape-dangle]" } */
}

void
through_pointer_in_global (void)
{
  int limits[2] = { 1, 2 };
  if (current)
    configure (current, "f", limits); /* { dg-warning "variable 'limits' is still held by memory reached from 'current' when 'through_pointer_in_global' returns [escape-dangle]" } */
}

void
one_of_two_arguments (void)
{
  int limits[1] = { 1 };
  char name[] = "g";
  set_one (limits, name); /* { dg-warning "variable 'name' is still held by 'conf' when 'one_of_two_arguments' returns [escape-dangle]" } */
}

/* Quiet.  */

int
into_own_context (void)
{
  char name[] = "h";
  int limits[2] = { 1, 2 };
  struct ctx x;
  configure (&x, name, limits);
  return x.own.limits[1] + x.own.name[0];
}

void
only_read (void)
{
  char name[] = "i";
  read_name (&conf, name);
}

void
first_argument_only (void)
{
  int limits[1] = { 1 };
  set_one (limits, "j");
}

void
set_then_reset (void)
{
  char name[] = "k";
  configure_deeper (name);
  n++;
  configure_deeper (NULL);
}

/* A mode, chosen by a constant that is no function: copied or kept.  */

#define COPY ((void (*) (void *)) -1)

struct value
{
  const char *text;
  char own[16];
};

static struct value current_value;

static void
set_value (struct value *v, const char *s, void (*drop) (void *))
{
  if (drop == COPY)
    {
      __builtin_strncpy (v->own, s, sizeof v->own - 1);
      v->text = v->own;
    }
  else
    v->text = s;
}

void
value_copied (int k)
{
  char buf[8] = "k";
  buf[1] = k;
  set_value (&current_value, buf, COPY);
}

/* The same by a number, and through a wrapper.  */

static void
set_text (struct value *v, const char *s, int copy)
{
  if (copy)
    {
      __builtin_strncpy (v->own, s, sizeof v->own - 1);
      v->text = v->own;
    }
  else
    v->text = s;
}

static void
set_text_again (struct value *v, const char *s, int copy)
{
  set_text (v, s, copy);
}

void
text_copied (int k)
{
  char buf[8] = "k", again[8] = "a";
  buf[1] = again[1] = k;
  set_text (&current_value, buf, 1);
  set_text_again (&current_value, again, 1);
}

void
text_kept (int k)
{
  char buf[8] = "k";
  buf[1] = k;
  set_text (&current_value, buf, 0); /* { dg-warning "variable 'buf' is still held by 'current_value' when 'text_kept' returns [escape-dangle]" } */
}

void
text_kept_perhaps (int k)
{
  char buf[8] = "k";
  buf[1] = k;
  set_text (&current_value, buf, k); /* { dg-warning "variable 'buf' is still held by 'current_value' when 'text_kept_perhaps' returns [escape-dangle]" } */
}
