#include "passes/tools/outputs.h"
bool rep_out_html (const struct rep_results *r, const struct rep_show *s) { (void) r; (void) s; return false; }
bool rep_out_dot (const struct rep_results *r, const struct rep_show *s) { (void) r; (void) s; return false; }
