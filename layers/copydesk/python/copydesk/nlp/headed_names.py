"""Names that end or begin in a word that tells what they name: "Free Harbour Army", "Gulf of Aden", "HMS Wanderer", "F-16".

The recogniser often cuts such names or misses them; runs of words in capitals give them whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.nlp.names import first_names, name_words
from copydesk.nlp.tokens import Tokens

HEADS = {
    "org_head": "ORG",
    "fac_head": "FAC",
    "loc_head": "LOC",
    "gpe_head": "GPE",
    "event_head": "EVENT",
    "law_head": "LAW",
    "product_head": "PRODUCT",
}
"""What the roles of the last word of a name make it, the strongest first."""

HYPHENS = frozenset({"-", "–", "‑"})
PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "de", "del", "della", "da", "dos", "di", "du", "la", "le", "van", "von", "der", "den", "ter"}
)
ATTITUDES = frozenset({"pro", "anti", "non", "ex"})
"""What stands with a hyphen before a name without belonging to it."""

_JOINERS = HYPHENS | {"&"}
_SOLID_ALONE = frozenset({"Republic", "Kingdom", "City", "Commonwealth", "Municipality"})
_NOT_ALONE = frozenset({"Board", "Office", "Union"})
_SENTENCE_OPENERS = frozenset({"IN", "DT", "RB", "WRB", "CC", "PRP", "PRP$", "WP", "VBG", "VBN"})
_HEADING_RUN = 4
_MODEL = re.compile(r"([A-Z][A-Za-z]{0,3}|\d[A-Z])-?\d{1,4}[A-Z]{0,3}\d{0,2}$")
_KIND_WITHIN = 4
"""Tokens behind a model's name within which its kind ("howitzer") stands."""

Found = tuple[int, int, str, float]
"""A name's first and last token, its type, and how much that counts in the vote on the type."""


def headed_names(tokens: Tokens) -> Iterator[Found]:
    """Yield the names that their own words tell, in order, none overlapping."""
    yield from _apart(sorted([*_equipment(tokens), *_runs(tokens)], key=lambda found: (found[0], -found[3])))


def run_end(tokens: Tokens, start: int) -> int:
    """Return the end of the run of words in capitals that begins at `start`; hyphens and "&" join, a wrapped line goes on."""
    text, count = tokens.text, len(tokens)
    end = start + 1
    while end < count and not tokens.hard_break[end]:
        if tokens.capital[end]:
            end += 1
        elif "\n" in text[end] and end + 1 < count and tokens.capital[end + 1]:
            end += 2
        elif text[end] in _JOINERS and end + 1 < count and (tokens.tight[end] or text[end] == "&"):
            following = text[end + 1]
            part_of_name = tokens.capital[end + 1] or (following.isalpha() and len(following) <= 6)
            if not part_of_name or following.lower() in name_words()["hyphen_tail"]:
                break
            end += 2
        else:
            break
    return end


def head_type(word: str) -> str | None:
    """Return the type of a name that ends in this word, if it tells one."""
    words = name_words()
    return next((kind for role, kind in HEADS.items() if word in words[role]), None)


def is_title_of_head(tokens: Tokens, start: int, end: int) -> bool:
    """Say whether only a head word follows a title, which then belongs to the name ("Justice Department", "King County")."""
    return end - start <= 2 and head_type(tokens.text[end - 1]) is not None


def with_article(tokens: Tokens, start: int) -> int:
    """Take in an Arabic article or a particle written with a hyphen before a name (al-Asad)."""
    text = tokens.text
    if (
        start >= 2
        and text[start - 1] in HYPHENS
        and tokens.tight[start - 1]
        and tokens.tight[start - 2]
        and text[start - 2].lower() in PARTICLES
    ):
        return start - 2
    return start


def is_year(word: str) -> bool:
    """Say whether a number is a year of the last centuries."""
    return len(word) == 4 and word.isdecimal() and word[:2] in {"17", "18", "19", "20"}


def _apart(found: list[Found]) -> Iterator[Found]:
    last = 0
    for one in found:
        if one[0] >= last:
            yield one
            last = one[1]


def _runs(tokens: Tokens) -> Iterator[Found]:
    i, count = 0, len(tokens)
    while i < count:
        if not tokens.capital[i]:
            i += 1
            continue
        start, i = i, run_end(tokens, i)
        if tokens.heading[start] and i - start > _HEADING_RUN:
            continue
        begin = _trimmed(tokens, start, i)
        found = _of_run(tokens, begin, i)
        if found is not None:
            yield found
            i = max(i, found[1])


def _of_run(tokens: Tokens, begin: int, end: int) -> Found | None:
    """Return the name that a run makes, if its words tell one."""
    person = _person_part(tokens, begin, end)
    if person is not None:
        return person, end, "PERSON", 1.5
    begin = with_article(tokens, begin)
    words = name_words()
    first, kind = tokens.text[begin], head_type(tokens.text[end - 1])
    longer = _of_phrase(tokens, begin, end)
    if longer is not None:
        return begin, *longer, 3.0
    if _looks_personal(tokens, begin, end, kind):
        return begin, end, "PERSON", 2.0
    several = end - begin >= 2
    if several and first in words["ship_prefix"]:
        return begin, end, "PRODUCT", 4.0
    if several and first in words["loc_first"] and kind not in {"ORG", "FAC", "GPE", "EVENT"}:
        return begin, end, "LOC", 2.5
    if several and end - begin <= 4 and first in words["event_first"] and kind in {None, "EVENT"}:
        return begin, end, "EVENT", 3.0
    number = tokens.text[end] if end < len(tokens) else ""
    if not several and first in {"Resolution", "Proposition"} and number.isdecimal():
        return begin, end + 1, "LAW", 2.0
    if kind == "EVENT" and begin and is_year(tokens.text[begin - 1]):
        return begin - 1, end, kind, 2.5
    if kind is None or not several:
        return None
    numbered = kind == "PRODUCT" or (kind in {"LAW", "ORG"} and tokens.text[end - 1] in words["numbered_head"] and len(number) <= 4)
    return begin, end + (numbered and number.isdecimal()), kind, 2.5


