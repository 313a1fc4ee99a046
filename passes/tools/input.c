/* input.c - see input.h.  libelf reads ELF and ar.  */

#define _XOPEN_SOURCE 700

#include "passes/tools/input.h"
#include "passes/tools/files.h"
#include "passes/tools/progress.h"
#include "passes/tools/thin.h"

#include <dirent.h>
#include <errno.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* More than that in one file is not read.  */
#define MAX_FILE ((size_t) 1 << 32)

enum { MAX_DEPTH = 64 };	/* folders in folders */

static const uint8_t magic[4] = { 'E', 'S', 'C', 0x1a };

struct opener
{
  struct rep_inputs *in;
  struct rep_filler *l;
  bool named;			/* on the command line, not found in a folder */
  bool member;			/* of a thin archive */
};

static void
gap (struct opener *o, enum rep_gap_kind kind, const char *name,
     const char *text, bool say)
{
  rep_add_gap (o->l, kind, name, text, say);
  o->in->unreadable |= say;
}

static void
add_piece (struct opener *o, const char *name, const void *p, size_t n,
	   bool text)
{
  struct rep_piece piece = { name, p, n, text };
  ESC_PUSH (&o->in->arena, o->in->pieces, o->in->npieces, o->in->cap, piece);
}

/* ---- ELF.  ---- */

static bool
is_zero (const char *p, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (p[i])
      return false;
  return true;
}

/* Whether the end of ELF is missing, where most files have the table of their
   sections.  */
static bool
is_cut_off (Elf *elf, const GElf_Ehdr *header)
{
  size_t size, nsections;
  Elf_Scn *last;
  GElf_Shdr section;
  if (!elf_rawfile (elf, &size) || !header->e_shoff)
    return false;
  if (header->e_shoff >= size || elf_getshdrnum (elf, &nsections) != 0)
    return true;
  last = nsections ? elf_getscn (elf, nsections - 1) : NULL;
  return !last || !gelf_getshdr (last, &section);
}

/* The section of ELF, copied: elfutils may decompress into its own memory.  */
static bool
find_section (struct opener *o, const char *name, Elf *elf)
{
  size_t strings;
  Elf_Scn *scn = NULL;
  if (elf_getshdrstrndx (elf, &strings) != 0)
    return false;
  while ((scn = elf_nextscn (elf, scn)))
    {
      GElf_Shdr header;
      if (!gelf_getshdr (scn, &header) || header.sh_type != SHT_PROGBITS)
	continue;
      const char *is = elf_strptr (elf, strings, header.sh_name);
      if (!is || strcmp (is, ".escape") != 0)
	continue;
      if (header.sh_flags & SHF_COMPRESSED && elf_compress (scn, 0, 0) < 0)
	{
	  gap (o, REP_DAMAGED, name, "the section .escape cannot be "
	       "decompressed; compile again", true);
	  return true;
	}
      Elf_Data *data = elf_getdata (scn, NULL);
      if (!data || !data->d_buf || !data->d_size)
	{
	  gap (o, REP_DAMAGED, name, "the section .escape cannot be read; "
	       "compile again", true);
	  return true;
	}
      if (is_zero (data->d_buf, data->d_size))
	{
	  gap (o, REP_DAMAGED, name, "the section .escape is nothing but zeros; "
	       "compile again", true);
	  return true;
	}
      char *copy = esc_alloc (&o->in->arena, data->d_size);
      memcpy (copy, data->d_buf, data->d_size);
      add_piece (o, name, copy, data->d_size, false);
      return true;
    }
  return false;
}

static bool
is_stripped (Elf *elf)
{
  Elf_Scn *scn = NULL;
  while ((scn = elf_nextscn (elf, scn)))
    {
      GElf_Shdr header;
      if (gelf_getshdr (scn, &header) && header.sh_type == SHT_SYMTAB)
	return false;
    }
  return true;
}

static void
open_elf (struct opener *o, const char *name, Elf *elf)
{
  GElf_Ehdr header;
  if (!gelf_getehdr (elf, &header) || is_cut_off (elf, &header))
    gap (o, REP_DAMAGED, name, "the ELF file is damaged", o->named);
  else if (find_section (o, name, elf))
    ;
  else if (header.e_type != ET_REL && is_stripped (elf))
    gap (o, REP_STRIPPED, name, "it has no section .escape, and no symbols: "
	 "give the objects, or the file before it was stripped", false);
  else
    gap (o, REP_NO_SECTION, name, "it has no section .escape: compile it with "
	 "-fplugin=escape.so; after a link with -flto give the objects",
	 false);
}

static void
open_archive (struct opener *o, const char *name, Elf *archive)
{
  Elf *member;
  int fd = -1;
  /* The archive is in memory: no descriptor is read.  */
  Elf_Cmd command = ELF_C_READ_MMAP;
  while ((member = elf_begin (fd, command, archive)))
    {
      Elf_Arhdr *header = elf_getarhdr (member);
      const char *is = header && header->ar_name ? header->ar_name : "?";
      /* The index and the long names.  */
      if (*is != '/' && elf_kind (member) == ELF_K_ELF)
	open_elf (o, esc_printf (&o->l->r->arena, "%s(%s)", name, is), member);
      command = elf_next (member);
      elf_end (member);
    }
}

/* ---- Files.  ---- */

static void open_file (struct opener *o, const char *name);

/* The files that the thin archive NAME, N bytes at P, names, each once.  One in
   another is not looked into: it may be itself.  */
