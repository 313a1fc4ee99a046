/* read-file.h - a file as a text, for the programs here.

   Owns:    read_file.
   Input:   a name.
   Output:  the bytes and a NUL, to be freed; NULL if it cannot be read.
   Not handled: pipes.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef READ_FILE_H
#define READ_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *
read_file (const char *name)
{
  FILE *file = fopen (name, "rb");
  char *text = NULL;

  if (!file)
    return NULL;
  if (fseek (file, 0, SEEK_END) == 0)
    {
      long size = ftell (file);
      rewind (file);
      text = size < 0 ? NULL : malloc ((size_t) size + 1);
      if (text)
	text[fread (text, 1, (size_t) size, file)] = '\0';
    }
  fclose (file);
  return text;
}

#endif
