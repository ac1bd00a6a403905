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
from copydesk.checks.policy import HOUSE, Policy, policy
from copydesk.nlp.analyser import MODEL, load

if TYPE_CHECKING:
    from copydesk.nlp.analyser import Analyser


def open_desk(model: str = MODEL, *, house: Policy | None = None) -> Desk:
    """Load a spaCy pipeline and put a desk around it; see `nlp.analyser.load` for what it raises."""
    return Desk(load(model), house=house)


class Desk:
    """An analyser with the policies that it is asked for; make one and keep it.

    `house` is the policy for articles that name none, in place of the one that comes with copydesk.
    """

    def __init__(self, analyser: Analyser, *, house: Policy | None = None) -> None:
        self._analyser = analyser
        self._house = house or policy(HOUSE)

    def policy_of(self, article: Article) -> Policy:
        """Return the policy that an article is checked against.

        Raises `InvalidRequest` with the code `unknown_policy` where the article names one that is not there.
        """
        return policy(article.policy) if article.policy and article.policy != self._house.name else self._house

    def identity(self, article: Article) -> str:
        """Return the `analysis_id` that the analysis of this article will have, without analysing it.

        It hashes everything that the bytes of the analysis depend on, so that equal ids mean equal bytes.
        """
        chosen = self.policy_of(article)
        digest = hashlib.sha256(f"{self._analyser.identity(article)} {chosen.name} {chosen.digest}\n".encode())
        for one in article.suppress:
            digest.update(one.model_dump_json().encode("utf-8") + b"\n")
        return digest.hexdigest()[:IDENTIFIER_DIGITS]

    def read(self, article: Article) -> Analysis:
        """Analyse and check one article."""
        return next(self.read_many([article]))

    def read_many(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse and check articles one after the other, in their order; takes no more of them from the iterable than it needs."""
        taken: list[Article] = []

        def remembered() -> Iterator[Article]:
            for article in articles:
                taken.append(article)
                yield article

        for analysis in self._analyser.analyse_many(remembered()):
            yield self._checked(taken.pop(0), analysis)

    def _checked(self, article: Article, analysis: Analysis) -> Analysis:
        chosen = self.policy_of(article)
        return analysis.model_copy(
            update={
                "analysis_id": self.identity(article),
                "policy": PolicyReference(name=chosen.name, version=chosen.digest),
                "findings": findings(analysis, chosen, article.suppress),
            }
        )
