"""The rules about what a text lost on its way, and what comes back changed: their marks beyond the cards, and what they leave alone."""

from __future__ import annotations

import pytest

from copydesk.analysis import Finding, Severity

FIRST = "The harbour office in Varn reopened on Monday after the flood, and two ferries sailed before noon with every seat taken."
SECOND = "The council wants a new pier of stone and will vote on it in May, when the engineers have looked at the quay."


@pytest.fixture(scope="module")
def found(desk, make_article):
    """What a rule finds in a text."""

    read: dict[str, list[Finding]] = {}  # many cases ask several rules about one text

    def find(code: str, text: str, title: str | None = None, **fields: object) -> list[Finding]:
        article = make_article(text, title=title, **fields)
        key = article.model_dump_json()
        if key not in read:
            read[key] = desk.read(article).findings
        return [one for one in read[key] if one.rule == code]

    return find


def places(findings: list[Finding]) -> list[str]:
    return [anchor.text for finding in findings for anchor in finding.anchors]


# --- headings ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{FIRST} They met in the hall The mayor was late and sorry. {SECOND}", "hall The mayor"),
        (f"{FIRST}\n\nFERRIES TO SAIL FROM MARKET The council has asked for them. {SECOND}", "FERRIES TO SAIL FROM MARKET The"),
    ],
)
def test_a_sentence_that_begins_behind_a_heading_is_marked(found, text, place):
    (finding,) = found("heading-run-in", text)
    assert [anchor.text for anchor in finding.anchors] == [place]


def test_the_title_repeated_in_front_of_the_first_sentence_is_marked_and_on_its_own_line_is_not(found):
    title = "Varn Reopens Harbour Office"
    assert places(found("heading-run-in", f"{title} {FIRST}\n\n{SECOND}", title)) == ["The harbour office in"]
    assert found("heading-run-in", f"{title}\n\n{FIRST}\n\n{SECOND}", title) == []
    assert found("heading-run-in", f"{title}.\n\n{FIRST}\n\n{SECOND}", title) == []
    for rest in ("(Dutch: Haven) is the largest in the town.", "in Varn is the largest of its kind."):
        assert found("heading-run-in", f"Varn Harbour Office {rest}\n\n{SECOND}", "Varn Harbour Office") == []


@pytest.mark.parametrize(
    "text",
    [
        "She read The Varn Post, and The Ferry Song in the evening.",
        "He has hepatitis A and is at home. Vitamin A is good for him.",
        "Harbour Minister Ida Marr, Council Secretary Jon Berg and Mayor Lena Holm of Varn were there.",
        "The President of the Varn Council on Harbours and Ferries Jon Berg said so to everybody who asked.",
        "“We ask the Lord that He may help us all,” she said of God.",
        "THE END came late.",
        "The port's Class A shares are cheap, and the mayor was glad of them.",
    ],
)
def test_names_in_capitals_are_no_headings(found, text):
    assert found("heading-run-in", f"{FIRST} {text} {SECOND}") == []


@pytest.mark.parametrize("top", ["Ida Marr, Varn Post March 3, 2026 2:36 pm.", "By Ida Marr/Jon Berg.", "OSTLEY, Varnland"])
def test_what_stands_before_the_story_in_its_first_line_is_a_note(found, top):
    (finding,) = found("heading-run-in", f"{top} {FIRST} {SECOND}")
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize("top", ["By Monday evening", "NATO", "At 2:36 p.m. on Sunday"])
def test_a_sentence_may_begin_with_a_time_or_letters(found, top):
    assert found("heading-run-in", f"{top} the ferry had sailed with every seat taken, and the mayor was glad. {FIRST} {SECOND}") == []


# --- what is the page's --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Click here for the map.", "Click here"),
        ("Ida Marr/Getty Images.", "Ida Marr/Getty Images."),
        ("Photo: Ida Marr", "Photo: Ida Marr"),
        ("Copyright 2026 The Varn Post.", "Copyright 2026"),
        ("Ida Marr (@idamarr) March 3, 2026", "(@idamarr) March 3, 2026"),
        ("See https://varn.example/pier", "https://varn.example/pier"),
    ],
)
def test_the_page_s_own_words_are_marked(found, line, place):
    assert places(found("standing-matter", f"{FIRST}\n\n{line}\n\n{SECOND}")) == [place]


