/* cjson.c - work for cJSON: parse, change, print and compare.

   Owns:    main.
   Input:   a JSON file and the number of rounds.
   Output:  a sum of the lengths that were printed.
   Not handled: a file that is no JSON: status 1.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "cJSON.h"
#include "read-file.h"

int
main (int argc, char **argv)
{
  char *text = argc > 2 ? read_file (argv[1]) : NULL;
  size_t sum = 0;

  if (!text)
    return 1;
  for (int n = atoi (argv[2]); n > 0; n--)
    {
      cJSON *json = cJSON_Parse (text);
      if (!json)
	return 1;
      cJSON_AddItemToArray (json, cJSON_CreateNumber (n));
      char *dense = cJSON_PrintUnformatted (json);
      char *wide = cJSON_Print (json);
      if (!dense || !wide)
	return 1;
      sum += strlen (dense) + strlen (wide);
      cJSON *copy = cJSON_Duplicate (json, 1);
      sum += (size_t) cJSON_Compare (json, copy, 1);
      cJSON_Delete (copy);
      cJSON_free (dense);
      cJSON_free (wide);
      cJSON_Delete (json);
    }
  printf ("%zu\n", sum);
  free (text);
  return 0;
}
