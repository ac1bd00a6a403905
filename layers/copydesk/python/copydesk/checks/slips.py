"""Slips of the pen: spellings that no dictionary has, most of them with a likelier word near.

Which word was meant follows Kernighan, Church and Gale's spelling corrector (1990): of the words at one edit, the one that is the more
common and whose edit is the usual one. What may be right is left alone: names, words of other languages, words made of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from copydesk.analysis import Part, Span
from copydesk.checks.dictionary import SLIP, WORD, Dictionary, commonness, installed
from copydesk.checks.lists import entries, letter_runs
from copydesk.checks.reading import Reading

_SHORTEST = 4
_RARE = 2.1
"""Spellings up to this on the Zipf scale, one in eight million words, may be slips; more common ones are if a list of slips has them."""
_RATIO = 3.3
"""How much more common the word that was meant is than a slip that is in use, in powers of ten."""
_COMMON = 3.0
"""Words from this on are common enough to be meant rather than one that dictionaries lack."""
_USUAL = 1.5
"""What a usual edit adds to how common a word is: swapped letters, and a letter doubled or not."""
_MOST = 2
"""The times that a slip stands in an article; what stands there more often is a term of it."""
_NEIGHBOURHOOD = 30
"""Characters between two unknown words of a sentence that may be of another language together."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A spelling that seems to be a slip, with its places; where no word is near, `meant` is empty."""

    word: str
    meant: str
    places: list[Span]


def slips(reading: Reading) -> Iterator[Slip]:
    """Yield the slips of an article's text that the dictionary tells. Without a dictionary there are none."""
    dictionary = installed()
    if dictionary is None:
        return
    unlisted = dictionary.unlisted(reading.vocabulary[Part.TEXT])
    unknown = {word: found for word, found in unlisted.items() if len(word) >= _SHORTEST and _may_be_slip(found)}
    for name in unknown.keys() & _names(reading) if unknown else ():
        del unknown[name]
    stray: list[Span] = []
    asked: list[Slip] = []
    for word, found in unknown.items():
        places = _places(reading, word)
        stray.extend(places)
        if places and (found & SLIP or len(places) <= _MOST):
            meant = _meant(word, found, dictionary)
            if not meant and (found or len(word) < _LONG or _LENGTHENED.search(word) or _is_made_of_words(word, dictionary)):
                continue
            if found & SLIP or (places[0].text.islower() and not _is_held_up(reading, places[0])):
                asked.append(Slip(places[0].text, meant or "", places))
    for slip in sorted(asked, key=lambda slip: slip.places[0].start):
        if unknown[slip.word.lower()] & SLIP or not any(_stand_together(reading, slip.places[0], other) for other in stray):
            yield slip


def _may_be_slip(found: int) -> bool:
    return bool(found & SLIP) or commonness(found) <= _RARE


def _names(reading: Reading) -> frozenset[str]:
    """The words of the article's names, in lower case."""
    names = (name for entity in reading.analysis.entities for name in (entity.name, *entity.aliases))
    return frozenset(run for name in names for run in letter_runs(name.lower()))


def _places(reading: Reading, word: str) -> list[Span]:
    """The places of a spelling, none of them if it is a name, a handle, part of an address or of another word in one."""
    places = [place for place in reading.phrases(_STANDING_ALONE, first=(word,)) if place.end - place.start == len(word)]
    everywhere = reading.lower[Part.TEXT].count(word)
    if len(places) < everywhere or not all(_is_word(reading, place) for place in places):
        return []
    return places


_STANDING_ALONE = re.compile(r"(?<![^\s(\[“‘\"'—–…])(?<!\w-\s)[a-z]+(?=$|[\s)\]”\"—–…,;:?!]|\.(?!\w)|[’'](?!\w))(?!\W*\[sic)")


def _is_word(reading: Reading, place: Span) -> bool:
    """Whether a place has a word in lower case, or with the capital of a sentence's first."""
    if place.text.islower():
        return True
    before = reading.text[: place.start].rstrip("“‘\"'([ ")[-1:]
    return place.text[1:].islower() and before in ("", "\n", ".", "!", "?")


