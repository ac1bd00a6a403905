"""Policy packs: what they may say, and how they say what is wrong with them."""

from __future__ import annotations

import pytest

from copydesk.checks.packs import names
from copydesk.checks.policy import policy, read
from copydesk.errors import InvalidRequest


@pytest.mark.parametrize("name", names())
def test_every_pack_that_comes_with_copydesk_can_be_read(name):
    assert policy(name).name == name


def test_a_pack_takes_over_what_it_extends():
    first = read("policy: ours\ntitle: Ours\nsuppress:\n- {rule: no-byline, reason: The CMS adds it.}\n")
    assert first.suppressed == {"no-byline": "The CMS adds it."}
    assert first.digest != policy().digest


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("policy: ours\ntitle: [", 3, "not YAML"),
        ("- a\n- b\n", 1, "names no policy"),
        ("policy: ours\ntitle: Ours\ncolour: red\n", 3, "colour"),
        ("policy: Our Paper\ntitle: Ours\n", 1, "policy"),
        ("policy: ours\ntitle: Ours\nrules:\n  no-date: off\n  no-such-rule: off\n", 5, "no rule 'no-such-rule'"),
        ("policy: ours\ntitle: Ours\nrules:\n  no-date: {severity: fatal}\n", 4, "fatal"),
        ("policy: ours\ntitle: Ours\nrules:\n  no-date:\n    words: 3\n", 5, "no parameter 'words'"),
        ("policy: ours\ntitle: Ours\nextends: theirs\n", 1, "theirs"),
        ("policy: ours\ntitle: Ours\nsuppress:\n- {rule: no-date}\n", 4, "reason"),
        ("policy: ours\ntitle: Ours\nterms:\n- avoid: [x]\n  use: y\n", 4, "reason"),
    ],
)
def test_a_faulty_pack_is_refused_with_its_line(text, line, what):
    with pytest.raises(InvalidRequest) as refused:
        read(text, "ours.yaml")
    assert refused.value.code == "invalid_policy"
    (fault,) = refused.value.faults
    assert what in f"{fault.field}: {fault.message}"
    assert fault.field in (f"ours.yaml:{line}", "ours.yaml")


def test_an_unknown_policy_is_refused_with_those_there_are():
    with pytest.raises(InvalidRequest, match="house") as refused:
        policy("theirs")
    assert refused.value.code == "unknown_policy"
