"""Rules about who says it, and how the reader can tell."""

from copydesk.checks.sourcing import anonymity, carried, charges, documents, fairness, outlets, speakers, unattributed, vague

RULES = (
    *anonymity.RULES,
    *speakers.RULES,
    *carried.RULES,
    *unattributed.RULES,
    *vague.RULES,
    *documents.RULES,
    *outlets.RULES,
    *fairness.RULES,
    *charges.RULES,
)
