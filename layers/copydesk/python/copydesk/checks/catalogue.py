"""Every rule, in the order in which they are documented. A new rule is written in its module and listed there."""

from __future__ import annotations

from copydesk.checks import (
    facts,
    form,
    headline,
    headline_words,
    layout,
    measures,
    phrasing,
    sourcing,
    spelling,
    structure,
    timing,
    unexplained,
    verify,
    wording,
)
from copydesk.checks.consistency import (
    abbreviations,
    calendar,
    figures,
    glued,
    introductions,
    marks,
    names,
    phrases,
    repetition,
    restated,
    scare_quotes,
)
from copydesk.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    *sourcing.RULES,
    *names.RULES,
    *abbreviations.RULES,
    *introductions.RULES,
    *figures.RULES,
    *calendar.RULES,
    *glued.RULES,
    *marks.RULES,
    *phrases.RULES,
    *repetition.RULES,
    *restated.RULES,
    *scare_quotes.RULES,
    *headline.RULES,
    *headline_words.RULES,
    *wording.RULES,
    *phrasing.RULES,
    *facts.RULES,
    *form.RULES,
    *structure.RULES,
    *layout.RULES,
    *timing.RULES,
    *measures.RULES,
    *spelling.RULES,
    *unexplained.RULES,
    *verify.RULES,
)

CODES = {rule.code: rule for rule in RULES}
