/* lower-program-ref.cc - operands and memory of a program.

   Owns:    how operands and places of GIMPLE are named in a program.
   Input:   trees of the function, or of one that is inlined in it.
   Output:  operands and places.  What is not understood is ESC_PV_NONE, or a place
            without a length.
   Not handled: what is done with them.  */

#include "lower-program.h"

struct esc_pinstr *
esc_prog_add (struct writer *w, enum esc_pkind kind)
{
  struct esc_pinstr in = {};
  in.kind = kind;
  ESC_PUSH (&w->unit->arena, w->prog->instrs, w->prog->ninstrs, w->prog->cap,
	    in);
  return &w->prog->instrs[w->prog->ninstrs - 1];
}

/* ---- Operands.  ---- */

struct esc_pval
esc_prog_operand (struct writer *w, tree x)
{
  struct esc_pval v = {};
  HOST_WIDE_INT off = 0;
  if (!x)
    return v;
  switch (TREE_CODE (x))
    {
    case SSA_NAME:
      v.kind = ESC_PV_VAR;
      v.n = variable_of (w, x);
      break;
    case INTEGER_CST:
      if (bits_of (TREE_TYPE (x)))
	{
	  v.kind = ESC_PV_CONST;
	  v.k = (int64_t) TREE_INT_CST_LOW (x);
	}
      break;
    case REAL_CST:
      v.kind = ESC_PV_OPAQUE;
      v.k = (int64_t) iterative_hash_expr (x, 0);
      break;
    case ADDR_EXPR:
      {
	poly_int64 poly;
	tree base = get_addr_base_and_unit_offset (TREE_OPERAND (x, 0), &poly);
	if (!base || !poly.is_constant (&off))
	  break;
	if (DECL_P (base))
	  {
	    v.kind = auto_var_p (base) ? ESC_PV_LOCAL : ESC_PV_ADDR;
	    v.n = DECL_UID (base);
	    v.k = off;
	  }
	else if (TREE_CODE (base) == STRING_CST)
	  {
	    v.kind = ESC_PV_OPAQUE;
	    v.k = (int64_t) (uintptr_t) base + off;
	  }
	break;
      }
    default:
      break;
    }
  return v;
}

/* Accesses of these types do not meet unless the numbers are equal: the effective
   types of C, coarsely, and the same whatever -fstrict-aliasing says, so that the
   findings do not depend on -O.  0: any.  */
static uint16_t
class_of (tree type)
{
  if (POINTER_TYPE_P (type))
    return 1;
  if (SCALAR_FLOAT_TYPE_P (type))
    return (uint16_t) (0x100 + TYPE_PRECISION (type));
  if (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) > 8)
    return (uint16_t) (0x200 + TYPE_PRECISION (type));
  return 0;
}

/* What the graph calls the object whose DECL_UID is UID; 0: nothing.  */
static esc_ref
object_of (const struct writer *w, uint32_t uid)
{
  esc_ref ref = esc_map_get (&w->objs, uid + 1);
  return ref ? ref : esc_map_get (&w->unit->host_objs, uid + 1);
}

esc_ref
esc_prog_ref (const struct writer *w, tree ptr, const struct esc_pval *v)
{
  if (TREE_CODE (ptr) == SSA_NAME)
    return w->ref_of[SSA_NAME_VERSION (ptr)];
  if (v->kind == ESC_PV_ADDR || v->kind == ESC_PV_LOCAL)
    return object_of (w, v->n);
  return 0;
}

struct esc_pplace
esc_prog_place (struct writer *w, tree ref)
{
  struct esc_pplace p = {};
  poly_int64 poff, psize, pmax;
  bool reverse;
  HOST_WIDE_INT off, size, max;
  tree base = get_ref_base_and_extent (ref, &poff, &psize, &pmax, &reverse);
  bool exact = poff.is_constant (&off) && psize.is_constant (&size)
	       && pmax.is_constant (&max) && size == max && size > 0
	       && size <= 4096;
  p.type = class_of (TREE_TYPE (ref));
  if (exact)
    {
      p.bit = off;
      p.len = (uint32_t) size;
    }
  if (base && DECL_P (base))
    {
      p.ptr.kind = auto_var_p (base) ? ESC_PV_LOCAL : ESC_PV_ADDR;
      p.ptr.n = DECL_UID (base);
      p.ref = object_of (w, DECL_UID (base));
    }
  else if (base && TREE_CODE (base) == MEM_REF)
    {
      tree ptr = TREE_OPERAND (base, 0);
      p.ptr = esc_prog_operand (w, ptr);
      HOST_WIDE_INT more;
      if (mem_ref_offset (base).to_shwi (&poff) && poff.is_constant (&more))
	p.bit += more * BITS_PER_UNIT;
      else
	p.len = 0;
      p.ref = esc_prog_ref (w, ptr, &p.ptr);
    }
  else
    p.len = 0;
  return p;
}

bool
esc_prog_memory_p (tree x)
{
  while (handled_component_p (x))
    x = TREE_OPERAND (x, 0);
  return TREE_CODE (x) == MEM_REF || TREE_CODE (x) == TARGET_MEM_REF
	 || VAR_P (x) || TREE_CODE (x) == PARM_DECL
	 || TREE_CODE (x) == RESULT_DECL;
}

/* ---- Nothing is known.  ---- */

void
esc_prog_any (struct writer *w, tree lhs)
{
  if (!lhs || TREE_CODE (lhs) != SSA_NAME || virtual_operand_p (lhs))
    return;
  struct esc_pinstr *in = esc_prog_add (w, ESC_PK_ANY);
  in->dst = variable_of (w, lhs);
  in->bits = bits_of (TREE_TYPE (lhs));
  in->uns = uns_of (TREE_TYPE (lhs));
}

void
esc_prog_clobber (struct writer *w, tree ref)
{
  struct esc_pplace p = esc_prog_place (w, ref);
  p.type = 0;
  esc_prog_add (w, ESC_PK_CLOBBER)->place = p;
}
