"""An analysis as Markdown (CommonMark with GitHub's tables): the same report for a terminal or a chat.

Every expression in the templates is escaped unless it is `Raw`, so that no article can write a heading, a link or a terminal's
control sequence into the report.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from jinja2 import Environment, PackageLoader, StrictUndefined

from copydesk.analysis import Analysis
from copydesk.report import wording
from copydesk.report.references import References
from copydesk.report.sections import SECTIONS
from copydesk.report.sections.text import Block


class Raw(str):
    """Markdown that is meant as Markdown."""

    __slots__ = ()


def render(analysis: Analysis) -> str:
    """Write the report. Equal analyses give equal reports."""
    references = References.of(analysis)
    views = [(section, view) for section in SECTIONS if (view := section.view(analysis, references)) is not None]
    report = _environment().get_template("report.md").render(analysis=analysis, article=analysis.article, sections=views)
    return re.sub(r"\n{3,}", "\n\n", report).strip() + "\n"


def marked(block: Block) -> Raw:
    """Write a paragraph with the number of each question, like [Q1], and of each voice, like [2], behind its words."""
    pieces = (
        [
            *(_words(piece.text) for piece in run.pieces),
            *(rf"\[{question.sign}\]" for question in run.asked),
            *(rf"\[{statement.voice.sign}\]" for statement in run.closing),
        ]
        for run in block.runs
    )
    return Raw(_line("".join(chain.from_iterable(pieces)).strip()))


def escape(text: str) -> str:
    """Write words on one line such that they mean nothing in Markdown.

    White space is folded, control characters are shown as their pictures, and what would turn the direction of all that
    follows is dropped.
    """
    return _line(_words(text).strip())


def _words(text: str) -> str:
    """Escape what means something anywhere in a line."""
    folded = DIRECTIONS.sub("", wording.visible(WHITE.sub(" ", text)))
    return ANYWHERE.sub(r"\\\g<0>", folded)


def _line(words: str) -> str:
    """Escape what means something at the beginning of a line only: lists, headings, rules and underlines."""
    return LINE_START.sub(r"\1\\\2", words)


WHITE = re.compile(r"\s+")
ANYWHERE = re.compile(r"[\\`*_{}\[\]<>|~$@]|&(?=#?\w+;)")
LINE_START = re.compile(r"^(\d*)([-+=#.)])(?=[\s#=-]|$)")
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069\u0080-\u009f]")
"""Bidirectional embeddings, overrides and isolates; and the C1 controls, which some terminals obey."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("copydesk.report", "templates/markdown"),
        autoescape=False,  # noqa: S701 (HTML's escapes are not Markdown's; `finalize` escapes instead)
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(wording.FILTERS)
    environment.filters["marked"] = marked
    return environment


def _finalize(value: object) -> object:
    return value if isinstance(value, Raw) else escape(str(value))
