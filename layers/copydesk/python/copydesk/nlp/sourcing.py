"""How much of a text is handed to sources, and to which: shares of words, each with its denominator."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copydesk.analysis import Attribution, AttributionType, Part, ShareOfWords, Source, SourceType, Sourcing
from copydesk.nlp.statistics import words

_UNNAMED = frozenset({SourceType.UNNAMED_PERSON, SourceType.UNNAMED_GROUP})


def sourcing(total: int, attributions: Sequence[Attribution], sources: Sequence[Source]) -> Sourcing:
    """Measure the sourcing of a text of so many words. Statements in the headline are not counted."""
    of = {source.id: source for source in sources}
    said = [
        (sum(len(words(span.text)) for span in one.content if span.part is Part.TEXT), one, of.get(one.source_id or ""))
        for one in attributions
    ]
    attributed = sum(count for count, _, _ in said)

    def share(holds: Callable[[Attribution, Source | None], bool]) -> ShareOfWords:
        return _share(sum(count for count, one, source in said if holds(one, source)), attributed)

    return Sourcing(
        attributed=_share(min(attributed, total), total),
        quoted=share(lambda one, _: one.type is AttributionType.DIRECT),
        named=share(lambda _, source: source is not None and source.type not in _UNNAMED),
        unnamed=share(lambda _, source: source is not None and source.type in _UNNAMED),
        anonymous=share(lambda _, source: source is not None and source.anonymity is not None),
        without_source=share(lambda _, source: source is None),
    )


def _share(count: int, of: int) -> ShareOfWords:
    return ShareOfWords(share=round(count / of, 4) if of else 0.0, words=count, of=of)
