extern int *slot;

void weak_keeps (int *p) { (*p)++; }
void weak_looks (int *p) { slot = p; }
