"""Every rule marks the bad example on its card and leaves the good one alone, in the analysis that users get."""

from __future__ import annotations

import re

import pytest

from copydesk.analysis import Severity
from copydesk.checks.catalogue import CODES, RULES


@pytest.fixture(scope="module")
def marked(asking_all, make_article):
    """The codes of the rules that each example sets off, also of those that the house leaves to other packs."""
    examples = [(rule.code, kind, one) for rule in RULES for kind, one in (("bad", rule.bad), ("good", rule.good))]
    articles = [make_article(one.text, title=one.title, **one.fields) for _, _, one in examples]
    return {
        (code, kind): {finding.rule for finding in analysis.findings}
        for (code, kind, _), analysis in zip(examples, asking_all.read_many(articles), strict=True)
    }


@pytest.mark.parametrize("code", CODES)
def test_a_rule_marks_its_bad_example_and_not_its_good_one(code, marked):
    assert code in marked[code, "bad"]
    assert code not in marked[code, "good"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_card_is_complete(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.code)
    assert rule.name
    assert len(rule.explanation) > 40
    assert rule.severity in Severity
    assert rule.look.__doc__


def test_codes_are_given_once():
    assert len(CODES) == len(RULES)
