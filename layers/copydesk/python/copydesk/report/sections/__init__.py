"""The parts of a report, in the order in which an editor needs them.

A section is a module with a function that looks at the analysis and a template of its name in `templates/html` and in
`templates/markdown`. To add one, write the three and list it here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from copydesk.analysis import Analysis
from copydesk.report.references import References
from copydesk.report.sections import claims, dates, figures, findings, making, names, numbers, places, sources, summary, text, wording


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: `name` is its template and its anchor, `view` returns None where there is nothing to show."""

    name: str
    title: str
    view: Callable[[Analysis, References], object | None]


SECTIONS = (
    Section("findings", "What to ask", findings.view),
    Section("sources", "Who speaks", sources.view),
    Section("claims", "Claims worth checking", claims.view),
    Section("text", "The text", text.view),
    Section("wording", "Wording", wording.view),
    Section("names", "Names", names.view),
    Section("places", "Places", places.view),
    Section("dates", "Dates", dates.view),
    Section("numbers", "Numbers", numbers.view),
    Section("summary", "In short", summary.view),
    Section("figures", "Figures", figures.view),
    Section("making", "How this was made", making.view),
)
