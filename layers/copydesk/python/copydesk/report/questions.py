"""The questions to the desk with their numbers, which tie the list of findings to the words in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Anchor, Finding, Severity


@dataclass(frozen=True, slots=True)
class Question:
    """An open finding with its number: the 3 of the Q3 beside the words it is about."""

    number: int
    finding: Finding

    @property
    def sign(self) -> str:
        """What stands beside its words."""
        return f"Q{self.number}"

    @property
    def anchor(self) -> str:
        """The id of its entry in the list."""
        return f"question-{self.number}"

    @property
    def label(self) -> str:
        """What it asks, in words: for those who see neither the colour nor the line."""
        return f"{self.finding.severity.label}: {self.finding.message}"

    @property
    def places(self) -> Sequence[Flag]:
        """Where its words stand."""
        return [Flag(self, ordinal, anchor) for ordinal, anchor in enumerate(self.finding.anchors, start=1)]


@dataclass(frozen=True, slots=True)
class Flag:
    """One of the places of a question, counted from 1."""

    question: Question
    ordinal: int
    span: Anchor

    @property
    def anchor(self) -> str:
        """The id of the place in the text."""
        return f"{self.question.anchor}-{self.ordinal}"


def questions(analysis: Analysis) -> list[Question]:
    """Number the findings that nobody has answered or suppressed: errors, then warnings, then notes."""
    waiting = [finding for finding in analysis.findings if is_open(finding)]
    waiting.sort(key=lambda finding: GRAVEST_FIRST.index(finding.severity))
    return [Question(number, finding) for number, finding in enumerate(waiting, start=1)]


def is_open(finding: Finding) -> bool:
    """Whether somebody still has to look at it."""
    return finding.suppressed is None and finding.resolution is None


GRAVEST_FIRST = tuple(Severity)
