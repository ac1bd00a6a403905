from __future__ import annotations

import dictionary as builder
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyses import Draft

from copydesk.analysis import EntityType
from copydesk.checks import dictionary, slips
from copydesk.checks.dictionary import SLIP, WORD, Dictionary, commonness, edited, edited_keys, keys_of
from copydesk.checks.reading import Reading

ZIPF = {
    "said": 6.0, "that": 7.0, "words": 5.3,
    "the": 7.7, "he": 6.7, "when": 6.3, "were": 6.4, "mayor": 4.7, "upset": 4.6, "tweeted": 3.6, "reaction": 4.4, "harbours": 3.0,
    "organising": 4.0, "committee": 4.8, "retweeted": 3.0, "goverment": 2.6, "government": 5.6, "promise": 4.6, "boat": 4.6,
    "militarize": 2.1, "militaries": 2.7, "pier": 3.6, "tug": 3.3, "ferryman": 2.6, "harbour": 4.0, "opened": 4.6, "anew": 3.2,
}  # fmt: skip
KNOWN_BY_USE = {"retweeted", "goverment"}
WORDS = set(ZIPF) - KNOWN_BY_USE
SLIPS = {"goverment": "government", "seperate": "separate", "upset": "never"}


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Dictionary:
    folder = tmp_path_factory.mktemp("dictionary")
    builder.write(folder, ZIPF, WORDS, SLIPS)
    (folder / "version.txt").write_text("test\n")
    return Dictionary(folder)


@pytest.fixture
def found(index, monkeypatch):
    """What the slips of a text are taken for."""
    monkeypatch.setattr(slips, "installed", lambda: index)

    def look(text: str, *names: str) -> dict[str, str]:
        draft = Draft(text)
        for name in names:
            draft.name(EntityType.PERSON, name)
        return {slip.word: slip.meant for slip in slips.slips(Reading(draft.analysis()))}

    return look


def test_a_word_has_its_class_and_what_is_not_there_has_none(index):
    word, slip, used, none = index.classes(["upset", "goverment", "retweeted", "rettweeted"])
    assert word & WORD
    assert not word & SLIP
    assert slip & SLIP
    assert not used & (WORD | SLIP)
    assert commonness(used) == pytest.approx(3.0, abs=0.1)
    assert none == 0
    assert len(index) == len(ZIPF) + len(SLIPS) - len(SLIPS.keys() & ZIPF.keys())


def test_what_no_dictionary_lists_is_told_for_each_article_anew(index):
    article = frozenset({"pier", "upset", "seperate", "rettweeted", "piër", "x" * 32})
    for _ in range(2):
        unlisted = index.unlisted(article)
        assert unlisted.keys() == {"seperate", "rettweeted"}
        assert unlisted["seperate"] & SLIP
        assert unlisted["rettweeted"] == 0


def test_a_known_slip_has_the_word_that_was_meant(index):
    assert index.meant_by_slip("seperate") == "separate"
    assert index.meant_by_slip("upset") is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=31))
def test_keys_at_one_edit_are_the_keys_of_the_edited_spellings(word):
    keys = edited_keys(word)
    spellings = [edited(word, number) for number in range(len(keys))]
    assert keys.tolist() == keys_of(spellings).tolist()
    assert len(set(keys.tolist())) == len(set(spellings))


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("upste", "upset"),
        ("upsett", "upset"),
        ("govrnment", "government"),
        ("mayur", "mayor"),
        ("whenthe", "when the"),
        ("comittee", "committee"),
        ("organinising", "organising"),
        ("goverment", "government"),
        ("aharbour", "a harbour"),
    ],
)
def test_a_likelier_word_is_asked_about(found, slip, meant):
    assert found(f"He said that {slip} were the words.") == {slip: meant}


@pytest.mark.parametrize(
    "kept",
    [
        "retweeted",  # in use
        "overpromise",  # of known parts
        "militarise",  # the British way
        "uuuupset",  # drawn out
        "tugboa",  # short
        "Upste",  # a name
        "@upste",
        "upste.example",
        "upste/upset",
        "up-upste",
        "upste’s",
        "“upste”",
        "us-\nupste",
        "upste [sic]",
        "upsté",
    ],
)
def test_what_may_be_meant_is_left_alone(found, kept):
    assert found(f"He said that {kept} were the words.") == {}


def test_a_known_slip_is_asked_about_as_the_first_word_too(found):
    assert found("Goverment were the words.") == {"Goverment": "government"}


def test_a_term_of_the_article_is_left_alone(found):
    assert found("The upste opened. He opened the upste. The upste opened anew.") == {}


def test_two_unknown_words_side_by_side_are_another_language(found):
    assert found("He said upste mayur when the pier opened.") == {}


def test_a_long_word_that_nobody_uses_is_asked_about_without_a_likelier_one(found):
    assert found("He said that the gwithzabl were the words.\n\nThe mayur were upset.") == {"gwithzabl": "", "mayur": "mayor"}


def test_a_name_of_the_article_is_left_alone_in_lower_case(found):
    assert found("He said upste when Ida Upste opened the pier.", "Ida Upste") == {}


def test_without_a_dictionary_there_are_no_slips(monkeypatch):
    monkeypatch.setattr(dictionary, "PACKAGE", "copydesk_no_such_dictionary")
    monkeypatch.setattr(slips, "installed", dictionary.installed.__wrapped__)
    assert list(slips.slips(Reading(Draft("He said upste when the pier opened.").analysis()))) == []


def test_the_installed_dictionary_knows_both_spellings_new_words_and_slips():
    index = dictionary.installed()
    assert index is not None
    assert len(index) > 300_000
    assert all(found & WORD for found in index.classes(["colour", "color", "organised", "organized", "harbour", "whose"]))
    assert all(commonness(found) > 2.5 and not found & SLIP for found in index.classes(["selfie", "blockchain", "retweeted", "hashtag"]))
    assert all(found & SLIP for found in index.classes(["goverment", "occured", "seperate", "definately"]))
    assert index.classes(["rettweeted", "harbourthe", "organinising"]) == [0, 0, 0]
    assert index.meant_by_slip("goverment") == "government"
