from __future__ import annotations

import pytest
from tests.analyses import Draft, bridge, cable
from tests.page import Element, read

from copydesk.analysis import Language, Part, Resolution, ResolutionState, Severity, Suppression
from copydesk.article import Genre
from copydesk.report import html, markdown
from copydesk.report.questions import questions


@pytest.fixture
def page() -> Element:
    return read(html.render(cable().analysis()))


def test_what_to_ask_comes_first_with_its_count(page: Element) -> None:
    first = page.one("main").all("section", class_="part")[0]

    assert first.one("h2").text == "What to ask"
    assert first.one("p", class_="count").text == "1 error · 3 warnings · 1 note · 1 answered · 1 suppressed"


def test_errors_come_before_warnings_and_the_rest_is_folded(page: Element) -> None:
    section = page.one("section", id="findings")
    folded = section.all("details")
    inside = [entry.attributes["id"] for details in folded for entry in details.all("li", class_="question") if "id" in entry.attributes]

    everything = section.all("li", class_="question")
    assert "Asked by the policy “house”." in section.one("p", class_="lede").text
    assert [entry.one("p", class_="severity").text for entry in everything] == [
        "Q1 Error", "Q2 Warning", "Q3 Warning", "Q4 Warning", "Q5 Note", "Error", "Warning",
    ]  # fmt: skip
    assert inside == ["question-5"]
    assert [details.one("summary").text for details in folded] == ["1 note, worth a look", "1 finding answered", "1 finding suppressed"]


def test_a_question_has_its_words_what_to_do_and_its_rule(page: Element) -> None:
    entry = page.one("li", id="question-2")

    assert entry.one("p", class_="message").text == "Why does the official speak without a name? The reason given fits everybody."
    assert [item.text for item in entry.one("ul", class_="words").all("li")] == [
        "An official, who spoke on condition of anonymity because he was not authorised to speak paragraph 4",
        "Another official paragraph 4",
    ]
    assert entry.one("p", class_="suggestion").text == "Say what the official would risk."
    assert entry.one("p", class_="rule").text == "anonymous-boilerplate · AP, Anonymous sources"
    assert page.one("li", id="question-3").one("p", class_="rule").one("a").attributes["href"] == "https://rules.example/names"
    assert "The article as a whole" in page.one("li", id="question-4").text


def test_answers_and_suppressions_say_why_and_by_whom(page: Element) -> None:
    answers = [entry.text for entry in page.all("p", class_="answer")]

    assert answers == [
        "Accepted: it is right, and stays as it is. “Checked with the grid.”",
        "Suppressed by policy/house: “House style for this case.”",
    ]


def test_the_words_in_the_text_and_the_question_lead_to_each_other(page: Element) -> None:
    copy = page.one("article")
    sign = next(a for a in copy.all("a", class_="sign") if a.text == "Q1")

    assert sign.attributes["href"] == "#question-1"
    assert sign.attributes["aria-label"] == "Question 1, Error: 3 March 2026 was a Tuesday, not a Monday."
    assert [words.text for words in copy.all("span", class_="asked") if "error" in words.attributes["class"]] == ["Monday 3 March 2026"]
    assert copy.one("span", id="question-1-1").text == ""
    assert page.one("li", id="question-1").all("a")[0].attributes["href"] == "#question-1-1"
    assert not [words for words in copy.all("span", class_="asked") if words.text in ("regime", "€40 million")], "settled: no mark"


def test_errors_and_warnings_stand_beside_their_paragraph_and_notes_do_not(page: Element) -> None:
    margins = [[item.text for item in row.all("li")] for row in page.all("div", class_="row")]

    assert margins[0] == []
    assert margins[1] == ["Q1 3 March 2026 was a Tuesday, not a Monday.", "Q3 Vinterberg or Vintenberg?", "1 Henrik Vinterberg"]
    assert margins[4] == ["Q3 Vinterberg or Vintenberg?"]


def test_every_link_leads_somewhere(page: Element) -> None:
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    links = [a.attributes["href"].removeprefix("#") for a in page.all("a") if a.attributes.get("href", "").startswith("#")]

    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


def test_overlapping_questions_show_the_graver_one_and_keep_both_signs() -> None:
    draft = Draft("Nine of the ten bridges are safe.")
    draft.asks(Severity.NOTE, "Which ten?", "the ten bridges")
    draft.asks(Severity.WARNING, "Says who?", "Nine of the ten bridges are safe")
    copy = read(html.render(draft.analysis())).one("article")

    assert [words.attributes["class"] for words in copy.all("span", class_="asked")] == ["asked warning"] * 3
    assert [sign.text for sign in copy.one("p").all("a", class_="sign")] == ["Q2", "Q1"]


