#!/bin/sh
# Findings in GCC's JSON form (up to 15) and its SARIF form (from 13 on): kind, place, path.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs.  python3, if it is there, parses the output.
# Out: PASS, FAIL and UNSUPPORTED lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
cat >t.c <<'EOF'
#include <stdlib.h>
struct node { struct node *next; };
static struct node *list;
static void
push (struct node *n)
{
  n->next = list;
  list = n;
}
void
f (void)
{
  struct node n;
  push (&n);
}
int
h (void)
{
  int *p = malloc (8);
  int r = p != NULL;
  free (p);
  return r;
}
EOF
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out err; echo "FAIL: $2 (exit status $status)"; fi; }

# --- SARIF.
if [ "${ESC_GCC_MAJOR:-12}" -ge 13 ]; then
  $ESC_CC -c t.c -o t.o -fplugin="$ESC_PLUGIN" -fdiagnostics-format=sarif-stderr "-fplugin-arg-escape-m" >out 2>err
  status=$?
  cat >sarif.py <<'EOF'
import json
# Other lines may be around it.
text = open("err").read()
run, = json.loads(text[text.index("{"):text.rindex("}") + 1])["runs"]
by_rule = {}
for r in run["results"]:
    by_rule.setdefault(r["ruleId"], []).append(r)
def line(place):
    return place["physicalLocation"]["region"]["startLine"]
dangle, = by_rule["escape-dangle"]
assert dangle["level"] == "warning" and line(dangle["locations"][0]) == 14
assert "'n' is still held by 'list'" in dangle["message"]["text"]
steps = dangle["codeFlows"][0]["threadFlows"][0]["locations"]
assert [line(s["location"]) for s in steps] == [13, 14, 8], steps
assert "declared here" in steps[0]["location"]["message"]["text"]
stackable, = by_rule["escape-stackable"]
assert line(stackable["locations"][0]) == 19 and "8 bytes" in stackable["message"]["text"]
EOF
  if python3 -c 'import json' 2>/dev/null; then
    python3 sarif.py >out 2>&1
    result $? "SARIF: kind, place and path"
  else
    echo "UNSUPPORTED: the SARIF is parsed (no python3)"
  fi
fi

# --- JSON.
if [ "${ESC_GCC_MAJOR:-12}" -gt 15 ]; then
  echo "UNSUPPORTED: JSON (GCC 16 has none)"
  exit 0
fi
$ESC_CC -c t.c -o t.o -fplugin="$ESC_PLUGIN" -fdiagnostics-format=json "-fplugin-arg-escape-m" >out 2>err
status=$?
[ $status -eq 0 ] && [ ! -s out ] && [ -s err ]
result $? "the compilation passes"
for word in '"option": "escape-dangle"' '"option": "escape-stackable"' '"kind": "warning"' '"path": \['; do
  grep -q -e "$word" err
  result $? "it says $word"
done
cat >check.py <<'EOF'
import json, sys
# One array, over many lines from GCC 14 on; other lines may be around it.
text = open("err").read()
items = json.loads(text[text.index("["):text.rindex("]") + 1])
def one(option):
    found = [d for d in items if d.get("option") == option]
    assert len(found) == 1, (option, len(found))
    return found[0]
what = sys.argv[1]
if what == "dangle":
    d = one("escape-dangle")
    assert d["kind"] == "warning" and d["locations"][0]["caret"]["line"] == 14
    assert "'n' is still held by 'list'" in d["message"]
elif what == "path":
    lines = [(e["location"]["line"], e["description"]) for e in one("escape-dangle")["path"]]
    assert [l for l, _ in lines] == [13, 14, 8], lines
    assert "declared here" in lines[0][1] and "'push'" in lines[1][1] and "stored" in lines[2][1]
    assert all(e.get("function") in ("f", "push") for e in one("escape-dangle")["path"])
elif what == "stackable":
    d = one("escape-stackable")
    assert d["locations"][0]["caret"]["line"] == 19 and "8 bytes" in d["message"]
    assert [e["location"]["line"] for e in d["path"]] == [21]
elif what == "param":
    d = one("escape-param")
    # The kind belongs into "option" only; today it is in the message, too.
    assert d["kind"] == "note" and d["message"].startswith("leaking param: n")
elif what == "url":
    assert all("option_url" not in d for d in items if d.get("option", "").startswith("escape-"))
EOF
if ! python3 -c 'import json' 2>/dev/null; then
  echo "UNSUPPORTED: the JSON is parsed (no python3)"
  exit 0
fi
for what in dangle path stackable param url; do
  python3 check.py $what >out 2>&1
  result $? "JSON: $what"
done
