from __future__ import annotations

import io
import json
import sys

import pytest

from copydesk import cli

TEXT = "Maria Ortega opened the pier. “It took years,” she said."


@pytest.fixture(autouse=True)
def loaded(monkeypatch, desk):
    monkeypatch.setattr(cli, "open_desk", lambda _model: desk)


class Console:
    """Standard input, output and error as bytes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.out, self.err = io.BytesIO(), io.StringIO()

    def run(self, *arguments: str, given: bytes = b"") -> int:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        self._monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(self.out, encoding="utf-8", write_through=True))
        self._monkeypatch.setattr(sys, "stderr", self.err)
        return cli.main(["analyze", *arguments])

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.getvalue().decode("utf-8").splitlines()]


@pytest.fixture
def console(monkeypatch):
    return Console(monkeypatch)


def test_a_file_becomes_its_analysis(console, tmp_path, desk, make_article):
    path = tmp_path / "pier.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert console.run(str(path)) == 0
    assert console.out.getvalue() == desk.read(make_article(TEXT)).to_json() + b"\n"


def test_a_byte_order_mark_is_not_part_of_the_text(console, tmp_path):
    path = tmp_path / "pier.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    console.run(str(path))
    assert console.lines[0]["text"] == TEXT


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!doctype html>"), ("markdown", b"#")])
def test_reports_are_written(console, form, begins):
    assert console.run("--format", form, "-", given=TEXT.encode()) == 0
    assert console.out.getvalue().lower().lstrip().startswith(begins)


def test_a_file_that_cannot_be_read_costs_no_other(console, tmp_path):
    good, latin, html = tmp_path / "good.txt", tmp_path / "latin.txt", tmp_path / "page.html"
    good.write_text(TEXT, encoding="utf-8")
    latin.write_bytes(b"caf\xe9")
    html.write_text("<p>It took years.</p>")
    assert console.run(str(latin), str(tmp_path / "none.txt"), str(html), str(good)) == 1
    assert len(console.lines) == 1
    complaints = console.err.getvalue()
    assert "not UTF-8" in complaints
    assert "none.txt: No such file" in complaints
    assert "page.html: HTML and ninjs cannot be read yet" in complaints


def test_lines_come_back_in_their_order_with_their_ids(console):
    lines = [json.dumps({"id": f"article {number}", "text": f"{TEXT} {number}"}) for number in range(70)]
    assert console.run("--ndjson", given="\n".join(lines).encode()) == 0
    assert [line["article"]["id"] for line in console.lines] == [f"article {number}" for number in range(70)]
    assert len({line["analysis_id"] for line in console.lines}) == 70


def test_a_bad_line_never_stops_the_run(console):
    given = [
        b'{"id": "first", "text": "It took years."}',
        b"",
        b"not JSON",
        b"\xff\xfe",
        b"[" * 100_000,
        b'["text"]',
        b'{"id": "no text"}',
        b'{"id": 7, "text": "It took years."}',
        b'{"id": "blank", "text": "  "}',
        b'{"id": "typo", "text": "It took years.", "titel": "x"}',
        b'{"id": "page", "html": "<p>It took years.</p>"}',
        b'{"id": "half \\ud800", "text": "It took years."}',
        b'{"id": "last", "text": "It took years.", "title": "A pier", "language": "en", "genre": "news"}',
    ]
    assert console.run("--ndjson", given=b"\n".join(given)) == 1
    codes = [(line["article"]["id"], line.get("error", {}).get("code")) for line in console.lines]
    assert codes[0] == ("first", None)
    assert codes[-1] == ("last", None)
    assert len(codes) == len(given) - 1
    assert all(code for _, code in codes[1:-1])
    assert [id_ for id_, _ in codes[5:10]] == ["no text", "7", "blank", "typo", "page"]


def test_an_article_that_breaks_the_analysis_costs_no_other(console, monkeypatch, analyser):
    complete = type(analyser)._complete

    def breaking(self, draft, passages):
        if "break" in draft.article.text:
            raise RuntimeError("a defect")
        return complete(self, draft, passages)

    monkeypatch.setattr(type(analyser), "_complete", breaking)
    texts = ["It took years.", "We break it.", "It took months."]
    given = "\n".join(json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    assert console.run("--ndjson", given=given.encode()) == 1
    assert [line.get("error", {}).get("code") for line in console.lines] == [None, "internal_error", None]


@pytest.mark.parametrize("arguments", [[], ["--ndjson", "a.txt"], ["--ndjson", "--format", "html"]])
def test_a_command_that_makes_no_sense_is_refused(console, arguments):
    assert console.run(*arguments) == 2
    assert console.err.getvalue().startswith("copydesk: ")


def test_an_unknown_format_is_refused(console):
    with pytest.raises(SystemExit) as exit_:
        console.run("--format", "pdf", "a.txt")
    assert exit_.value.code == 2
