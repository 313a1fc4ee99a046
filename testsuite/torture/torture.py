# torture.py - what the scripts of this folder share: compile twice, with the plugin and without, and compare.
#
# Owns: the options that all scripts have; one compilation with its limits; what of a compiler's output is the plugin's.
# In:   a command line of the compiler.
# Out:  struct Run; texts that are the same if and only if the plugin changed nothing.
# Not:  which files, which options: that is each script's own; linking and running programs.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import argparse
import collections
import multiprocessing
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# status: exit status, "timeout" or "signal N".  seconds: user and system time of the compiler and what it starts.
# megabytes: its largest process.
Run = collections.namedtuple("Run", "status output seconds megabytes")

# Last on the command line, so that they win: one line a message, nothing that names the time or the options.
PLAIN_OUTPUT = ["-fno-diagnostics-show-caret", "-fdiagnostics-path-format=none", "-fdiagnostics-color=never",
                "-fdiagnostics-format=text", "-fno-diagnostics-generate-patch", "-fno-diagnostics-parseable-fixits",
                "-fno-diagnostics-show-path-depths", "-fno-diagnostics-show-template-tree",
                "-gno-record-gcc-switches", "-frandom-seed=torture"]

MESSAGE = re.compile(r"(?:^|: |\] )(?:internal compiler error|fatal error|sorry, unimplemented|error|warning|note|pedwarn|"
                     r"anachronism|optimized|missed|debug): ")
OURS = re.compile(r" \[escape-[a-z]+\]$|too large for a section$")
ICE = re.compile(r"internal compiler error|Segmentation fault|Please submit a full bug report")


