# shapes.py - C programs that are monsters of one kind each.
#
# Owns: the list SHAPES: a name, the size that issue and habit ask for, and a function that makes the text of size n.
# In:   a size.
# Out:  the lines of a C file, made as they are asked for; the same for the same size.
# Not:  compiling them, judging what that costs: monsters.
#
# A text of size n is about four times as long as one of size n/4, and nothing else changes: growth is read off that.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import collections

Shape = collections.namedtuple("Shape", "name size make what")
SHAPES = []

PRELUDE = """\
typedef __SIZE_TYPE__ size_t;
void *malloc (size_t); void free (void *); void *realloc (void *, size_t); void *memcpy (void *, const void *, size_t);
struct node { struct node *next; void *data; int val; };
extern void *g, *h; extern int c; int ext (void *); void use (int);
"""


def shape(size, what):
    def add(function):
        SHAPES.append(Shape(function.__name__.rstrip("_").replace("_", "-"), size, function, what))
        return function
    return add


@shape(100000, "statements that copy pointers between locals")
def assign(n):
    yield "int f (int *a) { int x = 0; int *p = &x, *q = a, *r = a;"
    for i in range(n):
        yield ("p = q + 1;", "q = r;", "r = p;", f"x += {i};")[i % 4]
    yield "return x + *p + *q + *r; }"


@shape(100000, "calls of an unknown function with addresses of locals")
def calls(n):
    yield "int f (void) { int x[8]; int s = 0;"
    for i in range(n):
        yield f"s += ext (&x[{i % 8}]);"
    yield "return s; }"


