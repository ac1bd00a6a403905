r"""The gazetteer: place names and where they lie, read from disk without loading it.

The index is a folder of four files that `layers/gazetteer.py` writes:

``places.npy``   one record a place: countries, first- and second-order divisions,
                 areas, airports, then towns sorted by country, division and size
``names.bin``    the places' names, UTF-8, the display name first, ``\\x1f`` between
``keys.npy``     hashes of folded names, sorted
``targets.npy``  for each key the number of its place

All are memory-mapped: opening reads a few kilobytes, a look-up a few pages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from math import asin, cos, radians, sin, sqrt
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copydesk.errors import CopydeskError

EARTH_RADIUS_KM = 6371.0088
_KM_PER_DEGREE = 111.2
NO_DIVISION = 0xFFFF
ALTERNATE = 1 << 31  # set in a target whose key isn't the place's first name
PLACE_RECORD = np.dtype(
    [
        ("geonames_id", "<u4"),
        ("latitude", "<f4"),
        ("longitude", "<f4"),
        ("population", "<u4"),
        ("name_offset", "<u4"),
        ("admin1", "<u2"),
        ("admin2", "<u2"),
        ("country", "<u2"),
        ("kind", "u1"),
        ("capital", "?"),
        ("initials", "<u4"),
    ]
)


class Kind(IntEnum):
    """What a place is."""

    COUNTRY = 0
    ADMIN1 = 1
    ADMIN2 = 2
    AREA = 3
    WATER = 4
    LANDMARK = 5
    AIRPORT = 6
    TOWN = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; numbers of other places refer to the same index.

    ``latitude`` and ``longitude`` in degrees; of a division the mean of its towns.
    ``geonames_id`` is 0 where the place isn't from GeoNames.
    """

    number: int
    kind: Kind
    geonames_id: int
    latitude: float
    longitude: float
    population: int
    country: int
    admin1: int
    admin2: int
    capital: bool

    def distance_km(self, other: Place) -> float:
        """Return the great-circle distance (haversine formula)."""
        lat1, lon1 = radians(self.latitude), radians(self.longitude)
        lat2, lon2 = radians(other.latitude), radians(other.longitude)
        half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
        return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


def distances_km(places: Sequence[Place], others: Sequence[Place]) -> NDArray[np.float64]:
    """Return the great-circle distances from each of some places to each of some others (haversine formula)."""
    one = np.radians([(place.latitude, place.longitude) for place in places])[:, np.newaxis]
    other = np.radians([(place.latitude, place.longitude) for place in others])[np.newaxis]
    sines = np.sin((other - one) / 2) ** 2
    half = sines[..., 0] + np.cos(one[..., 0]) * np.cos(other[..., 0]) * sines[..., 1]
    distances: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return distances


PACKAGE = "copydesk_gazetteer"
"""The package that the index is installed as: built from others (`layers/gazetteer.py`), it stays out of functions without analysis."""


