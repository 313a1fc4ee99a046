/* resident.cc - memory that is only there because a plugin was loaded.

   Owns:    nothing.
   Input:   the program that runs, as the loader sees it.
   Output:  its tables of symbols are out of memory again.
   Not handled: programs whose headers and code are one segment; other systems than
            Linux.

   To find the functions of GCC that a plugin names, the loader reads nearly a
   megabyte of cc1's symbol tables, and what it read stays resident.  These pages
   are the file's: who needs one again gets it again.  */

#ifdef __linux__
#include <link.h>
#include <sys/mman.h>
#endif

#include "plugin.h"

#ifdef __linux__

/* Let go of the segment of the first object, the program, that has its headers and
   symbols: the one at the start of the file, which nobody may write to.  */
static int
let_go (struct dl_phdr_info *info, size_t, void *)
{
  uintptr_t page = (uintptr_t) sysconf (_SC_PAGESIZE);
  for (int i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *p = &info->dlpi_phdr[i];
      if (p->p_type != PT_LOAD || p->p_flags != PF_R || p->p_offset)
	continue;
      uintptr_t from = info->dlpi_addr + p->p_vaddr;
      uintptr_t to = (from + p->p_filesz) & ~(page - 1);
      if (from % page == 0 && from < to)
	madvise ((void *) from, to - from, MADV_DONTNEED);
    }
  return 1;			/* no other object */
}

void
esc_drop_symbol_pages (void)
{
  dl_iterate_phdr (let_go, NULL);
}

#else

void
esc_drop_symbol_pages (void)
{
}

#endif
