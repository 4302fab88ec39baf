#!/usr/bin/env python3
"""Write seeds/borders.geojson: outlines of the states of West Africa and the Sahel.

The outlines come from Natural Earth, Admin 0, 1:50m (public domain), in the
TopoJSON form that the npm package ``world-atlas`` redistributes. This script
decodes the TopoJSON itself, picks the states of the region, rounds to two
decimals and writes GeoJSON (RFC 7946). From the same file it makes one coarse
outline of the whole continent, for a small map that shows where the region lies.
It needs the Python standard library only, and the same input always gives the
same bytes.

How to run it
-------------
With a copy of the package's file at hand (no network)::

    python seeds/scripts/borders.py path/to/countries-50m.json

Without an argument it fetches the package with ``npm pack world-atlas@2.0.2``
into a temporary folder; that one step needs Node's ``npm`` and the network::

    python seeds/scripts/borders.py

``--out FILE`` writes elsewhere; ``--check`` writes nothing and exits with 1 if
the existing file differs from what the input gives.

The outlines are approximate and are no statement on any border.
"""

import argparse
import hashlib
import itertools
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE, VERSION = "world-atlas", "2.0.2"
SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"  # of countries-50m.json
OUT = Path(__file__).resolve().parent.parent / "borders.geojson"
DECIMALS = 2
MIN_AREA = 0.05  # square degrees; smaller rings are islets at this scale
KEEP_ISLANDS = {"132"}  # Cabo Verde is nothing but islands

# ISO 3166 numeric code: (entity id in the ledger or None, name used here)
STATES = {
    "012": ("algeria", "Algeria"),
    "120": (None, "Cameroon"),
    "132": ("cabo-verde", "Cabo Verde"),
    "140": (None, "Central African Republic"),
    "148": ("chad", "Chad"),
    "178": (None, "Congo"),
    "204": ("benin", "Benin"),
    "226": (None, "Equatorial Guinea"),
    "266": (None, "Gabon"),
    "270": ("gambia", "The Gambia"),
    "288": ("ghana", "Ghana"),
    "324": ("guinea", "Guinea"),
    "384": ("cote-d-ivoire", "Côte d’Ivoire"),
    "430": ("liberia", "Liberia"),
    "434": ("libya", "Libya"),
    "466": ("mali", "Mali"),
    "478": ("mauritania", "Mauritania"),
    "504": ("morocco", "Morocco"),
    "562": ("niger", "Niger"),
    "566": ("nigeria", "Nigeria"),
    "624": ("guinea-bissau", "Guinea-Bissau"),
    "686": ("senegal", "Senegal"),
    "694": ("sierra-leone", "Sierra Leone"),
    "729": ("sudan", "Sudan"),
    "732": (None, "Western Sahara"),
    "768": ("togo", "Togo"),
    "788": (None, "Tunisia"),
    "818": (None, "Egypt"),
    "854": ("burkina-faso", "Burkina Faso"),
}
DISPUTED = {
    "732": "Disputed territory, on the United Nations list of non-self-governing "
    "territories. Its outline is drawn as Natural Earth draws it and takes no side.",
}
NOTES = {
    "504": "Drawn without Western Sahara, as Natural Earth draws it; this takes no side.",
    "729": "The Halaib and Abyei areas are disputed; the line is Natural Earth’s.",
    "818": "The Halaib area is disputed; the line is Natural Earth’s.",
}

# ISO 3166 numeric codes of the states and territories of the African mainland, and Madagascar
AFRICA = (
    "012 024 072 108 120 140 148 178 180 204 226 231 232 262 266 270 288 324 384 404 426 430 434 "
    "450 454 466 478 504 508 516 562 566 624 646 686 694 706 710 716 728 729 732 748 768 788 800 "
    "818 834 854 894"
)
UNNUMBERED = ("Somaliland",)  # drawn apart by Natural Earth, without a code
COARSE = 0.45  # degrees by which the outline of the continent may be off
COARSE_AREA = 3.0  # square degrees; smaller rings are left out of it


class BordersError(Exception):
    """The outlines cannot be made; the message says why and what to do."""


