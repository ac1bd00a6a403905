"""Analyse corpora and score what was found: `python benchmarks/accuracy/measure.py dates entities/gum.dev` prints it.

Every article is analysed in this process, one corpus after the other, and written out as soon as it is done. What was analysed before is
taken from `.build/accuracy` where the `analysis_id` is the same, as equal ids mean equal bytes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchlib.io import Options
from corpora import CORPORA, FOLDER, Corpus
from score import EXTRA, render, score_files

if TYPE_CHECKING:
    from copydesk.analysis import Analysis
    from copydesk.nlp.analyser import Analyser

KEPT = Path(__file__).parents[2] / ".build/accuracy"

Json = dict[str, Any]


def measure(corpora: Iterable[Corpus], analyser: Analyser, folder: Path = KEPT) -> Iterator[tuple[Corpus, Json]]:
    """Analyse and score corpora, and yield the scorer's report on each.

    The analyses are kept in `folder`. Raises as `score` does.
    """
    threshold: float | None = None
    for corpus in corpora:
        analyse(corpus, analyser, folder)
        report = score(corpus, folder, threshold if corpus.task == "claims" else None)
        # The threshold is chosen on the first corpus of claims and tried on the others.
        if corpus.task == "claims" and threshold is None:
            threshold = report["metrics"]["best"]["threshold"]
        yield corpus, report


def score(corpus: Corpus, folder: Path = KEPT, threshold: float | None = None) -> Json:
    """Return the scorer's report on the analyses of a corpus, or of more than it, in `folder`.

    Raises `BenchError` where the corpus cannot be read, and `ValueError` where the scorer warns: figures that come with a warning are not
    to be trusted.
    """
    gold = corpus.gold
    if corpus.every > 1:
        gold = folder / f"{corpus.task}-{corpus.name}.gold.jsonl"
        gold.write_text("".join(json.dumps(line) + "\n" for line in corpus.lines()), encoding="utf-8")
    report = score_files(corpus.task, gold, _kept(corpus, folder), Options(threshold=threshold))
    # Where the gold asks about some of the articles, the rest of them are no reason to warn.
    warnings = {what: count for what, count in report["warnings"].items() if what != EXTRA}
    if warnings or report["missing"]:
        raise ValueError(f"{corpus}: {warnings}, {report['missing']} articles without an analysis")
    return report


def analyse(corpus: Corpus, analyser: Analyser, folder: Path = KEPT) -> Path:
    """Write the analyses of a corpus to `folder`, one a line without the text, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = _kept(corpus, folder)
    known = _known(path)
    articles = list(corpus.articles())
    fresh = analyser.analyse_many(article for _, article in articles if analyser.identity(article) not in known)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as out:
        for name, article in articles:
            line = known.get(analyser.identity(article)) or _line(name, next(fresh))
            out.write(line + "\n")
    unfinished.replace(path)
    return path


def _kept(corpus: Corpus, folder: Path) -> Path:
    return folder / f"{corpus.source.task}-{corpus.name}.jsonl"


def _line(name: str, analysis: Analysis) -> str:
    """An analysis under the id that the gold gives its article."""
    found = analysis.model_dump(mode="json", by_alias=True, exclude={"text"})
    found["article"]["id"] = name
    return json.dumps(found, ensure_ascii=False)


def _known(path: Path) -> dict[str, str]:
    """The lines of an earlier run by their `analysis_id`."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8") as lines:
        return {json.loads(line)["analysis_id"]: line.rstrip("\n") for line in lines}


def main(chosen: list[str]) -> int:
    """Print the scores of the tasks or corpora chosen, of all where none is."""
    from copydesk.nlp.analyser import load  # noqa: PLC0415 - loading takes seconds

    corpora = [corpus for corpus in CORPORA if not chosen or {corpus.task, str(corpus)} & set(chosen)]
    if absent := [str(corpus) for corpus in corpora if not corpus.gold.is_file()]:
        print(f"Not in {FOLDER} (COPYDESK_CORPORA says where the corpora are): {', '.join(absent)}", file=sys.stderr)
        return 2
    analyser = load()
    began = time.perf_counter()
    for _, report in measure(corpora, analyser):
        print(render(report), f"seconds: {time.perf_counter() - began:.0f}", "", sep="\n", flush=True)
        began = time.perf_counter()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