def installed() -> Gazetteer:
    """Open the installed index. Raises `CopydeskError` with the code `gazetteer_missing` where there is none."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise CopydeskError("The index of places was not built: `make setup` does it.", code="gazetteer_missing")
    return Gazetteer(Path(spec.submodule_search_locations[0]))


class Gazetteer:
    """A read-only index of places by name."""

    def __init__(self, folder: Path) -> None:
        """Open the index.  Raises ``FileNotFoundError`` where it hasn't been built."""
        # As plain arrays: slicing numpy's own kind of mapped array takes ten times as long.
        self._places = np.load(folder / "places.npy", mmap_mode="r").view(np.ndarray)
        self._keys = np.load(folder / "keys.npy", mmap_mode="r").view(np.ndarray)
        self._targets = np.load(folder / "targets.npy", mmap_mode="r").view(np.ndarray)
        with (folder / "names.bin").open("rb") as names:
            self._names = mmap(names.fileno(), 0, access=ACCESS_READ)
        self._cache: dict[int, Place] = {}
        self.version = (folder / "version.txt").read_text(encoding="utf-8").strip()

    def __len__(self) -> int:
        return len(self._places)

    def find(self, names: Sequence[str]) -> list[list[Place]]:
        """Return for each name the places that bear it, the most important first."""
        return [[self[n & ~ALTERNATE] for n in found] for found in self.find_targets(names)]

    def find_targets(self, names: Sequence[str]) -> list[list[int]]:
        """Return for each name the numbers of the places that bear it.

        A number has ``ALTERNATE`` set where the name isn't the place's first.
        """
        if not names:
            return []
        hashes = np.array([key_hash(key_of(name)) for name in names], dtype=np.uint64)
        left = np.searchsorted(self._keys, hashes, "left")
        right = np.searchsorted(self._keys, hashes, "right")
        return [self._targets[a:b].tolist() for a, b in zip(left.tolist(), right.tolist(), strict=True)]

    def __getitem__(self, number: int) -> Place:
        place = self._cache.get(number)
        if place is None:
            row = self._places[number].item()
            geonames_id, latitude, longitude, population, _, admin1, admin2, country, kind, capital, _ = row
            place = Place(
                number, Kind(kind), geonames_id, latitude, longitude, population,
                country, admin1, admin2, capital,
            )  # fmt: skip
            if len(self._cache) < 4096:
                self._cache[number] = place
        return place

    def names(self, number: int) -> list[str]:
        """Return the names of a place, the display name first."""
        start, end = self._offsets[number : number + 2].tolist()
        return self._names[start:end].decode("utf-8").split("\x1f")

    def name(self, number: int) -> str:
        """Return a place's display name."""
        return self.names(number)[0]

    def country_code(self, place: Place) -> str | None:
        """Return the ISO 3166-1 code of the gazetteer's country for a place."""
        if place.country == NO_DIVISION:
            return None
        return self.names(place.country)[-1]

    def names_near(self, places: Iterable[Place], within_km: float, initial: str) -> Iterator[tuple[int, str]]:
        """Yield number and names of the towns in squares of that half width around places, each in the place's own country.

        Only towns of which a name begins with `initial`, a capital from A to Z; at most four places that are not close together count.
        """
        degrees = within_km / _KM_PER_DEGREE
        found: set[int] = set()
        for place in list({(round(p.latitude), round(p.longitude)): p for p in places}.values())[:4]:
            first, last = np.searchsorted(self._town_countries, [place.country, place.country + 1]).tolist()
            towns = self._places[self._first_town + first : self._first_town + last]
            wide = degrees / max(0.2, cos(radians(place.latitude)))
            wanted = np.abs(towns["latitude"] - place.latitude) < degrees
            wanted &= np.abs(towns["longitude"] - place.longitude) < wide
            wanted &= towns["initials"] & initial_bit(initial) != 0
            found.update((np.flatnonzero(wanted) + (self._first_town + first)).tolist())
        for number in sorted(found):
            for name in self.names(number):
                yield number, name

    @cached_property
    def _town_countries(self) -> NDArray[np.uint16]:
        return np.ascontiguousarray(self._places["country"][self._first_town :])

    @cached_property
    def countries(self) -> dict[str, int]:
        """The numbers of the countries by ISO 3166-1 code."""
        count = int(np.searchsorted(self._places["kind"], Kind.ADMIN1))
        return {self.names(n)[-1]: n for n in range(count)}

    @cached_property
    def _offsets(self) -> NDArray[np.uint32]:
        return np.append(self._places["name_offset"], np.uint32(len(self._names)))

    @cached_property
    def _first_town(self) -> int:
        return int(np.searchsorted(self._places["kind"], Kind.TOWN))


_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss",
     "-": " ", "–": " ", "‐": " ", "‑": " ", "/": " ", "ʻ": None, "ʼ": None, "‘": None, "’": None, "'": None,
     "`": None, ".": None, ",": None, "&": " and "}
)  # fmt: skip
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name without case, accents, apostrophes, full stops and hyphens.

    "St. John's" and "Saint Johns" fold to the same; so do "Kraków" and "Krakow".
    """
    if name.isascii() and name.isalnum():
        word = name.lower()
        return _WORDS.get(word, word)
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPECIAL))
    letters = "".join(c for c in plain if c.isalnum() or c.isspace())
    return " ".join(_WORDS.get(word, word) for word in letters.split())


def key_of(name: str) -> str:
    """Return the key a name is filed under.

    Up to three capitals ("US", "IN") are a code: it keeps its case, so that it
    can't be mistaken for a word.
    """
    if len(name) <= 3 and name.isupper() and name.isascii() and name.isalpha():
        return "=" + name
    return fold(name)


def initial_bit(letter: str) -> int:
    """Return the bit that stands for a name's first letter, 0 for other than A to Z."""
    place = ord(letter) - ord("A")
    return 1 << place if 0 <= place < 26 else 0


def key_hash(key: str) -> int:
    """Return the 64-bit hash under which a key is filed."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
