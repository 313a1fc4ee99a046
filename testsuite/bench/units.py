# testsuite/bench/units.py - the compilations of a corpus, and which of them are measured.
#
# In:  a folder of projects that have a compile_commands.json each, or one such project.
# Out: for each project its C units: folder, options, file.
# Not: compiling them.  testsuite/torture/corpus reads its units with this, too.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import collections
import glob
import json
import os
import re
import shlex

# Options of a recorded command that say where output goes, with the number of words that follow.
OUTPUT_OPTIONS = {"-c": 0, "-S": 0, "-o": 1, "-MD": 0, "-MMD": 0, "-MP": 0, "-MF": 1, "-MT": 1, "-MQ": 1}

Unit = collections.namedtuple("Unit", "folder options file")


def read_database(path):
    """The C units of one compile_commands.json, without compiler, output options and file."""
    units = []
    with open(path) as stream:
        entries = json.load(stream)
    for entry in entries:
        words = entry.get("arguments") or shlex.split(entry["command"])
        if not entry["file"].endswith(".c"):
            continue
        options = []
        rest = iter(words[1:])
        for word in rest:
            if word in OUTPUT_OPTIONS:
                for _ in range(OUTPUT_OPTIONS[word]):
                    next(rest, None)
            elif os.path.normpath(os.path.join(entry["directory"], word)) != \
                    os.path.normpath(os.path.join(entry["directory"], entry["file"])):
                options.append(word)
        units.append(Unit(entry["directory"], options, entry["file"]))
    return units


def find_databases(corpus):
    """The paths of the databases of CORPUS: its own, or those of its folders."""
    own = os.path.join(corpus, "compile_commands.json")
    return [own] if os.path.exists(own) else sorted(glob.glob(os.path.join(corpus, "*", "compile_commands.json")))


def project_of(database):
    return os.path.basename(os.path.dirname(os.path.abspath(database)))


def find_projects(corpus, own, usage_error):
    """{project: units} of the folder CORPUS, or without one of the project itself, whose source tree is OWN."""
    if not corpus:
        return {"passes": [Unit(own, ["-std=c11", "-I.", '-DESC_VERSION="bench"'], os.path.relpath(file, own))
                           for file in sorted(glob.glob(os.path.join(own, "passes", "*.c")))]}
    databases = find_databases(corpus)
    if not databases:
        usage_error(f"no compile_commands.json in {corpus} or in a folder of it")
    return {project_of(path): read_database(path) for path in databases}


def full_path(unit):
    return os.path.join(unit.folder, unit.file)


def size(unit):
    return os.path.getsize(full_path(unit)) if os.path.exists(full_path(unit)) else 0


def choose(units, pattern, every=1):
    """Those whose path matches the regexp PATTERN, and of them the first of each EVERY and the largest; in their order."""
    units = [unit for unit in units if re.search(pattern, full_path(unit))]
    largest = max(units, key=size, default=None)
    return [unit for i, unit in enumerate(units) if i % every == 0 or unit is largest]
