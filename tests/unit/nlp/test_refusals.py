"""Who was asked and said nothing. Each case is an example of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import MakeArticle

from copydesk.analysis import Analysis, RefusalKind
from copydesk.nlp.analyser import Analyser

Read = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def read(analyser: Analyser, make_article: MakeArticle) -> Read:
    return lambda text: analyser.analyse(make_article(text, language="en"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("declined to comment", RefusalKind.DECLINED),
        ("declined an interview request", RefusalKind.DECLINED),
        ("refused to discuss the plans", RefusalKind.DECLINED),
        ("would not say whether the wall was sound", RefusalKind.DECLINED),
        ("had no comment", RefusalKind.DECLINED),
        ("did not respond to a request for comment", RefusalKind.NO_RESPONSE),
        ("did not return calls", RefusalKind.NO_RESPONSE),
        ("could not be reached for comment", RefusalKind.UNREACHABLE),
        ("was not available for comment", RefusalKind.UNREACHABLE),
    ],
)
def test_a_comment_was_not_got(read: Read, words: str, kind: RefusalKind) -> None:
    (found,) = read(f"The wall leaks. Ana Ruiz {words}.").refusals
    assert (found.kind, found.span.text) == (kind, words)
    assert found.source is not None
    assert found.source.text == "Ana Ruiz"


@pytest.mark.parametrize(
    "text",
    [
        "The council refused to pay for the wall.",
        "“He did not respond to my letters,” Ana Ruiz said.",
        "A port engineer, who declined to be named, said the wall leaked.",
        "One engineer, who declined to speak on the record, said the wall leaked.",
        "Ana Ruiz would not say that the wall was unsafe.",
        "The pumps did not respond.",
        "“I would not say so,” Ana Ruiz said.",
    ],
)
def test_what_is_no_refusal_to_comment(read: Read, text: str) -> None:
    assert not [one.span.text for one in read(text).refusals if "pumps" not in (one.source.text if one.source else "")]


def test_a_pronoun_stands_for_the_one_who_was_asked(read: Read) -> None:
    analysis = read("Ana Ruiz heads the port. She declined to comment.")
    (found,) = analysis.refusals
    assert [source.name for source in analysis.sources if source.id == found.source_id] == ["Ana Ruiz"]
