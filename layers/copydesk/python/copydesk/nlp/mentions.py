"""Mentions of names: the entity recogniser's spans with their bounds mended, names that their own words tell, and repetitions.

The recogniser is a small statistical model: it runs over line ends, takes titles into a name, cuts "Free Harbour Army" after the
first word and misses half of the repetitions. What a name is, is decided afterwards, for the whole article (`name_types`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.analysis import EntityType
from copydesk.nlp.headed_names import ATTITUDES, HYPHENS, PARTICLES, headed_names, is_title_of_head, is_year, with_article
from copydesk.nlp.names import country_names, demonyms, first_names, name_words
from copydesk.nlp.tokens import Tokens, is_capital

_TYPES = frozenset(member.value for member in EntityType)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&.\-]{0,9}$")
_NOTE = re.compile(r"(?:[.,]?\[\d+\]?)+$")
_BORDERS = frozenset('()[]|"“”')
_OPENINGS = (["("], ["(", "the"], ["’s", "("], ["'s", "("], ["’", "("], ["'", "("])
_REPEATED = 0.05
"""The weight of a repetition: it says next to nothing about the type."""
_IN_HEADING = 0.35


@dataclass(slots=True)
class Mention:
    """A name at the tokens from `start` to `end`; `label` is a first guess at its type, which counts `weight` in the vote on it."""

    start: int
    end: int
    label: str
    weight: float = 1.0


def find_mentions(tokens: Tokens) -> list[Mention]:
    """Return the names that can be seen without a gazetteer, in order, none overlapping."""
    found = [Mention(*one) for one in headed_names(tokens)]
    taken = covered(found)
    for start, end, label in tokens.recognised:
        if label in _TYPES:
            found += [mention for mention in _mended(tokens, start, end, label) if taken.isdisjoint(range(mention.start, mention.end))]
    return list(_apart(sorted(found, key=lambda mention: (mention.start, -mention.end))))


def find_repeats(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the places where a name found elsewhere stands unmarked; a person's surname and first name count as well."""
    taken = covered(mentions)
    forms = _forms(tokens, mentions)
    found: list[Mention] = []
    last = 0
    for i, word in enumerate(tokens.text):
        if i < last or word not in forms or i in taken:
            continue
        for form, label in forms[word]:
            end = i + len(form)
            if tokens.text[i:end] == form and taken.isdisjoint(range(i, end)) and _is_name_here(tokens, i, end):
                found.append(Mention(i, end, label, _REPEATED))
                last = end
                break
    return found


def covered(mentions: Iterable[Mention]) -> set[int]:
    """Return the tokens that mentions cover."""
    return {i for mention in mentions for i in range(mention.start, mention.end)}


