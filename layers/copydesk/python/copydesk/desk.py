"""The desk: an article is analysed, then checked against a policy.

This is what the functions and the command line call. Everything below is pure: the same article, engine and policy give the same
bytes, on any machine and at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from copydesk.analysis import Analysis, PolicyReference
from copydesk.article import IDENTIFIER_DIGITS, Article
from copydesk.checks.findings import findings
from copydesk.checks.packs import HOUSE, names, source
from copydesk.checks.policy import Policy, Shelf, policy, read
from copydesk.nlp.analyser import MODEL, load

if TYPE_CHECKING:
    from copydesk.nlp.analyser import Analyser


def open_desk(model: str = MODEL, *, house: Policy | str = HOUSE, shelf: Shelf = source) -> Desk:
    """Load a spaCy pipeline and put a desk around it; see `nlp.analyser.load` for what it raises."""
    return Desk(load(model), house=house, shelf=shelf)


class Desk:
    """An analyser with the policies that it is asked for; make one and keep it.

    `house` is the policy for articles that name none, itself or its name on the `shelf`, where all others are looked up.
    """

    def __init__(self, analyser: Analyser, *, house: Policy | str = HOUSE, shelf: Shelf = source) -> None:
        self._analyser = analyser
        self._house = house
        self._shelf = shelf

    def policy_of(self, article: Article) -> Policy:
        """Return the policy that an article is checked against, as it stands on the shelf now.

        Raises `InvalidRequest` with the code `unknown_policy` where the article names one that is not there, `invalid_policy` where
        the one on the shelf cannot be read.
        """
        if isinstance(self._house, Policy) and article.policy in (None, self._house.name):
            return self._house
        name = article.policy or (self._house.name if isinstance(self._house, Policy) else self._house)
        return policy(name) if name in names() else read(self._shelf(name), f"{name}.yaml", on=self._shelf)

    def identity(self, article: Article, chosen: Policy | None = None) -> str:
        """Return the `analysis_id` that the analysis of this article will have, without analysing it.

        It hashes everything that the bytes of the analysis depend on, so that equal ids mean equal bytes. `chosen` is the article's
        policy, for a caller who looked it up and must not see it change before `read`.
        """
        chosen = chosen or self.policy_of(article)
        digest = hashlib.sha256(f"{self._analyser.identity(article)} {chosen.name} {chosen.digest}\n".encode())
        for one in article.suppress:
            digest.update(one.model_dump_json().encode("utf-8") + b"\n")
        return digest.hexdigest()[:IDENTIFIER_DIGITS]

    def read(self, article: Article, chosen: Policy | None = None) -> Analysis:
        """Analyse and check one article; `chosen` as for `identity`."""
        chosen = chosen or self.policy_of(article)
        return self._checked(article, next(self._analyser.analyse_many([article])), chosen)

    def read_many(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse and check articles one after the other, in their order; takes no more of them from the iterable than it needs."""
        taken: list[Article] = []

        def remembered() -> Iterator[Article]:
            for article in articles:
                taken.append(article)
                yield article

        for analysis in self._analyser.analyse_many(remembered()):
            article = taken.pop(0)
            yield self._checked(article, analysis, self.policy_of(article))

    def _checked(self, article: Article, analysis: Analysis, chosen: Policy) -> Analysis:
        return analysis.model_copy(
            update={
                "analysis_id": self.identity(article, chosen),
                "policy": PolicyReference(name=chosen.name, version=chosen.digest),
                "findings": findings(analysis, chosen, article.suppress),
            }
        )
