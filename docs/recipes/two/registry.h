void set_current (const char *name);
const char *get_current (void);
