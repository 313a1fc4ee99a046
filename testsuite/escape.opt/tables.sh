#!/bin/sh
# docs/*.functions: the example tables for GLib and Linux are read, and say what they should.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_SRCDIR; TMPDIR, where it runs.
# Out: PASS and FAIL lines.
# Not: the headers of GLib and Linux, which need not be here: prototypes are written down as they have them.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_SRCDIR:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

cat >glib.c <<'END'
typedef void *gpointer;
typedef int (*GSourceFunc) (gpointer);
typedef struct { char *str; } GString;
typedef struct _GHashTable GHashTable;
gpointer g_malloc (unsigned long), g_malloc0 (unsigned long);
char *g_strdup_printf (const char *, ...);
void g_free (gpointer);
unsigned g_timeout_add (unsigned, GSourceFunc, gpointer);
int g_source_remove (unsigned);
int g_hash_table_insert (GHashTable *, gpointer, gpointer);
int g_hash_table_remove (GHashTable *, const void *);
void g_hash_table_foreach (GHashTable *, void (*) (gpointer, gpointer, gpointer), gpointer);
void g_mutex_lock (void *), g_mutex_unlock (void *);
static void *mutex;
static int tick (gpointer p) { return *(int *) p; }
static gpointer last;
static void visit (gpointer k, gpointer v, gpointer data) { last = data; }
int stackable (void) { int *p = g_malloc (16); *p = 1; g_mutex_lock (mutex); int r = *p; g_mutex_unlock (mutex); g_free (p); return r; }	/* STACK */
int heap (void) { char *p = g_strdup_printf ("%d", 1); int r = *p; g_free (p); return r; }
void timer (int k) { g_timeout_add (10, tick, &k); }			/* DANGLE */
void timer_removed (int k) { unsigned id = g_timeout_add (10, tick, &k); g_source_remove (id); }
void inserted (GHashTable *h) { int key = 1; g_hash_table_insert (h, &key, 0); }	/* DANGLE */
void removed (GHashTable *h) { int key = 1; g_hash_table_insert (h, &key, 0); g_hash_table_remove (h, &key); }
void visited (GHashTable *h) { int n = 0; g_hash_table_foreach (h, visit, &n); }	/* DANGLE */
END
cat >linux.c <<'END'
typedef unsigned gfp_t;
struct list_head { struct list_head *next, *prev; };
struct wait_queue_head { struct list_head head; };
struct wait_queue_entry { unsigned flags; void *p; struct list_head entry; };
struct timer_list { unsigned long expires; };
void *kmalloc (unsigned long, gfp_t), *kzalloc (unsigned long, gfp_t);
void kfree (const void *);
unsigned long _copy_from_user (void *, const void *, unsigned long);
void add_wait_queue (struct wait_queue_head *, struct wait_queue_entry *);
void remove_wait_queue (struct wait_queue_head *, struct wait_queue_entry *);
void add_timer (struct timer_list *);
int del_timer_sync (struct timer_list *);
void schedule (void);
_Bool __list_add_valid (struct list_head *, struct list_head *, struct list_head *);
static struct wait_queue_head queue;
static struct list_head list;
static inline void list_add (struct list_head *n, struct list_head *h)
{
  if (!__list_add_valid (n, h, h->next)) return;
  h->next->prev = n; n->next = h->next; n->prev = h; h->next = n;
}
int stackable (const void *from) { int *p = kmalloc (64, 0); if (!p) return -12; _copy_from_user (p, from, 64); int r = *p; kfree (p); return r; }	/* STACK */
void waits (void) { struct wait_queue_entry w = { 0 }; add_wait_queue (&queue, &w); schedule (); remove_wait_queue (&queue, &w); }
void forgets (void) { struct wait_queue_entry w = { 0 }; add_wait_queue (&queue, &w); schedule (); }	/* DANGLE */
void ticks (void) { struct timer_list t = { 1 }; add_timer (&t); }	/* DANGLE */
void ticks_once (void) { struct timer_list t = { 1 }; add_timer (&t); schedule (); del_timer_sync (&t); }
void listed (void) { struct list_head n; list_add (&n, &list); }		/* DANGLE */
END

for name in glib linux; do
  $ESC_CC -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-functions="$ESC_SRCDIR/docs/$name.functions" -fplugin-arg-escape-no-bounded \
    -fplugin-arg-escape-error=dangle,stackable -fdiagnostics-path-format=none -fno-diagnostics-show-caret -c $name.c \
    -o t.o >out 2>&1
  for kind in dangle stackable; do
    mark=$(echo $kind | tr '[:lower:]' '[:upper:]' | sed 's/ABLE$//')
    sed -n "s/^$name.c:\([0-9]*\):.*\[escape-$kind\]\$/\1/p" out | sort -n >got
    grep -n "/\* $mark \*/" $name.c | cut -d: -f1 | sort -n >wanted
    if [ -s wanted ] && cmp -s got wanted; then
      echo "PASS: $name.functions, $kind"
    else
      cat out
      echo "FAIL: $name.functions, $kind (lines" $(cat got), "wanted" $(cat wanted)")"
    fi
  done
  $ESC_CC -fplugin="$ESC_PLUGIN" -w -c $name.c -o t.o >out 2>&1
  if grep -q escape- out; then cat out; echo "FAIL: $name.c without the table"; else echo "PASS: $name.c without the table"; fi
  # A function has one line.
  twice=$(sed 's/#.*//' "$ESC_SRCDIR/docs/$name.functions" | awk 'NF { print $1 }' | sort | uniq -d)
  if [ -z "$twice" ]; then echo "PASS: $name.functions, no name twice"; else echo "FAIL: $name.functions, twice: $twice"; fi
done
