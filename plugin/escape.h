/* escape.h - say in the source what the escape plugin cannot see.

   Owns:    macros for prototypes, variables and functions.
   Input:   whether the compiler knows the attributes: GCC does when it runs the
            plugin, clang knows two of them.
   Output:  an attribute, or nothing at all.
   Not handled: compilers without __has_attribute: every macro is empty.

   Copy this file into your project, or include the installed one.

   After a prototype, N being the numbers of parameters from 1; without numbers
   all pointers are meant:

     ESCAPE_KEEPS (N...)	held somewhere when the function has returned
     ESCAPE_BORROWS (N...)	neither held, nor returned, nor freed
     ESCAPE_RETURNS (N...)	the result points into it
     ESCAPE_FREES (N...)	freed

   Of one parameter, what stands there is all that is done with it; a body that
   does more is reported (kind contract).

   On a parameter, with clang's meaning:

     ESCAPE_NOESCAPE		no pointer to it remains when the function has
				returned
     ESCAPE_LIFETIMEBOUND	the result may point into it

   On a variable or a function:

     ESCAPE_OK ("reason")	no finding about this object, or about what this
				variable holds; on a function, none in it.

   On a function:

     ESCAPE_HEAP		it may run on a small stack: with the option
				promote its heap objects stay where they are.  */

#ifndef ESCAPE_H
#define ESCAPE_H

#if defined __has_attribute
# if __has_attribute (escape_ok)
#  define ESCAPE_KEEPS(...) __attribute__ ((escape_keeps (__VA_ARGS__)))
#  define ESCAPE_BORROWS(...) __attribute__ ((escape_borrows (__VA_ARGS__)))
#  define ESCAPE_RETURNS(...) __attribute__ ((escape_returns (__VA_ARGS__)))
#  define ESCAPE_FREES(...) __attribute__ ((escape_frees (__VA_ARGS__)))
#  define ESCAPE_OK(reason) __attribute__ ((escape_ok (reason)))
#  define ESCAPE_HEAP __attribute__ ((escape_heap))
# endif
# if __has_attribute (noescape)
#  define ESCAPE_NOESCAPE __attribute__ ((noescape))
# endif
/* clang knows it in C since 20.  */
# if __has_attribute (lifetimebound) \
     && (!defined __clang_major__ || __clang_major__ >= 20)
#  define ESCAPE_LIFETIMEBOUND __attribute__ ((lifetimebound))
# endif
#endif

#ifndef ESCAPE_OK
# define ESCAPE_KEEPS(...)
# define ESCAPE_BORROWS(...)
# define ESCAPE_RETURNS(...)
# define ESCAPE_FREES(...)
# define ESCAPE_OK(reason)
# define ESCAPE_HEAP
#endif
#ifndef ESCAPE_NOESCAPE
# define ESCAPE_NOESCAPE
#endif
#ifndef ESCAPE_LIFETIMEBOUND
# define ESCAPE_LIFETIMEBOUND
#endif

#endif
