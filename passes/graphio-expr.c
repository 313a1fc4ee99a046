/* graphio-expr.c - the text form of expressions (expr.h).

   Input:   an expression, or a text.  Output: a text, or an expression.
   Not handled: whether the operations have the operands that they need: one
            that does not is never known.

   `?(NODE ...)' in postfix order.  NODE is pN, the parameter number N from 0;
   lenN, the length of the string there; a number or LO..HI; [LO..HI], known to
   be in it here; or an operation: fit not add sub mul div rem and or shl shr
   min max eq lt le if.  Its type may follow, :uBITS or :sBITS.  */

#include "graphio-words.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void
write_interval (FILE *file, const struct esc_xnode *node)
{
  fprintf (file, "%" PRIu64, node->lo);
  if (node->lo != node->hi)
    fprintf (file, "..%" PRIu64, node->hi);
}

void
esc_expr_write (FILE *file, const struct esc_expr *e)
{
  fputs ("?(", file);
  for (uint32_t i = 0; i < e->n; i++)
    {
      const struct esc_xnode *node = &e->nodes[i];
      if (i)
	putc (' ', file);
      if (node->op == ESC_X_RANGE)
	write_interval (file, node);
      else if (node->op == ESC_X_IN)
	{
	  putc ('[', file);
	  write_interval (file, node);
	  putc (']', file);
	}
      else
	fputs (esc_expr_name (node->op), file);
      if (node->op == ESC_X_PARAM || node->op == ESC_X_LEN)
	fprintf (file, "%" PRIu32, node->param);
      if (node->type)
	fprintf (file, ":%c%d", node->type < 0 ? 's' : 'u', abs (node->type));
    }
  putc (')', file);
}

/* LO or LO..HI at *AT.  */
static void
read_interval (const char **at, struct esc_xnode *node)
{
  char *end;
  node->lo = node->hi = strtoull (*at, &end, 10);
  if (strncmp (end, "..", 2) == 0)
    node->hi = strtoull (end + 2, &end, 10);
  *at = end;
}

/* The word at *AT as a leaf or an operation.  */
static bool
read_op (const char **at, struct esc_xnode *node)
{
  size_t n = 0;
  while (islower ((unsigned char) (*at)[n]))
    n++;
  for (unsigned op = ESC_X_PARAM; op < ESC_X_OPS && n; op++)
    if (op != ESC_X_IN && strlen (esc_expr_name (op)) == n
	&& strncmp (*at, esc_expr_name (op), n) == 0)
      node->op = (uint8_t) op;
  if (!node->op)
    return false;
  *at += n;
  if (node->op == ESC_X_PARAM || node->op == ESC_X_LEN)
    {
      if (!isdigit ((unsigned char) **at))
	return false;
      char *end;
      node->param = (uint32_t) strtoul (*at, &end, 10);
      *at = end;
    }
  return true;
}

static bool
read_type (const char **at, struct esc_xnode *node)
{
  if (**at != ':')
    return true;
  char *end, sign = (*at)[1];
  long bits = sign == 's' || sign == 'u' ? strtol (*at + 2, &end, 10) : 0;
  if (bits < 1 || bits > 64)
    return false;
  node->type = (int8_t) (sign == 's' ? -bits : bits);
  *at = end;
  return true;
}

static bool
read_node (const char **at, struct esc_xnode *node)
{
  if (isdigit ((unsigned char) **at))
    {
      node->op = ESC_X_RANGE;
      read_interval (at, node);
    }
  else if (**at == '[')
    {
      ++*at;
      node->op = ESC_X_IN;
      read_interval (at, node);
      if (**at != ']')
	return false;
      ++*at;
    }
  else if (!read_op (at, node))
    return false;
  return read_type (at, node);
}

bool
esc_expr_read (const char **at, struct esc_expr *e)
{
  e->n = 0;
  if (**at != '(')
    return false;
  for (++*at; **at != ')';)
    {
      struct esc_xnode node = { .op = 0 };
      while (**at == ' ')
	++*at;
      if (!read_node (at, &node) || e->n == ESC_X_MAX_NODES
	  || (**at != ' ' && **at != ')'))
	return false;
      esc_expr_push (e, node);
    }
  ++*at;
  return e->n > 0;
}
