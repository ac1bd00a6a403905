"""Measure every corpus and publish the figures: `make accuracy`.

Writes `figures.json`, every figure of the scorer with the engine that reached it, and from it and the pages of `prose` the document
`docs/accuracy.md`. Refuses where a figure has fallen below its floor in `floors.json`, and raises the floors to `MARGIN` points below
what was measured: a floor only rises (those of `tests/quality/gold` are raised by hand). With `--document` nothing is measured: the
document is written anew after the prose has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import anonymity
import jinja2
from corpora import CORPORA, FOLDER, Corpus
from measure import measure, score
from srsly import yaml_loads

from copydesk.analysis import Engine
from copydesk.nlp.analyser import MODEL, load
from copydesk.nlp.engine import LIBRARIES

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs/accuracy.md"
FIGURES = HERE / "figures.json"
FLOORS = HERE / "floors.json"

MARGIN = 1.0
"""Points between a figure and its floor: other processors round other last bits, and now and then that turns a decision."""

SECTIONS = {
    "introduction": [],
    "attributions": ["attribution"],
    "source-types": ["source_types"],
    "anonymity": ["anonymity"],
    "names": ["entities"],
    "places": ["places"],
    "dates": ["dates"],
    "quantities": ["quantities"],
    "claims": ["claims"],
    "wording": ["wording"],
    "findings": ["findings"],
    "other-kinds": [],
    "speed": [],
    "repeating": [],
}
"""The pages of `prose` in the order of the document, with the tasks whose figures they show; without these a page is left out."""

FLOORED = {
    "attribution": ["content/f1", "joint/f1", "source_accuracy", "direct/content/r"],
    "source_types": ["found", "accuracy"],
    "anonymity": ["terms/p", "terms/r", "reasons/f1", "boilerplate_accuracy", "kind_accuracy", "via/p", "via/f1"],
    "entities": ["strict/f1", "b_cubed/f1"],
    "places": ["detection/f1", "accuracy_at_161km", "end_to_end_at_161km/f1"],
    "dates": ["relaxed/f1", "strict/f1", "value/f1"],
    "quantities": ["value/f1", "value_unit/f1"],
    "claims": ["average_precision", "p_at_50"],
    "wording": ["macro_f1", "words/f1"],
}
"""The figures that have a floor, by task."""

Json = dict[str, Any]
Floors = Mapping[str, Mapping[str, float]]


def figure(metrics: Json, path: str) -> float | None:
    """Return one figure of the scorer's by its path, such as `direct/content/r`; `None` where there is none."""
    value: Any = metrics
    for name in path.split("/"):
        value = value.get(name) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


def fallen(corpora: Mapping[str, Json], floors: Floors) -> list[str]:
    """Say which figures lie below their floors, or were not measured at all."""
    found = []
    for name, wanted in floors.items():
        for path, floor in wanted.items():
            measured = figure(corpora.get(name, {}), f"metrics/{path}")
            if measured is None or measured < floor:
                found.append(f"{name} {path}: {measured}, floor {floor}")
    return found


def raised(corpora: Mapping[str, Json], floors: Floors) -> Floors:
    """Return the floors of every figure in `FLOORED`: `MARGIN` points below what was measured, or as they are where that is higher."""
    found: dict[str, dict[str, float]] = {}
    for name, measured in corpora.items():
        old = floors.get(name, {})
        for path in FLOORED[name.split("/")[0]]:
            value = figure(measured["metrics"], path)
            if value is not None:
                found.setdefault(name, {})[path] = max(old.get(path, 0.0), round(value - MARGIN, 1))
    return found


def document(figures: Json) -> str:
    """Return the published document."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "prose"), undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"f": "{:.1f}".format, "n": "{:,}".format}
    corpora = figures["corpora"]
    judged = data("judged.yaml")
    environment.globals |= {
        **figures,
        "of": lambda name: corpora[name]["metrics"],
        "class_of": _class_of,
        "peers": data("peers.yaml")["peers"],
        "judged": judged,
        "read": data("read.yaml"),
    }
    shown = {name.split("/")[0] for name in corpora} | ({"findings"} if judged["rules"] else set())
    pages = [environment.get_template(f"{name}.md").render().strip() for name, tasks in SECTIONS.items() if shown.issuperset(tasks)]
    return "\n\n".join(pages) + "\n"


def _class_of(metrics: Json, *types: str) -> Json:
    """What was found of the names of several gold types together."""
    chosen = [metrics["recall_by_gold_type"][name] for name in types]
    gold = sum(one["gold"] for one in chosen)
    return {"gold": gold, "found": sum(one["found"] * one["gold"] for one in chosen) / gold}


def data(name: str) -> Json:
    """Return a file of what is written down by hand: `peers.yaml`, `judged.yaml`, `read.yaml`."""
    content: Json = yaml_loads((HERE / name).read_text(encoding="utf-8"))
    return content


def _measured() -> Json:
    analyser = load()
    corpora: Json = {}
    for corpus, report in measure(CORPORA, analyser):
        print(f"{corpus} is measured", file=sys.stderr, flush=True)
        corpora[str(corpus)] = _measurement(corpus, report)
        if corpus.tested != corpus:
            corpora[str(corpus.tested)] = _measurement(corpus.tested, score(corpus.tested))
    for part in anonymity.PARTS:
        pairs = list(anonymity.labelled(FOLDER, [part]))
        scores = anonymity.score(pairs, anonymity.analysed([article for _, article in pairs], analyser))
        digest = hashlib.sha256(anonymity.LABELS.read_bytes()).hexdigest()
        corpora[f"anonymity/{part}"] = {"documents": len(pairs), "sha256": digest, "metrics": scores.report()}
    return {"engine": analyser.engine.model_dump(), "libraries": _libraries(), "weights": _weights(analyser.engine), "corpora": corpora}


def _measurement(corpus: Corpus, report: Json) -> Json:
    return {"documents": report["documents"], "sha256": corpus.sha256, "metrics": report["metrics"]}


def _libraries() -> dict[str, str]:
    return {name: metadata.version(name) for name in LIBRARIES}


def _weights(engine: Engine) -> dict[str, str]:
    """The hashes of what was learned: of the pipeline's files together, and of each of our own."""
    import copydesk.nlp  # noqa: PLC0415

    pipeline = hashlib.sha256()
    for path in sorted(_folder(MODEL).rglob("*")):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            pipeline.update(path.read_bytes())
    ours = sorted((_folder(copydesk.nlp.__name__) / "data").glob("*.npz"))
    return {engine.model: pipeline.hexdigest()} | {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in ours}


def _folder(module: str) -> Path:
    return Path(str(import_module(module).__file__)).parent


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Measure every corpus and publish the figures.")
    parser.add_argument("--document", action="store_true", help="measure nothing, only write the document anew")
    options = parser.parse_args(arguments)
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if options.document else None
    if figures is None:
        if absent := [str(corpus) for corpus in CORPORA if not corpus.gold.is_file()]:
            print(f"Not in {FOLDER} (COPYDESK_CORPORA says where the corpora are): {', '.join(absent)}", file=sys.stderr)
            return 2
        figures = _measured()
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        if low := fallen(figures["corpora"], floors["corpora"]):
            print("Not published, as it has fallen below its floor:", *low, sep="\n  ", file=sys.stderr)
            return 1
        document(figures)  # before anything is written: a page that cannot be made leaves all as it was
        _write(FIGURES, figures)
        _write(FLOORS, floors | {"corpora": raised(figures["corpora"], floors["corpora"])})
    DOCUMENT.write_text(document(figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
