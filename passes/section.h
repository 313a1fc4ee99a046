/* section.h - what an object file says of its unit, for the whole program.

   Owns:    the content of the section `.escape': functions as slices or as
            summaries, objects of the unit, findings, heap sites.
   Input:   an analysed unit; or the bytes of a record (docs/section.md).
   Output:  the bytes; or the tables, and the bodies into a unit of the reader's.
   Not handled: where the bytes come from (the tools), which of two functions of
            one name counts (join.c).  */

#ifndef ESC_SECTION_H
#define ESC_SECTION_H

#include "codec.h"
#include "report.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is said of a function.  */
enum esc_told
{
  ESC_TOLD_NAME,		/* that it is called; what its declaration says */
  ESC_TOLD_SUMMARY,		/* all that its callers need: nothing of it hangs
				   on another unit */
  ESC_TOLD_SLICE,		/* its flows, without the rest (slice.h) */
  ESC_TOLD_WHOLE,		/* and its program (program.h) */
  ESC_TOLD_COUNT
};

/* Another symbol of a function.  */
struct esc_also
{
  const char *name;
  bool weak;
};

struct esc_section_fn
{
  const char *name;		/* as the user wrote it */
  const char *symbol;		/* the linker's name, or NULL: the same */
  uint32_t flags;		/* ESC_FF_* */
  uint8_t told;			/* enum esc_told */
  bool weak;			/* another definition may replace it */
  bool silent;			/* nothing of it is reported */
  uint32_t nalso;
  struct esc_also *also;	/* aliases; default versions without the version */
  uint32_t nparams, nhidden;	/* named; all */
  struct esc_param *params;	/* without values */
  uint8_t alloc_size[2], dealloc;
  struct esc_promise promise;
  struct esc_pos pos;
  struct esc_fn *fn;		/* writing: what it is; reading: what it becomes */
  bool skip;			/* reading: its body is not wanted */
  uint32_t *start;		/* reading: where its body is, by stream; NULL: it is
				   in the unit */
};

struct esc_stored_step
{
  struct esc_pos pos;
  const char *fn, *text;
};

struct esc_stored_finding
{
  uint8_t kind;			/* enum esc_kind */
  const char *fn, *text;
  struct esc_pos pos;
  uint32_t nsteps;
  struct esc_stored_step *steps;
};

struct esc_stored_site
{
  const char *fn;
  struct esc_pos pos, blocked;
  uint8_t verdict;		/* enum esc_verdict */
  uint64_t size;
  bool fixed, loop, hoist;
  const char *reason, *allocator;
};

/* A place of which nothing is to be said.  */
struct esc_muted
{
  struct esc_pos pos;
  uint8_t kind;			/* enum esc_kind; ESC_K_COUNT: no dangle that GCC's
				   option may turn off */
};

struct esc_section_host;

struct esc_section
{
  struct esc_codec codec;
  const char *name;		/* of the source file */
  const char *error;		/* reading: what is wrong, or NULL */
  uint32_t pointer_size;
  uint32_t nfns, fns_cap;	/* from 1 */
  struct esc_section_fn *fns;
  uint32_t nobjs, objs_cap;	/* from 1 */
  struct esc_obj *objs;
  esc_ref *obj_refs;		/* reading: what they become in the unit */
  uint32_t nfindings, nsites, nmuted, findings_cap, sites_cap, muted_cap;
  struct esc_stored_finding *findings;
  struct esc_stored_site *sites;
  struct esc_muted *muted;
  uint32_t nfunctions, ncapped;	/* analysed; of these over a budget */
  uint32_t nleft;		/* functions left out for want of room */
  /* Private to section*.c.  */
  struct esc_unit *unit;
  const struct esc_section_host *host;
  uint32_t *fn_number, *obj_number; /* writing: by index in the unit */
  uint32_t seen;		/* values that were spoken of */
  struct esc_fn *body;		/* being written or read */
};

/* What the writer asks of its host; all may be NULL.  */
struct esc_section_host
{
  /* Fill in F's symbol, weak and silent.  */
  void (*function) (const struct esc_fn *fn, struct esc_section_fn *f);
  /* The linker's name of global variable OBJ, or NULL.  */
  const char *(*variable) (const struct esc_obj *obj);
  /* Whether nothing is to be said of OBJ, and of a dangle at LOC.  */
  bool (*silenced) (const struct esc_obj *obj);
  bool (*muted) (esc_loc loc);
  /* Whether the author silenced F.  */
  bool (*silenced_finding) (const struct esc_finding *f);
};

/* The record of UNIT, analysed into REPORT (with the records of its heap
   sites): *SIZE bytes in ARENA; NULL if something of it cannot be told.  ROOM: bytes that it should not pass, 0: any
   number; functions that others need less are left out.  */
uint8_t *esc_section_write (struct esc_unit *unit,
			    const struct esc_report *report,
			    const struct esc_section_host *host,
			    uint64_t room, struct esc_arena *arena,
			    size_t *size);

/* Read the tables of the record at P, N bytes to the end of the section, into
   ARENA; P must stay.  *SIZE gets the bytes of the record, 0 if not even that is
   known.  The result's error says what is wrong.  */
struct esc_section *esc_section_read (struct esc_arena *arena,
				      const uint8_t *p, size_t n,
				      size_t *size);

/* Read the bodies and summaries of SECTION into UNIT, but for those to skip.  The
   fns' `fn' and obj_refs say what its functions and objects are there.  False, with
   SECTION's error set: what follows the damage is not there.  LOCATE and CTX make
   positions, equal ones for equal places.  With LATER bodies are checked and
   thrown away; esc_section_body reads that of F again, into ROOM.  */
bool esc_section_bodies (struct esc_section *section, struct esc_unit *unit,
			 bool later,
			 esc_loc (*locate) (void *, const struct esc_pos *),
			 void *ctx);
void esc_section_body (struct esc_section *section, struct esc_section_fn *f,
		       struct esc_arena *room);

/* Writing: the numbers of a function and an object of the unit, given when they
   are first asked for.  */
uint32_t esc_section_function (struct esc_section *x, uint32_t index);
uint32_t esc_section_object (struct esc_section *x, uint32_t index);

/* Writing: take over what REPORT says.  */
void esc_section_found (struct esc_section *x,
			const struct esc_report *report);

/* Parts, each for both directions.  */
void esc_x_tables (struct esc_section *x);
void esc_x_ref (struct esc_section *x, esc_ref *ref);
void esc_x_body (struct esc_section *x, struct esc_fn *fn);
void esc_x_program (struct esc_section *x, struct esc_fn *fn);
void esc_x_summary (struct esc_section *x, struct esc_summary *sum);

#ifdef __cplusplus
}
#endif

#endif
