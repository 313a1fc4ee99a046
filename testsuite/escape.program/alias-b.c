extern int *slot;
int *named_slot __asm__ ("the_real_slot");

void renamed_keep (int *p) __asm__ ("the_real_keep");
void renamed_keep (int *p) { slot = p; }
void the_real_look (int *p) { (*p)++; }
void first_name (int *p) { slot = p; }
void the_other (int *p) __attribute__ ((alias ("first_name")));
void set_slot (int *p) { named_slot = p; }

/* What one unit calls keep_by_label is another's own business.  */
void keep_by_label (int *p) { (*p)++; }