static void
open_thin (struct opener *o, const char *name, const char *p, size_t n)
{
  uint32_t count;
  const char *why;
  struct opener each = *o;
  const char **members
    = rep_thin_members (&o->l->r->arena, name, p, n, &count, &why);
  each.named = each.member = true;
  struct esc_arena scratch = { 0 };
  struct esc_map seen = { 0 };
  for (uint32_t i = 0; i < count; i++)
    {
      struct stat st;
      uint64_t key = esc_hash_str (members[i]);
      if (esc_map_get (&seen, key))
	continue;
      esc_map_put (&scratch, &seen, key, 1);
      if (stat (members[i], &st) == 0 && S_ISREG (st.st_mode))
	open_file (&each, members[i]);
      else
	gap (o, REP_DAMAGED, members[i],
	     esc_printf (&o->l->r->arena, "no such file, but the thin archive "
			 "'%s' names it", name), true);
    }
  esc_arena_free (&scratch);
  if (why)
    gap (o, REP_DAMAGED, name, why, true);
}

static bool
is_text_graph (const char *p, size_t n)
{
  return n > 5 && (memcmp (p, "unit ", 5) == 0 || *p == '#');
}

/* Find the pieces in the N bytes at P; libelf may change them.  */
static void
open_bytes (struct opener *o, const char *name, char *p, size_t n)
{
  if (n >= sizeof magic && memcmp (p, magic, sizeof magic) == 0)
    {
      add_piece (o, name, p, n, false);
      return;
    }
  if (rep_is_thin (p, n) && !o->member)
    {
      open_thin (o, name, p, n);
      return;
    }
  Elf *elf = n ? elf_memory (p, n) : NULL;
  Elf_Kind kind = elf ? elf_kind (elf) : ELF_K_NONE;
  size_t len = strlen (name);
  if (kind == ELF_K_AR)
    open_archive (o, name, elf);
  else if (kind == ELF_K_ELF)
    open_elf (o, name, elf);
  else if (is_text_graph (p, n)
	   && (o->named || (len > 4 && strcmp (name + len - 4, ".esc") == 0)))
    add_piece (o, name, p, n, true);
  else if (o->named)
    gap (o, REP_DAMAGED, name, "it is no object file, archive, library or "
	 "program", true);
  if (elf)
    elf_end (elf);
}

static void
open_file (struct opener *o, const char *name)
{
  size_t n;
  const char *why = NULL;
  char *p = rep_read_file (&o->in->arena, name, MAX_FILE, &n, &why);
  if (p)
    open_bytes (o, name, p, n);
  else
    gap (o, REP_DAMAGED, name, esc_strdup (&o->l->r->arena, why), true);
}

/* Whether the file NAME may be one that we read, by its first bytes: a folder
   holds much else.  */
static bool
promising (const char *name)
{
  char head[8] = "";
  FILE *file = fopen (name, "rb");
  size_t n = file ? fread (head, 1, sizeof head, file) : 0;
  if (file)
    fclose (file);
  size_t len = strlen (name);
  return (n >= 4 && memcmp (head, "\177ELF", 4) == 0)
	 || (n >= 8 && memcmp (head, "!<arch>\n", 8) == 0)
	 || (n >= 8 && memcmp (head, "!<thin>\n", 8) == 0)
	 || (n >= 4 && memcmp (head, magic, 4) == 0)
	 || (len > 4 && strcmp (name + len - 4, ".esc") == 0);
}

static int
by_name (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
open_folder (struct opener *o, const char *name, unsigned depth)
{
  DIR *dir = depth < MAX_DEPTH ? opendir (name) : NULL;
  const char **names = NULL;
  uint32_t n = 0, cap = 0;
  struct dirent *entry;
  if (!dir)
    {
      gap (o, REP_DAMAGED, name,
	   depth < MAX_DEPTH ? esc_strdup (&o->l->r->arena, strerror (errno))
	   : "its folders lie too deep", true);
      return;
    }
  size_t len = strlen (name);
  while ((entry = readdir (dir)))
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      ESC_PUSH (&o->in->arena, names, n, cap,
		esc_printf (&o->l->r->arena, "%s%s%s", name,
			    len && name[len - 1] == '/' ? "" : "/",
			    entry->d_name));
  closedir (dir);
  if (n)
    qsort (names, n, sizeof *names, by_name);
  for (uint32_t i = 0; i < n; i++)
    {
      struct stat st;
      /* A link to a folder may lead back here.  */
      if (lstat (names[i], &st) != 0)
	continue;
      if (S_ISDIR (st.st_mode))
	open_folder (o, names[i], depth + 1);
      else if (S_ISREG (st.st_mode) && promising (names[i]))
	open_file (o, names[i]);
    }
}

void
rep_open (struct rep_inputs *in, struct rep_filler *l, char **names, int n)
{
  elf_version (EV_CURRENT);
  for (int i = 0; i < n; i++)
    {
      struct opener o = { in, l, true, false };
      struct stat st;
      rep_progress ("reading", (uint64_t) i, (uint64_t) n);
      if (strcmp (names[i], "-") != 0 && stat (names[i], &st) == 0
	  && S_ISDIR (st.st_mode))
	{
	  o.named = false;
	  open_folder (&o, names[i], 0);
	}
      else
	open_file (&o, names[i]);
    }
}

void
rep_open_memory (struct rep_inputs *in, struct rep_filler *l, const char *name,
		 char *p, size_t n)
{
  /* No other file is opened: not those of a thin archive.  */
  struct opener o = { .in = in, .l = l, .named = true, .member = true };
  elf_version (EV_CURRENT);
  open_bytes (&o, name, p, n);
}

void
rep_close_inputs (struct rep_inputs *in)
{
  esc_arena_free (&in->arena);
}
