"""The rules about an article that disagrees with itself: what they mark beyond their cards' examples, and what they must leave alone."""

from __future__ import annotations

import pytest

from copydesk.analysis import Finding, Severity

PLAIN = "The harbour office in Varn reopened on Monday. Two ferries sailed before noon, and the queue on the quay was gone by evening."
PARAGRAPH = "The harbour office in the old town of Varn reopened on {}, after the long winter."


@pytest.fixture(scope="module")
def found(desk, make_article):
    """What a rule finds in a text."""

    def find(code: str, text: str, title: str | None = None, **fields: object) -> list[Finding]:
        return [one for one in desk.read(make_article(text, title=title, **fields)).findings if one.rule == code]

    return find


def places(findings: list[Finding]) -> list[str]:
    return [anchor.text for finding in findings for anchor in finding.anchors]


# --- glued together ------------------------------------------------------------------------------------------------------


def days(*breaks: str) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return "".join(PARAGRAPH.format(day) + gap for day, gap in zip(names, [*breaks, ""], strict=False))


def test_each_paragraph_without_a_blank_line_is_one_place_of_one_finding(found):
    (finding,) = found("paragraphs-glued", days("\n\n", "\n", "\n\n", "\n\n", "\n", "\n\n"))
    assert [anchor.paragraph for anchor in finding.anchors] == [2, 5]


@pytest.mark.parametrize(
    "text",
    [
        days("\n", "\n", "\n", "\n"),
        days("\n\n", "\n", "\n\n", "\n"),
        days("\r\n\r\n", "\r\n\r\n", "\r\n\r\n", "\r\n\r\n"),
        days("\n\n", "\n\n", "\n\n") + "\n\nThe ferries:\nWanderer\nAlbatross",
        "Harbour Office Reopens\n" + days("\n\n", "\n\n", "\n\n", "\n\n"),
    ],
)
def test_line_breaks_that_are_the_rule_or_make_a_list_are_left_alone(found, text):
    assert found("paragraphs-glued", text) == []


@pytest.mark.parametrize("glued", ["reopened.Two", "open,” she", "closed,and", "Really?They"])
def test_a_missing_space_is_found(found, glued):
    text = f"“Varn is {glued.replace(',” she', ',”she')} ferries sailed before noon, said Ida Marr of the harbour office."
    assert found("space-missing", text)


@pytest.mark.parametrize(
    "text", ["See varn.example.org or Node.js, at 11.30 on p.m.", "A U.S.-built ferry, No.5, cost 1,500.", "He said,“Go.”"]
)
def test_addresses_initials_and_figures_miss_no_space(found, text):
    assert found("space-missing", f"{text} {PLAIN}") == []


# --- marks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The skippers’ and Varn’s own ferries’ crews of the ’90s ain’t goin’ home.",
        "“We opened,” she said.\n\n“We had to.\n\n“It was time,” she went on.",
        "She called it ‘a day of “joy”’ and left.",
        "The mast is 6' 3\" long.",
    ],
)
def test_apostrophes_and_quotations_over_paragraphs_are_closed(found, text):
    assert found("quotation-open", f"{text} {PLAIN}") == []
    assert found("quotation-mark-turned", f"{text} {PLAIN}") == []


@pytest.mark.parametrize("text", ["He has two aims: a) mend the pier, and 2) open it.", "It is open :)", "It (the [old] pier) is open."])
def test_lists_and_faces_are_no_brackets(found, text):
    assert found("bracket-open", f"{text} {PLAIN}") == []


@pytest.mark.parametrize("text", ["TomÃ¡s Marr", "Itâ€™s", "Varn \ufffd the port", "Marr &amp; Sons", "<p>The pier</p>"])
def test_garbled_signs_are_an_error(found, text):
    assert [one.severity for one in found("garbled", f"{text} reopened. {PLAIN}")] == [Severity.ERROR]


@pytest.mark.parametrize("text", ["Ä Ö Ü ã â €5", "a < b and c > d", "AT&T; Marr & Sons", "naïve façade — “Ångström”"])
def test_letters_of_other_languages_are_not_garbled(found, text):
    assert found("garbled", f"{text} {PLAIN}") == []


