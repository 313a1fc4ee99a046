/* modes.h - what a callee does with the constants that it gets.  See modes.c.  */

#ifndef ESC_MODES_H
#define ESC_MODES_H

#include "flow.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether what OP, made by a call in S's function, says is done with the call's
   constants; KNOWN are those of S's own parameters, or NULL.  */
bool esc_call_does (struct esc_solve *s, const struct esc_op *op,
		    const struct esc_constants *known);

/* Whether branches of FN hang on its parameters alone; a switch may.  */
bool esc_has_modes (const struct esc_fn *fn);

#ifdef __cplusplus
}
#endif

#endif
