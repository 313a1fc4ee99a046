/* graphio-decl.c - read what a unit and a function have: objects, values,
   parameters.

   Owns:    the lines of the grammar that declare (graphio-read.c).
   Input:   the rest of such a line.
   Output:  the unit, with one thing more.
   Not handled: code (graphio-code.c).  */

#include "graphio-reader.h"

#include <string.h>

/* "kept 0,2": a set of parameters.  */
static void
read_promises (struct reader *r, struct esc_fn *fn)
{
  for (const struct esc_promise_word *w = esc_promise_words; w->name; w++)
    {
      if (!esc_line_accept (r, w->name))
	continue;
      uint64_t *set = (uint64_t *) ((char *) &fn->promise + w->set);
      do
	{
	  uint64_t n = esc_line_natural (r);
	  if (n > 63)
	    esc_line_wrong (r, "a promise is about parameters 0 to 63");
	  else
	    *set |= (uint64_t) 1 << n;
	}
      while (esc_line_accept (r, ","));
    }
}

void
esc_graphio_function (struct reader *r)
{
  struct esc_fn *fn = esc_fn_new (r->unit, esc_line_word (r));
  fn->flags |= esc_line_flags (r, esc_fn_words);
  read_promises (r, fn);
  if (esc_line_accept (r, "alloc-size"))
    {
      fn->alloc_size[0] = (uint8_t) esc_line_natural (r);
      if (esc_line_accept (r, ","))
	fn->alloc_size[1] = (uint8_t) esc_line_natural (r);
    }
  if (esc_line_accept (r, "dealloc"))
    fn->dealloc = (uint8_t) esc_line_natural (r);
  if (esc_line_accept (r, "params"))
    {
      uint64_t n = esc_line_natural (r);
      if (n > 1000)
	esc_line_wrong (r, "too many parameters");
      else
	{
	  fn->nparams = (uint32_t) n;
	  fn->params = esc_alloc (&r->unit->arena, (n + 1)
				  * sizeof *fn->params);
	}
    }
}

void
esc_graphio_global (struct reader *r, enum esc_okind kind)
{
  struct esc_obj o = { .kind = (uint8_t) kind, .size = -1 };
  o.loc = esc_line_position (r);
  const char *name = esc_line_word (r);
  o.name = name;
  if (esc_line_accept (r, "name"))
    o.name = esc_line_word (r);
  o.flags = (uint8_t) esc_line_flags (r, esc_obj_words);
  if (esc_line_accept (r, "size"))
    o.size = esc_line_integer (r);
  esc_line_remember (r, &r->globals, name, esc_add_object (r->unit, NULL, &o));
}

void
esc_graphio_init (struct reader *r)
{
  const char *name = esc_line_word (r);
  esc_ref ref = named (r, &r->globals, name);
  struct esc_init init = { 0 };
  init.off = esc_line_offset (r).off;
  esc_line_expect (r, "=");
  init.ref = esc_line_ref (r);
  init.addend = esc_line_offset (r).off;
  if (!ref)
    {
      esc_line_wrong (r, esc_printf (r->arena, "there is no object '%s'", name));
      return;
    }
  struct esc_obj *o = &r->unit->objs[ref & ESC_REF_INDEX];
  struct esc_init *grown = esc_alloc (&r->unit->arena, (o->ninit + 1)
				      * sizeof *grown);
  if (o->ninit)
    memcpy (grown, o->init, o->ninit * sizeof *grown);
  grown[o->ninit++] = init;
  o->init = grown;
}

void
esc_graphio_object (struct reader *r)
{
  struct esc_obj o = { .size = -1 };
  o.loc = esc_line_position (r);
  const char *name = esc_line_word (r);
  o.name = name;
  for (const struct esc_word *k = esc_kind_words; k->name && !o.kind; k++)
    if (esc_line_accept (r, k->name))
      o.kind = (uint8_t) k->bit;
  if (!o.kind)
    esc_line_wrong (r, "an object needs a kind");
  if (esc_line_accept (r, "name"))
    o.name = esc_line_word (r);
  o.flags = (uint8_t) esc_line_flags (r, esc_obj_words);
  if (esc_line_accept (r, "size"))
    o.size = esc_line_integer (r);
  if (esc_line_accept (r, "scope"))
    o.scope = (uint32_t) esc_line_natural (r);
  if (esc_line_accept (r, "param"))
    o.param = (uint16_t) esc_line_natural (r);
  if (o.scope >= r->fn->nscopes)
    esc_line_wrong (r, "there is no such scope");
  esc_line_remember (r, &r->objs, name, esc_add_object (r->unit, r->fn, &o));
}

void
esc_graphio_value (struct reader *r)
{
  const char *name = esc_line_word (r), *user = NULL;
  uint32_t scope = ESC_ANON;
  if (esc_line_accept (r, "name"))
    user = esc_line_word (r);
  if (esc_line_accept (r, "scope"))
    {
      scope = (uint32_t) esc_line_natural (r);
      if (scope >= r->fn->nscopes)
	esc_line_wrong (r, "there is no such scope");
    }
  esc_ref ref = esc_add_value (r->unit, r->fn, user, scope);
  r->fn->values[ref].integer = esc_line_accept (r, "integer");
  esc_line_remember (r, &r->values, name, ref);
}

void
esc_graphio_param (struct reader *r, bool hidden)
{
  struct esc_fn *fn = r->fn;
  struct esc_param p = { .name = esc_line_word (r) };
  if (strcmp (p.name, "-") == 0)
    p.name = NULL;
  p.pointer = esc_line_accept (r, "pointer");
  p.byvalue = esc_line_accept (r, "byvalue");
  if (esc_line_accept (r, "value"))
    p.value = esc_line_ref (r);
  if (esc_line_accept (r, "object"))
    p.obj = esc_line_ref (r);
  /* Two hidden ones may follow.  */
  struct esc_param *grown = esc_alloc (&r->unit->arena, (fn->nparams + 4)
				       * sizeof *grown);
  if (fn->params)
    memcpy (grown, fn->params, (fn->nparams + r->hidden) * sizeof *grown);
  if (hidden ? r->hidden == 2 : r->hidden > 0)
    esc_line_wrong (r, "hidden parameters come last, at most two");
  else
    grown[fn->nparams + r->hidden] = p;
  if (hidden)
    r->hidden++;
  else
    fn->nparams++;
  fn->params = grown;
}
