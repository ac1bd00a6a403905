"""The same analysis on the command line.

    copydesk analyze FILE…                           one analysis for each file (`-` is the standard input)
    copydesk analyze --ndjson < articles > analyses  one for each line
    copydesk check FILE…                             what a copy desk would mark, a line each
    copydesk rules                                   the rules and the policies
    copydesk policies · keys · redrive · rebuild     for whoever runs an installation

Exit status: 0 when everything was analysed, 1 when an article could not be (the others were), 2 when the command could not be run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

from pydantic import ValidationError

from copydesk import __version__, checking, house
from copydesk.analysis import Analysis, ArticleId, Failure, Problem
from copydesk.article import Article, Submission
from copydesk.desk import open_desk
from copydesk.errors import CopydeskError, InvalidRequest
from copydesk.intake.requests import refusal
from copydesk.nlp.analyser import MODEL
from copydesk.runtime import administration

if TYPE_CHECKING:
    from copydesk.desk import Desk

ANALYSED, SOME_FAILED, NOT_RUN = 0, 1, 2

LINES = 64
"""Lines of NDJSON that are held in memory at a time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except CopydeskError as error:
        print(f"copydesk: {error.message}", file=sys.stderr)
        return NOT_RUN
    except BrokenPipeError:
        # The reader has seen enough (`| head`); what is still buffered must not raise again when Python exits.
        sys.stderr.close()
        return SOME_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="copydesk", description="Read news articles the way a good copy desk does.")
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    analyze = commands.add_parser(
        "analyze",
        help="analyse articles",
        description="Analyse articles: who says what, who and what is named, how it reads.",
        epilog="Exit status: 0 everything was analysed; 1 an article could not be, the others were; 2 the command could not be run.",
    )
    analyze.add_argument("files", nargs="*", metavar="FILE", help="plain text in UTF-8; - is the standard input")
    analyze.add_argument("--format", choices=sorted(_FORMATS), default="json", help="what to write (default: json, one line a file)")
    analyze.add_argument("--ndjson", action="store_true", help="read a JSON object a line from the standard input: id, text, title, …")
    analyze.add_argument("--model", default=MODEL, help="the spaCy pipeline (default: %(default)s)")
    analyze.set_defaults(run=_analyze)
    checking.add_commands(commands, _read)
    house.add_commands(commands)
    administration.add_commands(commands)
    return parser


def _analyze(options: argparse.Namespace) -> int:
    if options.ndjson:
        if options.files or options.format != "json":
            raise InvalidRequest("--ndjson reads the standard input and writes JSON: it takes no FILE and no --format.")
        return _analyze_lines(open_desk(options.model), sys.stdin.buffer, sys.stdout.buffer)
    if not options.files:
        raise InvalidRequest("Name the files to analyse, or use --ndjson.")
    write = _FORMATS[options.format]
    desk = open_desk(options.model)
    status = ANALYSED
    for name in options.files:
        try:
            sys.stdout.buffer.write(write(desk.read(_read(name))) + b"\n")
        except (CopydeskError, OSError) as error:
            print(f"copydesk: {name}: {_message(error)}", file=sys.stderr)
            status = SOME_FAILED
    sys.stdout.buffer.flush()
    return status


# --- formats: the report is imported only where it is written --------------------------------------------------------------


def _json(analysis: Analysis) -> bytes:
    return analysis.to_json()


def _html(analysis: Analysis) -> bytes:
    from copydesk.report.html import render  # noqa: PLC0415

    return render(analysis).encode("utf-8")


def _markdown(analysis: Analysis) -> bytes:
    from copydesk.report.markdown import render  # noqa: PLC0415

    return render(analysis).encode("utf-8")


_FORMATS: dict[str, Callable[[Analysis], bytes]] = {"json": _json, "html": _html, "markdown": _markdown}


# --- one article a file ----------------------------------------------------------------------------------------------------


def _read(name: str, **known: object) -> Article:
    """Make an article of a file and of what else is known about it."""
    content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"not UTF-8: byte {error.start} cannot be read", code="not_utf8") from None
    if Path(name).suffix.lower() in (".html", ".htm", ".xhtml", ".json"):
        raise InvalidRequest("HTML and ninjs cannot be read yet; send plain text", code="unsupported_format")
    return _article({"text": text, **known})


def _article(fields: object) -> Article:
    try:
        submission = Submission.model_validate(fields)
    except ValidationError as error:
        refused = refusal(error)
        first = refused.faults[0]
        raise InvalidRequest(f"{first.field}: {first.message}", code=refused.code, faults=refused.faults) from None
    return Article.of(submission, received_at=datetime.now(UTC))


def _message(error: Exception) -> str:
    return error.message if isinstance(error, CopydeskError) else (getattr(error, "strerror", None) or str(error))


# --- one article a line ----------------------------------------------------------------------------------------------------


def _analyze_lines(desk: Desk, lines: BinaryIO, results: BinaryIO) -> int:
    """Write a result for every line, in the order of the lines; a line that cannot be read never stops the others."""
    status, done, begun = ANALYSED, 0, monotonic()
    filled = (line for line in lines if line.strip())
    while batch := list(islice(filled, LINES)):
        for result in _results(desk, batch):
            if isinstance(result, Failure):
                status = SOME_FAILED
            results.write(result.to_json() + b"\n")
            done += 1
        results.flush()
        if sys.stderr.isatty():
            print(f"\r{done:,} articles, {done / (monotonic() - begun):.1f} a second", end="", file=sys.stderr, flush=True)
    if done and sys.stderr.isatty():
        print(file=sys.stderr)
    return status


def _results(desk: Desk, lines: Iterable[bytes]) -> Iterator[Analysis | Failure]:
    read = [_read_line(line) for line in lines]
    analyses = _analyses(desk, [item for item in read if isinstance(item, Article)])
    for item in read:
        yield next(analyses) if isinstance(item, Article) else item


def _analyses(desk: Desk, articles: Sequence[Article]) -> Iterator[Analysis | Failure]:
    """Analyse articles together; where that fails, one by one, so that one bad article costs no other."""
    try:
        yield from list(desk.read_many(articles))
        return
    except Exception:
        if len(articles) == 1:
            yield _failure(articles[0].id, "internal_error", "The analysis failed; please report this article.")
            return
    for article in articles:
        yield from _analyses(desk, [article])


def _read_line(line: bytes) -> Article | Failure:
    """Read one line; its article keeps the id that the line gave, so that results can be joined to what was sent."""
    fields: object = None
    try:
        fields = json.loads(line.decode("utf-8-sig"))
        if not isinstance(fields, dict):
            raise InvalidRequest("The line is not a JSON object.", code="invalid_article")
        if "html" in fields or "ninjs" in fields:
            raise InvalidRequest("HTML and ninjs cannot be read yet; send plain text.", code="unsupported_format")
        article = _article(fields)
        return article.model_copy(update={"id": article.sender_id}) if article.sender_id is not None else article
    except CopydeskError as error:
        return _failure(_id(fields), error.code, error.message)
    except (ValueError, RecursionError):
        return _failure(None, "invalid_json", "The line is not JSON in UTF-8.")


def _id(fields: object) -> str | None:
    given = fields.get("id") if isinstance(fields, dict) else None
    return str(given) if isinstance(given, str | int) else None


def _failure(article_id: str | None, code: str, message: str) -> Failure:
    # An id that no file can hold (half of a surrogate pair) is written as its escape.
    written = article_id.encode("utf-8", "backslashreplace").decode("utf-8") if article_id is not None else None
    return Failure(article=ArticleId(id=written), error=Problem(code=code, message=message))
