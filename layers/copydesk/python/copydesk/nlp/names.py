"""Words by which proper names, their bounds and their types are told.

`data/name_words.csv` files each word under a role:

- `title` stands before a person and is no part of the name
- `org_head`, `fac_head`, `loc_head`, `gpe_head`, `event_head`, `law_head`, `product_head` end a name of that type
- `org_of_head`, `loc_of_head`, `gpe_first` begin one that goes on with "of", `for_head` with "for", `and_head` with "of A and B"
- `loc_first`, `event_first`, `law_first` simply begin one; `numbered_head` takes a number behind it ("Task Force 12")
- `authority` and `facility` end the names of local authorities, and of institutions that are places as well
- `equipment`, `equipment_noun`, `designation` weapons and vehicles, their kinds, and the letters before a model's number
- `ship_prefix` stands before a ship's name
- `company_tail` follows a comma within a name; `hyphen_tail` a hyphen that ends it ("London-based")
- `opening` opens a sentence and `post` follows an office, neither part of a name; `name_or_word` may be either at the start of a sentence
- `never_surname` ends no person's name
- `caption` labels captions and asides; `not_name` is capitalised but no name; `not_place` is rather a word than the town so called
- `norp` peoples, creeds and parties' followers beside the demonyms
- `person_known` surnames that the news writes alone, some of them towns as well
- `org_known`, `org_known_phrase`, `event_known` what everybody writes without explaining
- `say`, `place_prep`, `place_noun`, `place_event`, `work_cue` words of the context
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from copydesk.nlp.lexicon import DATA


def table(name: str) -> Iterator[dict[str, str]]:
    """Read a table of the language data; the lines before it state its title, description, origin and licence."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        columns = next(rows)
        for row in rows:
            yield dict(zip(columns, row, strict=True))


@cache
def name_words() -> Mapping[str, frozenset[str]]:
    """Return the words of each role."""
    roles: dict[str, set[str]] = {}
    for row in table("name_words"):
        roles.setdefault(row["role"], set()).add(row["word"])
    return MappingProxyType({role: frozenset(words) for role, words in roles.items()})


@cache
def first_names() -> frozenset[str]:
    """Return the first names."""
    lines = (DATA / "first_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def demonyms() -> Mapping[str, str]:
    """Return the words for a country's people with its ISO code, plurals included; a word of two countries goes to the first code."""
    result: dict[str, str] = {}
    for row in table("countries"):
        for word in filter(None, row["demonyms"].split("|")):
            result.setdefault(word, row["code"])
            if word[-1] not in "sehz":
                result.setdefault(f"{word}s", row["code"])
    for word in ("U.S.", "UAE"):
        result.pop(word, None)  # as adjectives they look like the country
    return MappingProxyType(result)


@cache
def country_names() -> frozenset[str]:
    """Return the names of countries, other and short ones included."""
    return frozenset(name for row in table("countries") for name in (row["name"], *row["aliases"].split("|")) if name)
