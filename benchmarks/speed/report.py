"""Measure what the report costs as an article grows: `.venv/bin/python benchmarks/speed/report.py`.

An article of our own with a name and a statement in each paragraph is analysed at growing lengths, and its page rendered. Printed is the
processor time of the rendering alone, the least of the rounds, in all and for a thousand paragraphs: the latter should stay as it is.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from time import process_time

from copydesk import desk
from copydesk.analysis import Analysis
from copydesk.article import Article, Submission
from copydesk.report.html import render

PARAGRAPH = "“We will not go,” said Mara Ohlsen of the ferry office on the quay, where nobody had come to ask for {} days."
RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print the seconds for each length."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paragraphs", type=int, nargs="*", default=[100, 1_000, 4_000], help="lengths of the article (100 1000 4000)")
    parser.add_argument("--rounds", type=int, default=3, help="times that each page is rendered (3)")
    arguments = parser.parse_args()
    open_desk = desk.open_desk()
    for paragraphs in arguments.paragraphs:
        text = "\n\n".join(PARAGRAPH.format(number) for number in range(2, paragraphs + 2))
        analysis = open_desk.read(Article.of(Submission(text=text, language="en"), received_at=RECEIVED))
        seconds = min(seconds_to_render(analysis) for _ in range(arguments.rounds))
        print(f"{paragraphs:7,} paragraphs{seconds:9.3f} s{1_000 * seconds / paragraphs:9.3f} s for a thousand")


def seconds_to_render(analysis: Analysis) -> float:
    """Return the processor time of one rendering."""
    before = process_time()
    render(analysis)
    return process_time() - before


if __name__ == "__main__":
    main()
