# testsuite/bench/programs.py - real programs for testsuite/bench/promote: how each is built from a corpus, and what it does.
#
# In:  a folder of projects that have a compile_commands.json each; programs/, scripts and drivers of our own.
# Out: find and measure: a program built by each version of the compiler and run, as lines of the table.
# Not: how the projects are fetched and configured: the corpus' build has done that, once.
#
# The recorded commands are taken without their -O, -g and output options.  What is linked is named here.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import collections
import concurrent.futures
import importlib.machinery
import importlib.util
import json
import os
import re
import shlex
import socket
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, "programs")

# name: also the project's folder; units: regexp of the files that are compiled, from the project's folder; driver: of our
# own, compiled with the includes named; link: libraries; work: (bench, executable, run, counted) -> what run or count
# returns.
Program = collections.namedtuple("Program", "name units driver includes link work")

# Debian's lua includes a header that only its package's own build makes.
MISSING_HEADERS = {"lua5.4-deb-multiarch.h": '#define DEB_HOST_MULTIARCH "none"\n'}


def load_bench():
    """The script `bench', which reads compile_commands.json."""
    loader = importlib.machinery.SourceFileLoader("bench", os.path.join(HERE, "bench"))
    spec = importlib.util.spec_from_loader("bench", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


# --- Input --------------------------------------------------------------------------------------------------------------

def write_once(path, text):
    """Make an input file if it is not there; its name."""
    if not os.path.exists(path):
        with open(path, "w") as stream:
            stream.write(text)
    return path


def people(n):
    """Records that are always the same, of numbers, texts with escapes, lists and objects."""
    number = 12345
    for i in range(n):
        number = (number * 1103515245 + 12345) & 0x7fffffff
        yield {"id": i, "name": f"name-{number % 9973}", "score": number / 1024, "active": number % 3 == 0,
               "text": "tab\tquote\"line\n\u00e9" * (number % 3), "tags": [f"t{number >> k & 63}" for k in (3, 9, 15)],
               "at": {"x": number % 360, "y": -(number % 180), "next": None}}


def json_file(bench, n):
    return write_once(os.path.join(bench.scratch, f"people-{n}.json"), json.dumps(list(people(n))))


def xml_file(bench, n):
    rows = (f'<person id="{p["id"]}" active="{p["active"]}" score="{p["score"]}"><name>{p["name"]}</name>\n'
            f'  <text lang="en">{p["text"] or "&lt;none&gt;"}</text>\n'
            f'  {"".join(f"<tag>{tag}</tag>" for tag in p["tags"])}</person>\n'
            for p in people(n))
    return write_once(os.path.join(bench.scratch, f"people-{n}.xml"),
                      f'<?xml version="1.0" encoding="UTF-8"?>\n<people xmlns="urn:people">\n{"".join(rows)}</people>\n')


def sql_file(bench):
    """The script, and many small statements, each to be parsed."""
    with open(os.path.join(OWN, "sqlite.sql")) as stream:
        script = stream.read()
    statements = (f"INSERT INTO log VALUES (upper ('{p['name']}') || {p['score']});\n"
                  f"SELECT count (*) FROM person AS p, log WHERE p.id = {p['id']} AND log.rowid = p.id AND what LIKE 'n%';\n"
                  for p in people(8000))
    return write_once(os.path.join(bench.scratch, "sqlite.sql"), script + "".join(statements))


# --- Work ---------------------------------------------------------------------------------------------------------------

def simple(arguments, stdin=None):
    """Work that is one run of the executable: ARGUMENTS (bench) gives its words, STDIN (bench) its input."""
    def work(bench, executable, run, counted):
        command = [executable] + arguments(bench)
        return (bench.count if counted else run)(command, stdin=stdin and stdin(bench))
    return work


def redis_work(bench, executable, run, counted):
    """The server under redis-benchmark; time and calls are the server's."""
    client = os.path.join(bench.opt.corpus, "redis", "src", "src", "redis-benchmark")
    path = os.path.join(bench.scratch, "redis.socket")
    server = [executable, "--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no", "--daemonize", "no",
              "--dir", bench.scratch]
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        fed = pool.submit(feed_redis, client if os.path.exists(client) else "redis-benchmark", path)
        result = (bench.count if counted else run)(server)
        status = fed.result()
    if status and counted:
        return result[0]._replace(status=status, output=b"redis-benchmark failed"), result[1]
    return result


def feed_redis(client, path):
    """Wait for the server, give it work and end it; not 0 if the work was not done."""
    base = [client, "-s", path, "-q", "-P", "8", "-r", "10000"]
    work = (["-n", "40000", "-t", "set,get,incr,lpush,rpop,sadd,hset,spop,zadd,zpopmin,lrange_100,mset"],
            ["-n", "20000", "eval", "return redis.call('incrby', KEYS[1], string.len(ARGV[1]))", "1", "k__rand_int__",
             "text"])
    for _ in range(100):
        try:
            with socket.socket(socket.AF_UNIX) as end:
                end.connect(path)
                try:
                    return sum(subprocess.call(base + words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                               for words in work)
                except OSError:
                    return 1
                finally:
                    end.sendall(b"SHUTDOWN NOSAVE\r\n")
                    end.recv(100)
        except OSError:
            time.sleep(0.05)
    return 1


JQ_FILTER = """
map(select(.active)) | group_by(.at.x % 10)
| map({n: length, best: max_by(.score).name, tags: (map(.tags[]) | unique | join(",")),
       text: (map(.text | ascii_downcase) | add | length)})
| tojson | fromjson
"""

PROGRAMS = (
    Program("lua", r"src/(?!luac\.c)", None, (), "-Wl,-E -lm -ldl",
            simple(lambda bench: [os.path.join(OWN, "lua.lua")])),
    Program("sqlite", r"(sqlite3|shell)\.c$", None, (), "-lm -lpthread -ldl",
            simple(lambda bench: [":memory:"], sql_file)),
    Program("jq", r"src/", None, (), "-lonig -lm -lpthread",
            simple(lambda bench: ["-S", JQ_FILTER, json_file(bench, 60000)])),
    Program("redis", r"src/(?!redis-benchmark\.c|redis-cli\.c|cli_common\.c|redisassert\.c)"
            r"|deps/(hiredis|hdr_histogram)/|deps/lua/src/(?!lua\.c|luac\.c|print\.c)", None, (),
            "-Wl,-E -lsystemd -lm -ldl -lpthread", redis_work),
    Program("cjson", r"cJSON\.c$", "cjson.c", (".",), "-lm", simple(lambda bench: [json_file(bench, 2000), "40"])),
    Program("jansson", r"src/", "jansson.c", ("src",), "-lm", simple(lambda bench: [json_file(bench, 1000), "60"])),
    Program("expat", r"expat/lib/", "expat.c", ("expat/lib",), "", simple(lambda bench: [xml_file(bench, 4000), "120"])),
)


# --- Build and measure --------------------------------------------------------------------------------------------------

def find(corpus, wanted):
    """The programs that the corpus has and the filter chooses."""
    return [program for program in PROGRAMS if re.search(wanted, program.name)
            and os.path.exists(os.path.join(corpus, program.name, "compile_commands.json"))]


def program_units(bench, program):
    """[(folder, words, object name)] of the units and of the driver."""
    root = os.path.join(bench.opt.corpus, program.name)
    jobs, place = [], re.compile(r"(?:src/)(?:" + program.units + ")")
    for unit in load_bench().read_database(os.path.join(root, "compile_commands.json")):
        path = os.path.join(unit.folder, unit.file)
        name = os.path.relpath(path, root)
        if place.match(name):
            options = [word for word in unit.options if not re.match(r"-O|-g|-fopt-info", word)]
            jobs.append((unit.folder, options + ["-c", unit.file], re.sub(r"\W", "_", name) + ".o"))
    if program.driver:
        includes = ["-I" + os.path.join(root, "src", folder) for folder in program.includes]
        jobs.append((OWN, includes + ["-c", program.driver], "driver.o"))
    return jobs


def build(bench, program, version):
    """The executable, and how many messages say that an object was promoted."""
    folder = os.path.join(bench.scratch, f"{program.name}-{version.name}")
    os.makedirs(folder, exist_ok=True)

    def compile_unit(job):
        place, words, name = job
        info = ["-fopt-info-optimized"] if version.sites else []
        said = bench.build([*version.words, "-w", *info, *words, "-idirafter", bench.scratch,
                            "-o", os.path.join(folder, name)], place)
        return len(re.findall(bench.opt.sites, said))

    for name, text in MISSING_HEADERS.items():
        write_once(os.path.join(bench.scratch, name), text)
    jobs = program_units(bench, program)
    with concurrent.futures.ThreadPoolExecutor(bench.opt.jobs) as pool:
        sites = sum(pool.map(compile_unit, jobs))
    executable = os.path.join(folder, program.name)
    bench.build([version.words[0], "-o", executable] + [os.path.join(folder, name) for _, _, name in jobs]
                + shlex.split(program.link))
    return executable, sites


def measure(bench, program, run, check_same):
    """The lines of the table, one a version."""
    built = {version: build(bench, program, version) for version in bench.versions}
    seconds, calls, outputs = {version: [] for version in built}, {}, {}
    for version, (executable, _) in built.items():
        outputs[version], calls[version] = program.work(bench, executable, run, counted=True)
        if program.work is redis_work:          # its log has times and numbers of processes
            outputs[version] = outputs[version]._replace(output=b"")
    outputs = check_same(bench, program.name, outputs)
    for _ in range(bench.opt.runs):
        for version in outputs:
            result = program.work(bench, built[version][0], run, counted=False)
            seconds[version].append(result.seconds)
    for version, (_, sites) in built.items():
        row = f"{program.name:<10}{version.name:<10}{sites if version.sites else '-':>6}"
        if version not in outputs:
            yield row + f"{'wrong':>12}"
            continue
        least, plain = min(seconds[version]), min(seconds[bench.plain])
        made, made_plain = calls[version], calls[bench.plain]
        yield row + f"{made:>12}{made / made_plain:>8.3f}{least:>9.2f}{least / plain:>8.3f}"
