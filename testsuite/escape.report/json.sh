#!/bin/sh
# JSON: one object a line, versioned, complete.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"
need_python "JSON" || exit 0

run --json -m --hoist points.esc
cp out lines.json
[ $status -eq 1 ] && [ ! -s err ]
result $? "the status and no noise"
python "each line" lines.json <<'END'
import collections, json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
head = lines[0]
assert head["type"] == "header" and head["format"] == "escape-report" and head["version"] == 1, head
by = collections.defaultdict(list)
for line in lines[1:]:
    by[line["type"]].append(line)
assert set(by) == {"finding", "site", "param", "unit"}, set(by)
for kind, key in (("finding", "findings"), ("site", "sites"), ("param", "params"), ("unit", "units")):
    assert len(by[kind]) == head[key], (kind, head)
finding = by["finding"][0]
assert (finding["kind"], finding["file"], finding["line"], finding["column"]) == ("dangle", "points.c", 27, 3)
assert [s["line"] for s in finding["steps"]] == [26, 27, 20]
assert len({f["fingerprint"] for f in by["finding"]}) == 6
assert all(len(f["fingerprint"]) == 32 and f["known"] is False for f in by["finding"])
sites = {s["function"]: s for s in by["site"]}
assert sites["sum"]["verdict"] == "stackable" and sites["sum"]["loop"] is True and sites["sum"]["size"] == 16
assert sites["first_of"]["verdict"] == "bounded" and sites["first_of"]["fixed"] is False
assert sites["make"]["verdict"] == "heap" and sites["make"]["blocked"]["line"] == 80
assert sites["make"]["reason"] == "returned" and sites["make"]["allocator"] == "malloc"
assert sites["half"]["verdict"] == "hoist"
END

# Names of anybody: quotes, what is no UTF-8, control characters.
printf 's/name origin/name o"\\\\\\\\\377\033[1m/\n' >script
sed -f script points.esc >odd.esc
run --json odd.esc
cp out odd.json
python "odd names" odd.json <<'END'
import json, sys
text = open(sys.argv[1], "rb").read()
assert b"\033" not in text
lines = [json.loads(line) for line in text.decode("utf-8").splitlines()]
assert any('o"\\\\\ufffd [1m' in line.get("text", "") for line in lines), lines
END
run odd.esc
! grep -q "$(printf '\033')" out && python3 -c 'open("out", encoding="utf-8").read()' 2>/dev/null
result $? "odd names in text"
