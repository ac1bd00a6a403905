"""Who says what: the spaCy component that finds attributions, and the two finders it can use.

`learned` finds direct, indirect and mixed statements with a small network and adds the quotations that only the rules see; `rules`
does without the network: it knows quotations alone, needs no weights and can be followed by hand.
"""

from __future__ import annotations

from copydesk.nlp.attribution.component import NAME
from copydesk.nlp.attribution.statement import Statement

__all__ = ["NAME", "Statement"]
