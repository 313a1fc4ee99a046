/* join.c - see join.h.  */

#include "join.h"

#include <string.h>

struct esc_symbol
{
  const char *name;
  struct esc_fn *fn;		/* what a call of it calls */
  struct esc_section_fn *def;	/* the definition that counts so far */
  struct esc_section_fn *alias;	/* without one: what it is another name of */
  bool alias_weak;
  bool ambiguous;
};

/* ---- Positions.

   A position is a number: that of its file, its line and its column, from the
   highest bits down.  So equal places have equal numbers, and no table.  ---- */

enum { LINE_BITS = 24, COLUMN_BITS = 16, MAX_FILES = 1 << 24 };

static void
expand (void *ctx, esc_loc loc, struct esc_pos *pos)
{
  const struct esc_join *join = ctx;
  uint64_t file = loc >> (LINE_BITS + COLUMN_BITS);
  if (file >= join->nfiles)
    return;
  pos->file = join->files[file];
  pos->line = (int) (loc >> COLUMN_BITS & ((1 << LINE_BITS) - 1));
  pos->column = (int) (loc & ((1 << COLUMN_BITS) - 1));
}

/* The number of file NAME; 0: none, or there are too many.  */
static uint32_t
file_number (struct esc_join *join, const char *name)
{
  if (!name || name == join->files[join->last_file])
    return name ? join->last_file : 0;
  uint64_t key = esc_hash_str (name);
  uint32_t i = esc_map_get (&join->file_of, key);
  if (!i || strcmp (join->files[i], name) != 0)
    {
      if (join->nfiles == MAX_FILES)
	return 0;
      i = join->nfiles;
      ESC_PUSH (&join->arena, join->files, join->nfiles, join->files_cap, name);
      esc_map_put (&join->arena, &join->file_of, key, i);
    }
  return join->last_file = i;
}

static esc_loc
locate (void *ctx, const struct esc_pos *pos)
{
  struct esc_join *join = ctx;
  const int lines = (1 << LINE_BITS) - 1, columns = (1 << COLUMN_BITS) - 1;
  uint64_t line = (uint64_t) (pos->line < lines ? pos->line : lines);
  uint64_t column = (uint64_t) (pos->column < columns ? pos->column : columns);
  return (esc_loc) file_number (join, pos->file) << (LINE_BITS + COLUMN_BITS)
	 | line << COLUMN_BITS | column;
}

struct esc_join *
esc_join_new (void)
{
  struct esc_arena arena = { 0 };
  struct esc_join *join = esc_alloc (&arena, sizeof *join);
  join->arena = arena;
  ESC_PUSH (&join->arena, join->origins, join->norigins, join->origins_cap,
	    (struct esc_origin) { 0 });
  ESC_PUSH (&join->arena, join->files, join->nfiles, join->files_cap, NULL);
  ESC_PUSH (&join->arena, join->symbols, join->nsymbols, join->symbols_cap,
	    (struct esc_symbol) { 0 });
  return join;
}

void
esc_join_free (struct esc_join *join)
{
  if (join->unit)
    esc_unit_free (join->unit);
  struct esc_arena arena = join->arena;
  esc_arena_free (&arena);
}

static struct esc_fn *
new_function (struct esc_join *join, const struct esc_section_fn *f)
{
  struct esc_fn *fn = esc_fn_add (join->unit, f->name);
  ESC_PUSH (&join->arena, join->origins, join->norigins, join->origins_cap,
	    (struct esc_origin) { 0 });
  return fn;
}

/* Symbol NAME, which F is about.  */
static struct esc_symbol *
find_symbol (struct esc_join *join, const char *name,
	     const struct esc_section_fn *f)
{
  uint64_t key = esc_hash_str (name);
  uint32_t i = esc_map_get (&join->symbol_of, key);
  if (i && strcmp (join->symbols[i].name, name) == 0)
    return &join->symbols[i];
  struct esc_symbol s = { .name = name, .fn = new_function (join, f) };
  ESC_PUSH (&join->arena, join->symbols, join->nsymbols, join->symbols_cap, s);
  esc_map_put (&join->arena, &join->symbol_of, key, join->nsymbols - 1);
  return &join->symbols[join->nsymbols - 1];
}

static const char *
symbol_name (const struct esc_section_fn *f)
{
  return f->symbol ? f->symbol : f->name;
}

