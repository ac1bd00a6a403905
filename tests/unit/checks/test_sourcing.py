"""Which unnamed sources are asked about, beyond the cards of the rules: those that say something, and stay without a name."""

from __future__ import annotations

import pytest

from copydesk.analysis import Finding, Severity

QUAY = (
    "said on Monday that the quay of Varn was never safe.\n\n“We knew it,” said Karl Venn, who led the office until May."
    "\n\nThe council will meet."
)


@pytest.fixture(scope="module")
def found(desk, make_article):
    """What a rule finds in a text."""

    def find(code: str, text: str, **fields: object) -> list[Finding]:
        return [one for one in desk.read(make_article(text, **fields)).findings if one.rule == code]

    return find


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        # Who is said to believe something is not quoted, and who spoke to another outlet is that outlet's.
        (
            "The mayor will lose the vote in May, a senior adviser to the mayor said.",
            "The mayor, her advisers believe, will lose the vote in May.",
        ),
        (
            "A senior adviser to the mayor told councillors that the vote is in May.",
            "A senior adviser to the mayor told Reuters that the vote is in May.",
        ),
        # Whom a pronoun means may have a name, and "all three" were told of.
        (
            "A senior official was at the port. A senior official of the port said that the vote is in May.",
            "Karl Venn leads the port. It was shut, said all three senior officials of the port.",
        ),
        # A lead that describes whom the next paragraphs name, unless the name is withheld on terms.
        (f"A senior official, who asked not to be named, {QUAY}", f"A senior official {QUAY}"),
    ],
)
def test_who_says_nothing_or_is_named_soon_needs_no_reason(found, asked, left):
    assert len(found("anonymous-no-reason", asked)) == 1
    assert found("anonymous-no-reason", left) == []


def test_a_source_of_another_outlet_that_is_named_soon_is_known(found):
    assert found("republished-anonymous", "A senior official told Reuters that the quay is unsafe.\n\nThe council will meet.")
    assert found("republished-anonymous", f"A senior official told Reuters, and {QUAY}") == []


def test_what_stands_behind_a_bare_source_may_say_how_it_knows(found):
    assert len(found("bare-source", "Several sources said the port will close in May.")) == 1
    assert found("bare-source", "Several sources privy to the talks say the port will close in May.") == []


def test_a_nickname_is_nobodys_words(found):
    assert len(found("quote-by-several", "Local officials called the quay “a mistake that nobody should have paid for at all”.")) == 1
    assert found("quote-by-several", "Local officials called the quay the “Gate of Summer”.") == []


def test_a_party_that_speaks_was_asked(found):
    text = (
        "Karl Venn leads the company. It took money, an official at the prosecutor's office said. Another official at the office said that"
        " messages were deleted and papers burnt in the yard, all of them."
    )
    assert len(found("nobody-asked", text)) == 1
    assert found("nobody-asked", f"{text} “We took nothing,” Karl Venn said. Venn leads the Varn Ferry Company.") == []


def test_a_mark_before_words_left_out_may_stand_apart(found):
    assert len(found("quotation-mark-turned", "As Ida Marr wrote, “ if the pier falls, we all pay” and more.")) == 1
    assert found("quotation-mark-turned", "As Ida Marr wrote, “ … if the pier falls, we all pay” and more.") == []


def test_a_headline_may_count_the_words_of_a_name(found):
    text = "The mayor of Varn called the pier an “old grey goose” on Monday."
    assert len(found("headline-figure", text, title="Mayor of Varn Closes 33 Piers")) == 1
    assert found("headline-figure", text, title="Mayor of Varn Gives Pier 3 Word Name") == []


@pytest.mark.parametrize(
    ("source", "called"),
    [
        ("Her advisers, who asked not to be named,", "her advisers"),
        ("An adviser to the mayor, who asked not to be named,", "the adviser to the mayor"),
        ("Two advisers to the mayor, who asked not to be named,", "the two advisers to the mayor"),
    ],
)
def test_a_source_is_named_as_an_editor_would_in_a_question(found, source, called):
    (finding,) = found("anonymous-no-reason", f"Ida Marr spoke in Varn. {source} said on Monday that the vote is in May.")
    assert f" {called} not named?" in finding.message


@pytest.mark.parametrize(("said", "count"), [("Karl Venn is toxic", 1), ("Karl Venn is not as toxic as all say", 0)])
def test_what_is_denied_of_somebody_is_no_attack(found, said, count):
    text = f"Karl Venn leads the port. “{said},” said an adviser to the mayor, who asked not to be named. The council will meet."
    assert len(found("anonymous-attack", text)) == count


def test_a_reason_holds_for_others_of_the_same_kind(found):
    reason = "because the figures are secret"
    first = "A source at the port, who asked not to be named{}, said that the quay was shut."
    text = f"{first} Two sources said on Monday that the vote is in May."
    assert len(found("anonymous-no-reason", text.format(""))) == 2
    assert found("anonymous-no-reason", text.format(f" {reason}")) == []


def test_a_source_whose_camp_stands_before_it_is_not_bare(found):
    text = "The mayor will go in May, {} said on Monday. The council will meet."
    assert found("bare-source", text.format("sources"))
    assert found("bare-source", "The mayor met Karl Venn Sunday. A source said on Monday that it was late. The council will meet.")
    assert found("bare-source", text.format("White House and Republican sources")) == []


@pytest.mark.parametrize(("others", "severity"), [(2, Severity.NOTE), (3, Severity.WARNING)])
def test_an_unnamed_judgement_is_graver_where_the_article_rests_on_unnamed_sources(found, others, severity):
    opinion = "“The closure is a disaster for the town,” said a senior council official, who asked not to be named."
    unnamed = [
        "“The pier opens in May,” a senior official of the port said.",
        "A former judge, who asked not to be named, said it cost $3 million.",
        "“The gates are shut at night,” a person close to the ferry company said.",
    ]
    text = "\n\n".join([opinion, *unnamed[:others]])
    assert [one.severity for one in found("anonymous-opinion", text)] == [severity]
