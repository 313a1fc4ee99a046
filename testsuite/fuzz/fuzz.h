/* fuzz.h - what a fuzz target is: one function on bytes that nobody vouches for.

   Owns:    the names that libFuzzer looks for (LLVM, docs/LibFuzzer).
   Input:   bytes.  Output: none; a crash, an endless loop or too much memory is
            what is looked for.
   Not handled: choosing the bytes: libFuzzer does (make fuzz), or replay.c takes
            them from files (make check).  */

#ifndef ESC_FUZZ_H
#define ESC_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Returns 0.  */
int LLVMFuzzerTestOneInput (const uint8_t *p, size_t n);

/* Change the N bytes at P, which has room for MOST, and return how many there
   are then.  SEED decides.  */
size_t LLVMFuzzerCustomMutator (uint8_t *p, size_t n, size_t most,
				unsigned seed);

/* libFuzzer's own way to do that.  */
size_t LLVMFuzzerMutate (uint8_t *p, size_t n, size_t most);

#endif