def parser(description):
    """The options that all scripts have."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--plugin", default="plugin/escape.so", help="default %(default)s, that of a build folder")
    made.add_argument("--cc", default="gcc", type=shlex.split, help="the GCC that the plugin is for (default gcc)")
    made.add_argument("--jobs", type=int, default=1, help="compilations at a time (default 1)")
    made.add_argument("--limit", type=float, default=60, help="seconds that a compilation may take (default 60)")
    made.add_argument("--verbose", action="store_true", help="say what is compared")
    return made


def check(parsed):
    """PARSED options, made absolute; ends with a line that says what is wrong."""
    parsed.plugin = os.path.abspath(parsed.plugin)
    if not os.path.exists(parsed.plugin):
        sys.exit(f"{sys.argv[0]}: {parsed.plugin}: no such file: build the plugin first, or name another with --plugin")
    if not shutil.which(parsed.cc[0]):
        sys.exit(f"{sys.argv[0]}: {parsed.cc[0]}: no such compiler: name one with --cc")
    return parsed


def run(command, limit, folder, stack=None, stdin=subprocess.DEVNULL):
    """Run COMMAND in FOLDER for at most LIMIT seconds, with a stack of STACK bytes if that is given."""
    def prepare():
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if stack:
            resource.setrlimit(resource.RLIMIT_STACK, (stack, stack))

    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdin=stdin, stdout=output, stderr=subprocess.STDOUT,
                                   env=dict(os.environ, LC_ALL="C", GCC_COLORS=""), preexec_fn=prepare)
        status, usage = wait(process, limit)
        output.seek(0)
        # What the driver started is not counted where the driver was killed.
        seconds = limit if status == "timeout" else usage.ru_utime + usage.ru_stime
        return Run(status, output.read().decode("utf-8", "replace"), seconds, usage.ru_maxrss / 1024)


# What has to go when this process is told to stop.
running = []
folders = []


def stop(number, _):
    for worker in multiprocessing.active_children():
        worker.terminate()
    for group in running:
        os.killpg(group, signal.SIGKILL)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(128 + number)


def stop_on_signals():
    """An interrupted script leaves no compiler and no folder behind.  Workers take this over."""
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def wait(process, limit):
    """The exit status and usage of PROCESS, which leads a group that is killed after LIMIT seconds."""
    killed = []

    def kill(*_):
        killed.append(True)
        os.killpg(process.pid, signal.SIGKILL)

    # SIGALRM belongs to the process: each job of a script is one.
    old = signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, limit)
    running.append(process.pid)
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        running.remove(process.pid)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    process.returncode = os.waitstatus_to_exitcode(status)
    if killed:
        return "timeout", usage
    return process.returncode if process.returncode >= 0 else f"signal {-process.returncode}", usage


def messages(output):
    """The compiler's messages in OUTPUT without the plugin's: those with [escape-KIND] and the notes that follow them.
    Lines between messages (In function ..., In file included from ...) name the context of what follows: they go, too."""
    kept = []
    ours = False
    for line in output.splitlines():
        if not MESSAGE.search(line):
            continue
        if OURS.search(line):
            ours = True
        elif ": note: " not in line:
            ours = False
        if not ours:
            kept.append(line)
    return kept


REPLACED = re.compile(r"^([^ ]*?:\d+):.* \[(?:-Wreturn-local-addr|-Wdangling-pointer=)\]$")


def without_replaced(plain, output):
    """The messages PLAIN without those that the plugin says better in OUTPUT: of one place GCC and the plugin do not both
    say that the address of a local variable gets out (docs/design.md, section 9)."""
    said = {":".join(line.split(":")[:2]) for line in output.splitlines() if line.endswith(" [escape-dangle]")}
    kept = []
    gone = False
    for line in plain:
        if ": note: " not in line:
            found = REPLACED.search(line)
            gone = bool(found) and found[1] in said
        if not gone:
            kept.append(line)
    return kept


# The plugin's own, and those in which -flto and -fopenmp keep the command line.
APART = re.compile(rb"\t\.section\t\.(escape|gnu\.(offload_)?lto_\.opts)\b")


def assembly(path):
    """The text of an assembler file without the sections APART; None if there is no file, or it is a precompiled header."""
    if not os.path.exists(path):
        return None
    kept = []
    inside = False
    with open(path, "rb") as stream:
        for line in stream:
            if b"\0" in line:
                return None
            if APART.match(line):
                inside = True
            elif inside and not re.match(rb"\t\.(string|ascii|base64|byte|zero|skip|value)\b", line):
                inside = False
            if not inside:
                kept.append(line)
    return b"".join(kept)


def first_difference(one, two):
    """The first line that differs between two lists, for a message."""
    for index in range(max(len(one), len(two))):
        a = one[index] if index < len(one) else "nothing"
        b = two[index] if index < len(two) else "nothing"
        if a != b:
            return f"without: {a}; with: {b}"
    return "none"


def compare(plain, plugin, files_plain, files_plugin):
    """What differs between two Runs and the assembler files that they wrote, as a list of (WORD, DETAIL)."""
    wrong = []
    if plugin.status == "timeout":
        return [] if plain.status == "timeout" else [("timeout", f"plain takes {plain.seconds:.1f} s")]
    if plain.status == "timeout":
        return []
    if ICE.search(plugin.output) and not ICE.search(plain.output):
        found = next(line for line in plugin.output.splitlines() if ICE.search(line))
        return [("crash", found)]
    if plain.status != plugin.status:
        wrong.append(("status", f"without: {plain.status}; with: {plugin.status}: "
                                + (plugin.output.splitlines() or ["no message"])[-1]))
    one, two = messages(plain.output), messages(plugin.output)
    if one != two:
        one = without_replaced(one, plugin.output)
        two = without_replaced(two, plugin.output)
    if one != two:
        wrong.append(("messages", first_difference(one, two)))
    if files_plain != files_plugin:
        wrong.append(("code", "one has none" if files_plain is None or files_plugin is None else
                      first_difference(files_plain.split(b"\n"), files_plugin.split(b"\n"))))
    return wrong


class Scratch:
    """A folder for one comparison: emptied by clear, gone at the end."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="escape-torture-")
        folders.append(self.path)
        return self

    def clear(self):
        for entry in os.scandir(self.path):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)

    def file(self, name):
        return os.path.join(self.path, name)

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)
        folders.remove(self.path)


class Progress:
    """A line on a terminal that says how far it is; nothing elsewhere."""

    def __init__(self, total):
        self.total = total
        self.began = time.time()
        self.shown = sys.stderr.isatty()

    def show(self, done):
        if self.shown:
            spent = time.time() - self.began
            left = spent / done * (self.total - done) if done else 0
            sys.stderr.write(f"\r{done}/{self.total}, {left / 60:.0f} minutes left ")
            sys.stderr.flush()

    def end(self):
        if self.shown:
            sys.stderr.write("\r" + " " * 60 + "\r")