def test_a_question_about_the_headline_is_marked_there() -> None:
    draft = bridge()
    draft.asks(Severity.WARNING, "Does the text say a year?", draft.span("for a year", part=Part.TITLE))
    page = read(html.render(draft.analysis()))

    assert page.one("h1").one("span", class_="asked").text == "for a year"
    assert page.one("li", id="question-1").one("ul").text.strip() == "for a year headline"


def test_finding_nothing_is_said() -> None:
    section = read(html.render(bridge().analysis())).one("section", id="findings")

    assert section.one("p", class_="count").text == "Nothing"
    assert "No rule of the policy “house” has anything to ask" in section.text
    assert "**Nothing.** No rule of the policy “house” has anything" in markdown.render(bridge().analysis())


def test_checking_nothing_is_not_finding_nothing() -> None:
    draft = bridge()
    draft.policy = None

    assert read(html.render(draft.analysis())).one("p", class_="count").text == "Not checked"
    assert "**Not checked.**" in markdown.render(draft.analysis())


def test_notes_alone_hold_nobody_up() -> None:
    draft = bridge()
    draft.asks(Severity.NOTE, "Nobody?", "Nobody")

    assert read(html.render(draft.analysis())).one("p", class_="none-open").text == "Nothing has to be answered before publishing."


def test_many_places_are_counted_not_listed() -> None:
    draft = Draft("No no no no no no no no.")
    draft.asks(Severity.WARNING, "Again?", *(draft.span("no", occurrence=n) for n in range(7)))

    entry = read(html.render(draft.analysis())).one("li", id="question-1")
    assert [item.text for item in entry.one("ul").all("li")] == ["no paragraph 1"] * 6 + ["and 1 more place"]


@pytest.mark.parametrize(
    ("about", "said", "masthead"),
    [
        ({}, "Genre: news.", "GenreNews"),
        ({"genre_origin": "guessed"}, "Genre guessed: news. Rules differ by it; send the genre to be sure.", "GenreNews (guessed)"),
        ({"genre": Genre.OPINION}, "Genre: opinion.", "GenreOpinion"),
        ({"genre": None, "genre_origin": "unknown"}, "Nobody named the genre, and rules differ by it.", "Genrenot given"),
    ],
)
def test_says_as_what_the_article_was_read(about: dict[str, object], said: str, masthead: str) -> None:
    page = read(html.render(Draft("Rain.", about=about).analysis()))

    assert said in page.one("section", id="findings").text
    assert masthead in page.one("dl", class_="about").text


def test_an_answer_counts_more_than_a_suppression() -> None:
    draft = Draft("Rain.")
    both = {"resolution": Resolution(state=ResolutionState.FIXED), "suppressed": Suppression(reason="r", origin="article")}
    draft.asks(Severity.ERROR, "Wet?", "Rain", **both)

    assert questions(draft.analysis()) == []
    assert read(html.render(draft.analysis())).one("p", class_="count").text == "1 answered"


def test_a_text_that_was_not_read_has_no_questions() -> None:
    language = Language(code="uk", confidence=0.97)
    draft = Draft("Міст.", document={"analysed_share": 0, "not_analysed_because": "Ukrainian is not supported.", "language": language})

    assert not read(html.render(draft.analysis())).all("section", id="findings")


def test_markdown_has_the_same_questions() -> None:
    written = markdown.render(cable().analysis())

    assert "**1 error · 3 warnings · 1 note · 1 answered · 1 suppressed.**" in written
    assert (
        "- **Q1** Error: 3 March 2026 was a Tuesday, not a Monday.\n  - “Monday 3 March 2026” (paragraph 2)\n"
        "  - To do: Write Tuesday, or another date.\n  - Rule: weekday\n" in written
    )
    assert "  - Suppressed by policy/house: “House style for this case.”\n" in written
    assert "since Monday 3 March 2026\\[Q1\\]\\[1\\], he said" in written


def test_hostile_words_in_a_finding_stay_words() -> None:
    hostile = "</li><script>alert(1)</script>|\n# x"
    draft = Draft("Rain.")
    draft.asks(Severity.ERROR, hostile, "Rain", rule=hostile, suggestion=hostile, reference=f"javascript:{hostile}")
    page = read(html.render(draft.analysis()))

    assert not page.all("script")
    assert page.one("p", class_="message").text == hostile
    assert not [a for a in page.all("a") if a.attributes.get("href", "").startswith("javascript")]
    assert "\n# x" not in markdown.render(draft.analysis())
