"""Every rule, in the order in which they are documented. A new rule is written in its module and listed there."""

from __future__ import annotations

from copydesk.checks import facts, form, sourcing, wording
from copydesk.checks.rule import Rule

RULES: tuple[Rule, ...] = (*sourcing.RULES, *wording.RULES, *facts.RULES, *form.RULES)

CODES = {rule.code: rule for rule in RULES}
