/* html.h - what the pages of the HTML report share.

   Owns:    the plan of the pages (which file has one, what stands at which line),
	    their frame, and how text gets into them.
   Input:   results.  Output: pages that are well-formed XML as well as HTML 5.
   Not handled: scripts: there are none.

   The folder:  index.html            the overview, html-index.c
		report.css            html-style.c, made of report.css
		files/NAME.html       a source file, html-source.c
		functions/NAME.html   a function with findings, html-function.c

   Only the parts out-html.c and html-*.c include this file.  */

#ifndef ESC_HTML_H
#define ESC_HTML_H

#include "passes/tools/outputs.h"

/* What stands at a line.  */
enum html_mark_kind
{
  HTML_FINDING,			/* findings[index] */
  HTML_STEP,			/* step `step' of findings[index] */
  HTML_SITE,			/* sites[index], if no finding says the same */
  HTML_BLOCK,			/* what keeps sites[index] on the heap */
  HTML_PARAM			/* params[index] */
};

struct html_mark
{
  int line, column;
  enum html_mark_kind kind;
  uint32_t index, step;
};

/* A source file with a page.  */
struct html_file
{
  const char *name;		/* relative to the sources, not clean */
  const char *page;		/* "example.c-0123.html" */
  struct html_mark *marks;	/* by line, then kind, index, step */
  uint32_t nmarks, marks_cap;
  int nlines;			/* of the source; 0: it is not shown */
  uint32_t nfindings, nsites, share[REP_SHARE_COUNT];
};

/* A function with a page: one that has findings, and a graph.  */
struct html_function
{
  const struct rep_function *function;
  const char *page;
  uint32_t *findings;		/* indices in the results, in order */
  uint32_t nfindings, findings_cap;
};

struct html
{
  const struct rep_results *r;
  const struct rep_show *show;
  struct esc_arena arena;
  struct html_file *files;
  uint32_t nfiles, files_cap;
  struct esc_map by_name;	/* hash of a file's name -> its index + 1 */
  struct html_function *functions;
  uint32_t nfunctions, functions_cap;
  struct esc_map by_function;	/* hash of unit and name -> its index + 1 */
};

/* A page that is being written.  */
struct html_page
{
  struct html *h;
  FILE *file;
  const char *path;		/* of the file, for errors */
  const char *up;		/* "" or "../": the way to the folder */
};

/* Begin the page NAME of the folder, in a subfolder if NAME has a slash, with
   TITLE.  False: one line on stderr.  html_end closes it.  */
bool html_begin (struct html_page *page, struct html *h, const char *name,
		 const char *title);
bool html_end (struct html_page *page);

/* Write TEXT of strangers, as text or in a quoted attribute.  */
void html_text (struct html_page *page, const char *text);

/* Write a formatted string; %s must not be of strangers.  */
void html_put (struct html_page *page, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* The file that POS is in, or NULL; functions[] for a finding, or NULL.  */
const struct html_file *html_file_of (const struct html *h,
				      const struct rep_pos *pos);
const struct html_function *html_function_of (const struct html *h,
					      uint32_t unit,
					      const char *name);

/* A link "dir/x.c:24" to the line of POS; only the text if no page has it.  */
void html_place (struct html_page *page, const struct rep_pos *pos);

/* The address of finding INDEX on its page, from PAGE; with STEP (from 1) of one
   of its steps.  In the arena; NULL: it has none.  */
const char *html_finding_href (struct html_page *page, uint32_t index,
			       uint32_t step);

/* "<span class=badge ...>" with the kind of finding F, or the verdict of S.  */
void html_kind_badge (struct html_page *page, const struct rep_finding *f);
void html_verdict_badge (struct html_page *page, const struct rep_site *s);

/* The class of the style sheet that S has.  */
const char *html_share_class (enum rep_share share);

/* The finding that speaks of site S, or NULL: the same place.  */
const struct rep_finding *html_site_finding (const struct html *h,
					     const struct rep_site *s);

/* Set FILE->nlines, once its marks are sorted.  */
void html_count_lines (struct html *h, struct html_file *file);

/* Whether the page of FILE has LINE.  */
bool html_has_line (const struct html_file *file, int line);

/* The parts.  False: one line on stderr.  */
bool html_index (struct html *h);
bool html_source (struct html *h, const struct html_file *file);
bool html_function_page (struct html *h, const struct html_function *f);
extern const char *const html_style[];	/* lines; NULL ends it */

#endif
