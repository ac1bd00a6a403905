"""Words of the article where they are repeated outside it: short, on one line, with the place they stand at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Span
from copydesk.report.references import References

LENGTH = 160
"""How many characters are repeated at most."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words, the paragraph where they begin (none means the headline) and the id of their place in the text, where they have one."""

    words: str
    paragraph: int | None
    anchor: str | None


def excerpt(spans: Sequence[Span], references: References, anchor: str | None = None, length: int = LENGTH) -> Excerpt:
    """Repeat some spans that belong together; what is too long is cut behind a word."""
    words = " … ".join(" ".join(span.text.split()) for span in spans)
    if len(words) > length:
        words = words[:length].rsplit(" ", 1)[0] + " …"
    return Excerpt(words, references.paragraph_of(spans[0]), anchor)
