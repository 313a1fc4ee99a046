/* json.h - jansson for strings of strangers.

   Owns:    making strings that jansson takes, and what happens without memory.
   Input:   strings that may be no UTF-8.  Output: JSON.
   Not handled: reading, which is jansson's own.  */

#ifndef ESC_JSON_H
#define ESC_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* From now on jansson ends the process with one line when there is no
   memory, so that none of its results need a test.  */
void rep_json_init (void);

/* A string that is S, made clean (files.h).  NULL: "".  */
json_t *rep_json_string (const char *s);

/* Set KEY of OBJECT to a clean S.  */
void rep_json_text (json_t *object, const char *key, const char *s);

/* Set KEY of OBJECT to N; over INT64_MAX: to null.  */
void rep_json_number (json_t *object, const char *key, uint64_t n);

/* Write ONE in a line, without a newline, and let go of it.  False: that failed;
   the error is said when FILE is closed.  */
bool rep_json_line (json_t *one, FILE *file);

#endif
