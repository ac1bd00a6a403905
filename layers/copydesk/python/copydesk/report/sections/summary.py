"""In short: the sentences and phrases that carry most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis
from copydesk.report.references import References


@dataclass(frozen=True, slots=True)
class Short:
    """The section: sentences of the article and phrases from it."""

    sentences: Sequence[str]
    keyphrases: Sequence[str]


def view(analysis: Analysis, references: References) -> Short | None:
    """Take the summary as it is; None where there is none."""
    del references
    if analysis.summary is None or not (analysis.summary.sentences or analysis.summary.keyphrases):
        return None
    return Short([span.text for span in analysis.summary.sentences], [phrase.text for phrase in analysis.summary.keyphrases])
