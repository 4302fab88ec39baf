"""Files of progress for tests: written, read, and the dashboard taken apart."""

from __future__ import annotations

import html.parser
import json

from sahelkit.study.judge import Verdict
from sahelkit.study.kept import NAME


def right(question="formation-1", state="right"):
    return Verdict(question, state, "")


def on_file(folder):
    return json.loads((folder / NAME).read_text(encoding="utf-8"))["questions"]


def tried(state="right", tries=1, answer="c", how="form", solved="2026-11-22T10:00:00+00:00"):
    return {
        "state": state,
        "tries": tries,
        "first_tried": "2026-11-22T09:00:00+00:00",
        "first_solved": solved if state == "right" else "",
        "how": how,
        "answer": answer,
    }


def write(folder, questions, **more):
    table = {"format": "sahelkit progress", "version": 1, "questions": questions} | more
    (folder / NAME).write_text(json.dumps(table), encoding="utf-8")


class Page(html.parser.HTMLParser):
    """Rows of the table, and where its links lead."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.links, self.scopes, self._text = [], [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.scopes.append(attrs.get("scope"))
            self._text = True
        if tag == "a":
            self.links.append(attrs["href"])

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._text = False

    def handle_data(self, data):
        if self._text:
            self.rows[-1][-1] += data + " "