@shape(100000, "calls of a known function with addresses of locals")
def known_calls(n):
    yield "struct node *head; static void push (struct node *x) { x->next = head; head = x; }"
    yield "static void pop (struct node *x) { head = x->next; }"
    yield "int f (void) { struct node x[8]; int s = 0;"
    for i in range(n // 2):
        yield f"push (&x[{i % 8}]); pop (&x[{i % 8}]);"
    yield "return s; }"


@shape(100000, "loads and stores through pointers")
def memory(n):
    yield "int f (struct node *a, struct node *b) { struct node x; struct node *p = &x; x.next = a;"
    for i in range(n):
        yield ("p->next = a;", "a = b->next;", "b->data = p;", "p = a->next;", "x.data = b;")[i % 5]
    yield "return p->val; }"


@shape(100000, "small ifs that choose an address")
def ifs(n):
    yield "int *k; int f (int *a, int v) { int x = 0, y = 0; int *p = a;"
    for i in range(n // 2):
        yield f"if (v > {i}) p = {('&x', '&y', 'a', 'p + 1')[i % 4]};"
    yield "k = p; return x + y; }"


@shape(20000, "ifs on the way from where an address gets out to where its variable dies")
def path(n):
    yield "extern void *last; int f (int v) { int x = 0; int s = 0; last = &x;"
    for i in range(n):
        yield f"if (v > {i}) s += {i};"
    yield "return s; }"


@shape(100000, "a state machine of gotos")
def states(n):
    yield "int f (int *a) { int x; int *p = &x;"
    for i in range(n // 4):
        yield f"s{i}: p = {('&x', 'a')[i % 2]}; switch (ext (p)) {{ case 0: goto s{(i * 7 + 3) % (n // 4)};"
        yield f" case 1: goto s{(i + 1) % (n // 4)}; case 2: return 1; }}"
    yield "return *p; }"


@shape(100000, "pairs of malloc and free")
def pairs(n):
    yield "int f (void) { int s = 0; int *p;"
    for i in range(n // 4):
        yield f"p = malloc (16); if (!p) return 0; p[0] = {i}; s += p[0]; free (p);"
    yield "return s; }"


@shape(100000, "objects that are all alive until the end")
def alive(n):
    yield "int f (void) { struct node *l = 0, *t; int s = 0;"
    for i in range(n // 8):
        yield "t = malloc (sizeof *t); if (!t) return 0; t->next = l; l = t;"
    yield "while (l) { t = l->next; s += l->val; free (l); l = t; } return s; }"


@shape(50000, "locals whose addresses are taken")
def locals_(n):
    yield "int f (void) { int s = 0;"
    for i in range(n):
        yield f"int v{i} = {i};"
    for i in range(n):
        yield f"s += ext (&v{i});"
    yield "return s; }"


@shape(50000, "locals whose addresses a global holds")
def held(n):
    yield "int f (void) {"
    for i in range(n):
        yield f"int v{i};"
    for i in range(n):
        yield f"g = &v{i};"
    yield "return 0; }"


@shape(50000, "locals whose addresses are in one array")
def collected(n):
    yield f"int f (int j) {{ int *t[{n}];"
    for i in range(n):
        yield f"int v{i} = {i};"
    for i in range(n):
        yield f"t[{i}] = &v{i};"
    yield "g = t[j]; return *t[j + 1]; }"


@shape(20000, "cases of a switch")
def switch(n):
    yield "int f (int v, struct node *a) { struct node x; struct node *p = a; switch (v) {"
    for i in range(n):
        yield f"case {i * 3}: p = {('&x', 'a->next', 'a')[i % 3]}; a->val = {i}; {('break;', '', 'break;')[i % 3]}"
    yield "} g = p; return 0; }"


@shape(3000, "functions that call each other around a ring")
def ring(n):
    for i in range(n):
        yield f"int f{i} (struct node *, int);"
    for i in range(n):
        yield f"int f{i} (struct node *a, int v) {{ struct node x; x.next = a; if (v) return f{(i + 1) % n} (&x, v - 1);"
        yield f"if (v & 4) g = a; return f{(i * 7 + 1) % n} (a->next, v); }}"


@shape(3000, "functions of one component that store into each other's memory")
def knot(n):
    for i in range(n):
        yield f"struct node *f{i} (struct node *, struct node *, int);"
    for i in range(n):
        yield f"struct node *f{i} (struct node *a, struct node *b, int v) {{ a->next = b; if (v < {i}) return a->next;"
        yield f"b->data = f{(i + 1) % n} (b, a, v); return f{(i * 31 + 7) % n} (a->next, b->data, v - 1); }}"


@shape(10000, "calls in a chain")
def chain(n):
    yield "static int f0 (struct node *a) { g = a->next; return a->val; }"
    for i in range(1, n):
        yield f"static int f{i} (struct node *a) {{ struct node x; x.next = a->next; x.val = 1; return f{i - 1} (&x) + a->val; }}"
    yield f"int f (struct node *a) {{ return f{n - 1} (a); }}"


@shape(10000, "wrappers of malloc around each other")
def wrappers(n):
    yield "static void *f0 (size_t n) { return malloc (n); }"
    for i in range(1, n):
        yield f"static void *f{i} (size_t n) {{ void *p = f{i - 1} (n + {i % 2}); if (!p) use (1); return p; }}"
    yield f"int f (void) {{ void *p = f{n - 1} (10); free (p); return 0; }}"


@shape(10000, "functions that one function calls")
def fan(n):
    for i in range(n):
        yield f"static int *f{i} (int *a, int **b) {{ *b = a; return a + {i % 5}; }}"
    yield "int f (void) { int x[4]; int *y; int s = 0;"
    for i in range(n):
        yield f"s += *f{i} (x, &y) + *y;"
    yield "return s; }"


@shape(4000, "functions that are called through a table")
def table_calls(n):
    for i in range(n):
        yield f"static int f{i} (struct node *a) {{ {('g = a;', 'a->next = 0;', 'h = a->next;')[i % 3]} return {i}; }}"
    yield f"int (*const t[{n}]) (struct node *) = {{" + ", ".join(f"f{i}" for i in range(n)) + "};"
    yield "int f (int v) { struct node x; int s = 0;"
    for i in range(50):
        yield f"s += t[v + {i}] (&x);"
    yield "return s; }"


@shape(10000, "fields of a structure, each stored and loaded")
def fields(n):
    yield "struct s { " + " ".join(f"void *m{i};" for i in range(n)) + "};"
    yield "int f (struct s *o) { struct s a, b; int x, y;"
    for i in range(n):
        yield f"a.m{i} = {('&x', 'o', '&y', f'o->m{n - 1 - i}')[i % 4]};"
    yield "b = a; *o = b; "
    for i in range(0, n, 2):
        yield f"g = b.m{i};"
    yield "b = *o; ext (b.m1); return 0; }"


@shape(2000, "copies of a structure of as many fields")
def copies(n):
    yield "struct s { " + " ".join(f"void *m{i};" for i in range(n)) + "};"
    yield "int f (struct s *o) { struct s a, b, d; int x;"
    for i in range(n):
        yield f"a.m{i} = &x; b = a; d = b; a = d; d.m{n - 1 - i} = o; a = *o;"
    yield "*o = d; return 0; }"


@shape(4000, "structures in structures, by value")
def nested_structs(n):
    yield "struct s0 { void *p; };"
    for i in range(1, n):
        yield f"struct s{i} {{ struct s{i - 1} in; void *p{i % 3}; }};"
    yield f"struct s{n - 1} k; int f (struct s{n - 1} *o) {{ struct s{n - 1} a = *o; int x;"
    yield "a.in.p0 = &x; " if (n - 2) % 3 == 0 else f"a.in.p{(n - 2) % 3} = &x;"
    yield "k = a; *o = k; return 0; }"


@shape(1000, "types that point at each other, and an access through all")
def types(n):
    yield f"struct s{n};"
    for i in range(n, 0, -1):
        yield f"struct s{i - 1}; struct s{i} {{ struct s{i - 1} *down; struct s{n} *top; int v[{i}]; }};"
    yield "struct s0 { int v; };"
    yield f"int f (struct s{n} *a) {{ g = a" + "->down" * n + f"; return ext (a" + "->down" * (n // 2) + "); }"


@shape(250, "dimensions of an array")
def dimensions(n):
    yield "void *k" + "[1]" * n + ";"
    yield "int f (int v) { int x; k" + "[0]" * n + " = &x; return ext (k" + "[v]" * n + "); }"


@shape(40000, "elements of an initialiser with addresses of globals, strings and locals")
def initialiser(n):
    yield "struct e { const char *name; void *p; int v; }; static int d[1000];"
    yield "struct e k[] = {"
    for i in range(n):
        yield f'{{ "name {i}", &d[{i % 1000}], {i} }},'
    yield "}; int f (int v) { int x, y; struct e l[] = {"
    for i in range(n // 4):
        yield f'{{ "l{i}", {("&x", "&y", "k")[i % 3]}, {i} }},'
    yield "}; g = l[v].p; return ext (k[v].p); }"


@shape(100000, "addresses in a table")
def addresses(n):
    for i in range(0, n, 100):
        yield f"static int d{i}[100];"
    yield "static int *const t[] = {"
    for i in range(n):
        yield f"&d{i - i % 100}[{i % 100}],"
    yield "}; int *f (int v) { int x; int **p = (int **) t; if (v < 0) p[1] = &x; return t[v]; }"


@shape(10000, "nested blocks, each with a local whose address goes out")
def blocks(n):
    yield "int f (int v) { int *p = 0;"
    for i in range(n):
        yield f"{{ int v{i}; " + (f"p = &v{i};" if i % 2 else f"ext (&v{i});")
    yield "use (*p);" + "}" * n
    yield "return *p; }"


@shape(10000, "blocks behind each other, each with a local whose address goes out")
def scopes(n):
    yield "int f (int v) { int *p = 0;"
    for i in range(n):
        yield f"{{ int v{i} = 1; p = &v{i}; if (v == {i}) return ext (p); }}"
    yield "return *p; }"


@shape(10000, "levels of an expression")
def expression(n):
    yield "int f (int *a, int *b) { int x = 0; int *p = a; p = "
    yield "".join(f"({('a + 1', 'b', '&x')[i % 3]} == p ? p : " for i in range(n // 10))
    yield "p" + ")" * (n // 10) + ";"
    yield "x = " + "(" * n + "*p" + "".join(f" {('+', '^', '-')[i % 3]} b[{i}])" for i in range(n)) + ";"
    yield "return x; }"


@shape(10000, "levels of arithmetic on a size")
def sizes(n):
    yield "int f (size_t a, size_t b) { size_t s = a & 15;"
    for i in range(n):
        yield (f"s = (s + {i}) & 255;", "s = s * 3 % 97;", "if (s > b) s = b;", "s ^= a & 7;")[i % 4]
    yield "char *p = malloc (s & 63); if (!p) return 0; p[0] = 1; int r = p[0]; free (p); return r; }"


@shape(5000, "predecessors of one block")
def phi(n):
    yield "int f (int v, int *a) { int x[4]; int *p = a, *q = a, *r = x;"
    for i in range(n):
        yield f"if (v == {i}) {{ p = {('x', 'a', 'q')[i % 3]} + {i % 7}; q = {('r', 'p')[i % 2]}; goto out; }}"
        if i % 16 == 0:
            yield "v = ext (q);"
    yield "out: g = p; h = q; return *r; }"


@shape(5000, "variables that go around one loop")
def loop(n):
    yield "int f (int v, void *a) { int x; void *v0 = a" + "".join(f", *v{i} = a" for i in range(1, n)) + "; v0 = &x;"
    yield "while (ext (v0)) {"
    for i in range(n):
        yield f"if (c == {i}) v{i} = v{(i * 13 + 1) % n};"
    yield f"}} g = v{n - 1}; return 0; }}"


@shape(2000, "loops in loops")
def loops(n):
    yield "int f (struct node *a) { struct node x; struct node *p = &x; int s = 0;"
    for i in range(n):
        yield f"for (int i{i} = 0; i{i} < c; i{i}++) {{ p->next = a; p = p->next; {'if (s > 3) ' if i % 3 else ''}s += ext (p);"
    yield "}" * n + "g = p; return s; }"


@shape(10000, "loops behind each other")
def loop_row(n):
    yield "int f (struct node *a) { struct node x; struct node *p = &x; int s = 0;"
    for i in range(n):
        yield f"while (p) {{ if (p->val == {i}) p->next = a; p = p->next; s++; }} p = &x;"
    yield "g = p->next; return s; }"


@shape(1000, "parameters")
def parameters(n):
    yield "int f0 (" + ", ".join(f"void **a{i}" for i in range(n)) + ") {"
    for i in range(n):
        yield f"*a{i} = a{(i * 7 + 3) % n};"
    yield "return 0; } int f1 (" + ", ".join(f"void **a{i}" for i in range(n)) + ") {"
    yield "return f0 (" + ", ".join(f"a{n - 1 - i}" for i in range(n)) + "); } int f (void) {"
    for i in range(n):
        yield f"void *v{i};"
    yield "return f1 (" + ", ".join(f"&v{i}" for i in range(n)) + "); }"


@shape(20000, "small functions")
def functions(n):
    for i in range(n):
        yield f"struct node *f{i} (struct node *a, int v) {{ struct node *p = malloc (sizeof *p); if (!p) return 0;"
        yield f"p->next = a; p->val = v + {i}; return p; }}"


@shape(5000, "lists that are built and walked in one function")
def lists(n):
    yield "int f (struct node *a, struct node *b) { struct node x; x.next = a; int s = 0; struct node *p;"
    for i in range(n):
        yield f"for (p = {('a', 'b', '&x')[i % 3]}; p; p = p->next) {{ p->data = {('b', '&x', 'a')[i % 3]}; s += p->val; }}"
    yield "b->next = x.next; return s; }"


@shape(20000, "levels of pointers to pointers")
def levels(n):
    yield "int f (void) { int x; void *v0 = &x;"
    for i in range(1, n):
        yield f"void *v{i} = &v{i - 1};"
    yield f"void **p = v{n - 1};"
    for i in range(n // 2):
        yield "p = *p;"
    yield "g = p; return 0; }"


@shape(10000, "calls of realloc on one buffer")
def grows(n):
    yield "int f (void) { char *p = malloc (8), *q; if (!p) return 0;"
    for i in range(n):
        yield f"q = realloc (p, {i + 16}); if (!q) {{ free (p); return 0; }} p = q; p[{i}] = 1;"
    yield "int r = p[1]; free (p); return r; }"


@shape(5000, "unions, casts and integers that carry addresses")
def casts(n):
    yield "union u { void *p; unsigned long n; char b[8]; }; int f (void *a) { union u x, y; int z; unsigned long n = 0;"
    for i in range(n):
        yield (f"x.p = &z; n = x.n + {i};", "y.n = n & -8; g = y.p;", "memcpy (&y, &x, 8);",
               "memcpy (x.b + 1, y.b, 7);", "n ^= (unsigned long) a;", "x.p = (void *) n;")[i % 6]
    yield "return ext (y.p); }"


@shape(3000, "functions nested in one, that use its variables")
def captured(n):
    yield "int f (int v) { int s = 0;"
    for i in range(n):
        yield f"int *v{i} = &v; int f{i} (int *a) {{ v{i} = a; return *v{i * 5 % (i + 1)}; }} s += f{i} (&s);"
    yield "return s; }"


def text(one, n):
    """The text of SHAPE at size N."""
    yield PRELUDE
    yield from one.make(n)
