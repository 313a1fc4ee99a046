/* graphio-program.h - the lines of the text form that are a function's program
   (program.h).  Included by graphio-read.c and graphio-write.c.

   In a block, after its flows and before its successors:

     let $V = OP A B TYPE       also: copy A, convert A
     let $V = phi A from BLOCK TYPE
     let $V = load PLACE TYPE [volatile]
     let $V = pure WHICH A B TYPE
     let $V = any TYPE
     let PLACE = A TYPE [at $INDEX] | let clobber PLACE
     local N = REF              variable && N is REF of the graph; in block 0
     let give A
     let call N [$V TYPE]       call N of the function, from 1; 0: another
     test OP A B TYPE           the first successor is taken if it holds
     switch A TYPE LO..HI:SUCC ... else SUCC    SUCC: which successor, from 0
     returns A
     entry P = $V TYPE          parameter P, from 0, is $V at entry

   An operand is $VARIABLE, #NUMBER, &IDENTITY+BYTES (of a
   variable of the function &&IDENTITY+BYTES), ~IDENTITY (a constant of
   another kind) or ?.  TYPE is sBITS, uBITS or - for what is no number.  PLACE
   is [A REF BIT LENGTH CLASS].  OP other is followed by a number.  */

#ifndef ESC_GRAPHIO_PROGRAM_H
#define ESC_GRAPHIO_PROGRAM_H

#include "program.h"

#include <stdio.h>

/* Write the part of PROGRAM that is block B; REF writes an operand of the
   graph.  */
void esc_program_write (FILE *file, const struct esc_program *program,
			uint32_t b, void (*ref) (void *ctx, esc_ref ref),
			void *ctx);

/* Read the rest of a line that began with WORD, one of let, test, switch,
   returns and entry, from *AT into block B of PROGRAM; REF reads an operand of the graph.
   Returns NULL, or what is wrong.  */
const char *esc_program_read (struct esc_arena *arena,
			      struct esc_program *program, uint32_t b,
			      const char *word, char **at,
			      esc_ref (*ref) (void *ctx, char **at),
			      void *ctx);

#endif
