"""Abbreviations: explained once, at their first use, and only where they are used again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from copydesk.analysis import EntityType, Range, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, Practice, rule

_PRACTICE = Practice("Newsroom style guides: spell out at first mention, give the short form in brackets only where it comes back")

_IN_BRACKETS = re.compile(r"\((?<=[\w’'][ \xa0]\()“?(?:the |or |hereafter )?(?P<short>[A-Z][A-Za-z&]{0,7}[A-Z])s?”?\)")
_BEFORE = re.compile(r"(?:[\w’'&.\-]+[ \xa0]+){1,11}[\w’'&.\-]+$")
_RUN = re.compile(r"[A-Z]{2,}")
_OTHER_WAY = re.compile(r"(?<![\w-])(?P<short>[A-Z]{2,8})[ \xa0]+\((?P<full>(?:the )?[A-Za-z][\w’'\-]+(?:[ \xa0][\w’'\-]+){1,8})\)")
_OR = re.compile(r",[ \xa0](?:or|known as|abbreviated)[ \xa0](?:the[ \xa0])?[“\"]?(?P<short>[A-Z]{2,8})\b")
_CAPITALS = re.compile(r"(?<![\w&.@#/$\-’'])[A-Z]{2,6}(?=s?(?![\w&@/\-]|\.[A-Z]|[’']t))")
_WORD = re.compile(r"[A-Za-z][\w’']*")
_ROMAN = re.compile(r"[IVXLC]+")


@dataclass(slots=True)
class _Short:
    text: str
    explained: list[Span] = field(default_factory=list)
    """Where it stands in brackets behind its full form, that included."""
    used: list[Span] = field(default_factory=list)
    is_glossed: bool = False
    """Whether it stands in brackets or behind "or" after something that does not have its letters, as foreign names do."""


def _abbreviations(reading: Reading) -> dict[str, _Short]:
    """The abbreviations of the story by their capitals."""
    found: dict[str, _Short] = {}
    text = reading.text
    taken: set[int] = set()

    def entry(short: str) -> _Short:
        return found.setdefault(_letters(short), _Short(short))

    for one in _IN_BRACKETS.finditer(text):
        behind = one.start() - 1  # the blank before the bracket
        before = _BEFORE.search(text, max(0, behind - 120), behind)
        start = _full_start(before[0], one["short"]) if before else None
        if before and start is not None:
            entry(one["short"]).explained.append(reading.span(before.start() + start, one.end()))
            taken.add(one.start("short"))
        else:
            entry(one["short"]).is_glossed = True
    runs = [run.start() for run in _RUN.finditer(text)]
    for one in filter(None, (_OTHER_WAY.match(text, start) for start in runs if "(" in text)):
        if _full_start(one["full"], one["short"]) is not None:
            entry(one["short"]).explained.append(reading.span(*one.span()))
            taken.add(one.start("short"))
    for one in _OR.finditer(text):
        entry(one["short"]).is_glossed = True
    for one in filter(None, (_CAPITALS.match(text, start) for start in runs)):
        if one.start() not in taken and not reading.is_furniture(span := reading.span(*one.span())):
            entry(span.text).used.append(span)
    return found


@rule(
    "abbreviation-twice",
    name="Abbreviation explained twice",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="A reader who was told what the letters stand for need not be told again.",
    bad="The Varn Harbour Board (VHB) will meet in May. Nobody else may vote on the pier but the Varn Harbour Board (VHB), it said.",
    good="The Varn Harbour Board (VHB) will meet in May. Nobody else may vote on the pier but the VHB, it said.",
    practice=_PRACTICE,
)
def abbreviation_twice(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the second place, and all further ones, where the same letters stand in brackets behind their full form."""
    for one in reading.kept(_abbreviations).values():
        again = [place for place in one.explained[1:] if not reading.is_quoted(place)]
        if again:
            yield Observation(
                one.text,
                f"Why is {one.text} explained again?",
                [*again, one.explained[0]],
                suggestion=f"Write {one.text} alone.",
            )