def _trimmed(tokens: Tokens, start: int, end: int) -> int:
    """Skip what stands before a name: titles, captions, attitudes, opening words of a sentence."""
    words = name_words()
    text = tokens.text
    while start < end - 1:
        word = text[start]
        if start >= 2 and text[start - 1] == "-" and tokens.tight[start - 2] and text[start - 2].lower() in ATTITUDES:
            start += 1
        elif word.lower() in ATTITUDES and text[start + 1] == "-" and start + 3 < end:
            start += 3
        elif (
            word in words["opening"]
            or word in words["caption"]
            or (word in words["title"] and not is_title_of_head(tokens, start + 1, end))
            or (tokens.sentence_start[start] and tokens.tag[start] in _SENTENCE_OPENERS)
        ):
            start += 1
        else:
            break
    return start


def _person_part(tokens: Tokens, start: int, end: int) -> int | None:
    """Return where a person's name begins in a longer run ("Far East Tobias Lund")."""
    text = tokens.text
    if end - start < 3 or text[start] in first_names() or tokens.label[start] not in {"PERSON", "ORG"} or head_type(text[end - 1]):
        return None
    for i in range(max(start + 1, end - 3), end - 1):
        if text[i] in first_names() and all(word.isalpha() for word in text[i:end]):
            return i
    return None


def _looks_personal(tokens: Tokens, start: int, end: int, kind: str | None) -> bool:
    """Say whether a run that ends like a place or a law is rather a person (Damian Hill)."""
    return (
        end - start == 2
        and kind not in {None, "ORG"}
        and tokens.text[start] in first_names()
        and tokens.label[start] not in {"GPE", "LOC", "FAC"}
        and tokens.text[end - 1] not in name_words()["never_surname"]
        and (start == 0 or tokens.text[start - 1].lower() not in name_words()["place_prep"])
    )


def _of_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, str] | None:
    """Return end and type of "University of X", "Gulf of Aden", "Ministry of A and B", "Centre for X"."""
    text = tokens.text
    kind = _of_type(text[start:end], text[end] if end < len(text) else "")
    begin = end + 1
    if kind is None or begin + 1 >= len(text):
        return None
    begin += text[begin] == "the"
    if not tokens.capital[begin] or tokens.hard_break[begin]:
        return None
    stop = run_end(tokens, begin)
    if text[end - 1] in name_words()["and_head"] and text[stop : stop + 1] == ["and"]:
        more = stop + 1 + (text[stop + 1 : stop + 2] == ["the"])
        if more < len(text) and tokens.capital[more]:
            after = run_end(tokens, more)
            # "Ministry of Health and Cork City Council" are two, "Islamic State of Iraq and the Levant" is one.
            if (text[end - 1] == "State" and text[more] in {"Levant", "Syria", "Sham"}) or head_type(text[after - 1]) is None:
                stop = after
    return stop, kind


def _of_type(name: list[str], joiner: str) -> str | None:
    words = name_words()
    last, alone = name[-1], len(name) == 1
    if joiner != "of" and not (joiner == "for" and last in words["for_head"]):
        return None
    if last in words["org_of_head"]:
        refused = (last == "State" and name[-2:-1] != ["Islamic"]) or (alone and last in _NOT_ALONE)
        return None if refused else "ORG"
    if last in words["loc_of_head"]:
        return "LOC"
    if last in words["gpe_first"] and (not alone or last in _SOLID_ALONE):
        return "GPE"
    return {"Battle": "EVENT", "Siege": "EVENT", "Treaty": "LAW"}.get(last)


def _equipment(tokens: Tokens) -> Iterator[Found]:
    """Yield weapons, vehicles and aircraft called by a model's letters and number, or by a name that all know.

    Its kind must follow ("M777 towed howitzer"), or the letters be usual for such models ("F-16").
    """
    words = name_words()
    text = tokens.text
    models = {word: _MODEL.match(word) for word in {*text} if word[-1].isdigit() or word[0].isdigit() or "-" in word}
    known = {word for word in {*text} if word in words["equipment"] or models.get(word)}
    for i in [i for i, word in enumerate(text) if word in known] if known else ():
        model = models.get(text[i])
        followed = not words["equipment_noun"].isdisjoint(text[i + 1 : i + 1 + _KIND_WITHIN])
        usual = model is not None and model[1] in words["designation"] and "-" in text[i] and tokens.label[i] not in {"DATE", "LAW"}
        if followed or usual:
            end = i + 1
            while model and end < min(i + 3, len(text)) and tokens.capital[end] and tokens.tag[end] in {"NNP", "NN", "NNPS"}:
                end += 1
            yield i, end, "PRODUCT", 4.0
