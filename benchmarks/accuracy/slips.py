"""Measures the spelling check: what it asks about in articles as they are, and how many slips it finds that are put into them.

    python benchmarks/accuracy/slips.py articles.ndjson [--articles 200] [--shown]

A line of the file is an article as the API takes it. Each slip is put into a text by itself, three of
each kind an article, from a fixed seed: two letters swapped, one left out, one doubled, another one for it, and a lost space.
Words of five to twelve letters in lower case are spoilt. A slip that is another word is counted by itself: no dictionary tells it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from copydesk.article import Article, Submission
from copydesk.checks.dictionary import WORD, installed
from copydesk.checks.reading import Reading
from copydesk.checks.slips import slips
from copydesk.desk import open_desk

LETTERS = "abcdefghijklmnopqrstuvwxyz"
KINDS = ("swapped", "left out", "doubled", "another", "lost space")
EACH = 3
_SPOILT = re.compile(r"(?<= )([a-z]{5,12}) ([a-z]{2,})(?= )")


def main() -> None:
    """Analyses the articles once, and reads each text again with a slip in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--shown", action="store_true", help="print what is asked about in the articles as they are")
    options = parser.parse_args()
    dictionary = installed()
    if dictionary is None:
        parser.error("The dictionary was not built: `make setup` does it.")
    lines = options.file.read_text(encoding="utf-8").splitlines()[: options.articles]
    desk = open_desk()
    articles = [Article.of(Submission(text=json.loads(line)["text"], language="en"), received_at=datetime.now(UTC)) for line in lines]
    analyses = list(desk.read_many(articles))

    asked, spent = 0, 0.0
    for analysis in analyses:
        reading = Reading(analysis)
        _ = reading.vocabulary
        started = time.perf_counter()
        found = list(slips(reading))
        spent += time.perf_counter() - started
        asked += len(found)
        for slip in found if options.shown else ():
            first = slip.places[0]
            print(f"{slip.word} → {slip.meant}: …{reading.text[max(0, first.start - 40) : first.end + 30]!r}")
    print(f"{len(analyses)} articles: {100 * asked / len(analyses):.1f} questions in a hundred, {1000 * spent / len(analyses):.2f} ms each")

    chance = random.Random(20260301)
    put, words, found_, right = (Counter[str]() for _ in range(4))
    for analysis in analyses:
        for kind in KINDS:
            places = list(_SPOILT.finditer(analysis.text or ""))
            for place in chance.sample(places, min(EACH, len(places))):
                meant, slip, text = spoil(kind, place, chance)
                if slip == meant:
                    continue
                put[kind] += 1
                words[kind] += bool(dictionary.classes([slip])[0] & WORD) if len(slip) < 32 else 0
                answers = [one.meant for one in slips(Reading(analysis.model_copy(update={"text": text}))) if one.word == slip]
                found_[kind] += bool(answers)
                right[kind] += answers == [meant]
    for kind in KINDS:
        print(
            f"{kind:11} {put[kind]:5} put in, {found_[kind] / put[kind]:.1%} found, {right[kind] / put[kind]:.1%} with the right word; "
            f"{words[kind] / put[kind]:.1%} are another word"
        )


def spoil(kind: str, place: re.Match[str], chance: random.Random) -> tuple[str, str, str]:
    """Return what was meant, the slip, and the whole text with it."""
    word, text = place[1], place.string
    at = chance.randrange(1, len(word))
    if kind == "lost space":
        return place[0], word + place[2], text[: place.start()] + word + place[2] + text[place.end() :]
    slip = {
        "swapped": word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        "left out": word[:at] + word[at + 1 :],
        "doubled": word[:at] + word[at] + word[at:],
        "another": word[:at] + chance.choice(LETTERS) + word[at + 1 :],
    }[kind]
    return word, slip, text[: place.start(1)] + slip + text[place.end(1) :]


if __name__ == "__main__":
    main()
