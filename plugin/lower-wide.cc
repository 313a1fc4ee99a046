/* lower-wide.cc - values of several words: __int128, vectors, complex numbers.

   Owns:    the memory that stands for such a value.
   Input:   SSA names wider than an address.
   Output:  a nameless object of the function, or nothing.
   Not handled: what arithmetic makes of them: there a value may be any of its
            words.

   GCC copies 16 bytes by one load into such a value and one store: two words
   that may both be addresses, at two offsets.  A value of the graph is one
   address.  So a wide value that comes from memory is memory itself, which is
   filled where it is loaded and read where it is stored.  */

#include "plugin.h"

static bool
merged_p (tree ssa)
{
  use_operand_p use;
  imm_use_iterator it;
  FOR_EACH_IMM_USE_FAST (use, it, ssa)
    if (gimple_code (USE_STMT (use)) == GIMPLE_PHI)
      return true;
  return false;
}

esc_ref
esc_wide_memory (struct esc_body *body, tree ssa)
{
  if (TREE_CODE (ssa) != SSA_NAME)
    return 0;
  uint64_t size = esc_type_size (TREE_TYPE (ssa));
  gimple *def = SSA_NAME_DEF_STMT (ssa);
  if (size <= POINTER_SIZE_UNITS || !gimple_assign_single_p (def)
      || !esc_memory_p (gimple_assign_rhs1 (def)) || merged_p (ssa))
    return 0;
  esc_ref ref = esc_map_get (&body->wide, esc_key (ssa));
  if (!ref)
    {
      struct esc_obj obj = {};
      obj.kind = ESC_O_TEMP;
      obj.size = (int64_t) size;
      ref = esc_add_object (body->unit, body->fn, &obj);
      esc_map_put (&body->arena, &body->wide, esc_key (ssa), ref);
    }
  return ref;
}

struct esc_place
esc_any_word (struct esc_place place, uint64_t len)
{
  if (len > POINTER_SIZE_UNITS)
    {
      struct esc_off words = { 0, POINTER_SIZE_UNITS,
			       (uint32_t) (len / POINTER_SIZE_UNITS) };
      place.at = esc_off_add (place.at, words);
    }
  return place;
}
