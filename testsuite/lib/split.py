#!/usr/bin/env python3
"""split.py FILE OUT-A OUT-B: one C file as two units, callers and callees apart.

Every function goes into one of the two: callees of a function of the one into the other, as far as that is possible (by
the parity of the depth in the call graph).  What the one has the other declares, so static becomes extern; types, macros
and declarations are in both, variables are defined in the first.  Lines keep their numbers, and a #line keeps the name of
the file.  Not handled: K&R definitions, functions made by macros, functions in functions that cross the border.
"""

import re
import sys


def blank(text):
    """TEXT with comments, strings and preprocessor lines as spaces, so that brackets can be counted."""
    def spaces(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*'
    return re.sub(pattern, spaces, text, flags=re.S | re.M)


def pieces(text):
    """The top level as (start, end, opening brace or None, has an initialiser)."""
    plain, result, depth, start, brace, equals = blank(text), [], 0, 0, None, False
    for i, c in enumerate(plain):
        if c in "([{":
            if c == "{" and depth == 0:
                brace = i if brace is None else brace
            depth += 1
        elif c in ")]}":
            depth -= 1
            if c == "}" and depth == 0 and not equals and is_function(plain[start:brace]):
                result.append((start, i + 1, brace, False))
                start, brace, equals = i + 1, None, False
        elif c == "=" and depth == 0:
            equals = True
        elif c == ";" and depth == 0:
            result.append((start, i + 1, None, equals))
            start, brace, equals = i + 1, None, False
    return plain, result


def is_function(head):
    head = re.sub(r"__attribute__\s*\(\(.*?\)\)|\b[A-Z_]+ \([^()]*\)", " ", head, flags=re.S)
    return head.rstrip().endswith(")") and not re.match(r"\s*(typedef|struct\s+\w+\s*$)", head)


def function_name(head):
    head = re.sub(r"__attribute__\s*\(\(.*?\)\)", " ", head, flags=re.S)
    match = re.search(r"(\w+)\s*\(", head)
    return match.group(1) if match else None


def unstatic(text):
    return re.sub(r"\b(static|inline|__inline__|__inline)\b", lambda m: " " * len(m.group(0)), text)


def levels(functions):
    """By name: the depth of the calls below it."""
    names, level = set(functions), {}

    def depth(name, path):
        if name not in level:
            calls = set(re.findall(r"\b\w+\b", functions[name])) & names - path - {name}
            level[name] = max((depth(n, path | {name}) + 1 for n in sorted(calls)), default=0)
        return level[name]
    for name in functions:
        depth(name, frozenset())
    return level


def is_variable(code):
    code = re.sub(r"__attribute__\s*\(\(.*?\)\)", " ", code, flags=re.S)
    if re.match(r"\s*(typedef|extern|_Static_assert)\b", code):
        return False
    before = re.split(r"[={]", code, maxsplit=1)[0]
    if "=" not in code and re.match(r"\s*(?:(?:static|const|volatile|_Thread_local|__thread)\s+)*(struct|union|enum)\b", code):
        after = code[code.rindex("}") + 1:] if "}" in code else re.sub(r"\s*(?:\w+\s+)*(struct|union|enum)\s+\w+", "", code, 1)
        return bool(re.search(r"\w", after)) and "(" not in re.sub(r"\(\s*\*", "", after)
    return bool(re.search(r"\w\s+\**\s*\w|\*", before)) and not re.search(r"\w\s*\(", re.sub(r"\(\s*\*", " ", before)) \
        or ("=" in code and "(" not in before)


def split(text, name):
    plain, parts = pieces(text)
    functions = {}
    for start, end, brace, _ in parts:
        if brace is not None:
            functions[function_name(plain[start:brace])] = plain[brace:end]
    level = levels(functions)
    units = ['#line 1 "%s"\n' % name] * 2
    at = 0
    for start, end, brace, _ in parts:
        code = text[start:end]
        newlines = "\n" * code.count("\n")
        # Preprocessor lines and comments before it go into both.
        for unit in (0, 1):
            piece = code
            if brace is not None:
                mine = level[function_name(plain[start:brace])] % 2 == unit
                head, body = text[start:brace], text[brace:end]
                piece = unstatic_head(head, plain[start:brace]) + (body if mine else ";" + "\n" * body.count("\n"))
            elif is_variable(plain[start:end]):
                piece = variable(code, plain[start:end], unit)
            elif re.search(r"\bstatic\b", plain[start:end]):
                piece = unstatic_head(code, plain[start:end])
            assert piece.count("\n") == code.count("\n"), (piece, newlines)
            units[unit] += piece
        at = end
    return [u + text[at:] for u in units]


def unstatic_head(code, plain):
    out = list(code)
    for match in re.finditer(r"\b(static|inline|__inline__|__inline)\b", plain):
        for i in range(*match.span()):
            out[i] = " "
    return "".join(out)


def variable(code, plain, unit):
    """A definition for the first unit, a declaration for the other."""
    code = unstatic_head(code, plain)
    if unit == 0:
        return code
    first = re.search(r"\S", plain).start()
    # A type that is defined here stays; without an initialiser only.
    depth, cut = 0, None
    for i, c in enumerate(plain):
        depth += (c in "([{") - (c in ")]}")
        if c == "=" and depth == 0:
            cut = i
            break
    if cut is not None:
        code = code[:cut] + ";" + "\n" * code[cut:].count("\n")
    return code[:first] + "extern " + code[first:]


def main():
    path, out_a, out_b = sys.argv[1:4]
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        text = file.read()
    for unit, out in zip(split(text, path), (out_a, out_b)):
        with open(out, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(unit)


if __name__ == "__main__":
    main()