@pytest.mark.parametrize(
    "text", ["He had had enough.", "I know that that is so.", "Of Of Mice and Men he knew all.", "It was, was it? A a-frame."]
)
def test_some_words_may_follow_themselves(found, text):
    assert found("word-doubled", f"{text} {PLAIN}") == []


# --- repetition ----------------------------------------------------------------------------------------------------------


def test_a_title_repeated_on_the_first_line_is_no_repetition(found):
    title = "Harbour Office in Varn Reopens After a Long and Stormy Winter"
    text = f"{title}.\n\n{PLAIN}"
    assert found("sentence-repeated", text, title) + found("paragraph-repeated", text, title) == []


def test_a_refrain_is_left_alone(found):
    assert found("sentence-repeated", f"Ferries sail again. {PLAIN} Ferries sail again.") == []


def test_a_repeated_passage_is_one_finding(found):
    twice = "The mayor wants the pier to be built of stone. The council wants it to be built of wood from Ostley."
    assert len(found("sentence-repeated", f"{twice} {PLAIN} {twice}")) == 1


# --- names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marr and her son Ivo Marr own the ferry. Ivo is at sea.",
        "Anna Berg and Hanna Berg sailed. Anna is the elder.",
        "The skippers of Varn and of Ostley met. Ukrainian forces and the Ukrainian Armed Forces (UAF) met too, the UAF said.",
    ],
)
def test_two_people_are_not_one_name_misspelt(found, text):
    assert found("name-misspelt", text) == []


@pytest.mark.parametrize("name", ["McAllen", "DeKalb", "LaGrange", "Kyiv"])
def test_capitals_that_belong_inside_a_place_are_left_alone(found, name):
    assert found("place-misspelt", f"The council in {name} will meet. People in {name} wait for the ferry, and {name} is glad.") == []


def test_a_capital_inside_a_place_is_asked_about_once(found):
    (finding,) = found("place-misspelt", "Forces left KraMatorsk in Ukraine. The mayor of Kyiv said KraMatorsk was lost.")
    assert [anchor.text for anchor in finding.anchors] == ["KraMatorsk", "KraMatorsk"]


@pytest.mark.parametrize(
    "second",
    ["Sen. Marr", "former Governor Marr", "then-Governor Marr", "Vice President Berg", "Ms Marr"],
)
def test_titles_that_do_not_exclude_each_other_are_left_alone(found, second):
    assert found("title-changes", f"Senator Ida Marr wants a new pier. “It is safe,” said {second} on the quay, with Senator Marr.") == []


# --- abbreviations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("abbreviation-twice", "The Varn Harbour Board (VHB) met the Varn Health Bureau (VHB2). The VHB will vote."),
        ("abbreviation-unused", "The Varn Harbour Board (VHB) met. The VHB’s chair left. The European Union (EU) did not."),
        ("abbreviation-late", "The Varn Harbour Board met. The VHB will vote, and the Varn Harbour Board (VHB) said so."),
        ("abbreviation-unexplained", "The board of the ferry line, or VFL, met. The VFL will vote. The VFL is old."),
        ("abbreviation-unexplained", "NATO, the FBI and the BBC met. NOBODY else did. World War II was over. The 2S19M1 stood there."),
        (
            "abbreviation-unexplained",
            "The ministry of harbours (Ministerstvo pristavov, MP) met; the Ministry of Sea Affairs did not. MSA met.",
        ),
    ],
)
def test_abbreviations_in_order_are_left_alone(found, code, text):
    assert found(code, text) == []


def test_an_abbreviation_explained_again_points_at_the_second_place_first(found):
    text = "The Varn Harbour Board (VHB) met. The VHB will vote. Only the Varn Harbour Board (VHB) may."
    (finding,) = found("abbreviation-twice", text)
    assert [anchor.start for anchor in finding.anchors] == [text.rindex("Varn Harbour"), text.index("Varn Harbour")]
