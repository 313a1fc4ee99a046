/* html-style.c - report.css, in the program.

   Input:   report-css.inc, which the build makes of report.css: a string a line.
   Output:  html_style.  */

#include "passes/tools/html.h"

const char *const html_style[] = {
#include "passes/tools/report-css.inc"
  NULL
};