/* F has other names as well.  */
static void
add_aliases (struct esc_join *join, struct esc_section_fn *f)
{
  for (uint32_t i = 0; i < f->nalso; i++)
    {
      struct esc_symbol *symbol = find_symbol (join, f->also[i].name, f);
      if (!symbol->alias || (symbol->alias_weak && !f->also[i].weak))
	{
	  symbol->alias = f;
	  symbol->alias_weak = f->also[i].weak;
	}
      join->aliases = true;
    }
}

/* What was called by such a name is called by its own.  */
static void
resolve_aliases (struct esc_join *join, struct esc_section *x)
{
  for (uint32_t i = 1; i < x->nfns; i++)
    {
      struct esc_section_fn *f = &x->fns[i];
      if (f->told != ESC_TOLD_NAME || f->flags & ESC_FF_STATIC)
	continue;
      struct esc_symbol *symbol = find_symbol (join, symbol_name (f), f);
      if (!symbol->def && !symbol->ambiguous && symbol->alias)
	f->fn = symbol->alias->fn;
    }
}

/* F becomes FN, from SECTION.  */
static void
define (struct esc_join *join, struct esc_section_fn *f, struct esc_fn *fn,
	uint32_t section)
{
  f->fn = fn;
  fn->name = f->name;
  join->unit->objs[fn->obj & ESC_REF_INDEX].name = f->name;
  join->origins[fn->index] = (struct esc_origin) { section, f };
}

/* SYMBOL is defined by F, of SECTION, and perhaps by another.  */
static void
define_symbol (struct esc_join *join, struct esc_symbol *symbol,
	       struct esc_section_fn *f, uint32_t section)
{
  struct esc_section_fn *old = symbol->def;
  if (symbol->ambiguous)
    define (join, f, new_function (join, f), section);
  else if (old && !old->weak && !f->weak)
    {
      /* Each is analysed by itself, and no call is one of it.  */
      uint32_t was = join->origins[symbol->fn->index].section;
      join->origins[symbol->fn->index] = (struct esc_origin) { 0 };
      define (join, old, new_function (join, old), was);
      define (join, f, new_function (join, f), section);
      symbol->def = NULL;
      symbol->ambiguous = true;
      join->nambiguous++;
    }
  else if (old && (f->weak || !old->weak))
    {
      f->fn = symbol->fn;
      f->skip = true;
    }
  else
    {
      if (old)
	old->skip = true;
      symbol->def = f;
      define (join, f, symbol->fn, section);
    }
}

/* What the declaration in one unit says of a function of another.  */
static void
declare (struct esc_fn *fn, const struct esc_section_fn *f)
{
  fn->flags |= f->flags & (uint32_t) ~ESC_FF_IRREGULAR;
  if (!fn->nparams)
    fn->nparams = f->nparams;
  if (f->alloc_size[0])
    memcpy (fn->alloc_size, f->alloc_size, sizeof fn->alloc_size);
  if (f->dealloc)
    fn->dealloc = f->dealloc;
  fn->promise.kept |= f->promise.kept;
  fn->promise.borrowed |= f->promise.borrowed;
  fn->promise.returned |= f->promise.returned;
  fn->promise.freed |= f->promise.freed;
  fn->promise.noescape |= f->promise.noescape;
  fn->promise.lifetimebound |= f->promise.lifetimebound;
}

static void
add_function (struct esc_join *join, struct esc_section_fn *f,
	      uint32_t section)
{
  if (f->flags & ESC_FF_STATIC)
    {
      define (join, f, new_function (join, f), section);
      return;
    }
  struct esc_symbol *symbol = find_symbol (join, symbol_name (f), f);
  if (f->told == ESC_TOLD_NAME)
    {
      f->fn = symbol->fn;
      declare (symbol->fn, f);
    }
  else
    define_symbol (join, symbol, f, section);
}

