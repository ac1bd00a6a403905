"""Rules about who says it, and how the reader can tell."""

from copydesk.checks.sourcing import anonymity, documents, fairness, outlets, speakers, unattributed

RULES = (*anonymity.RULES, *speakers.RULES, *unattributed.RULES, *documents.RULES, *outlets.RULES, *fairness.RULES)
