extern void *slot;
void keep_for_inline (int *p);

inline void inline_keep (int *p) { keep_for_inline (p); }
inline int inline_look (const int *p) { return *p; }
