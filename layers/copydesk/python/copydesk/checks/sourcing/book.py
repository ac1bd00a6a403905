"""The word lists of the sourcing rules that are looked for in the whole body, all at once."""

from __future__ import annotations

from functools import cache

from copydesk.analysis import Range
from copydesk.checks.lists import entries
from copydesk.checks.phrasebook import Phrasebook
from copydesk.checks.reading import Reading


def places(reading: Reading, name: str) -> list[Range]:
    """Return where the phrases of a list stand: `evidence`, `pictures`, `outlets`, `grave`, `court`, `answers` or `charges`."""
    return reading.kept(_found).get(name, [])


def _found(reading: Reading) -> dict[str, list[Range]]:
    return _book().find(reading)


@cache
def _book() -> Phrasebook:
    listed = {name: entries("vague_sources", name) for name in ("evidence", "pictures", "outlets")}
    listed |= {name: entries("charges", name) for name in ("grave", "court", "answers")}
    return Phrasebook(listed | {"charges": entries("sourcing", "charges")})
