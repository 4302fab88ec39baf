"""Pages that stand alone: no script, no request, and whatever a stranger wrote is only text."""

from __future__ import annotations

import html

_STYLE = """
body { font: 17px/1.5 system-ui, sans-serif; color: #1c2430; max-width: 50rem;
  margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 2.2rem; border-bottom: 1px solid #c4cbd4; padding-bottom: .2rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #c4cbd4; padding: .35rem .6rem; text-align: left; vertical-align: top; }
ul { margin: 0; padding-left: 1.1rem; list-style: none; }
.answer { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f6f8;
  border-left: 4px solid #6b7684; padding: .5rem .8rem; }
.code { white-space: pre; overflow-x: auto; font: .85rem/1.4 ui-monospace, monospace; }
.small { font-size: .85rem; color: #4a5561; }
.right b.state { color: #1b6b3a; } .wrong b.state { color: #8a4b00; }
.none b.state, .hand b.state { color: #4a5561; }
section, article { break-inside: avoid; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


def text(value: object) -> str:
    """Return a text for a page; marks that turn the direction of writing are left out."""
    shown = str(value)
    for sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        shown = shown.replace(sign, "")
    return html.escape(shown.encode("utf-8", "replace").decode(), quote=True)


def page(title: str, body: str, lang: str = "en") -> str:
    """Return a whole page.

    Parameters
    ----------
    title : str
        Its title, as plain text.
    body : str
        What stands on it, as HTML whose texts went through `text`.
    lang : str
        Its language.
    """
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>{text(title)}</h1>\n{body}\n</main></body></html>\n"
    )
