"""Looks into presentations, for the tests: what is wrong with one, what stands on a slide."""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter

from pptx import Presentation
from pptx.util import Pt

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def opened(content):
    return Presentation(io.BytesIO(content))


def faults(content, least=15, listed=12):
    """List what a reader or a program would stumble over."""
    return [*_package(content), *_looks(opened(content), least, listed)]


def _package(content):
    package = zipfile.ZipFile(io.BytesIO(content))
    for name, count in Counter(package.namelist()).items():
        if count > 1:
            yield f"{name} is there {count} times"
    for name in package.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        root = ET.fromstring(package.read(name))
        if not re.search(r"/(slides|notesSlides)/[^/]+\.xml$", name):
            continue
        folder, base = posixpath.split(name)
        rels = ET.fromstring(package.read(f"{folder}/_rels/{base}.rels"))
        known = {rel.get("Id"): rel for rel in rels}
        used = {v for e in root.iter() for k, v in e.attrib.items() if k.startswith(R)}
        for key in used - set(known):
            yield f"{name} uses {key}, which is not there"
        for rel in known.values():
            target = posixpath.normpath(posixpath.join(folder, rel.get("Target")))
            if rel.get("TargetMode") == "External":
                if not re.match(r"(https?://|mailto:)\S+$", rel.get("Target")):
                    yield f"{name}: not an address: {rel.get('Target')}"
            elif target not in package.namelist():
                yield f"{name} leads to {target}, which is not there"
        if "/slides/" in name:
            for run in root.iter(f"{A}rPr"):
                if not run.get("lang"):
                    yield f"{name}: text without a language"


def _looks(made, least, listed):
    wide, high = made.slide_width, made.slide_height
    for number, slide in enumerate(made.slides, start=1):
        ids = Counter(shape.shape_id for shape in slide.shapes)
        for key, count in ids.items():
            if count > 1:
                yield f"slide {number}: {count} shapes {key}"
        if not slide.shapes.title or not slide.shapes.title.text.strip():
            yield f"slide {number} has no title"
        boxes = []
        for shape in slide.shapes:
            x, y, w, h = shape.left, shape.top, shape.width, shape.height
            boxes.append((shape.name, x, y, x + w, y + h))
            if x < 0 or y < 0 or x + w > wide or y + h > high:
                yield f"slide {number}: {shape.name} leaves the slide"
            if shape.has_text_frame and not shape.text_frame.text.strip():
                yield f"slide {number}: {shape.name} is empty"
            shows = hasattr(shape, "image") or shape.has_table
            if shows and not shape._element.xpath(".//p:cNvPr")[0].get("descr"):
                yield f"slide {number}: {shape.name} has no alternative text"
            for text, size in sizes(shape):
                bound = listed if slide.slide_layout.name == "Sources" else least
                if size < bound:
                    yield f"slide {number}: {size} pt: {text[:40]!r}"
        for index, (name, *a) in enumerate(boxes):
            for other, *b in boxes[index + 1 :]:
                across = min(a[2], b[2]) - max(a[0], b[0])
                down = min(a[3], b[3]) - max(a[1], b[1])
                if across > Pt(1) and down > Pt(1):
                    yield f"slide {number}: {name} and {other} overlap"


def sizes(shape):
    """Yield the text of every run and its size, where it says it."""
    for run in shape._element.iter(f"{A}r"):
        said = run.find(f"{A}rPr")
        if said is not None and said.get("sz"):
            yield run.find(f"{A}t").text or "", int(said.get("sz")) / 100


def texts(slide):
    """Return all text of a slide, without title and foot."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame and not re.match(r"Title|Slide Number|Footer", shape.name):
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def notes(slide):
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def tables(slide):
    return [s.table for s in slide.shapes if s.has_table]


def pictures(slide):
    return [s for s in slide.shapes if hasattr(s, "image")]


def runs(slide):
    """Return every run of the shapes of a slide, as (text, its properties)."""
    found = slide._element.iter(f"{A}r")
    return [(run.find(f"{A}t").text, run.find(f"{A}rPr")) for run in found]
