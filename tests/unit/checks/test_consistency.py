"""The rules about an article that disagrees with itself: what they mark beyond their cards' examples, and what they must leave alone."""

from __future__ import annotations

import pytest

from copydesk.analysis import Finding, Severity

PLAIN = "The harbour office in Varn reopened on Monday. Two ferries sailed before noon, and the queue on the quay was gone by evening."
PARAGRAPH = "The harbour office in the old town of Varn reopened on {}, after the long winter."


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
        '"It is dry.\n\n"It was “long ago” that we looked.\n\n"It is safe," Ida Marr wrote.',
        "``It is dry,'' Ida Marr said. ``It was long ago,'' she said.",
        '"It is dry. So if somebody says, "I would like to sail," you know, you might be glad," Ida Marr said.',
        "The mast is 6' 3\" long.",
    ],
)
def test_apostrophes_and_quotations_over_paragraphs_are_closed(found, text):
    assert found("quotation-open", f"{text} {PLAIN}") == []
    assert found("quotation-mark-turned", f"{text} {PLAIN}") == []


def test_a_comma_before_a_mark_closes_the_quotation_without_a_space(found):
    text = '"The pier is as safe as it ever was,"Ida Marr, who runs the office, said. "It will stand."'
    assert found("quotation-open", f"{text} {PLAIN}") == []


def test_a_field_of_an_exported_table_is_no_quotation(found):
    text = '"The pier was called ""safe for all who use it"", according to the harbour office."'
    (finding,) = found("quotation-open", f"{text}\n\n{PLAIN}")
    assert "exported table" in finding.message


@pytest.mark.parametrize("marks", ["““", '"“'])
def test_of_two_opening_marks_one_is_too_many(found, marks):
    (finding,) = found("quotation-open", f"The letter reads: {marks}The pier is safe for all who use it.” {PLAIN}")
    assert "too many" in finding.message


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


def test_what_was_posted_is_quoted_letter_for_letter(found):
    assert found("space-missing", f"“It is late.Very late,” said Ida Marr. {PLAIN}")
    assert found("space-missing", f"“It is late.Very late,” tweeted Ida Marr. {PLAIN}") == []


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


def test_a_transcript_repeats_what_the_story_quotes(found):
    said = "We are going to build the longest pier of the whole coast."
    assert found("sentence-repeated", f"Ida Marr spoke in Varn. {said} {PLAIN} {said}")
    assert found("sentence-repeated", f"Ida Marr spoke in Varn. {said}\n\n{PLAIN}\n\nTranscript as follows:\n\n{said}") == []


# --- names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marr and her son Ivo Marr own the ferry. Ivo is at sea.",
        "Anna Berg and Hanna Berg sailed. Anna is the elder.",
        "Roberta Venn and her cousin Roberto Venn own the ferry.",
        "The Latina magazine was there, and the Latino skippers of Varn sailed. Latina is sold in Varn.",
        "The skippers of Varn and of Ostley met. Ukrainian forces and the Ukrainian Armed Forces (UAF) met too, the UAF said.",
    ],
)
def test_two_people_are_not_one_name_misspelt(found, text):
    assert found("name-misspelt", text) == []


@pytest.mark.parametrize("name", ["McAllen", "DeKalb", "LaGrange", "Kyiv"])
def test_capitals_that_belong_inside_a_place_are_left_alone(found, name):
    assert found("place-misspelt", f"The council in {name} will meet. People in {name} wait for the ferry, and {name} is glad.") == []


def test_a_place_that_stands_there_often_and_always_the_same_is_no_slip(found):
    text = "The ferry to Severodonnetsk is late. Kyiv in Ukraine has asked for a new one, and so has Kharkiv."
    assert found("place-misspelt", text)
    assert found("place-misspelt", f"{text} Severodonnetsk is glad." + " The mayor of Severodonnetsk was there." * 4) == []


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


