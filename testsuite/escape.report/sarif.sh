#!/bin/sh
# SARIF: the structure that 2.1.0 asks for, paths as code flows, relative names, GitHub's limits.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"
need_python "SARIF" || exit 0

cat >structure.py <<'END'
# The parts of SARIF 2.1.0 that escape-report writes: required fields, types, ranges, references.
import json, re, sys

def text(message):
    assert isinstance(message["text"], str) and message["text"], message

def location(one):
    physical = one["physicalLocation"]
    uri = physical["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/+,@%:-]+", uri), uri
    assert ("uriBaseId" in physical["artifactLocation"]) == (not uri.startswith("file://")), uri
    region = physical.get("region", {"startLine": 1})
    assert region["startLine"] >= 1 and region.get("startColumn", 1) >= 1
    if "message" in one:
        text(one["message"])

def check(path):
    log = json.load(open(path, encoding="utf-8"))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json") and len(log["runs"]) == 1
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({r["id"] for r in rules}) == len(rules)
    for rule in rules:
        for key in ("shortDescription", "fullDescription", "help"):
            text(rule[key])
        assert rule["defaultConfiguration"]["level"] in ("warning", "note")
    assert set(run["originalUriBaseIds"]) == {"%SRCROOT%"}
    assert len(run["results"]) <= 25000
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        text(result["message"])
        assert len(result["locations"]) == 1
        location(result["locations"][0])
        assert re.fullmatch("[0-9a-f]{32}", result["partialFingerprints"]["escapeFingerprint/v1"])
        assert result.get("baselineState", "new") in ("new", "unchanged")
        for flow in result.get("codeFlows", []):
            for thread in flow["threadFlows"]:
                assert 1 <= len(thread["locations"]) < 1000
                for step in thread["locations"]:
                    location(step["location"])
    return run

run = check(sys.argv[1])
exec(sys.stdin.read())
END
# sarif NAME FILE: it has the structure, and what standard input says of `run' holds.
sarif ()
{
  python3 structure.py "$2" >out 2>err
  status=$?
  result $status "$1"
}

run --sarif --hoist --source-dir=. points.esc
cp out one.sarif
[ $status -eq 1 ] && [ ! -s err ]
result $? "the status and no noise"
sarif "structure and contents" one.sarif <<'END'
results = run["results"]
assert len(results) == 6
first = results[0]
assert first["ruleId"] == "escape-dangle" and first["level"] == "warning"
where = first["locations"][0]
assert where["physicalLocation"]["artifactLocation"] == {"uri": "points.c", "uriBaseId": "%SRCROOT%"}
assert where["physicalLocation"]["region"] == {"startLine": 27, "startColumn": 3}
assert where["logicalLocations"][0]["name"] == "add_origin"
steps = first["codeFlows"][0]["threadFlows"][0]["locations"]
assert [s["location"]["physicalLocation"]["region"]["startLine"] for s in steps] == [26, 27, 20]
assert [r["level"] for r in results] == ["warning"] * 3 + ["note"] * 3
END
grep -q "$(pwd -P)" one.sarif
[ $? -eq 1 ]
result $? "no path of the machine"

moved 40
run --sarif moved.esc
cp out two.sarif
sarif "fingerprints do not move with lines" two.sarif <<'END'
def prints(path):
    return sorted(r["partialFingerprints"]["escapeFingerprint/v1"] for r in json.load(open(path))["runs"][0]["results"])
assert set(prints("two.sarif")) < set(prints("one.sarif")) and len(prints("two.sarif")) == 5
END

sed 's|@points\.c|@a%20b/x\&"<y>.c|' points.esc >odd.esc
run --sarif odd.esc
cp out odd.sarif
sarif "names as URIs" odd.sarif <<'END'
uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
assert uri == "a%2520b/x%26%22%3Cy%3E.c", uri
END
sed 's|@points\.c|@/elsewhere/x.c|' points.esc >odd.esc
run --sarif odd.esc
cp out odd.sarif
sarif "a file outside of the sources" odd.sarif <<'END'
artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
assert artifact == {"uri": "file:///elsewhere/x.c"}, artifact
END

run --write-baseline=base.json --kinds=stackable points.esc
run --sarif --baseline=base.json points.esc
cp out old.sarif
sarif "what the baseline has" old.sarif <<'END'
assert {r["ruleId"]: r["baselineState"] for r in run["results"]} \
  == {"escape-dangle": "new", "escape-stackable": "unchanged", "escape-bounded": "new"}
END

run --sarif none.esc points.esc
cp out gap.sarif
sarif "what was not analysed" gap.sarif <<'END'
notes = run["invocations"][0]["toolExecutionNotifications"]
assert len(notes) == 1 and "none.esc" in notes[0]["message"]["text"] and notes[0]["level"] == "error"
END

# Too many results: 6,000 units with 5 findings each.  The mistakes stay.
i=0
while [ $i -lt 6000 ]; do
  echo points.esc
  i=$((i + 1))
done >many
xargs -n 6001 "$ESC_REPORT" --sarif=many.sarif <many 2>err
grep -q '5000 findings are left out: GitHub takes 25000' err
result $? "too many results are said"
sarif "too many results are left out" many.sarif <<'END'
import collections
count = collections.Counter(r["ruleId"] for r in run["results"])
assert count == {"escape-dangle": 18000, "escape-stackable": 6000, "escape-bounded": 1000} \
    or (count["escape-dangle"] == 18000 and sum(count.values()) == 25000), count
END

# The whole schema, where somebody has it (ESC_SARIF_SCHEMA names it).
if [ -n "${ESC_SARIF_SCHEMA-}" ] && python3 -c 'import jsonschema' 2>/dev/null; then
  for file in one.sarif odd.sarif old.sarif gap.sarif; do
    python3 -c 'import json, jsonschema, sys
jsonschema.validate (json.load (open (sys.argv[1])), json.load (open (sys.argv[2])))' $file "$ESC_SARIF_SCHEMA" >out 2>err
    result $? "$file is valid by the schema"
  done
else
  echo "UNSUPPORTED: valid by the schema (no ESC_SARIF_SCHEMA, or no jsonschema for python3)"
fi
