from __future__ import annotations

import pytest

from copydesk.analysis import Language
from copydesk.nlp.language import identify, unsupported

ENGLISH = Language(code="en", confidence=0.9)
OPEN = Language(code="und", confidence=0.3)
GERMAN = Language(code="de", confidence=0.99)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ferry between the two islands was cancelled on Sunday because of the storm.", "en"),
        ("Die Fähre zwischen den beiden Inseln fiel am Sonntag wegen des Sturms aus.", "de"),
        ("Паром между двумя островами в воскресенье отменили из-за шторма.", "ru"),
        ("Le ferry entre les deux îles a été annulé dimanche à cause de la tempête.", "fr"),
        ("OK.", "und"),
        ("12.5 13.6 14.7 https://harwick.example/ferry-timetable-and-fares", "und"),
    ],
)
def test_a_text_is_identified(text, code):
    assert identify(text).code == code


@pytest.mark.parametrize(
    ("identified", "named", "is_read"),
    [
        (ENGLISH, None, True),
        (ENGLISH, "de", True),  # a wrong default of the sender's system does not outweigh the text
        (GERMAN, None, False),
        (GERMAN, "en", False),
        (OPEN, None, True),
        (OPEN, "en-GB", True),
        (OPEN, "EN_us", True),
        (OPEN, "de", False),
    ],
)
def test_the_text_decides_and_the_sender_where_the_text_does_not_tell(identified, named, is_read):
    assert (unsupported(identified, named) is None) is is_read
