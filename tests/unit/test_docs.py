"""The documentation's links lead somewhere, and the API's description is the one that the code gives."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not missing


def test_every_make_task_that_a_page_names_exists():
    named = {task for page in PAGES for task in re.findall(r"\bmake ([a-z][a-z-]*)", page.read_text(encoding="utf-8"))}
    tasks = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert named
    assert named <= tasks


def test_the_description_of_the_api_is_current(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tasks"))
    import describe_api

    known = set(sys.path)
    assert json.loads(describe_api.TARGET.read_text(encoding="utf-8")) == describe_api.description(), "run: make openapi"
    sys.path[:] = [path for path in sys.path if path in known]


def test_the_page_of_rules_is_current(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tasks"))
    import describe_rules

    assert describe_rules.TARGET.read_text(encoding="utf-8") == describe_rules.description(), "run: make rules"
