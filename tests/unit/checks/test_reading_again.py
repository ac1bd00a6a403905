"""What an editor asks on the second reading: days, headlines, names, figures and words that come back, beyond the cards of the rules."""

from __future__ import annotations

import pytest

from copydesk.analysis import Finding, Severity

FIRST = "The harbour office in Varn reopened on Monday after the flood, and two ferries sailed before noon with every seat taken."
SECOND = "The council wants a new pier of stone and will vote on it in May, when the engineers have looked at the quay."
SENT = {"published_at": "2026-03-08T09:00:00Z"}


@pytest.fixture(scope="module")
def found(asking_all, make_article):
    """What a rule finds in a text."""

    def find(code: str, text: str, title: str | None = None, **fields: object) -> list[Finding]:
        return [one for one in asking_all.read(make_article(text, title=title, **fields)).findings if one.rule == code]

    return find


def places(findings: list[Finding]) -> list[str]:
    return [anchor.text for finding in findings for anchor in finding.anchors]


# --- dates ---------------------------------------------------------------------------------------------------------------


def test_an_article_without_a_date_is_marked_where_its_days_stand(found):
    (finding,) = found("no-date", "The harbour office reopened on Thursday. Last month it was closed.")
    assert finding.severity is Severity.WARNING
    assert places([finding]) == ["Thursday", "Last month"]
    assert found("date-unanchored", "The harbour office reopened on Thursday. Last month it was closed.") == []


def test_an_occasion_at_the_head_of_a_paragraph_is_vague(found):
    assert places(found("date-vague", f"{FIRST}\n\nAt a rally, the mayor promised a pier.", **SENT)) == ["At a rally"]


@pytest.mark.parametrize(
    "words", ["USA Today spotted the ferry.", "“We will see tomorrow,” Ida Marr said.", "It is the best pier of today."]
)
def test_names_quotations_and_our_times_are_no_days(found, words):
    assert found("date-relative", f"{FIRST} {words}", **SENT) == []


def test_a_month_by_itself_may_be_a_verb(found):
    text = "The harbour office reopened on June 4. They may march, and May Berg saw the march."
    assert places(found("date-unanchored", text)) == ["June 4"]


# --- the page ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("VARN (AP) The harbour", "VARN (AP) The harbour"),
        ("Varnpost.com The harbour", "Varnpost.com The harbour"),
        ("By Ida Marlow The harbour", "By Ida Marlow The harbour office"),
    ],
)
def test_what_runs_into_the_story_is_marked_with_its_first_words(found, head, place):
    assert places(found("story-begins-where", f"{head}{FIRST.removeprefix('The harbour')} {SECOND}")) == [place]


@pytest.mark.parametrize("mark", ["* a pier\n\n* a quay", "It is 5*3 metres.", "F*** it, he said, s*** and d***."])
def test_lists_products_and_censored_words_are_no_footnotes(found, mark):
    assert found("footnote-mark", f"{FIRST}\n\n{mark}") == []


def test_a_figure_in_inches_is_no_second_kind_of_quotation_mark(found):
    assert found("quotation-marks-mixed", f'{FIRST} “It is 6\' 3" wide,” said Ida Marr. <a href="x">') == []


# --- the headline --------------------------------------------------------------------------------------------------------


def test_a_headline_is_cut_off_at_a_small_word(found):
    assert places(found("headline-not-whole", FIRST, title="Varn Reopens Harbour Office in the")) == ["in the"]
    assert found("headline-not-whole", FIRST, title="Varn: Harbour Office Reopens") == []


def test_a_form_of_a_strong_word_bears_it(found):
    assert found("headline-strong-word", f"{FIRST} The mayor was threatened.", title="Threats in Varn") == []
    assert places(found("headline-strong-word", FIRST, title="Mayor Slams Ferries in Varn")) == ["Slams"]


def test_a_word_of_a_title_that_the_text_begins_with_is_marked_in_both(found):
    (finding,) = found("headline-strong-word", f"Mayor Slams Ferries in Varn.\n\n{FIRST}\n\n{SECOND}", title="Mayor Slams Ferries in Varn")
    assert [(anchor.part.value, anchor.start) for anchor in finding.anchors] == [("title", 6), ("text", 6)]


def test_a_headline_that_hedges_itself_needs_no_hedge_of_the_lead(found):
    lead = "The mayor allegedly took bribes over the harbour pier. "
    assert found("headline-without-hedge", lead + FIRST, title="Mayor Accused of Taking Bribes Over Harbour Pier") == []
    assert len(found("headline-without-hedge", lead + FIRST, title="Mayor Took Bribes Over Harbour Pier")) == 1


@pytest.mark.parametrize("sign", ["-VNA", "- The Varn Post –", "amp/sms (AFP, dpa)"])
def test_the_sign_of_a_desk_at_the_end_is_marked(found, sign):
    assert places(found("story-begins-where", f"{FIRST}\n\n{SECOND} {sign}")) == [sign]


def test_names_in_quotations_are_nobodys_words(found):
    text = f"{FIRST} “I saw Ida Marr and Jonas Berg there,” said the skipper."
    assert found("headline-unquoted", text, title="Jonas Berg Opens Harbour Office") == []


# --- names and abbreviations ---------------------------------------------------------------------------------------------


def test_letters_that_everybody_knows_need_no_tie(found):
    assert found("abbreviation-untied", f"{FIRST} The United Kingdom Navy came. The BBC saw the British Broadcasting Corporation.") == []


def test_a_surname_is_clear_where_the_other_person_is_far_away(found):
    text = f"Ida Marr runs the office. Her brother Jon Marr was there. {FIRST} {SECOND} Nobody was hurt. Marr was glad."
    assert found("surname-shared", text) == []


def test_two_of_one_family_are_not_misspelt(found):
    assert found("full-name-alike", f"Ida Halvor came. Jon Halvor came too. {FIRST}") == []


# --- figures -------------------------------------------------------------------------------------------------------------


def test_a_price_by_weight_and_one_by_volume_cannot_be_compared(found):
    text = f"{FIRST} Fuel costs $2 per litre. The tax will add $25 per tonne."
    assert places(found("units-mixed", text)) == ["$2 per litre", "$25 per tonne"]


@pytest.mark.parametrize("words", ["a turn of 90 degrees", "two degrees of freedom", "a temperature of 20 degrees Celsius"])
def test_angles_and_named_scales_are_left_alone(found, words):
    assert found("degrees-without-scale", f"{FIRST} It is {words} in the cold.") == []


# --- words that come back ------------------------------------------------------------------------------------------------


def test_a_record_told_twice_is_one_finding_with_both_places(found):
    text = f"It was the worst flood since records began. {FIRST} The toll was the highest since records began."
    assert places(found("statement-comes-back", text)) == ["since records began", "since records began"]


def test_a_name_that_comes_back_is_no_statement(found):
    text = "The National Harbour Repair Fund of Varn paid. Nobody asked the National Harbour Repair Fund of Varn for more."
    assert found("statement-comes-back", text) == []


def test_a_quotation_within_itself_is_no_echo(found):
    assert found("quotation-echo", f"{FIRST} “The mayor said ‘it is a proven marvel’ to us,” said Ida Marr.") == []


def test_a_speaker_called_by_one_word_may_be_a_name_misspelt(found):
    text = f"“It was in panic mode,” said Leslie Wimes, who leads the office. {FIRST}\n\nWines believes that the port took it for granted."
    assert places(found("name-alike", text)) == ["Leslie Wimes", "Wines"]
    assert found("name-alike", text.replace("Wines believes", "Skippers believe")) == []
