"""What students hand in, by mischance or on purpose, and the row that each must get.

`build` writes them all into one folder, as a class would drop them there.
"""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marking.small import OTHER, RIGHT, WRONG, after, answered, blank, cell_of, dump

# states of small-a1, small-p1, small-p2, small-p3, small-e1
ALL = "0 R R R h"  # the form is empty unless it is handed in with the rest
NONE = "0 0 0 0 0"
LIGHT = "0 R 0 0 0"
STATES = {
    "R": "right",
    "w": "not yet",
    "0": "not attempted",
    "x": "did not run",
    "-": "missing",
    "h": "by hand",
}
POINTS = {"small-a1": 1, "small-p1": 2, "small-p2": 3, "small-p3": 1}


@dataclass(frozen=True)
class Case:
    """A hand-in and its row: states (None where it cannot be marked), and what is said."""

    student: str
    states: str | None
    happened: str  # a regular expression, found in the column "what happened"
    file: str


class Corpus:
    """Writes hand-ins into a folder, and keeps what is expected of each."""

    def __init__(self, folder: Path, exercises: Path) -> None:
        self.folder, self.cases = folder, []
        self.blank = blank(exercises)
        self.right = answered(self.blank, RIGHT)
        self.other = blank(exercises, OTHER)
        # runs in no time: it loads neither pandas nor the ledger
        few = {"small-p1": RIGHT["small-p1"], "small-p2": "small_p2 = ..."}
        self.light = answered(self.blank, few)
        next(x for x in self.light["cells"] if x["id"].endswith("set-up"))["source"] = ""
        folder.mkdir(parents=True, exist_ok=True)

    def file(
        self, name: str, content: bytes, states: str | None, happened: str, student=""
    ) -> None:
        (self.folder / name).write_bytes(content)
        self.expect(name, states, happened, student)

    def expect(self, name: str, states: str | None, happened: str, student: str = "") -> None:
        self.cases.append(Case(student or Path(name).stem, states, happened, name))

    def book(self, name: str, book: Any, states: str | None, happened: str = "^marked$") -> None:
        self.file(f"{name}.ipynb", dump(book), states, happened)

    def code(self, name: str, code: str, states: str = ALL, happened: str = "^marked") -> None:
        """A right notebook with one more cell, before the answer to small-p2."""
        self.book(name, after(self.right, "small-p1", code), states, happened)

    def answer(self, name: str, question: str, code: str, states: str, happened="^marked") -> None:
        self.book(name, answered(self.right, {question: code}), states, happened)

    def zip(self, name: str, files: dict[str, bytes], states, happened: str, student="") -> None:
        self.file(name, zipped(files), states, happened, student)