/* The object of the joined unit for O.  */
static esc_ref
add_object (struct esc_join *join, const struct esc_obj *o)
{
  struct esc_unit *unit = join->unit;
  struct esc_obj copy = *o;
  copy.init = NULL;
  copy.ninit = 0;
  if (!(o->flags & ESC_OF_EXTERNAL) || !o->name || o->kind != ESC_O_GLOBAL)
    return esc_add_object (unit, NULL, &copy);
  uint64_t key = esc_hash_str (o->name);
  uint32_t i = esc_map_get (&join->variable_of, key);
  if (i && strcmp (unit->objs[i].name, o->name) == 0)
    {
      struct esc_obj *have = &unit->objs[i];
      /* Constant only if all say so.  */
      have->flags &= copy.flags | (uint8_t) ~ESC_OF_READONLY;
      have->flags |= copy.flags & (uint8_t) ~ESC_OF_READONLY;
      if (have->size < 0)
	have->size = copy.size;
      return ESC_REF_OBJ | ESC_REF_UNIT | i;
    }
  esc_ref ref = esc_add_object (unit, NULL, &copy);
  esc_map_put (&join->arena, &join->variable_of, key, ref & ESC_REF_INDEX);
  return ref;
}

/* Initialisers name functions and objects by their number in the section.  */
static void
add_initialisers (struct esc_join *join, struct esc_section *x)
{
  for (uint32_t i = 1; i < x->nobjs; i++)
    {
      struct esc_obj *from = &x->objs[i];
      struct esc_obj *to = &join->unit->objs[x->obj_refs[i] & ESC_REF_INDEX];
      if (!from->ninit || to->init)
	continue;
      for (uint32_t k = 0; k < from->ninit; k++)
	{
	  uint32_t code = from->init[k].ref;
	  from->init[k].ref
	    = !(code / 2) ? 0
	      : code & 1 ? x->obj_refs[code / 2]
	      : ESC_REF_OBJ | ESC_REF_UNIT | x->fns[code / 2].fn->obj;
	}
      to->init = from->init;
      to->ninit = from->ninit;
    }
}

const char *
esc_join_add (struct esc_join *join, struct esc_section *x)
{
  if (!join->unit)
    {
      join->unit = esc_unit_new ("the program", x->pointer_size);
      join->unit->host.ctx = join;
      join->unit->host.expand = expand;
      join->unit->host.length = esc_recorded_length;
    }
  if (join->unit->pointer_size != x->pointer_size)
    return "its pointers are not as wide as those of the files before";
  for (uint32_t i = 1; i < x->nfns; i++)
    add_function (join, &x->fns[i], join->nsections);
  for (uint32_t i = 1; i < x->nfns; i++)
    add_aliases (join, &x->fns[i]);
  for (uint32_t i = 1; i < x->nobjs; i++)
    x->obj_refs[i] = add_object (join, &x->objs[i]);
  ESC_PUSH (&join->arena, join->sections, join->nsections,
	    join->sections_cap, x);
  return NULL;
}

/* What the definition of FN says of it besides its body.  */
static void
finish_function (struct esc_join *join, struct esc_fn *fn)
{
  struct esc_section_fn *f = join->origins[fn->index].told;
  if (!f || f->told == ESC_TOLD_NAME)
    return;
  /* The definition knows its hidden parameters, whatever others declare.  */
  fn->flags &= (uint32_t) ~(ESC_FF_NESTED | ESC_FF_VARIADIC);
  /* The linker has chosen.  */
  fn->flags |= f->flags;
  fn->flags &= (uint32_t) ~ESC_FF_INTERPOSE;
  fn->promise = f->promise;
  fn->nother = (f->flags & ESC_FF_WRITES) != 0;
  struct esc_pos pos = f->pos;
  fn->loc = pos.line ? locate (join, &pos) : 0;
}

/* The body of FN once more.  */
static void
read_body (void *ctx, struct esc_fn *fn, struct esc_arena *room)
{
  struct esc_join *join = ctx;
  const struct esc_origin *from = &join->origins[fn->index];
  if (from->told)
    esc_section_body (join->sections[from->section], from->told, room);
}

void
esc_join_finish (struct esc_join *join, bool later)
{
  for (uint32_t i = 0; i < join->nsections && join->aliases; i++)
    resolve_aliases (join, join->sections[i]);
  if (join->unit && later)
    join->unit->host.body = read_body;
  for (uint32_t i = 0; i < join->nsections; i++)
    add_initialisers (join, join->sections[i]);
  for (uint32_t i = 1; join->unit && i < join->unit->nfns; i++)
    finish_function (join, join->unit->fns[i]);
  for (uint32_t i = 0; i < join->nsections; i++)
    esc_section_bodies (join->sections[i], join->unit, later, locate, join);
}
