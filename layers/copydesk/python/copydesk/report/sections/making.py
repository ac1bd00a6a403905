"""How the report was made: by which program, from which version, and how much of the text was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis
from copydesk.report.references import References
from copydesk.report.wording import day, language, percent


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: `value` for people, `code` for what a program would compare letter by letter."""

    name: str
    value: str = ""
    code: str = ""


def view(analysis: Analysis, references: References) -> Sequence[Fact]:
    """List what another analysis of this text would have to share to come out the same."""
    del references
    engine, document, reference = analysis.engine, analysis.document, analysis.reference_date
    dated = f"{day(reference.value)} ({reference.origin.meaning})" if reference.value else reference.origin.meaning
    return [
        Fact("Share of the text analysed", percent(document.analysed_share)),
        Fact("Language as identified", f"{language(document.language.code)}, {percent(document.language.confidence)} sure"),
        Fact("Reference date", dated),
        Fact("Program", f"{engine.name} {engine.version}"),
        Fact("Language model", f"{engine.model} {engine.model_version}"),
        Fact("Rules", code=engine.rules_version),
        Fact("Language data", code=engine.data_version),
        *([Fact("Policy", analysis.policy.name, analysis.policy.version)] if analysis.policy else []),
        Fact("Article", code=analysis.article.id),
        Fact("Version", code=analysis.article.version),
        Fact("Analysis", code=analysis.analysis_id),
    ]
