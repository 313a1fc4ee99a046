extern void *slot;
void keep_for_inline (int *p);

inline void inline_keep (int *p) { keep_for_inline (p); }
inline int inline_look (const int *p) { return *p; }

/* One of each unit, said once.  */

static inline int
kept_by_the_header (int k)
{
  int x = k;
  slot = &x; /* { dg-warning "variable 'x' is still held by 'slot' when 'kept_by_the_header' returns [escape-dangle]" } */
  return k;
}
