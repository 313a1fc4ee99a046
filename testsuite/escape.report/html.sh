#!/bin/sh
# HTML: pages that are well formed, links that lead somewhere, text that is escaped, names that stay in the folder.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"
need_python "HTML" || exit 0

cat >pages.py <<'END'
# Each page parses as XML; each link and style sheet is there, with its anchor; nothing comes from a network or runs.
import os, sys, urllib.parse
import xml.etree.ElementTree as tree

def load(folder):
    pages = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if name.endswith(".html"):
                pages[path] = tree.parse(path).getroot()
            else:
                assert name == "report.css", path
    return pages

def local(tag):
    return tag.rsplit("}", 1)[-1]

def check(pages):
    ids = {}
    for path, root in pages.items():
        all_ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(all_ids) == len(set(all_ids)), (path, sorted(all_ids))
        ids[os.path.normpath(path)] = set(all_ids)
    for path, root in pages.items():
        for e in root.iter():
            assert local(e.tag) not in ("script", "iframe", "object", "embed", "img"), path
            assert not any(k.startswith("on") for k in e.keys()), path
            href = e.get("href") or e.get("src")
            if href is None:
                continue
            file, _, anchor = urllib.parse.unquote(href).partition("#")
            assert not urllib.parse.urlparse(file).scheme and not file.startswith("/"), href
            target = os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else os.path.normpath(path)
            assert os.path.exists(target), (path, href)
            assert not anchor or anchor in ids[target], (path, href)

def text(element):
    return " ".join(" ".join(element.itertext()).split())

pages = load(sys.argv[1])
check(pages)
index = pages[os.path.join(sys.argv[1], "index.html")]
files = {p: r for p, r in pages.items() if os.path.basename(os.path.dirname(p)) == "files"}
functions = {p: r for p, r in pages.items() if os.path.basename(os.path.dirname(p)) == "functions"}
exec(sys.stdin.read())
END
# pages NAME FOLDER: well formed, and what standard input says holds.
pages ()
{
  python3 pages.py "$2" >out 2>err
  status=$?
  result $status "$1"
}

run --html=one --hoist -m points.esc
[ $status -eq 1 ] && [ ! -s err ] && [ ! -s out ]
result $? "the status and no noise"
pages "pages, links and anchors" one <<'END'
assert len(files) == 1 and len(functions) == 5, (list(files), list(functions))
END
pages "the overview" one <<'END'
words = text(index)
for part in ("6 findings in 7 functions of 1 unit", "still held by 'points'", "they could live on the stack", "points.c:27",
             "stackable", "Not analysed"):
    assert part in words, part
order = [a.text for a in index.iter() if local(a.tag) == "span" and (a.get("class") or "").startswith("badge k-")]
assert order[:6] == ["dangle"] * 3 + ["stackable", "bounded", "hoist"], order
END
pages "the source, annotated" one <<'END'
page = next(iter(files.values()))
rows = {r.get("id"): r for r in page.iter() if local(r.tag) == "tr" and r.get("id")}
source = open("points.c").read().split("\n")
assert len([r for r in rows if r[0] == "L"]) == len(source) - 1
for number, line in enumerate(source[:-1], 1):
    code = "".join([c for c in rows["L%d" % number].iter() if local(c.tag) == "code"][0].itertext())
    assert code == line.expandtabs(8), (number, code)
letters = {i: [s.text for s in r.iter() if (s.get("class") or "").startswith("letter")] for i, r in rows.items()}
assert {i: l for i, l in letters.items() if l} \
  == {"L27": ["D"], "L35": ["D"], "L39": ["D"], "L49": ["S"], "L65": ["B"], "L77": ["H"], "L86": ["C"]}, letters
