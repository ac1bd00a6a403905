"""Errors, their HTTP status and their documentation say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk import errors
from copydesk.runtime import problems

ROOT = Path(__file__).parents[3]
KINDS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.CopydeskError)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_a_status_and_says_when_it_is_raised(kind):
    assert kind in problems.STATUS
    assert kind is errors.CopydeskError or (kind.__doc__ or "").startswith("Raised when ")


def codes_in_the_code() -> set[str]:
    sources = [*ROOT.glob("layers/copydesk/python/copydesk/**/*.py"), *ROOT.glob("functions/*/*.py")]
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    reasons = set(re.findall(r'Reason\(\s*"([a-z_]+)"', text))
    return reasons | set(re.findall(r'code="([a-z_0-9]+)"', text)) | set(re.findall(r'^    code = "([a-z_]+)"', text, flags=re.MULTILINE))


def test_every_code_is_documented_and_no_other():
    documented = set(re.findall(r"^\| `([a-z_0-9]+)` \|", (ROOT / "docs/errors.md").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert documented == codes_in_the_code()
