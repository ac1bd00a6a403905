"""Imports point one way: the analysing code knows no AWS, no environment and no clock; only `store` knows boto3."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "layers/copydesk/python/copydesk"
PURE = ("nlp", "intake", "report", "checks", "article.py", "analysis.py", "offsets.py", "vocabulary.py", "errors.py")


def sources(*places: str) -> list[Path]:
    found = [PACKAGE / place for place in places]
    return sorted(file for place in found for file in ([place] if place.suffix else place.rglob("*.py")))


def imported(source: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def reaches(source: Path, *forbidden: str) -> set[str]:
    return {name for name in imported(source) if name in forbidden or name.startswith(tuple(f"{one}." for one in forbidden))}


@pytest.mark.parametrize("source", sources(*PURE), ids=lambda source: str(source.relative_to(PACKAGE)))
def test_the_analysing_code_knows_no_aws_no_environment_and_no_clock(source):
    assert not reaches(source, "boto3", "botocore", "aws_lambda_powertools", "os.environ", "time", "copydesk.store", "copydesk.runtime")
    calls = [node.attr for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)]
    assert not {"now", "today", "utcnow", "environ", "getenv"} & set(calls)


@pytest.mark.parametrize("source", sources("store", "runtime"), ids=lambda source: str(source.relative_to(PACKAGE)))
def test_only_store_knows_boto3_and_only_runtime_knows_powertools(source):
    room = source.relative_to(PACKAGE).parts[0]
    if room == "store":
        assert not reaches(source, "aws_lambda_powertools", "copydesk.runtime", "copydesk.nlp", "copydesk.report", "os")
    else:
        assert not reaches(source, "boto3", "botocore", "copydesk.nlp")


def test_nothing_but_nlp_knows_spacy():
    others = [source for source in sources("store", "runtime", "report", "intake") if reaches(source, "spacy", "numpy")]
    assert not others
