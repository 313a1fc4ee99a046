/* jansson.c - work for jansson: load, copy, pack, unpack and dump.

   Owns:    main.
   Input:   a JSON file and the number of rounds.
   Output:  a sum of the lengths that were dumped and of what was unpacked.
   Not handled: a file that is no JSON: status 1.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "jansson.h"
#include "read-file.h"

static size_t
pack_and_unpack (int n)
{
  json_t *json = json_pack ("{s:i, s:[s, b, f]}", "number", n, "list", "text",
			    1, n / 2.0);
  const char *text = "";
  int number = 0;
  size_t sum = 0;

  if (json
      && !json_unpack (json, "{s:i, s:[s]}", "number", &number, "list", &text))
    sum = (size_t) number + strlen (text);
  json_decref (json);
  return sum;
}

int
main (int argc, char **argv)
{
  char *text = argc > 2 ? read_file (argv[1]) : NULL;
  size_t sum = 0;

  if (!text)
    return 1;
  for (int n = atoi (argv[2]); n > 0; n--)
    {
      json_error_t error;
      json_t *json = json_loads (text, 0, &error);
      if (!json)
	return 1;
      json_t *copy = json_deep_copy (json);
      char *sorted = json_dumps (copy, JSON_SORT_KEYS | JSON_COMPACT);
      char *wide = json_dumps (json, JSON_INDENT (2));
      if (!sorted || !wide)
	return 1;
      sum += strlen (sorted) + strlen (wide) + json_equal (json, copy);
      free (sorted);
      free (wide);
      json_decref (copy);
      json_decref (json);
      for (int k = 0; k < 2000; k++)
	sum += pack_and_unpack (k);
    }
  printf ("%zu\n", sum);
  free (text);
  return 0;
}
