"""The fact book: what is so, from whom that is known, and when it was entered.

A book is a table (CSV, or a list in a policy pack) with one fact a line. Those that come with copydesk lie in `data/facts`; a newsroom
adds its own, and its entries stand before ours.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from copydesk.errors import Fault, InvalidRequest

FOLDER = Path(__file__).parent / "data" / "facts"

_SEVERAL = "|"


class Property(StrEnum):
    """What a fact states of its subject."""

    CALIBRE = "calibre"
    CAPITAL = "capital"
    HOLDER = "holder"


def _parts(value: Any) -> Any:
    return [part.strip() for part in value.split(_SEVERAL) if part.strip()] if isinstance(value, str) else value


def _or_none(value: Any) -> Any:
    return None if value == "" else value


class Fact(BaseModel):
    """One line of the book: `names` are the exact words that mean the subject, `value` whatever may rightly stand for the property."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: Annotated[str, Field(min_length=1)]
    names: Annotated[tuple[Annotated[str, Field(min_length=2)], ...], BeforeValidator(_parts), Field(min_length=1)]
    property: Property
    value: Annotated[tuple[str, ...], BeforeValidator(_parts), Field(min_length=1)]
    unit: Annotated[str | None, BeforeValidator(_or_none)] = None
    since: Annotated[date | None, BeforeValidator(_or_none)] = None
    until: Annotated[date | None, BeforeValidator(_or_none)] = None
    source: Annotated[str, Field(min_length=1)]
    checked: date


@cache
def book() -> tuple[Fact, ...]:
    """The facts that come with copydesk."""
    return tuple(fact for path in sorted(FOLDER.glob("*.csv")) for fact in read(path.read_text(encoding="utf-8"), path.name))


def read(text: str, file: str = "facts.csv") -> list[Fact]:
    """Read a table of facts; several names or values in one cell are parted by `|`.

    Raises `InvalidRequest` with the code `invalid_facts`, naming every fault with its line.
    """
    facts: list[Fact] = []
    faults: list[Fault] = []
    table = csv.DictReader(io.StringIO(text))
    for row in table:
        try:
            facts.append(Fact.model_validate({name: value for name, value in row.items() if name is not None}))
        except ValidationError as error:
            faults += [Fault(f"{file}:{table.line_num}", f"{'.'.join(map(str, one['loc']))}: {one['msg']}") for one in error.errors()]
    if faults:
        raise InvalidRequest("\n".join(f"{fault.field}: {fault.message}" for fault in faults), code="invalid_facts", faults=faults)
    return facts


def about(facts: Iterable[Fact], wanted: Property) -> dict[str, list[Fact]]:
    """The facts of one property by each of the names of their subjects."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.property is wanted:
            for name in (fact.subject, *fact.names):
                if fact not in found.setdefault(name, []):
                    found[name].append(fact)
    return found


def all_facts(house: Sequence[Fact]) -> tuple[Fact, ...]:
    """A newsroom's own facts before those that come with copydesk; of a subject and property that it states itself, only its own."""
    own = {(fact.subject, fact.property) for fact in house}
    return (*house, *(fact for fact in book() if (fact.subject, fact.property) not in own))
