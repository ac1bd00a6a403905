"""The fact book, and what is marked against it."""

from __future__ import annotations

import pytest

from copydesk.checks.factbook import book, read
from copydesk.checks.policy import read as read_policy
from copydesk.desk import Desk
from copydesk.errors import InvalidRequest

HEADER = "subject,names,property,value,unit,since,until,source,checked\n"


def rules(desk, article) -> list[str]:
    return [finding.rule for finding in desk.read(article).findings]


@pytest.mark.parametrize(
    "text",
    [
        "They fired a 152mm D-30 at the mill.",
        "They fired a 152-mm towed D-30 howitzer at the mill.",
        "They fired the D-30, a 152 mm gun, at the mill.",
        "They fired D-30 152mm howitzers at the mill.",
    ],
)
def test_a_wrong_calibre_is_marked(desk, make_article, text):
    assert "wrong-calibre" in rules(desk, make_article(text))


@pytest.mark.parametrize(
    "text",
    [
        "They fired a 122mm D-30 and a 152mm 2S19 at the mill.",
        "They fired a 152mm 2S19M1 at the mill.",
        "They fired 152mm shells and a D-30 at the mill.",
        "They fired a 152mm D-300 at the mill.",
        "The 125 mm gun of the T-72 and its 7.62 mm machine gun were hit.",
    ],
)
def test_a_right_calibre_is_left_alone(desk, make_article, text):
    assert "wrong-calibre" not in rules(desk, make_article(text))


@pytest.mark.parametrize(
    "text", ["They met in Geneva, capital of Switzerland, on Monday.", "They met in Australia's capital, Sydney, on Monday."]
)
def test_a_wrong_capital_is_marked(desk, make_article, text):
    assert "wrong-capital" in rules(desk, make_article(text))


@pytest.mark.parametrize(
    "text",
    [
        "They met in Kyiv, the capital of Ukraine, on Monday.",
        "They met in Sydney, the financial capital of Australia, on Monday.",
        "“They met in Sydney, the capital of Australia,” Ida Marlow said.",
        "They met in Bern, Switzerland's capital, and then in Geneva.",
    ],
)
def test_a_right_capital_and_somebody_elses_words_are_left_alone(desk, make_article, text):
    assert "wrong-capital" not in rules(desk, make_article(text))


@pytest.mark.parametrize(
    "text", ["It is 5 feet (1.5 meters) high.", "It weighs 1,200 pounds (540 kilograms).", "It lies 3 miles (5 km) off."]
)
def test_conversions_may_be_rounded(desk, make_article, text):
    assert "wrong-conversion" not in rules(desk, make_article(text))


def test_a_newsroom_states_its_own_facts(analyser, make_article):
    fact = "{subject: X-9, names: [X-9], property: calibre, value: ['80'], source: Ours, checked: 2026-01-01}"
    own = f"policy: ours\ntitle: Ours\nfacts:\n- {fact}\n"
    desk = Desk(analyser, house=read_policy(own))
    (finding,) = (f for f in desk.read(make_article("They fired a 90mm X-9 gun.")).findings if f.rule == "wrong-calibre")
    assert finding.reference == "Ours (entered 2026-01-01)"


def test_a_faulty_table_is_refused_with_its_lines():
    with pytest.raises(InvalidRequest) as refused:
        read(HEADER + "X-9,X-9,calibre,80,mm,,,Ours,2026-01-01\nX-8,X-8,colour,red,,,,Ours,yesterday\n", "ours.csv")
    assert refused.value.code == "invalid_facts"
    assert {fault.field for fault in refused.value.faults} == {"ours.csv:3"}


def test_every_fact_of_ours_says_where_it_is_from_and_stands_once():
    keys = [(fact.subject, fact.property, fact.value) for fact in book()]
    assert len(keys) == len(set(keys))
    assert len(keys) > 200