@rule(
    "abbreviation-unused",
    name="Abbreviation never used",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The short form is given in brackets and does not come back: the reader learns it for nothing.",
    bad="The Varn Harbour Board (VHB) will meet in May. Two ferries sailed before noon, the board said.",
    good="The Varn Harbour Board (VHB) will meet in May. Two ferries sailed before noon, the VHB said.",
    practice=_PRACTICE,
)
def abbreviation_unused(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks letters in brackets behind their full form that stand nowhere else. Those that everybody knows are left alone."""
    for letters, one in reading.kept(_abbreviations).items():
        if len(one.explained) == 1 and not one.used and letters not in _known() and one.text not in reading.title:
            yield Observation(one.text, f"Is {one.text} needed? It does not come back.", one.explained, suggestion="Take the brackets out.")


@rule(
    "abbreviation-late",
    name="Abbreviation explained after its first use",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The letters come first and what they stand for is told only later.",
    bad="The VHB will meet in May. Only the Varn Harbour Board (VHB) may vote on the pier, the mayor said.",
    good="The Varn Harbour Board (VHB) will meet in May. Only the VHB may vote on the pier, the mayor said.",
    practice=_PRACTICE,
)
def abbreviation_late(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the uses before the explanation; not in the headline, nor where the full form stands before them without brackets.

    Words that the letters begin count as the explanation where none is in brackets.
    """
    for letters, one in reading.kept(_abbreviations).items():
        if not one.used or (letters in _known() and letters not in _familiar()):
            continue
        first = one.explained[0] if one.explained else None if one.is_glossed else _spelt_out(reading, letters)
        if first is None:
            continue
        early = [use for use in one.used if use.end < first.start]
        full = first.text.split("(")[0].strip().casefold()
        if early and full not in reading.text[: early[0].start].casefold():
            yield Observation(
                one.text, f"What is {one.text}? It is explained only further down.", [*early, first], suggestion="Explain it here."
            )


def _spelt_out(reading: Reading, letters: str) -> Span | None:
    """The first words of the story, all with capitals, that begin with the letters; small words are free."""
    if len(letters) < 3:
        return None
    for run in reading.kept(_runs_in_capitals):
        place = run.initials.find(letters)
        if place >= 0:
            words = reading.span(run.places[place][0], run.places[place + len(letters) - 1][1])
            if not any(word.isupper() for word in _WORD.findall(words.text)):
                return words
    return None


@dataclass(slots=True)
class _Run:
    """Words with capitals that follow each other; small words in between are free, and have no place in it."""

    initials: str
    places: list[Range]


def _runs_in_capitals(reading: Reading) -> list[_Run]:
    """The runs of two words or more, in the order of the text."""
    found = []
    for run in _CAPITALISED_RUN.finditer(reading.text):
        begin = run.start()
        places = [(begin + word.start(), begin + word.end()) for word in _PLAIN_WORD.finditer(run[0]) if word[0] not in _JOINING]
        found.append(_Run("".join([reading.text[start] for start, _ in places]), places))
    return found


_CAPITALISED = r"[A-Z][\w’'\-]+"
_CAPITALISED_RUN = re.compile(rf"{_CAPITALISED}(?: (?:(?:of|and|the|for|on|in|to|&|de|du|des) )*{_CAPITALISED})+")
_JOINING = frozenset({"of", "and", "the", "for", "on", "in", "to", "de", "du", "des"})
_PLAIN_WORD = re.compile(r"[A-Za-z][\w’'\-]*")


@rule(
    "abbreviation-untied",
    name="Abbreviation not tied to its name",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The full name and its letters both stand in the article, and nothing says that they are the same: no brackets, no “or”.",
    bad="The Varn Harbour Board will meet in May.\n\nTwo ferries sailed before noon.\n\nOnly the VHB may vote on the pier, the mayor said.",
    good="The Varn Harbour Board (VHB) will meet in May. Only the VHB may vote on the pier. The European Union pays; the EU is rich.",
    practice=_PRACTICE,
    not_in=[Genre.SPORT],
)
def abbreviation_untied(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks letters that begin the words of a name in the article where no brackets join the two; not those that everybody knows."""
    text = reading.text
    used: dict[str, list[Range]] = defaultdict(list)
    for found in _SHORT.finditer(text):
        used[found["short"]].append(found.span("short"))
    if len(used) > _MOST:
        return
    untied = [
        letters
        for letters in used
        if letters not in _universal() and f"({letters}" not in text and f"{letters} (" not in text and f", or {letters}" not in text
    ]
    full: dict[str, Span] = {}
    for run in reading.kept(_runs_in_capitals) if untied else ():
        for letters in untied:
            place = run.initials.find(letters)
            if place >= 0 and letters not in full:
                full[letters] = reading.span(run.places[place][0], run.places[place + len(letters) - 1][1])
    for letters, name in full.items():
        places = [reading.span(*one) for one in used[letters] if not reading.is_furnished(one[0])]
        if places and not _follows(reading, name, places[0]):
            message = f"Is {letters} the {name.text}? Nothing ties the letters to the name."
            yield Observation(letters, message, [*places, name], suggestion=f"Write “{name.text} ({letters})” at the first mention.")


_SHORT = re.compile(r"(?P<short>[A-Z](?<![\w&.@#/$\-’'(].)[A-Z]{2,5})(?=s?(?![\w&@/\-]|\.[A-Z]))")
_MOST = 400
"""Different letters that are looked at most: what has more is a list."""


def _follows(reading: Reading, name: Span, letters: Span) -> bool:
    """Whether the letters stand so soon behind the name that every reader ties them to it."""
    return name.end <= letters.start and reading.paragraph_of(name) == reading.paragraph_of(letters)


@cache
def _universal() -> frozenset[str]:
    return _known() - _familiar()


@rule(
    "abbreviation-unexplained",
    name="Abbreviation never explained",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Letters that not everybody knows are used as a name, and nothing in the article is what they could stand for.",
    bad="The VHB will meet in May. Only the VHB may vote on the pier, said Ida Marr, who runs the office. Two ferries sailed.",
    good="The Varn Harbour Board will meet in May. Only the VHB may vote, Ida Marr told the BBC on her mobile, on DVD and in a PDF.",
    practice=_PRACTICE,
    not_in=[Genre.SPORT],
)
def abbreviation_unexplained(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks two to six capitals that the article uses as a name and whose letters begin no words anywhere in it.

    Shouted words, Roman numbers, call signs and the letters that everybody
    knows are left alone; those that most know and a careful desk spells out all the same are told together, in a note.
    """
    if not any(one.used for one in reading.kept(_abbreviations).values()):
        return
    bodies = {m.text: e for e in reading.analysis.entities if e.type is EntityType.ORG for m in e.mentions if m.text.isupper()}
    familiar: list[Span] = []
    for letters, one in reading.kept(_abbreviations).items():
        if one.explained or one.is_glossed or not one.used or _ROMAN.fullmatch(letters):
            continue
        if letters in _known():
            if letters in _familiar() and not _stand_for(reading, letters):
                familiar.append(one.used[0])
            continue
        is_body = letters in bodies and bodies[letters].name == letters
        if letters in bodies and not is_body:
            continue
        if not is_body and not _is_name(reading, one.used):
            continue
        small = letters.lower()
        if letters.capitalize() in reading.text or (small in reading.text and re.search(rf"\b{small}\b", reading.text)):
            continue
        if _stand_for(reading, letters):
            continue
        yield Observation(
            letters,
            f"What is {letters}? The article does not say what the letters stand for.",
            one.used,
            suggestion="Spell it out at its first use.",
        )
    if familiar:
        shown = ", ".join(one.text for one in familiar)
        yield Observation("familiar", f"Will every reader know what {shown} stands for?", familiar, suggestion="Spell it out once.")


_NAME_BEFORE = re.compile(r"[a-z][ \xa0]$")
_SMALL_BEHIND = re.compile(r"[ \xa0][a-z]{2,}")
_SHOUTED = re.compile(r"[ \xa0]+[A-Z]{2,}\b")


def _is_name(reading: Reading, uses: list[Span]) -> bool:
    """Whether capitals are used as a name rather than shouted: behind words in small letters, and not all in quotations."""
    text = reading.text
    plain = [use for use in uses if _NAME_BEFORE.search(text[max(0, use.start - 2) : use.start]) and not _SHOUTED.match(text, use.end)]
    if len(plain) != len(uses) or all(reading.is_quoted(use) for use in plain):
        return False
    # Two letters may be a state's, or begin a name: "EW Nutrition", "in Alton, IL".
    return len(plain[0].text) > 2 or all(_SMALL_BEHIND.match(text, use.end) for use in plain)


def _full_start(full: str, short: str) -> int | None:
    """Where the words that the letters stand for begin, counted from the end of the phrase; None where they stand for other words."""
    letters = _letters(short)
    words = list(_WORD.finditer(full.rstrip()))
    joined = [word for word in words if word[0].lower() not in _small()]
    for pool in (words, joined):
        wanted = pool[-len(letters) :]
        if len(wanted) == len(letters) and all(word[0][0].upper() == letter for word, letter in zip(wanted, letters, strict=True)):
            return wanted[0].start()
    # Letters from inside the words (TV, MoD, PhD): the first word must begin with the first letter, and all letters follow in order.
    for count in (2, 3, 4, 5, 1):
        wanted = words[-count:]
        if len(wanted) == count and wanted[0][0][0].upper() == letters[0] and wanted[0][0][0].isupper():
            text = "".join(word[0] for word in wanted).upper()
            place = -1
            for letter in letters:
                place = text.find(letter, place + 1)
                if place < 0:
                    break
            else:
                return wanted[0].start()
    return None


def _stand_for(reading: Reading, short: str) -> bool:
    """Whether the letters begin words that follow each other somewhere in the article, small words free, or stand in one long word."""
    words, starts = reading.kept(_words)
    place = starts.find(short)
    while place >= 0:
        if any(word[0].isupper() for word in words[place : place + len(short)]):
            return True
        place = starts.find(short, place + 1)
    return any(word.startswith(short[:2]) and short[-1] in word for word in (word.upper() for word in words if len(word) > 8))


_BETWEEN = " . "


def _words(reading: Reading) -> tuple[list[str], str]:
    """The words of the title and the text, laid end to end, without the small ones, and their first letters."""
    small = _small_in_any_case()
    words = [word for word in _WORD.findall(f"{reading.title}{_BETWEEN}{reading.text}") if word not in small]
    return words, "".join([word[0] for word in words]).upper()


def _letters(short: str) -> str:
    return "".join(letter for letter in short if letter.isalpha() and letter.isupper())


@cache
def _known() -> frozenset[str]:
    return frozenset(lists("abbreviations")["known"])


@cache
def _familiar() -> frozenset[str]:
    return frozenset(lists("abbreviations")["familiar"])


@cache
def _small() -> frozenset[str]:
    return frozenset(lists("abbreviations")["small"])


@cache
def _small_in_any_case() -> frozenset[str]:
    return frozenset(form for word in _small() for form in (word, word.capitalize(), word.upper()))


RULES = (abbreviation_twice, abbreviation_unused, abbreviation_late, abbreviation_untied, abbreviation_unexplained)
