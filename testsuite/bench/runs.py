# testsuite/bench/runs.py - run one command and say what it took.
#
# In:  a command, its folder.
# Out: user seconds and peak memory; or instructions, counted by perf or, where that cannot, by valgrind.
# Not: wall-clock time.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import re
import resource
import shlex
import subprocess
import tempfile

ENVIRONMENT = dict(os.environ, LC_ALL="C", CCACHE_DISABLE="1")


# cppcheck ends well after a file that it did not check: a #error that it alone meets.
NOT_DONE = b"preprocessorErrorDirective"


def measure(command, folder, limit=0):
    """(user seconds, KiB) of COMMAND and all that it waits for, or None if it fails.  A process of it that takes more than
    LIMIT seconds, if that is not 0, is killed."""
    def confine():
        if limit:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                                   env=ENVIRONMENT, preexec_fn=confine)
        # wait4 gives the driver and all that it waited for: cc1 and as.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        failed = process.returncode or NOT_DONE in errors.read()
    return None if failed else (usage.ru_utime, usage.ru_maxrss)


def find_cc1(command, folder):
    """The cc1 command that the driver's COMMAND runs, or None."""
    run = subprocess.run(command[:1] + ["-###"] + command[1:], cwd=folder, capture_output=True, text=True, env=ENVIRONMENT,
                         check=False)
    for line in run.stderr.splitlines():
        words = shlex.split(line) if line.startswith(" ") else []
        if words and os.path.basename(words[0]) == "cc1":
            return words
    return None


def count_by_perf(command, folder):
    with tempfile.NamedTemporaryFile("r") as result:
        try:
            run = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "-o", result.name] + command, cwd=folder,
                                 capture_output=True, env=ENVIRONMENT, check=False)
        except OSError:
            return None
        found = re.search(r"^(\d+),", result.read(), re.M)
    return int(found[1]) if found and not run.returncode else None


def count_by_valgrind(command, folder):
    try:
        run = subprocess.run(["valgrind", "--tool=exp-bbv", "--instr-count-only=yes", "--bb-out-file=/dev/null"] + command,
                             cwd=folder, capture_output=True, text=True, errors="replace", env=ENVIRONMENT, check=False)
    except OSError:
        return None
    found = re.search(r"Total instructions: (\d+)", run.stderr)
    return int(found[1]) if found and not run.returncode else None


def find_counter():
    """(name, function) of what counts instructions on this machine, or None."""
    for name, count in (("perf", count_by_perf), ("valgrind", count_by_valgrind)):
        if count(["true"], "."):
            return name, count
    return None
