"""Wording is found in the paper's own voice and in the sense that the lists mean."""

from __future__ import annotations

import pytest

from copydesk.analysis import Part


@pytest.fixture(scope="module")
def found(analyser, make_article):
    def find(text, **fields):
        return analyser.analyse(make_article(text, language="en", **fields)).wording

    return find


def told(found, text):
    return [(one.text, one.category.value) for one in found(text)]


@pytest.mark.parametrize(
    ("text", "words", "category"),
    [
        ("The mayor slammed the new parking rules on Monday.", "slammed", "loaded"),
        ("The council passed a disgraceful budget on Tuesday.", "disgraceful", "loaded"),
        ("The minister shamelessly ignored the harbour's engineers.", "shamelessly", "loaded"),
        ("The party's cronies got the contracts for the bridge.", "cronies", "loaded"),
        ("The bridge is arguably the town's most useful building.", "arguably", "hedge"),
        ("The harbour wall may well need to be replaced.", "may well", "hedge"),
        ("It is widely believed that the ferry will be sold.", "It is widely believed", "weasel"),
        ("Critics say the school was closed too early.", "Critics say", "weasel"),
        ("The raid caused collateral damage in two villages.", "collateral damage", "euphemism"),
        ("The factory let 40 workers go, and two managers passed away.", "passed away", "euphemism"),
        ("The harbour is extremely shallow in winter.", "extremely", "intensifier"),
        ("A massive crane stands beside the quay.", "massive", "intensifier"),
        ("The flood on the island was unprecedented.", "unprecedented", "superlative"),
        ("Soldiers entered the liberated town at dawn.", "liberated", "one_sided"),
        ("The regime closed the border on Friday.", "regime", "one_sided"),
        ("The so-called republic issued its own stamps.", "so-called republic", "one_sided"),
    ],
)
def test_every_category_is_found(found, text, words, category):
    assert (words, category) in told(found, text)


def test_a_plain_report_has_none(found):
    assert not found("The council met on Tuesday. Members approved the budget for the bridge, which will cost 4 million euros.")


def test_spans_are_the_words_of_the_text(found):
    text = "On Monday 🌍 the mayor slammed the plan, and the owner’s disgraceful reply followed."
    assert found(text)
    assert all(text[one.start : one.end] == one.text for one in found(text))


def test_titles_count(found):
    wording = found("The council met on Tuesday to discuss the bridge.", title="Mayor Slams Disgraceful Bridge Plan")
    assert [(one.text, one.part) for one in wording] == [("Slams", Part.TITLE), ("Disgraceful", Part.TITLE)]


def test_nothing_in_quotation_marks_counts(found):
    assert not found('"It is a disgraceful, shameful regime," Anna Berg said. The town calls it a “liberated” village.')


def test_what_somebody_is_reported_to_say_does_not_count(found):
    assert not found("Anna Berg, the mayor, said on Monday that the new parking rules were disgraceful.")


def test_terms_of_one_side_count_in_a_paraphrase(found):
    wording = found("General Pavel Orlov said on Monday that his troops hold the recently liberated city.")
    assert [(one.text, one.side) for one in wording] == [("liberated", "territory/taker")]
    assert wording[0].suggestion


def test_what_nobody_is_named_for_is_the_papers(found):
    assert [one.text for one in found("We think that the new parking rules are disgraceful.")] == ["disgraceful"]


def test_names_are_no_wording(found):
    assert not found("The jury of the Savage Beauty Museum in Vienna met Christopher Savage on Friday.")


def test_a_set_phrase_takes_its_words_out_of_reach(found):
    assert not found("The patient had radical surgery after criminal charges in a hate crime case were dropped by the district court.")


def test_what_a_word_describes_decides(found):
    assert [one.text for one in found("The vicious campaign lasted all summer.")] == ["vicious"]
    assert not found("Filthy water ran through the cellar.")


def test_part_of_speech_decides(found):
    assert [one.text for one in found("The paper savaged the director of the theatre.")] == ["savaged"]
    assert not found("The new committee will flag the boats and hail a taxi.")


def test_a_weak_term_needs_company(found):
    assert not found("The firm struggled in the spring.")
    assert [one.text for one in found("Of course the firm struggled in the spring.")] == ["Of course", "struggled"]
    assert [one.text for one in found("Why has the firm struggled in the spring?")] == ["struggled"]


def test_a_negated_intensifier_turns_nothing_up(found):
    assert not found("The harbour is not extremely deep.")


def test_an_apostrophe_may_be_curly(found):
    straight, curly = (found(f"The mayor lives in a fool{mark}s paradise and runs a fool{mark}s errand.") for mark in "'’")
    assert [one.term for one in straight] == [one.term for one in curly] != []


def test_hostile_text_is_read(found):
    found("so-" * 2000 + " slam " * 500 + "’" * 50 + "_ _ _ ?!")