def test_what_somebody_says_is_no_prompt(found):
    assert found("standing-matter", f"{FIRST}\n\n“Click here, it said,” Ida Marr told the council. Reuters asked her.\n\n{SECOND}") == []


# --- sentences -----------------------------------------------------------------------------------------------------------


def test_a_break_through_a_sentence_is_marked_once(found):
    (finding,) = found("sentence-broken", f"{FIRST}\n\nThe mayor said that nobody had seen\n\nthe letter. It was sent.\n\n{SECOND}")
    assert finding.anchors[0].text == "nobody had seen\n\nthe letter. It was"


@pytest.mark.parametrize(
    "text", [f"{FIRST}\n\niPhone users may look at the map.\n\n{SECOND}", f"{FIRST}\n\nThat is where they are in.\n\n{SECOND}"]
)
def test_small_letters_of_names_and_small_words_at_the_end_are_left_alone(found, text):
    assert found("sentence-broken", text) == []


def test_poems_and_lists_are_left_alone(found):
    assert found("sentence-broken", "the ferry comes\n\nthe ferry goes\n\nand nobody on the quay at noon\n\never knows\n") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [("The mayor of , who was there, was glad.", Severity.WARNING), ("The mayor of Varn , who was there, was glad.", Severity.NOTE)],
)
def test_a_comma_off_its_word_is_graver_behind_a_small_word(found, text, severity):
    assert [one.severity for one in found("words-missing", f"{FIRST} {text}")] == [severity]


# --- dates ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["It was built in 1988.", "The office opened on Monday.", "The office opened in March 2026."])
def test_a_year_a_month_or_a_weekday_does_not_date_a_story(found, text):
    assert len(found("no-date", text)) == 1
    assert found("no-date", text, published_at="2026-03-08T09:00:00Z") == []


def test_a_day_far_down_does_not_date_a_story(found):
    rest = " ".join(["Two ferries sailed before noon, and the queue on the quay was gone by evening."] * 20)
    assert len(found("no-date", f"{rest} The pier was built on March 8, 1988. {rest}")) == 1
    assert found("no-date", f"It opened on March 8, 2026. {rest} {rest}") == []


@pytest.mark.parametrize(
    "text",
    [
        "“It was recently mended,” she said.",
        "She said so at a rally on March 8, 2026.",
        "She said so in an interview.",
        "He was at a loss.",
    ],
)
def test_quoted_and_dated_times_are_not_vague(found, text):
    assert found("date-vague", f"{FIRST} {text}", published_at="2026-03-08T09:00:00Z") == []


@pytest.mark.parametrize("words", ["a few days ago", "in an August speech", "the other day", "at a campaign rally"])
def test_vague_times_are_asked_about(found, words):
    (place,) = places(found("date-vague", f"The office reopened. The mayor promised it {words}.", published_at="2026-03-08T09:00:00Z"))
    assert place in words


# --- what comes back -----------------------------------------------------------------------------------------------------


def test_a_quotation_that_comes_back_with_another_word_is_asked_about(found):
    said = "“We will build the new pier of {} before the winter comes,” said Ida Marr."
    (finding,) = found("quotation-used-twice", f"{said.format('stone')}\n\n{FIRST} {SECOND}\n\n{said.format('wood')}")
    assert finding.message.startswith("Which words were said?")
    (finding,) = found("quotation-used-twice", f"{said.format('stone')}\n\n{FIRST} {SECOND}\n\n{said.format('stone')}")
    assert finding.message.startswith("Is this quotation meant")


def test_a_quotation_within_another_is_not_used_twice(found):
    assert (
        found("quotation-used-twice", f"{FIRST} “She told me: ‘We will build the new pier of stone this year,’ and left,” he said.") == []
    )


def test_a_familiar_abbreviation_is_a_note(found):
    (finding,) = found("abbreviation-unexplained", f"{FIRST} The ferry was seen by the NTSB, and the FBI was not asked.")
    assert finding.severity is Severity.NOTE
    assert [anchor.text for anchor in finding.anchors] == ["NTSB"]


def test_an_abbreviation_spelt_out_only_later_is_late(found):
    late = f"The VHB will meet in May. {FIRST} Nobody else may vote on it but the Varn Harbour Board, the mayor said."
    assert places(found("abbreviation-late", late)) == ["VHB", "Varn Harbour Board"]
    assert found("abbreviation-late", f"The Varn Harbour Board met. The VHB was glad. {FIRST}") == []
