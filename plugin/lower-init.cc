/* lower-init.cc - the addresses in static initialisers.

   Input:   the variables that were met while the unit was lowered, and that
            nobody outside of it can have written first.
   Output:  `init' of their objects; ESC_OF_INIT where that is complete.
   Not handled: initialisers that are too large or not understood: what they
            hold is then not known.  */

#include "plugin.h"

/* Entries of an initialiser that are read before it counts as too large.  */
#define INIT_CAP 4096

struct init_walk
{
  struct esc_lowering *lw;
  struct esc_init *items;
  uint32_t n, cap;
  uint32_t steps;		/* entries seen */
  bool failed;			/* too large, or not understood */
};

/* VALUE initialises a pointer, or an integer of its size, at OFF; ADDEND is
   added to it.  */
static void
init_address (struct init_walk *w, tree value, int64_t off, int64_t addend)
{
  switch (TREE_CODE (value))
    {
    CASE_CONVERT:
    case VIEW_CONVERT_EXPR:
      init_address (w, TREE_OPERAND (value, 0), off, addend);
      return;
    case POINTER_PLUS_EXPR:
    case PLUS_EXPR:
      {
	tree b = TREE_OPERAND (value, 1);
	if (TREE_CODE (b) == INTEGER_CST)
	  init_address (w, TREE_OPERAND (value, 0), off,
			addend + wi::to_wide (b).to_shwi ());
	else
	  w->failed = true;
	return;
      }
    case INTEGER_CST:
    case REAL_CST:
    case COMPLEX_CST:
    case VECTOR_CST:
      return;
    case ADDR_EXPR:
      break;
    default:
      /* A difference of labels, say.  */
      w->failed = true;
      return;
    }
  tree base = TREE_OPERAND (value, 0);
  struct esc_off at = {};
  while (handled_component_p (base))
    {
      at = esc_off_add (at, esc_component_offset (base));
      base = TREE_OPERAND (base, 0);
    }
  if (TREE_CODE (base) == MEM_REF
      && TREE_CODE (TREE_OPERAND (base, 0)) == ADDR_EXPR)
    {
      at.off += wi::to_wide (TREE_OPERAND (base, 1)).to_shwi ();
      base = TREE_OPERAND (TREE_OPERAND (base, 0), 0);
    }
  if (TREE_CODE (base) == COMPOUND_LITERAL_EXPR)
    base = COMPOUND_LITERAL_EXPR_DECL (base);
  if (TREE_CODE (base) == LABEL_DECL)
    return;
  if (at.stride || (TREE_CODE (base) != VAR_DECL
		    && TREE_CODE (base) != FUNCTION_DECL
		    && TREE_CODE (base) != STRING_CST))
    {
      w->failed = true;
      return;
    }
  struct esc_init init = { off, addend + at.off,
			   esc_lower_global (w->lw, base) };
  ESC_PUSH (&w->lw->unit->arena, w->items, w->n, w->cap, init);
}

static void
init_value (struct init_walk *w, tree value, int64_t off)
{
  if (w->failed || ++w->steps > INIT_CAP)
    {
      w->failed = true;
      return;
    }
  tree type = TREE_TYPE (value);
  if (TREE_CODE (value) == COMPOUND_LITERAL_EXPR)
    value = DECL_INITIAL (COMPOUND_LITERAL_EXPR_DECL (value));
  if (!value || TREE_CODE (value) == STRING_CST)
    return;
  if (TREE_CODE (value) != CONSTRUCTOR)
    {
      init_address (w, value, off, 0);
      return;
    }
  if (TREE_CODE (type) == ARRAY_TYPE
      && esc_type_size (TREE_TYPE (type)) < POINTER_SIZE_UNITS)
    return;
  uint64_t size
    = TREE_CODE (type) == ARRAY_TYPE ? esc_type_size (TREE_TYPE (type)) : 0;
  uint64_t next = 0;
  unsigned i;
  tree index, item;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (value), i, index, item)
    {
      if (TREE_CODE (type) == ARRAY_TYPE)
	{
	  uint64_t first = next, last;
	  if (index && TREE_CODE (index) == RANGE_EXPR)
	    {
	      first = tree_to_uhwi (TREE_OPERAND (index, 0));
	      last = tree_to_uhwi (TREE_OPERAND (index, 1));
	    }
	  else
	    {
	      if (index && tree_fits_uhwi_p (index))
		first = tree_to_uhwi (index);
	      last = first;
	    }
	  for (uint64_t j = first; j <= last && !w->failed; j++)
	    init_value (w, item, off + int64_t (j * size));
	  next = last + 1;
	}
      else if (index && TREE_CODE (index) == FIELD_DECL
	       && tree_fits_shwi_p (DECL_FIELD_OFFSET (index)))
	{
	  if (!DECL_BIT_FIELD (index))
	    init_value (w, item, off + int_byte_position (index));
	}
      else if (!VECTOR_TYPE_P (type))
	w->failed = true;
    }
}

void
esc_lower_initializers (struct esc_lowering *lw)
{
  /* Reading one may add more.  */
  for (uint32_t i = 0; i < lw->npending; i++)
    {
      tree decl = lw->pending[i], value = DECL_INITIAL (decl);
      struct init_walk w = {};
      w.lw = lw;
      if (value == error_mark_node)
	continue;
      if (value)
	init_value (&w, value, 0);
      if (w.failed)
	continue;
      esc_ref ref = esc_map_get (&lw->objs, esc_key (decl));
      struct esc_obj *obj = &lw->unit->objs[ref & ESC_REF_INDEX];
      obj->init = w.items;
      obj->ninit = w.n;
      obj->flags |= ESC_OF_INIT;
    }
  lw->npending = 0;
}