def definitions(tokens: Tokens, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield pairs of mention numbers: a name and what stands in brackets right behind it, as in "the United Nations (UN)"."""
    text = tokens.text
    for number, (one, other) in enumerate(pairwise(mentions)):
        if text[one.end : other.start] in _OPENINGS and text[other.end : other.end + 1] == [")"]:
            yield number, number + 1


def is_abbreviation_of(short: str, full: Sequence[str]) -> bool:
    """Say whether a short form could stand for a name: its letters are the initials, those of small words free."""
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    if not letters or len(full) < 2 or not _ABBREVIATION.match(short):
        return False
    initials = [word[0].casefold() for word in full if word[0].isalnum()]
    capitals = [word[0].casefold() for word in full if word[0].isupper()]
    return letters in (initials, capitals)


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    last = 0
    for mention in mentions:
        if mention.start >= last:
            yield mention
            last = mention.end


def _forms(tokens: Tokens, mentions: Sequence[Mention]) -> dict[str, list[tuple[list[str], str]]]:
    """Return what to look for, by its first word, the longest first."""
    words = name_words()
    result: dict[str, list[tuple[list[str], str]]] = {}
    seen: set[str] = set()
    for mention in mentions:
        name = tokens.text[mention.start : mention.end]
        forms = [name]
        if mention.label == "PERSON" and len(name) >= 2:
            forms += [name[-1:], *([name[:1]] if name[0] in first_names() else [])]
        for form in forms:
            telling = len(form) > 1 or (len(form[0]) > 2 and form[0] not in words["not_name"])
            if telling and is_capital(form[0]) and " ".join(form) not in seen:
                seen.add(" ".join(form))
                result.setdefault(form[0], []).append((form, mention.label))
    for found in result.values():
        found.sort(key=lambda item: -len(item[0]))
    return result


def _is_name_here(tokens: Tokens, start: int, end: int) -> bool:
    """Say whether the words are the name at this place, not a common word that opens a sentence or part of an address."""
    text = tokens.text
    if end - start == 1 and tokens.sentence_start[start] and tokens.tag[start] in {"NN", "JJ", "RB", "VB", "MD"}:
        return text[start].lower() not in name_words()["name_or_word"]
    if start and tokens.tight[start - 1] and text[start - 1] in {"@", "/", "#"}:
        return False
    return not (tokens.tight[end - 1] and text[end : end + 1] == ["@"])


def _mended(tokens: Tokens, start: int, end: int, label: str) -> Iterator[Mention]:
    """Yield the names in a recognised span: parted at line ends, brackets and commas, then trimmed and completed."""
    part = start
    for i in range(start, end + 1):
        word = tokens.text[i] if i < end else ""
        comma = word == "," and not (i + 1 < end and tokens.text[i + 1] in name_words()["company_tail"])
        if i == end or comma or word in _BORDERS or tokens.hard_break[i]:
            yield from _named(tokens, *_trimmed(tokens, part, i, label), label)
            part = i + 1


def _named(tokens: Tokens, start: int, end: int, label: str) -> Iterator[Mention]:
    if start >= end:
        return
    text = tokens.text
    hyphen = next((i for i in range(start + 1, end - 1) if text[i] in {"-", "–", "/"} and tokens.tight[i]), None)
    if hyphen is not None and _is_country(text[start]) and _is_country(text[hyphen + 1]):
        for one, other in ((start, hyphen), (hyphen + 1, end)):
            yield Mention(one, other, "NORP" if text[one] in demonyms() else "GPE")
        return
    attitude = start >= 2 and text[start - 1] == "-" and tokens.tight[start - 2] and text[start - 2].lower() in ATTITUDES
    if attitude and text[start] not in demonyms() and (end - start == 1 or label in {"GPE", "NORP"}):
        return
    if label == "NORP" and text[end : end + 1] == ["party"]:
        yield Mention(start, end + 1, "ORG", 3.0)
        return
    if label != "NORP":
        start, end = _completed(tokens, start, end, label)
    if label == "EVENT" and start and is_year(text[start - 1]):
        start -= 1
    if any(tokens.capital[start:end]) and not (end - start == 1 and _is_no_name(text[start], label)):
        yield Mention(start, end, label, _IN_HEADING if tokens.heading[start] else 1.0)


def _is_no_name(word: str, label: str) -> bool:
    words = name_words()
    no_title = word not in words["title"] or label == "ORG"
    return word in words["not_name"] or word in words["caption"] or len(word) < 2 or bool(_NOTE.search(word)) or not no_title


def _is_country(word: str) -> bool:
    return word in demonyms() or word in country_names() or word == "EU"


def _trimmed(tokens: Tokens, start: int, end: int, label: str) -> tuple[int, int]:
    """Return the bounds without what stands before and behind a name."""
    while start < end and _is_before(tokens, start, end):
        start += 1
    while start < end and _is_behind(tokens, start, end, label):
        end -= 1
    return start, end


def _is_before(tokens: Tokens, start: int, end: int) -> bool:
    words = name_words()
    word = tokens.text[start]
    if not (tokens.capital[start] or word[0].isdigit() or word.lower() in PARTICLES):
        return True
    if end - start == 1:
        return False
    title = word in words["title"] and not is_title_of_head(tokens, start + 1, end)
    return title or word in words["caption"] or word in {"The", "A", "An", "Near", "Pro", "Anti"}


def _is_behind(tokens: Tokens, start: int, end: int, label: str) -> bool:
    words = name_words()
    word = tokens.text[end - 1]
    if not (tokens.capital[end - 1] or word[0].isalnum() or word == "!") or word in {"'s", "’s", "'", "’"}:
        return True
    if word.islower() and word.isalpha() and not _is_joined(tokens, end - 1):
        return True
    if word in words["caption"] and tokens.text[end : end + 1] == [":"]:
        return True
    return end - start > 1 and label != "PERSON" and word in words["post"]


def _is_joined(tokens: Tokens, i: int) -> bool:
    """Say whether a token is joined by a hyphen to the one before."""
    return i >= 2 and tokens.text[i - 1] in HYPHENS and tokens.tight[i - 1] and tokens.tight[i - 2]


def _completed(tokens: Tokens, start: int, end: int, label: str) -> tuple[int, int]:
    """Take in the rest of a name that was cut at a hyphen or between first name and surname."""
    text = tokens.text
    while end + 1 < len(text) and label in {"PERSON", "ORG", "GPE", "FAC"} and _is_joined(tokens, end + 1):
        following = text[end + 1]
        part_of_name = tokens.capital[end + 1] or (label == "PERSON" and len(following) <= 6)
        if not (part_of_name and following.isalpha()) or following in name_words()["hyphen_tail"]:
            break
        end += 2
    while (
        _is_joined(tokens, start)
        and (tokens.capital[start - 2] or text[start - 2] in PARTICLES)
        and text[start - 2].lower() not in ATTITUDES
    ):
        start -= 2
    if text[start:end] == ["Washington"] and "D.C." in text[end : end + 2]:
        end += 1 + text[end : end + 2].index("D.C.")
    start = with_article(tokens, start)
    if label == "PERSON" and end - start == 1 and not tokens.heading[start]:
        if text[start] in first_names() and _is_surname(tokens, end):
            end += 1
        elif start and text[start - 1] in first_names() and not tokens.hard_break[start - 1]:
            start -= 1
    return start, end


def _is_surname(tokens: Tokens, i: int) -> bool:
    """Say whether a token behind a first name is the surname that the recogniser left out (Maria To)."""
    if i >= len(tokens) or not tokens.capital[i] or tokens.tag[i] not in {"NNP", "NN", "IN", "TO"}:
        return False
    word, words = tokens.text[i], name_words()
    return len(word) > 1 and word.isalpha() and word not in words["title"] and word not in words["caption"]