def fetch(folder):
    """Get countries-50m.json by ``npm pack`` (network) and return its path."""
    npm = shutil.which("npm")
    help_text = (
        f"Get {PACKAGE}@{VERSION} by another way (its countries-50m.json is all that "
        "is needed) and give the file's path as argument."
    )
    if npm is None:
        raise BordersError("No path was given and npm is not installed. " + help_text)
    try:
        done = subprocess.run(
            [
                npm,
                "pack",
                f"{PACKAGE}@{VERSION}",
                "--silent",
                "--fetch-retries=1",
                "--fetch-timeout=60000",
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=180,
        )
    except subprocess.TimeoutExpired:
        raise BordersError(
            "npm pack did not answer within three minutes: this step needs the "
            "network. " + help_text
        ) from None
    archives = sorted(Path(folder).glob("*.tgz"))
    if done.returncode or not archives:
        raise BordersError(
            "npm pack failed: this step needs the network. npm said: "
            + (done.stderr.strip()[-300:] or "nothing")
            + "\n"
            + help_text
        )
    target = Path(folder) / "countries-50m.json"
    with tarfile.open(archives[0]) as tar:
        try:
            member = tar.extractfile("package/countries-50m.json")
        except KeyError:
            raise BordersError(f"{archives[0].name} holds no countries-50m.json.") from None
        target.write_bytes(member.read())
    return target


def read(path):
    """Read the TopoJSON file and refuse anything but the version named above."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise BordersError(f"Cannot read {path}: {error.strerror}.") from None
    found = hashlib.sha256(raw).hexdigest()
    if found != SHA256:
        raise BordersError(
            f"{path} is not countries-50m.json of {PACKAGE} {VERSION} "
            f"(SHA-256 {found}, expected {SHA256}). If the version was changed on "
            "purpose, change VERSION and SHA256 in this script too."
        )
    return json.loads(raw)


def decode_arcs(topology):
    """Undo delta coding and quantisation: lists of [longitude, latitude]."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([x * sx + tx, y * sy + ty])
        arcs.append(points)
    return arcs


def ring_of(indexes, arcs):
    """Join arcs to a closed ring; index ~i means arc i backwards."""
    ring = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(points[1:] if ring else points)
    return ring


def signed_area(ring):
    """Area by the shoelace rule, in square degrees; positive if counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def tidy(ring):
    """Round, drop repeated points; None for a ring that has become degenerate."""
    clean = []
    for lon, lat in ring:
        point = [round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0]
        if not clean or point != clean[-1]:
            clean.append(point)
    if clean and clean[0] != clean[-1]:
        clean.append(clean[0])
    if len(clean) < 4 or abs(signed_area(clean)) < 1e-9:
        return None
    return clean


def polygons_of(geometry, arcs, keep_islands):
    """Polygons of one state, largest first; outer rings counter-clockwise, holes clockwise."""
    groups = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    polygons = []
    for group in groups:
        rings = [tidy(ring_of(indexes, arcs)) for indexes in group]
        if rings[0] is None:
            continue
        outer = rings[0] if signed_area(rings[0]) > 0 else rings[0][::-1]
        holes = [r if signed_area(r) < 0 else r[::-1] for r in rings[1:] if r]
        polygons.append([outer, *holes])
    polygons.sort(key=lambda p: (-signed_area(p[0]), p[0][0]))
    if not keep_islands:
        polygons = polygons[:1] + [p for p in polygons[1:] if signed_area(p[0]) >= MIN_AREA]
    return polygons


def thin(points):
    """Leave out points that lie within COARSE of the line between others (Douglas-Peucker)."""
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(point):
        x, y = point[0] - ax, point[1] - ay
        return abs((bx - ax) * y - (by - ay) * x) / length if length else (x * x + y * y) ** 0.5

    far = max(range(len(points)), key=lambda n: (off(points[n]), -n))
    if off(points[far]) <= COARSE:
        return [points[0], points[-1]]
    return thin(points[: far + 1])[:-1] + thin(points[far:])


def continent(topology, arcs):
    """Outline of Africa: the arcs that only one of its states has, joined to rings and thinned."""
    shapes = topology["objects"]["countries"]["geometries"]
    africa, used = set(AFRICA.split()), {}
    for shape in shapes:
        if shape.get("id") in africa or shape["properties"]["name"] in UNNUMBERED:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            for index in itertools.chain.from_iterable(itertools.chain(*polygons)):
                used.setdefault(index if index >= 0 else ~index, []).append(index)
    coast = [found[0] for _, found in sorted(used.items()) if len(found) == 1]
    ends = {i: (arcs[i] if i >= 0 else arcs[~i][::-1]) for i in coast}
    starts = {tuple(line[0]): i for i, line in ends.items()}
    rings = []
    while starts:
        first, index = starts.popitem()
        ring = [index]
        while tuple(ends[ring[-1]][-1]) != first:
            ring.append(starts.pop(tuple(ends[ring[-1]][-1])))
        points = ring_of(ring, arcs)
        if abs(signed_area(points)) < COARSE_AREA:
            continue
        half = len(points) // 2
        coarse = thin(points[: half + 1])[:-1] + thin(points[half:])
        clean = [[round(lon, 1) + 0.0, round(lat, 1) + 0.0] for lon, lat in coarse]
        rings.append(clean if signed_area(clean) > 0 else clean[::-1])
    rings.sort(key=lambda ring: (-signed_area(ring), ring[0]))
    return {
        "type": "Feature",
        "properties": {
            "entity_id": None,
            "name": "Africa",
            "iso": "",
            "note": "Coarse outline of the continent, without its borders and small islands, for "
            "a locator map.",
            "locator": True,
        },
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]},
    }


def collection(topology):
    """Return the whole GeoJSON document."""
    arcs = decode_arcs(topology)
    shapes = {g.get("id"): g for g in topology["objects"]["countries"]["geometries"]}
    missing = sorted(set(STATES) - set(shapes))
    if missing:
        raise BordersError(f"The input lacks the states with the codes {', '.join(missing)}.")
    features = []
    for iso, (entity_id, name) in sorted(STATES.items()):
        polygons = polygons_of(shapes[iso], arcs, iso in KEEP_ISLANDS)
        single = len(polygons) == 1
        properties = {
            "entity_id": entity_id,
            "name": name,
            "iso": iso,
            "note": DISPUTED.get(iso) or NOTES.get(iso, ""),
        }
        if iso in DISPUTED:
            properties["disputed"] = True
        features.append(
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {
                    "type": "Polygon" if single else "MultiPolygon",
                    "coordinates": polygons[0] if single else polygons,
                },
            }
        )
    features.append(continent(topology, arcs))
    return {
        "type": "FeatureCollection",
        "name": "borders",
        "licence": "Public domain (Natural Earth); this selection: CC0",
        "provenance": f"Natural Earth 4.1.0, Admin 0 countries, 1:50m, by way of the npm package "
        f"{PACKAGE} {VERSION} (countries-50m.json, SHA-256 {SHA256}); decoded, "
        f"selected and rounded to {DECIMALS} decimals by seeds/scripts/borders.py on "
        "2026-11-22; the outline of Africa joined from the same states, thinned to "
        f"{COARSE} degrees. Approximate; no statement on any border.",
        "features": features,
    }


def dump(document):
    """One feature per line, so that a change shows in a diff."""
    head = {k: v for k, v in document.items() if k != "features"}
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(
        json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in document["features"]
    )
    return f'{text},\n "features": [\n{lines}\n]}}\n'


def main(argv=None):
    """Derive the outlines; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "topojson",
        nargs="?",
        help=f"countries-50m.json of {PACKAGE} {VERSION}; "
        "left out: fetched with npm pack (network)",
    )
    parser.add_argument("--out", type=Path, default=OUT, help="file to write")
    parser.add_argument("--check", action="store_true", help="write nothing, compare only")
    args = parser.parse_args(argv)
    try:
        with tempfile.TemporaryDirectory() as folder:
            text = dump(collection(read(args.topojson or fetch(folder))))
        if args.check:
            same = args.out.exists() and args.out.read_text(encoding="utf-8") == text
            print(f"{args.out}: {'up to date' if same else 'differs'}")
            return 0 if same else 1
        args.out.write_text(text, encoding="utf-8", newline="\n")
    except BordersError as error:
        print(f"borders.py: {error}", file=sys.stderr)
        return 2
    print(f"{args.out}: {len(STATES)} states and a continent, {len(text.encode('utf-8'))} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
