/* macro-1.h - a list of macros, for macro-1.c.  */

#define M_NODE(type) struct { struct type *next; }
#define M_PUSH(head, elm, field) \
  do				 \
    {				 \
      (elm)->field.next = (head); \
      (head) = (elm);		 \
    }				 \
  while (0)
#define M_POP(head, field) ((head) = (head)->field.next)
#define M_FOREACH(v, head, field) \
  for ((v) = (head); (v); (v) = (v)->field.next)
#define M_SET(to, what) ((to) = (what))
#define M_NEW(type) ((type *) malloc (sizeof (type)))
#define M_DELETE(p) (free (p), (p) = 0)
