"""Find the time expressions of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from copydesk.analysis import TimeExpression, TimexType
from copydesk.nlp.dates import clock, days, durations, quarters, references, relative, years  # noqa: F401 - they register their rules
from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.grammar import ANCHORS, PROPER, Reading, Timex, alphabet, compiled, lexicon
from copydesk.nlp.dates.holidays import with_holidays
from copydesk.nlp.dates.match import Match
from copydesk.nlp.dates.tense import tense_of
from copydesk.nlp.expressions.lexer import Token, islands, lex
from copydesk.nlp.expressions.numbers import join_numbers
from copydesk.nlp.passages import Passage
from copydesk.nlp.windows import paragraphs


def dates(passages: Iterable[Passage], reference: date | None) -> list[TimeExpression]:
    """Return the time expressions of an article, resolved against `reference`."""
    return [passage.placed(found) for passage in passages for found in find_dates(passage.text, reference, tense_of(passage.doc))]


def find_dates(text: str, reference: date | None = None, tense: Callable[[int], int] = lambda _: 0) -> list[TimeExpression]:
    """Return the time expressions of `text` in order, resolved against `reference`.

    `tense` tells of an offset whether its clause speaks of the past (-1), the future (1), or neither (0): see `tense_of`. Without a
    reference date values stay underspecified.
    """
    words = join_numbers(islands(with_holidays(text, lex(text, lexicon(), PROPER)), ANCHORS))
    context = Context(reference, tense, [start for start, _ in paragraphs(text)])
    found: list[TimeExpression] = []
    for match, timex in _matches(words, text, context):
        if timex.period is not None and not timex.relative:
            context.mention(match.start, timex.period)
        context.read_up_to = match.end
        start = match.words[match.first + timex.skip].start
        found.append(
            TimeExpression(start=start, end=match.end, text=text[start : match.end], type=TimexType[timex.type], value=timex.value)
        )
    return found


def _matches(tokens: Sequence[Token], text: str, context: Context) -> Iterator[tuple[Match, Timex]]:
    """Yield the matches that have a reading, left to right, the longest first at every place."""
    codes = alphabet().spell(tokens)
    candidates = [
        (match.start(), -match.end(), order)
        for order, (pattern, _) in enumerate(compiled())
        for match in pattern.finditer(codes)
        if match.end() > match.start()
    ]
    candidates.sort()
    rules = compiled()
    position = 0
    for start, end, order in candidates:
        if start < position:
            continue
        match = Match(text, tokens, start, -end)
        timex = _read(rules[order][1], match, context)
        if timex is not None:
            position = -end
            yield match, timex


def _read(read: Reading, match: Match, context: Context) -> Timex | None:
    """Read a match; dates beyond the calendar ("99999 years ago") have no value and are left out."""
    try:
        return read(match, context)
    except (OverflowError, ValueError):
        return None
