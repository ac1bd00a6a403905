"""Rules about who says it, and how the reader can tell."""

from copydesk.checks.sourcing import anonymity, documents, fairness, outlets, speakers

RULES = (*anonymity.RULES, *speakers.RULES, *documents.RULES, *outlets.RULES, *fairness.RULES)