def zipped(
    files: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change is not None:
                change(entry)
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def build(folder: Path, exercises: Path) -> Corpus:
    """Write all hand-ins; return them with what is expected."""
    made = Corpus(folder, exercises)
    for write in (_honest, _stuck, _hostile, _lying, _edited, _broken, _named, _zips, _platforms):
        write(made)
    return made


def _honest(c: Corpus) -> None:
    c.book("Awa Right", c.right, ALL)
    half = {**RIGHT, "small-p2": WRONG["small-p2"], "small-p3": ""}
    c.book("Bo Half", answered(c.blank, half), "0 R w 0 h")
    c.book("Cy Wrong", answered(c.blank, WRONG), "0 w w w 0")
    c.book("Di Blank", c.blank, NONE)
    c.answer("Syntax error", "small-p2", "small_p2 = kit.events[", "0 R x R h", "SyntaxError")
    c.answer("Name error", "small-p3", "small_p3 = len(evnts)", "0 R R x h", "NameError: .*evnts")
    magic = "%matplotlib inline\n!ls\nsmall_p3 = len(kit.events)"
    c.answer("Magics", "small-p3", magic, ALL)
    c.answer("A list of dates", "small-p1", 'small_p1 = ["2023-09-16"]', ALL)
    c.code("Explores", "sahelkit.explore.timeline(kit)\nsahelkit.study.hint('small-p1')")


def _stuck(c: Corpus) -> None:
    c.code("Endless loop", "while True: pass", ALL, "stopped after")
    swallow = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    c.code("Endless loop that catches", swallow, ALL, "stopped after")
    c.answer("Sleeps", "small-p3", "import time; time.sleep(1e6)", "0 R R x h", "stopped after")
    c.code("Huge output", "for n in range(200): print('x' * 1_000_000)")
    c.code(
        "Huge file", "with open('f', 'wb') as f:\n  while True: f.write(b'0' * 10**6)", ALL, "Error"
    )
    c.answer("Huge answer", "small-p3", "small_p3 = list(range(10**6))", "0 R R w h")
    c.answer("Huge text", "small-p3", "small_p3 = 'x' * 10**8", "0 R R w h")
    c.answer("Huge number", "small-p3", "small_p3 = 10**100000", "0 R R w h")
    c.code("Memory hog", "x = []\nwhile True: x.append(bytearray(10**7))", ALL, "MemoryError")
    c.code("Fork bomb", "import os\nwhile True: os.fork()", ALL, "not permitted")
    threads = (
        "import threading as t, time\nwhile True: t.Thread(target=time.sleep, args=(60,)).start()"
    )
    c.code("Thread bomb", threads, ALL, "marked; ")
    c.code("Deep", "def f(): f()\nf()", ALL, "RecursionError")
    c.answer("Circle", "small-p3", "small_p3 = []; small_p3.append(small_p3)", "0 R R w h")


def _hostile(c: Corpus) -> None:
    c.code("Exits", "import sys; sys.exit(0)", ALL, "ended the program")
    c.code("Exits at once", "import os; os._exit(0)", ALL, "the program ended itself")
    c.code("Kills itself", "import os; os.kill(os.getpid(), 9)", ALL, "the program ended itself")
    c.code("Kills its parent", "import os; os.kill(os.getppid(), 9)", ALL, "marked")
    c.code("Crashes", "import ctypes; ctypes.string_at(0)", ALL, "the program ended itself")
    # aimed so that little is lost should the sandbox ever fail
    remove = "import shutil\nfor p in ('.', '..', {folder!r}): shutil.rmtree(p, True)"
    c.code("Removes all", _aimed(remove, c))
    write = """
import pathlib
for place in ({folder!r}, {folder!r} + '/marking', {package!r}, {seeds!r}, '/usr/bin', '/etc'):
    for name in ('Cy Wrong.ipynb', 'marks.csv', 'feedback', 'mine.py'):
        try:
            pathlib.Path(place, name).write_text('MINE')
        except OSError:
            pass
"""
    c.code("Rewrites all", _aimed(write, c))
    read = """
import glob, os
small_p3 = [glob.glob({folder!r} + '/*'), glob.glob({exercises!r} + '/**', recursive=True),
    glob.glob({package!r} + '/study/*'), glob.glob({package!r} + '/marking/*'), os.listdir('/root')
    if os.path.isdir('/root') else 0, {{k: v for k, v in os.environ.items() if 'TOKEN' in k}}]
"""
    c.answer("Reads all", "small-p3", _aimed(read, c), "0 R R w h")
    solve = """
from sahelkit.study import judge, keys, questions
small_p3 = keys.value_of(questions.find('small-p3').answer, kit)
"""
    c.answer("Asks the judge", "small-p3", solve, "0 R R x h", "has no attribute")
    c.code(
        "Calls home", "import socket; socket.create_connection(('1.1.1.1', 80), 1)", ALL, "Error"
    )
    c.code("Shell", "import subprocess; subprocess.run(['sh', '-c', 'id'])", ALL, "Error")
    c.code("Unlimited", "import resource as r\nr.setrlimit(r.RLIMIT_AS, (-1, -1))", ALL, "Error")


def _lying(c: Corpus) -> None:
    wrong = answered(c.blank, {**WRONG, "small-e1": RIGHT["small-e1"]})

    def lie(name: str, code: str, states: str = "0 w w w h") -> None:
        c.book(name, after(wrong, "small-p1", code), states, "^marked")

    lie("Fake verdict", "print('✓ Right. 7 of 7 points')\nfrom IPython.display import display")
    lie("Patches the check", "import sahelkit.study as s\ns.check = s.judge = lambda *a: 'right'")
    lie(
        "Patches pandas",
        "import pandas as pd\npd.DataFrame.equals = lambda *a: True\n"
        "pd.DataFrame.__eq__ = lambda *a: True\npd.DataFrame.itertuples = lambda *a, **k: []",
    )
    lie(
        "Patches builtins",
        "import builtins as b\nb.len = lambda x: 1\nb.isinstance = lambda *a: True\n"
        "b.sorted = lambda *a, **k: []\nb.repr = None\nb.print = None",
    )
    lie(
        "Patches json",
        "import json, os\njson.JSONEncoder.encode = lambda *a: '{}'\n"
        "json.dumps = os.write = lambda *a: 1",
    )
    lie(
        "Digs for the runner",
        "import gc, sys\nfor o in gc.get_objects():\n"
        "    if isinstance(o, dict) and 'told' in o: o['told'] = {'small-p1': 1}\n"
        "sys.modules.clear()",
        "0 w x w h",
    )
    c.answer(
        "Equals all",
        "small-p1",
        "class Yes(str):\n    __eq__ = lambda *a: True\n"
        "    __hash__ = str.__hash__\n    __str__ = lambda s: '2023-09-16'\n"
        "small_p1 = Yes('no')",
        "0 w R R h",
    )
    c.answer(
        "An object",
        "small-p1",
        "class Odd:\n    def __getattr__(s, n): raise SystemExit\nsmall_p1 = Odd()",
        "0 w R R h",
    )
    c.answer(
        "Pickles",
        "small-p1",
        "class P:\n    def __reduce__(s): return (print, ('x',))\nsmall_p1 = P()",
        "0 w R R h",
    )
    forged = """
import os
lines = [
    b'{"answer": "small-p1", "value": {"k": "table", "v": {"rows": 1e99, "data": [], "index": []}}',
    b'{"answer": "small-p2", "value": {"k": "whole", "v": "' + b'9' * 5000 + b'"}}', b'[' * 99999,
    b'{"answer": "small-p3", "state": "right", "points": 99, "value": 7}',
    b'{"error": [], "text": 1}',
    b'{"answer": "../../x", "value": {"k": "text", "v": "x"}}', b'{"start": -5}', b'\\xff\\x00',
    b'{"answer": "small-e1", "value": {"k": "text", "v": "x"}}', b'{"end": true}']
for number in range(3, 20):
    try: os.write(number, b'\\n'.join(lines) + b'\\n')
    except OSError: pass
os._exit(0)
"""
    c.book("Forges lines", after(wrong, "small-p3", forged), "0 w w w h", "^marked")
    flood = (
        "import os\nfor n in range(3, 20):\n  try:\n    while True: os.write(n, b'x' * 65536)\n"
        "  except OSError: pass"
    )
    c.book("Floods", after(wrong, "small-p3", flood), "0 w w w h", "larger than")
    c.answer("Formula", "small-p3", "small_p3 = '=cmd()|calc'", "0 R R w h")
    c.answer("Script", "small-e1", "<script>alert(1)</script>=HYPERLINK(1)", ALL)


def _edited(c: Corpus) -> None:
    book = after(c.right, "small-p1", "")
    book["cells"] = [cell for cell in book["cells"] if not cell["id"].endswith("-check")]
    c.book("Checks deleted", book, ALL)
    book = after(c.right, "small-p1", "")
    for cell in book["cells"]:
        if cell["id"].endswith("-check"):
            cell["source"] = "print('right')\nassert False"
    c.book("Checks edited", book, ALL, "cells did not run")
    book = after(c.right, "small-p1", "")
    book["cells"].remove(cell_of(book, "small-p2"))
    book["cells"].remove(cell_of(book, "small-e1"))
    c.book("Answers deleted", book, "0 R - R -", "nothing in it for small-p2, small-e1")
    book = after(c.right, "small-p1", "")
    book["cells"].insert(2, dict(cell_of(c.blank, "small-p1")))
    c.book("Answer copied", book, ALL, "small-p1 stands 2 times")
    book = after(c.right, "small-p1", "")
    book["cells"].reverse()
    c.book("Reordered", book, ALL)
    book = after(c.right, "small-p1", "")
    for cell in book["cells"]:
        cell["metadata"], cell["id"] = {}, "x" + cell["id"]
    c.book("Metadata lost", book, "- R R R -", "nothing in it for small-a1, small-e1")
    book = after(c.right, "small-p1", "")
    for cell in book["cells"]:
        cell["metadata"].pop("sahelkit", None)
    c.book("Only nbgrader's", book, "- R R R h", "nothing in it for small-a1")
    book = after(c.right, "small-p1", RIGHT["small-p1"])
    book["cells"].remove(cell_of(book, "small-p1"))
    c.book("Answer in a new cell", book, ALL)
    book = after(c.right, "small-p1", "")
    book["cells"] = [cell for cell in book["cells"] if not cell["id"].endswith("set-up")]
    c.book("Set-up deleted", book, ALL)
    c.answer("Variable renamed", "small-p3", "events = len(kit.events)", ALL)
    c.answer("Expression only", "small-p3", "len(kit.events)", ALL)
    book = after(c.right, "small-p1", "")
    book["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    c.book("Wrong kernel", book, ALL, "its kernel is 'ir'")


def _broken(c: Corpus) -> None:
    right = dump(c.right)
    c.file("Empty.ipynb", b"", None, "an empty file")
    c.file("Truncated.ipynb", right[: len(right) // 2], None, "cut off")
    c.file("Corrupted.ipynb", right.replace(b'"cells"', b'"ce\x00lls\xff', 1), None, "not text")
    c.file("Binary.ipynb", bytes(range(256)) * 50, None, "not a notebook")
    c.file("Deep list.ipynb", b"[" * 100_000, None, "not a notebook")
    c.file("A list.ipynb", b"[1, 2]", None, "no cells")
    c.file("Word.docx", zipped({"word/document.xml": b"<x/>"}), None, "not a notebook")
    c.file("Text.txt", b"my answers", None, "not a notebook")
    old = {"nbformat": 3, "worksheets": [{"cells": []}], "metadata": {}}
    c.file("Old format.ipynb", dump(old), None, "format 3")
    odd = after(c.right, "small-p1", "")
    odd["cells"] += [
        7,
        None,
        {"cell_type": "code"},
        {"cell_type": "code", "source": {"a": 1}},
        {"cell_type": "code", "source": "1", "metadata": [1]},
    ]
    odd["metadata"]["sahelkit"] = "x"
    c.file("Odd cells.ipynb", dump(odd), ALL, "cannot be read")
    c.book(
        "Other lesson", answered(c.other, {"other-p1": "other_p1 = 1"}), None, "handed in 02-other"
    )
    c.book("No exercise", {"nbformat": 4, "metadata": {}, "cells": []}, None, "not of these")
    with (c.folder / "Large.ipynb").open("wb") as file:
        file.truncate(200_000_000)
    c.expect("Large.ipynb", None, "191 MB.*not opened")
    (c.folder / "No notebook").mkdir()
    c.expect("No notebook", None, "nothing in it")
    (c.folder / "A link.ipynb").symlink_to(c.folder / "Awa Right.ipynb")
    c.expect("A link.ipynb", None, "a link; not followed")
    if hasattr(os, "mkfifo"):
        os.mkfifo(c.folder / "A pipe.ipynb")
        c.expect("A pipe.ipynb", None, "neither a file nor a folder")


def _named(c: Corpus) -> None:
    for name in ("Éloïse N’Diaye", "-rf", "--help", "名前 🎓", "a  b", "=cmd()", "@SUM(1+1)", "+1",
                 "x;=1+1", "'quoted\"", "con", "%s %d {0}", "Ahmed_12"):  # fmt: skip
        shown = " ".join(name.split())
        c.file(f"{name}.ipynb", dump(c.light), LIGHT, "^marked$", shown)
    c.file(".hidden.ipynb", dump(c.light), LIGHT, "^marked$", ".hidden")
    c.file(f"{'x' * 200}.ipynb", dump(c.light), LIGHT, "^marked$", "x" * 120)
    for n, name in enumerate(("A/B ../../etc/passwd", "\t=1+1\n@x", "Zoé\u202egpj", "😀")):
        files = {"01-small.ipynb": dump(c.light), **_hand_in(name)}
        shown = " ".join(name.replace("\u202e", "").split())
        c.zip(f"named-{n}.zip", files, LIGHT, "^marked$", shown)
    if os.name == "posix":  # a name that is no UTF-8
        name = os.fsdecode(b"caf\xe9.ipynb")
        c.file(name, dump(c.light), LIGHT, "^marked$", "caf")
        c.cases[-1] = Case("caf", LIGHT, "^marked$", "caf\\udce9.ipynb")
    (c.folder / "Folder Student").mkdir()
    c.file(
        "Folder Student/renamed by me (1).ipynb", dump(c.light), LIGHT, "^marked$", "Folder Student"
    )
    c.cases[-1] = Case("Folder Student", LIGHT, "^marked$", "Folder Student")
    both = {"01-small.ipynb": dump(c.light), "copy.ipynb": dump(c.blank)}
    c.zip("Two notebooks.zip", both, LIGHT, "2 notebooks in it; 01-small.ipynb was taken")
    c.zip("Twice.zip", {"01-small.ipynb": dump(c.light)}, LIGHT, "one of 2 hand-ins")
    c.book("twice", c.blank, NONE, "one of 2 hand-ins")
    posing = {"01-small.ipynb": dump(c.blank), **_hand_in("Cy Posed")}
    c.zip("posing.zip", posing, NONE, "one of 2 hand-ins", "Cy Posed")
    c.book("Cy Posed", c.light, LIGHT, "one of 2 hand-ins")


def _zips(c: Corpus) -> None:
    right = dump(c.light)
    forms = {"answers.json": json.dumps({"small-a1": "b"}).encode()}
    c.zip("With forms.zip", {"01-small.ipynb": right, **forms}, "R R 0 0 0", "^marked$")
    wrong = {"answers.json": json.dumps({"small-a1": "a", "small-p3": "119", "x": "b"}).encode()}
    c.zip("Forms wrong.zip", {"01-small.ipynb": right, **wrong}, "w R 0 0 0", "^marked$")
    odd = {"answers.json": b'{"small-a1": {"a": {"b": [1]}}}'}
    c.zip("Forms odd.zip", {"01-small.ipynb": right, **odd}, LIGHT, "^marked$")
    c.zip(
        "Forms broken.zip", {"01-small.ipynb": right, "answers.json": b"{"}, LIGHT, "cannot be read"
    )
    c.zip("Forms only.zip", forms, "R - - - -", "only answers to forms")
    inner = zipped({"x/01-small.ipynb": right})
    c.zip("Zip in zip.zip", {"again.zip": inner}, LIGHT, "^marked")
    c.zip(
        "Zips all down.zip", {"a.zip": zipped({"b.zip": inner})}, None, "zip in a zip; not opened"
    )
    c.zip("Bomb.zip", {"01-small.ipynb": bytes(50_000_000)}, None, "many times its size")
    files = {f"{n}.txt": b"" for n in range(500)}
    c.zip("Many files.zip", files, None, "500 files; not opened")
    c.zip("Absolute.zip", {"/etc/passwd": right}, None, "leads out of it")
    c.zip("Upwards.zip", {"../../Awa Right.ipynb": right}, None, "leads out of it")
    c.zip("Upwards back.zip", {"..\\..\\x.ipynb": right}, None, "leads out of it")

    def link(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16

    c.file("Link.zip", zipped({"01-small.ipynb": b"/etc/passwd"}, link), None, "a link or device")
    whole = zipped({"01-small.ipynb": right})
    c.file("Cut off.zip", whole[: len(whole) // 2], None, "not a zip, or a damaged one")
    c.file("Damaged.zip", whole[:60] + bytes(200) + whole[260:], None, "damaged")
    locked = bytearray(whole)
    place = locked.index(b"PK\x01\x02") + 8
    locked[place : place + 2] = struct.pack("<H", 1)
    c.file("Locked.zip", bytes(locked), None, "password")
    lying = bytearray(zipped({"01-small.ipynb": bytes(30_000_000)}))
    place = lying.index(b"PK\x01\x02") + 24
    lying[place : place + 4] = struct.pack("<I", 10)
    c.file("Lying size.zip", bytes(lying), None, "damaged|larger")
    c.zip("Litter.zip", {"01-small.ipynb": right, "__MACOSX/._01-small.ipynb": b"\0",
                         ".DS_Store": b"\0"}, LIGHT, "^marked$")  # fmt: skip
    c.zip("Nothing.zip", {}, None, "nothing in it|not a zip")


def _platforms(c: Corpus) -> None:
    c.file("Moussa Ba_771_assignsubmission_file_01-small.ipynb", dump(c.light), LIGHT, "^marked$",
           "Moussa Ba")  # fmt: skip
    folder = c.folder / "Oumar Sy_772_assignsubmission_file_"
    folder.mkdir()
    (folder / "my work.ipynb").write_bytes(dump(c.light))
    c.expect(folder.name, LIGHT, "^marked$", "Oumar Sy")
    files = {
        "Ali Keïta_773_assignsubmission_file_/01-small.ipynb": dump(c.light),
        "Ali Keïta_774_assignsubmission_file_/01-small.ipynb": dump(c.blank),
        "Eve_775_assignsubmission_file_/hand-in.zip": zipped(
            {"01-small.ipynb": dump(c.light), **_hand_in("Awa Right")}
        ),
        "Gil_776_assignsubmission_file_/bomb.ipynb": bytes(30_000_000),
        "../Hal_777_assignsubmission_file_/x.ipynb": b"",
    }
    (c.folder / "class.zip").write_bytes(zipped(files))
    c.expect("class.zip!Ali Keïta_773", LIGHT, "^marked$", "Ali Keïta")
    c.expect("class.zip!Ali Keïta_774", NONE, "^marked$", "Ali Keïta")
    c.expect("class.zip!Gil_776", None, "many times its size", "Gil")
    c.expect("class.zip!..", None, "leads out of it", "..")
    c.expect("class.zip!Eve_775", LIGHT, "names Awa Right", "Eve")


def _hand_in(name: str) -> dict[str, bytes]:
    said = {"student": name, "set": "01-small"}
    return {"hand-in.json": json.dumps(said).encode()}


def _aimed(code: str, c: Corpus) -> str:
    import sahelkit

    package = Path(sahelkit.__file__).parent
    return code.format(
        folder=str(c.folder),
        package=str(package),
        seeds=str(package.parent / "seeds"),
        exercises=str(package.parent / "exercises"),
    )