assert "leaking param: p" in text(page)
END
pages "a path from step to step" one <<'END'
page = next(iter(files.values()))
by = {e.get("id"): e for e in page.iter() if e.get("id")}
links = [a.get("href").split("#")[1] for a in by["f1"].iter() if local(a.tag) == "a" and "#" in a.get("href")]
assert links == ["f1-1", "f1-2", "f1-3"], links
back = {a.get("rel"): a.get("href").split("#")[1] for a in by["f1-3"].iter() if local(a.tag) == "a" and a.get("rel")}
assert back == {"prev": "f1-2"}, back
END
pages "the picture of a function" one <<'END'
page = next(r for p, r in functions.items() if "add_origin" in p)
svg = next(e for e in page.iter() if local(e.tag) == "svg")
labels = [text(t) for t in svg.iter() if local(t.tag) == "text" and not (t.get("class") or "").startswith("by")]
assert sorted(labels) == ["origin", "points", "push()"], labels
boxes = [e for e in svg.iter() if local(e.tag) == "rect"]
width, height = float(svg.get("width")), float(svg.get("height"))
for b in boxes:
    x, y, w, h = (float(b.get(k)) for k in ("x", "y", "width", "height"))
    assert 0 <= x and x + w <= width + 1 and 0 <= y and y + h <= height + 1
marked = [e for e in svg.iter() if (e.get("class") or "") == "flow marked"]
assert len(marked) == 2, len(marked)
END
cp -R one again
run --html=again --hoist -m points.esc
diff -r one again >out 2>&1
result $? "the same pages again"

cat >counts <<'END'
escape-counts 1
600 9600 points.c:49 sum
300 9600 points.c:77 make
100 800 libc.so:1 fopen
END
run --html=traffic --profile=counts points.esc
pages "traffic" traffic <<'END'
words = text(index)
for part in ("1000 calls and 20000 bytes in 1 profile", "stackable 60.0 % of calls", "stays on the heap 30.0 % of calls",
             "not at a known site 10.0 % of calls", "Why the rest stays", "returned 300 30.0 %", "libc.so:1 fopen 100 10.0 %"):
    assert part in words, part
bar = next(e for e in index.iter() if e.get("role") == "img")
assert [s.get("style") for s in bar] == ["width:60.000%", "width:30.000%", "width:10.000%"]
rows = [text(r) for r in index.iter() if local(r.tag) == "tr"]
sites = [r for r in rows if "points.c" in r and "loop" in r or "returned points.c:80" in r]
assert sites[0].startswith("stackable sum points.c:49") and sites[1].startswith("heap make"), sites
END

run --html=lost --source-dir=/ --hoist points.esc
pages "without the source" lost <<'END'
page = next(iter(files.values()))
assert "The source is not shown" in text(page) and "still held by 'points'" in text(page)
END

# Names that would leave the folder, or be markup.
mkdir inner
sed 's|@points\.c|@../../up/<b>\&"x".c|; s/\badd_origin\b/<i>x/g' points.esc >odd.esc
run --html=inner/odd odd.esc
pages "odd names" inner/odd <<'END'
assert len(files) == 1
assert "../../up/<b>&\"x\".c" in text(index) and "'<i>x'" in text(index)
END
[ "$(find . -name '*up*' | wc -l)" -eq 0 ] && [ "$(ls inner)" = odd ]
result $? "all files are in the folder"
echo 'a secret' >secret
mkdir sources
ln -s ../secret sources/link.c
for name in ../secret link.c "$(pwd -P)/secret" /etc/passwd; do
  sed "s|@points\.c|@$name|" points.esc >odd.esc
  run --html=secrets --source-dir=sources odd.esc
  [ $status -eq 1 ] && ! grep -rq 'a secret\|root:' secrets || break
  status=ok
done
[ $status = ok ]
result $? "no file outside of the sources is shown"

awk '{ print } END { for (i = 0; i < 6000; i++) print "/* " i " */" }' points.c >long.c
sed 's/@points\.c/@long.c/' points.esc >long.esc
run --html=long long.esc
pages "a long source is cut" long <<'END'
page = next(iter(files.values()))
rows = [r for r in page.iter() if local(r.tag) == "tr" and (r.get("id") or "").startswith("L")]
assert len(rows) < 200 and "lines without a finding" in text(page)
END

: >file
run --html=file points.esc
[ $status -eq 2 ] && grep -q "cannot make the folder 'file'" err
result $? "a folder that cannot be made"
