"""The rules about headlines and about what every article has: what they must leave alone, and how grave they are."""

from __future__ import annotations

import pytest

from copydesk.analysis import Finding, Part, Severity, Span, Wording, WordingCategory
from copydesk.checks import headline
from copydesk.checks.reading import Reading

STORY = (
    "The council of Varn voted on Monday to mend the old pier. Ida Marr, who runs the harbour office, said the work would take 14 weeks and"
    " cost 3 million euros. “It is a good day, more or less,” she said. Two ferries will sail from the fish market until the work is done,"
    " and a third one will carry the mail. The skippers had asked for the repair since the storm of January, when waves took the railing"
    " and part of the floor. Some 20,437 people had signed for it. Negotiators from 12 ports and 9 islands met in the town hall, where the"
    " mayor read out what the engineers had written about the stone and the wood. Nobody was hurt in the storm, and nothing was stolen."
)


@pytest.fixture(scope="module")
def found(desk, make_article):
    """What a rule finds in an article."""

    read: dict[str, list[Finding]] = {}  # many cases ask several rules about one text

    def find(code: str, title: str | None, text: str = STORY, **fields: object) -> list[Finding]:
        article = make_article(text, title=title, **fields)
        key = article.model_dump_json()
        if key not in read:
            read[key] = desk.read(article).findings
        return [one for one in read[key] if one.rule == code]

    return find


def test_the_part_that_the_body_does_not_bear_is_marked(found):
    (finding,) = found("headline-not-borne", "Varn Pier Repair Sparks Outrage Over Government’s Secret Spending")
    assert [anchor.text for anchor in finding.anchors] == ["Sparks Outrage Over Government’s Secret Spending"]


def test_a_headline_in_the_text_does_not_bear_itself(found):
    assert found("headline-not-borne", None, f"Varn Pier Repair Sparks Outrage Over Government’s Secret Spending\n\n{STORY}")


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Varn to Repair Its Pier as Negotiation of Islands Begins", {}),
        ("Pier Repairs: Port Councillors in Market Vote", {}),
        ("Why Does Government Spending Spark Secret Outrage Everywhere?", {}),
        ("Government’s Secret Spending Sparks Outrage Across Nation", {"genre": "opinion"}),
        ("Government’s Secret Spending Sparks Outrage Across Nation", {"text": "The pier is closed. So said Ida Marr of Varn."}),
    ],
)
def test_related_words_questions_columns_and_briefs_are_left_alone(found, title, fields):
    assert found("headline-not-borne", title, **{"text": STORY, **fields}) == []


@pytest.mark.parametrize(
    "title",
    [
        "Varn Pier: 14 Weeks",
        "Over 20,000 Sign for Pier",
        "21 Ports and Islands Meet",
        "7 Things About Piers",
        "Pier to Cost €3m",
        "A Crew of 5",
    ],
)
def test_figures_that_the_body_has_or_makes_are_left_alone(found, title):
    assert found("headline-figure", title) == []


def test_a_figure_that_the_body_does_not_have_is_marked(found):
    assert found("headline-figure", "Pier in Varn to Take 40 Weeks")


@pytest.mark.parametrize(
    "title", ["‘A Good Day,’ Says Marr", "‘Good day, more or less’", "The ‘Mended’ Pier", "Skippers’ Pier in Varn’s Port"]
)
def test_quotations_that_the_body_has_are_left_alone(found, title):
    assert found("headline-quotation", title) == []


@pytest.mark.parametrize("title", ["‘It was a good day’", "‘Bad day’ in Varn"])
def test_a_quotation_with_other_words_gets_a_note(found, title):
    assert found("headline-quotation", title)[0].severity is Severity.NOTE


@pytest.mark.parametrize("title", ["Varn Mends Its Pier", "Council Answers Question of the Pier"])
def test_plain_headlines_neither_ask_nor_hold_back(found, title):
    assert found("headline-question", title) + found("headline-bait", title) == []


@pytest.mark.parametrize("title", ["You Won't Believe What the Storm Took", "You Won’t Believe It", "The Storm Took the Railing And…"])
def test_headlines_that_hold_back_get_a_note(found, title):
    assert [one.severity for one in found("headline-bait", title)] == [Severity.NOTE]


@pytest.mark.parametrize(
    ("title", "text", "marked"),
    [
        ("Regime Mends Pier", STORY, True),
        ("‘Regime’ Mends Pier", STORY, False),
        ("Regime Mends Pier", f"{STORY} “This regime must go,” Jon Berg said.", False),
    ],
)
def test_a_loaded_word_of_the_headline_is_asked_about_unless_somebody_says_it(analyser, make_article, title, text, marked):
    start = title.index("Regime")
    word = Wording(start=start, end=start + 6, text="Regime", part=Part.TITLE, category=WordingCategory.LOADED, term="regime")
    analysis = analyser.analyse(make_article(text, title=title)).model_copy(update={"wording": [word]})
    assert bool(list(headline.headline_loaded.look(Reading(analysis), {}))) is marked


@pytest.mark.parametrize("text", ["The office opens on March 8. It is new.", "VARN, March 8 (AP) — It is new."])
def test_a_date_in_the_text_is_a_date(found, text):
    assert found("no-date", None, text) == []


def test_a_missing_byline_is_graver_where_a_source_is_kept_anonymous(found):
    hidden = f"{STORY} An official, who spoke on condition of anonymity, said the stone was bought in Ostley."
    assert [one.severity for one in found("no-byline", None, hidden)] == [Severity.WARNING]
    assert [one.severity for one in found("no-byline", None, STORY)] == [Severity.NOTE]
    assert found("no-byline", None, f"By Ida Marr\n\n{hidden}") == []


def test_a_headline_in_the_text_is_a_headline(found):
    assert found("no-headline", None, f"Varn to Mend Its Pier\n\n{STORY}") == []


def test_what_stands_around_the_story_is_no_part_of_it(analyser, make_article):
    text = f"Varn to Mend Its Pier\nBy Ida Marr\n\nVARN (Reuters) - {STORY}"
    reading = Reading(analyser.analyse(make_article(text)))
    inside = [word for word in ("Mend Its", "Ida Marr", "Reuters", "council") if reading.is_furniture(_span(text, word))]
    assert inside == ["Mend Its", "Ida Marr", "Reuters"]
    assert reading.headline is not None
    assert reading.headline.text == "Varn to Mend Its Pier"


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)