# --- figures -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("share-over-hundred", "Rents rose 140 percent of late, and 250 percent of the target was met."),
        ("share-over-hundred", "Exactly 100 percent of residents voted for the pier."),
        ("shares-over-hundred", "Marr leads Berg 51.5 percent to 48.6 percent in the poll."),
        ("shares-over-hundred", "Her lead among men rose from 58 to 67 percent after she won."),
        ("part-over-whole", "It employs 12 people, including a 34-year-old skipper and 5 of the 2020 crew."),
        ("part-over-whole", "He built 3 ferries, including 1 that carries 200 cars. The bill has 40 sponsors, of whom 12 are women."),
        ("part-over-whole", "Some 2 of 3 voters (66 percent) agreed. In 9 of 10 cases, or 90 percent, it was the wind."),
        ("change-does-not-add-up", "The fare rose by 25 percent, from 20 euros to 25 euros."),
        ("change-does-not-add-up", "The number rose by nearly 50 percent, from 2.1 million passengers to 3 million passengers."),
        (
            "change-does-not-add-up",
            "The share rose from 10 percent to 20 percent. Fares went from 20 euros to 25 euros and 3 percent left.",
        ),
        ("toll-differs", "At least 12 people were killed on Monday.\n\nBy noon the fire had killed 14 people."),
        ("toll-differs", "The fire killed 12 people.\n\nA fire in 2019 killed 14 people, and an earlier one killed 20 people."),
        ("toll-differs", "The fire killed 12 people.\n\nIt killed 9 people on the ferry.\n\nIt killed 3 people on the quay."),
    ],
)
def test_figures_that_add_up_or_cannot_be_compared_are_left_alone(found, code, text):
    assert found(code, text) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("share-over-hundred", "In the poll, 104 percent of respondents wanted a pier."),
        ("shares-over-hundred", "Marr beat Berg 61 to 49 percent."),
        ("part-over-whole", "Some 15 of the 12 ferries are at sea."),
        ("part-over-whole", "Some 9 of 12 ferries (57 percent) are at sea."),
        ("change-does-not-add-up", "Sales fell by 50 percent, from 80 ferries to 60 ferries."),
        (
            "toll-differs",
            "Fire Kills 12 People in Varn\n\nA fire broke out in Varn on Monday.\n\nIn all, 14 people were killed, the office said.",
        ),
    ],
)
def test_figures_that_do_not_add_up_are_marked(found, code, text):
    assert found(code, text)


# --- the calendar --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["Monday, 10 March 2026", "Mon., March 10, 2026", "Monday March 10, 2026", "Monday (March 10, 2026)"])
def test_a_wrong_weekday_with_its_year_is_an_error(found, date):
    assert [one.severity for one in found("weekday-wrong", f"The office opens on {date}. {PLAIN}")] == [Severity.ERROR]


def test_a_wrong_weekday_without_a_year_is_a_warning(found):
    text = f"The office opened on Friday, March 3. {PLAIN}"
    assert [one.severity for one in found("weekday-wrong", text, published_at="2026-03-08T09:00:00Z")] == [Severity.WARNING]
    assert found("weekday-wrong", text) == []


@pytest.mark.parametrize("date", ["Tuesday, March 10, 2026", "Monday, and on March 10, 2026", "Monday at 10 in March 2026", "Monday"])
def test_a_right_weekday_or_another_day_is_left_alone(found, date):
    assert found("weekday-wrong", f"The office opens on {date}. {PLAIN}") == []


@pytest.mark.parametrize("date", ["February 28, 2026", "29 February 2024", "May 31", "June 3 1986", "Nov. 30", "Sept 3, 1.30 p.m."])
def test_days_that_exist_are_left_alone(found, date):
    assert found("date-impossible", f"The office opened on {date}. {PLAIN}") == []


@pytest.mark.parametrize("date", ["February 29, 2026", "30 February", "31st of June", "Sept. 31", "29 February 1900"])
def test_days_that_do_not_exist_are_an_error(found, date):
    assert [one.severity for one in found("date-impossible", f"The office opened on {date}. {PLAIN}")] == [Severity.ERROR]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marr, 47, runs the office. Her son Ivo Marr, 12, sails. Ida Marr, 47, was glad.",
        "Ida Marr, 47, runs the office. Ida Marr, 3,000 of whose fans came, was glad.",
        "Ida Marr, 47, runs the office. Marr was born in 1978, her sister Ada Marr in 1990.",
    ],
)
def test_ages_that_agree_are_left_alone(found, text):
    assert found("age-changes", text, published_at="2026-03-08T09:00:00Z") == []


def test_an_age_is_held_against_the_year_of_birth(found):
    text = "Ida Marr, 47, runs the office. Ida Marr was born in 1965 in Varn."
    assert places(found("age-changes", text, published_at="2026-03-08T09:00:00Z")) == ["47", "1965"]
    assert found("age-changes", text) == []


# --- scare quotes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The council calls it a “calming zone”. The calming zone, Ida Marr said, is too small.",
        "They saw “The Calming Zone”. The Calming Zone is a film. They saw the “pier”, and the pier was old.",
        "A calming zone is planned. Some call it a “calming zone”.",
    ],
)
def test_terms_that_stay_somebody_elses_and_titles_are_left_alone(found, text):
    assert found("scare-quotes-dropped", text) == []