def _is_held_up(reading: Reading, place: Span) -> bool:
    """Whether a word stands in quotation marks by itself: a term as somebody has it."""
    return bool(_MARK.match(reading.text, place.start - 1) and _MARK.match(reading.text, place.end)) if place.start else False


_MARK = re.compile(r"[,.]?[“”‘’\"']")


def _stand_together(reading: Reading, one: Span, other: Span) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    return one.text != other.text and gap < _NEIGHBOURHOOD and reading.sentence_of(one) == reading.sentence_of(other)


def _meant(word: str, found: int, dictionary: Dictionary) -> str | None:
    """The word, or the two words, that a spelling was meant to be."""
    if found & SLIP:
        return dictionary.meant_by_slip(word)
    if _LENGTHENED.search(word) or _is_made_of_words(word, dictionary):
        return None
    best, score = "", _COMMON
    for one, common in ((one, commonness(each)) for one, each in dictionary.near(word)):
        usual = _is_usual(word, one)
        worth = common + (_USUAL if usual else 0)
        if worth >= score and (not found or common - commonness(found) >= _RATIO) and (usual or _is_likely(word, one, found)):
            best, score = one, worth
    for left, of_left, right, of_right in dictionary.halves(word):
        common = min(commonness(of_left), commonness(of_right))
        if common >= max(score, commonness(found) + _RATIO) and _are_glued(left, right):
            best, score = f"{left} {right}", common
    return f"a {best}" if f"a{best}" == word else best or None


def _are_glued(left: str, right: str) -> bool:
    """Whether two words that stand as one are no compound: one of them makes none, or the first has an ending that makes none."""
    if min(len(left), len(right)) < 2:
        return False
    if not _listed("glued").isdisjoint((left, right)):
        return True
    return len(left) >= _SHORTEST and (right in _listed("glued_behind") or left.endswith(tuple(entries("spelling", "unglued"))))


def _is_usual(word: str, meant: str) -> bool:
    """Whether the edit swapped two letters, or doubled one or did not."""
    if len(word) == len(meant):
        return sorted(word) == sorted(meant)
    return _single(word) == _single(meant)


def _is_likely(word: str, meant: str, found: int) -> bool:
    """Whether another edit is likely: one letter for another only in a spelling that nobody uses, two too many only where they repeat."""
    if len(word) == len(meant):
        return not commonness(found)
    if len(word) < len(meant) + 2:
        return True
    rests = ((place, word[:place] + word[place + 2 :]) for place in range(len(meant) + 1))
    return len(meant) >= _LONG and any(
        rest == meant and (word[place - 1 : place] == word[place + 1] or word[place] == word[place + 2 : place + 3])
        for place, rest in rests
    )


_LONG = 7
"""Letters of a word from which a syllable is written twice by chance, and from which few words are in no dictionary and in no use."""
_LENGTHENED = re.compile(r"([aeiouy])\1\1\1")
"""A vowel drawn out, as of those who call."""
_DOUBLED = re.compile(r"(.)\1+")


def _single(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _is_made_of_words(word: str, dictionary: Dictionary) -> bool:
    """Whether a spelling is a word of dictionaries with a prefix or an ending, or the British way to write one in -ize."""
    bare = [(word[: -len(one)], one) for one in entries("spelling", "suffixes") if word.endswith(one)]
    whole = [word[len(one) :] for one in entries("spelling", "prefixes") if word.startswith(one)]
    whole += [stem for stem, ending in bare if stem[-1:] != ending and (ending != "es" or stem.endswith(_HISSING))]
    whole += [f"{stem}e" for stem, ending in bare if ending[0] in "aeiouy" and ending != "es"]
    whole += [stem[:-1] for stem, ending in bare if ending[0] in "aeiouy" and stem[-2:-1] == stem[-1:] and len(stem) < 7]
    whole += [word.replace("is", "iz")]
    kept = [stem for stem in whole if len(stem) >= _SHORTEST]
    return any(found & WORD and commonness(found) >= _KNOWN for found in dictionary.classes(kept))


_HISSING = ("s", "x", "z", "ch", "sh", "o")
_KNOWN = 2.0
"""Words from this on make others that dictionaries lack."""


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(entries("spelling", name))
