"""The genre, guessed from the form of a text."""

from __future__ import annotations

import pytest

from copydesk.analysis import GenreOrigin
from copydesk.article import Genre
from copydesk.nlp.genre import guess
from copydesk.nlp.quotations import find_quotations
from copydesk.nlp.windows import paragraphs

NEWS = (
    "The harbour office in Varn reopened on Monday after the flood. Two ferries sailed before noon.\n\n"
    "“I am glad, and my crew is glad, and I think we should all be,” said Ida Marr, who runs the office. “You can book again.”\n\n"
    "The council wants a new pier. It will vote in May."
)
COLUMN = (
    "I have stood on the pier at Varn for forty years, and I know what our leaders do not.\n\n"
    "We must mend it. If you want ferries, you need a pier, and our country has always had piers.\n\n"
    "My father built it. I will not watch it fall."
)
QUESTIONS = (
    "We met Ida Marr in the harbour office at Varn.\n\nQ: When did it flood?\n\nA: In January, at night.\n\n"
    "Q: Who helped?\n\nA: The whole town did.\n\nQ: And now?\n\nA: Now we sail."
)
WHOLE_QUESTIONS = "\n\n".join(
    f"{question}\n\n{answer}"
    for question, answer in [
        ("When did the water come?", "It came at night, in January, when all were asleep."),
        ("Who helped you then?", "The whole town did, with buckets."),
        ("Did the council help?", "It sent a letter in March."),
        ("What comes next?", "We sail, as we always have."),
    ]
)
SPEAKERS = "\n\n".join(["Marr: And then?", "Berg: It came by night, all of it."] * 4)
RELEASE = f"FOR IMMEDIATE RELEASE\n\n{NEWS}\n\nAbout Varn Ferries\n\nVarn Ferries carries people.\n\n###"
LIVE = "\n\n".join(f"{hour}:15\n\nThe ferry is late by an hour." for hour in range(9, 15))
DEAD = (
    "Ida Marr, who ran the harbour office in Varn for forty years, died on Monday. She was 81.\n\n"
    "She was born in Varn in 1944 and never left it. She is survived by two sons. Her funeral will be on Friday."
)
MATCH = (
    "Varn beat Ostley 3-1 after a goal in the first half. The striker scored from a penalty, and the goalkeeper saved two.\n\n"
    "Ostley had led 1-0 through a midfielder on loan. The season ends in May, and Varn lead the league."
)
REVIEW = f"{NEWS}\n\nThe Ferryman, at the Old Pier theatre. Rating: 4/5"
FOOTER = f"{NEWS}\n\nPiers matter.\n\nIda Marr is a professor of harbours at Varn and the writer of a book on piers."
LETTERS = f"LETTERS.\n\n{NEWS}"


def guessed(text: str, title: str | None = None) -> Genre:
    return guess(text, title, paragraphs(text), [part for one in find_quotations(text) for part in one.parts])


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (NEWS, Genre.NEWS),
        (COLUMN, Genre.OPINION),
        (FOOTER, Genre.OPINION),
        (LETTERS, Genre.OPINION),
        (QUESTIONS, Genre.INTERVIEW),
        (WHOLE_QUESTIONS, Genre.INTERVIEW),
        (SPEAKERS, Genre.INTERVIEW),
        (RELEASE, Genre.PRESS_RELEASE),
        (LIVE, Genre.LIVE_BLOG),
        (DEAD, Genre.OBITUARY),
        (MATCH, Genre.SPORT),
        (REVIEW, Genre.REVIEW),
    ],
)
def test_clear_signs_tell_the_genre(text, genre):
    assert guessed(text) is genre


@pytest.mark.parametrize("title", ["Opinion: Mend the pier", "Editorial | Mend the pier"])
def test_the_title_may_name_the_genre(title):
    assert guessed(NEWS, title) is Genre.OPINION


@pytest.mark.parametrize(
    "text",
    [
        "The editor wrote an op-ed and an editorial. Ida Marr, a columnist, read both.\n\nThe pier is closed.",
        "Ida Marr died on Monday. The police are looking for the driver, and ask witnesses to call.",
        "The vote was 5-4. The league of towns wants a new season of talks.",
        "At 10:15 the ferry sailed. At 11:30 it came back.\n\nBy 12:00 all was quiet.",
        "Why did it close? The council does not say.\n\nThe pier is old.",
        "",
    ],
)
def test_unclear_signs_leave_it_news(text):
    assert guessed(text or "x") is Genre.NEWS


def test_a_scene_with_the_reporter_in_it_makes_no_column():
    assert guessed("\n\n".join([NEWS] * 3 + ["I walked to the pier. I asked my way. A boy told me."])) is Genre.NEWS


def test_a_given_genre_is_kept_and_a_guess_is_said_to_be_one(analyser, make_article):
    given = analyser.analyse(make_article(COLUMN, genre="news")).article
    unsaid = analyser.analyse(make_article(COLUMN)).article
    assert (given.genre, given.genre_origin) == (Genre.NEWS, GenreOrigin.GIVEN)
    assert (unsaid.genre, unsaid.genre_origin) == (Genre.OPINION, GenreOrigin.GUESSED)


def test_nothing_is_guessed_where_nothing_was_analysed(analyser, make_article):
    text = "Am Hafen von Varn wurde gestern das neue Amt eröffnet, und zwei Fähren fuhren noch vor dem Mittag ab. " * 3
    article = analyser.analyse(make_article(text)).article
    assert (article.genre, article.genre_origin) == (None, GenreOrigin.UNKNOWN)
