/* expat.c - work for expat: parse with handlers, in pieces.

   Owns:    main.
   Input:   an XML file and the number of rounds.
   Output:  the number of elements, attributes and bytes of text.
   Not handled: a file that is no XML: status 1.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "expat.h"
#include "read-file.h"

struct seen
{
  long elements, attributes, bytes;
};

static void
start_element (void *data, const XML_Char *name, const XML_Char **attributes)
{
  struct seen *seen = data;

  (void) name;
  seen->elements++;
  for (; *attributes; attributes += 2)
    seen->attributes++;
}

static void
some_text (void *data, const XML_Char *text, int length)
{
  struct seen *seen = data;

  (void) text;
  seen->bytes += length;
}

static int
parse (const char *text, struct seen *seen)
{
  XML_Parser parser = XML_ParserCreateNS (NULL, ':');
  size_t left = strlen (text);
  int good = parser != NULL;

  if (!good)
    return 0;
  XML_SetUserData (parser, seen);
  XML_SetStartElementHandler (parser, start_element);
  XML_SetCharacterDataHandler (parser, some_text);
  while (good && left)
    {
      int piece = left < 4000 ? (int) left : 4000;
      left -= (size_t) piece;
      good = XML_Parse (parser, text, piece, left == 0) == XML_STATUS_OK;
      text += piece;
    }
  XML_ParserFree (parser);
  return good;
}

int
main (int argc, char **argv)
{
  char *text = argc > 2 ? read_file (argv[1]) : NULL;
  struct seen seen = { 0, 0, 0 };

  if (!text)
    return 1;
  for (int n = atoi (argv[2]); n > 0; n--)
    if (!parse (text, &seen)
	|| !parse ("<a xmlns='urn:x' b='c &amp; d'><e/>text</a>", &seen))
      return 1;
  printf ("%ld %ld %ld\n", seen.elements, seen.attributes, seen.bytes);
  free (text);
  return 0;
}
