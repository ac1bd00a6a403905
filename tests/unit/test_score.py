"""The scorer of `benchmarks/accuracy`: figures by hand, on texts of our own, and the open gold against itself where it is present."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest
import score
from benchlib.io import BenchError, Options
from benchlib.places import distance_km
from benchlib.spans import gold_spans, quoted_regions, trim_name
from benchlib.units import normalise_unit, unit_kind, units_match
from corpora import CORPORA

Json = dict[str, Any]


def span(text: str, part: str, nth: int = 0) -> Json:
    """Return where a part stands in a text, as predictions spell it."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    return {"start": start, "end": start + len(part), "text": part}


def pair(text: str, part: str, nth: int = 0) -> list[int]:
    """Return the same as a gold pair."""
    found = span(text, part, nth)
    return [found["start"], found["end"]]


class Scored:
    """Writes gold and prediction lines to files and scores them."""

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def file(self, name: str, lines: list[Json]) -> Path:
        path = self.folder / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    def report(self, task: str, gold: list[Json], pred: list[Json], options: Options | None = None) -> Json:
        return score.score_files(task, self.file("gold", gold), self.file("pred", pred), options)

    def metrics(self, task: str, gold: Json, pred: Json, options: Options | None = None) -> Json:
        found: Json = self.report(task, [gold], [{"article": {"id": gold["id"]}, **pred}], options)["metrics"]
        return found


class TestJoining(Scored):
    GOLD: ClassVar[Json] = {"id": "a", "text": "Fine day.", "label": 1}

    def test_missing_prediction_counts_as_empty(self) -> None:
        report = self.report("claims", [self.GOLD, {**self.GOLD, "id": "b"}], [{"article": {"id": "a"}}])
        assert (report["documents"], report["missing"]) == (2, 1)

    def test_extra_and_repeated_lines_are_reported(self) -> None:
        pred = [{"article": {"id": key}} for key in ("a", "a", "z")]
        assert sorted(self.report("claims", [self.GOLD], pred)["warnings"].values()) == [1, 1]

    def test_broken_file_is_named(self) -> None:
        path = self.folder / "pred"
        path.write_text("{]\n")
        with pytest.raises(BenchError, match="pred:1"):
            score.score_files("claims", self.file("gold", [self.GOLD]), path)

    def test_bad_offsets_are_reported(self) -> None:
        gold = {"id": "a", "text": "Fine day.", "dates": []}
        pred = {
            "article": {"id": "a"},
            "dates": [{"start": 5, "end": 99}, {"start": 0, "end": 4, "text": "Foul"}],
        }
        assert len(self.report("dates", [gold], [pred])["warnings"]) == 2


class TestAttribution(Scored):
    TEXT = "“We will win the vote today,” Ann Lee said. Bo said taxes will rise soon."

    def gold(self) -> Json:
        t = self.TEXT
        return {
            "id": "a",
            "text": t,
            "attributions": [
                {
                    "content": [pair(t, "“We will win the vote today,”")],
                    "source": [pair(t, "Ann Lee")],
                    "cue": [pair(t, "said")],
                },
                {
                    "content": [pair(t, "taxes will rise soon")],
                    "source": [pair(t, "Bo")],
                    "cue": [],
                },
            ],
        }

    def attribution(self, content: str, source: str | None) -> Json:
        t = self.TEXT
        return {
            "content": [span(t, content)],
            "source": span(t, source) if source else None,
            "cue": None,
        }

    def test_perfect(self) -> None:
        pred = [
            self.attribution("“We will win the vote today,”", "Ann Lee"),
            self.attribution("taxes will rise soon", "Bo"),
        ]
        metrics = self.metrics("attribution", self.gold(), {"attributions": pred})
        for name in ("content", "exact", "joint", "tokens"):
            assert metrics[name]["f1"] == 100
        assert metrics["direct"]["content"]["gold"] == 1
        assert metrics["indirect"]["content"]["f1"] == 100

    def test_half_the_words_and_wrong_source(self) -> None:
        pred = [self.attribution("taxes will", "Ann Lee"), self.attribution("We will", None)]
        metrics = self.metrics("attribution", self.gold(), {"attributions": pred})
        assert metrics["content"]["found"] == 1  # 2 of 4 words; 2 of 6 are too few
        assert metrics["exact"]["found"] == 0
        assert metrics["joint"]["found"] == 0
        assert metrics["source_accuracy"] == 0
        assert metrics["tokens"]["found"] == 4

    def test_quotation_marks(self) -> None:
        text = 'He “said so\nand “went on”. "Yes." It\'s ‘fine’ here.'
        assert sorted(text[a:b] for a, b in quoted_regions(text)) == ['"Yes."', "‘fine’", "“said so", "“went on”"]


class TestEntities(Scored):
    TEXT = "The United Nations met Ann Lee in Oslo. Lee praised the UN’s work on ISIL fighters."

    def gold(self, **more: Any) -> Json:
        t = self.TEXT
        return {
            "id": "a",
            "text": t,
            "entities": [
                {"type": "ORG", "mentions": [pair(t, "United Nations"), pair(t, "UN’s")]},
                {"type": "PERSON", "mentions": [pair(t, "Ann Lee"), pair(t, "Lee", 1)]},
                {"type": "GPE|LOC|FAC", "mentions": [pair(t, "Oslo")]},
            ],
            **more,
        }

    def entity(self, kind: str, *parts: tuple[str, int]) -> Json:
        return {"type": kind, "mentions": [span(self.TEXT, part, nth) for part, nth in parts]}

    def test_articles_and_genitives_are_trimmed_and_types_accepted(self) -> None:
        pred = [
            self.entity("ORG", ("The United Nations", 0), ("UN", 0)),
            self.entity("PERSON", ("Ann Lee", 0), ("Lee", 1)),
            self.entity("LOC", ("Oslo", 0)),
        ]
        metrics = self.metrics("entities", self.gold(), {"entities": pred})
        assert self.TEXT[slice(*trim_name(gold_spans([pair(self.TEXT, "UN’s")])[0], self.TEXT))] == "UN"
        for name in ("strict", "span", "overlap", "b_cubed"):
            assert metrics[name]["f1"] == 100, name

    def test_wrong_type_and_split_entity(self) -> None:
        pred = [self.entity("GPE", ("Ann Lee", 0)), self.entity("PERSON", ("Lee", 1))]
        metrics = self.metrics("entities", self.gold(), {"entities": pred})
        assert (metrics["strict"]["found"], metrics["span"]["found"]) == (1, 2)
        assert (metrics["b_cubed"]["p"], metrics["b_cubed"]["r"]) == (100, 50)

    def test_ignored_spans_and_incomplete_types(self) -> None:
        gold = self.gold(ignore=[pair(self.TEXT, "ISIL fighters")], incomplete_types=["EVENT"], clustered=False)
        pred = [
            self.entity("ORG", ("ISIL", 0)),
            self.entity("EVENT", ("work", 0)),
            self.entity("ORG", ("praised", 0)),
        ]
        metrics = self.metrics("entities", gold, {"entities": pred})
        assert metrics["strict"]["predicted"] == 1
        assert "b_cubed" not in metrics


class TestPlaces(Scored):
    TEXT = "From Oslo to Paris via Lima and Rome, Moscow said."

    def place(self, name: str, lat: float | None, lon: float | None, geo_id: int | None = None) -> Json:
        at = span(self.TEXT, name)
        return {
            "start": at["start"],
            "end": at["end"],
            "name": name,
            "latitude": lat,
            "longitude": lon,
            "geonames_id": geo_id,
        }

    def entity(self, name: str, kind: str, place: Json | None) -> Json:
        return {"type": kind, "mentions": [span(self.TEXT, name)], "place": place}

    def test_detection_and_resolution(self) -> None:
        gold = {
            "id": "a",
            "text": self.TEXT,
            "ignore": [pair(self.TEXT, "Moscow")],
            "places": [
                self.place("Oslo", 59.91, 10.75),
                self.place("Paris", 48.85, 2.35, 7),
                self.place("Lima", None, None),
                self.place("Rome", 41.9, 12.5),
            ],
        }
        pred = [
            self.entity("Oslo", "GPE", {"latitude": 60.4, "longitude": 5.3}),  # Bergen, 305 km off
            self.entity("Paris", "LOC", {"latitude": 33.7, "longitude": -95.6, "geonames_id": 7}),
            self.entity("Lima", "GPE", {"latitude": -12.0, "longitude": -77.0}),
            self.entity("Rome", "ORG", {"latitude": 41.9, "longitude": 12.5}),
            self.entity("Moscow", "GPE", None),
        ]
        metrics = self.metrics("places", gold, {"entities": pred})
        assert (metrics["detection"]["p"], metrics["detection"]["r"]) == (100, 75)
        assert metrics["accuracy_at_161km"] == 50
        assert (metrics["end_to_end_at_161km"]["p"], metrics["end_to_end_at_161km"]["r"]) == (50, 33.33)

    def test_distance(self) -> None:
        assert distance_km((59.91, 10.75), (48.85, 2.35)) == pytest.approx(1343, abs=5)


class TestDates(Scored):
    def test_relaxed_strict_value(self) -> None:
        text = "It fell on last Friday and rose in 2013."
        gold = {
            "id": "a",
            "text": text,
            "dates": [
                {"start": 11, "end": 22, "type": "DATE", "value": "2013-03-22"},
                {"start": 35, "end": 39, "type": "DATE", "value": "2013"},
            ],
        }
        pred = {
            "dates": [
                {**span(text, "Friday"), "type": "DATE", "value": "2013-03-22"},
                {**span(text, "2013"), "type": "DATE", "value": "2012"},
            ]
        }
        metrics = self.metrics("dates", gold, pred)
        found = [metrics[name]["found"] for name in ("relaxed", "strict", "type", "value")]
        assert found == [2, 1, 2, 1]
        assert metrics["by_type"] == {"DATE": {"gold": 2, "found": 100, "value_accuracy": 50}}


class TestQuantities(Scored):
    def test_values_units_and_ranges(self) -> None:
        gold = {
            "id": "a",
            "text": "-",
            "quantities": [
                {"value": 5.0, "unit": "dollar", "unit_text": "US$"},
                {"value": 1.0, "value_high": 2.0, "unit": "mile", "unit_text": "miles"},
                {"value": 7.0, "unit": "european country", "unit_text": "European countries"},
            ],
        }
        pred = [
            {"value": 5, "unit": "USD"},
            {"value": 1, "unit": "mi"},
            {"value": 2, "unit": "mile"},
            {"value": 7, "unit": "countries"},
            {"value": 9, "unit": None},
        ]
        metrics = self.metrics("quantities", gold, {"quantities": pred})
        assert metrics["value"]["found"] == 3
        assert metrics["value"]["predicted"] == 4  # the other end of the range is no mistake
        assert metrics["value_unit"]["f1"] == metrics["value"]["f1"]

    def test_units(self) -> None:
        for one, other in [
            ("per cent", "%"),
            ("km/h", "kilometers per hour"),
            ("US$", "dollars"),
            ("ft", "feet"),
        ]:
            assert normalise_unit(one) == normalise_unit(other)
        assert normalise_unit("-") is None
        assert not units_match("mile", "miles", "kilometre")

    def test_kinds(self) -> None:
        units = {"dollar per barrel": "money", "year-old": "measure", "km/h": "measure", "%": "share", "people": "thing", "-": "none"}
        assert {unit: unit_kind(unit) for unit in units} == units


class TestClaims(Scored):
    def test_ranking(self) -> None:
        gold = [{"id": str(i), "text": "x", "label": label} for i, label in enumerate([1, 0, 1, 0])]
        scores = [0.9, 0.8, 0.4, 0.0]
        pred = [{"article": {"id": str(i)}, "claims": [{"score": s}, {"score": 0.0}]} for i, s in enumerate(scores)]
        metrics = self.report("claims", gold, pred, Options(threshold=0.85))["metrics"]
        assert metrics["average_precision"] == 83.33
        assert metrics["best"]["threshold"] == 0.4
        assert metrics["f1_at_0.5"]["f1"] == 50
        assert metrics["f1_at_threshold"]["p"] == 100
        assert metrics["p_at_50"] == 50


class TestWording(Scored):
    def test_categories(self) -> None:
        text = "A shameful, perhaps vile plan."
        gold = {
            "id": "a",
            "text": text,
            "biased": 1,
            "words": [pair(text, "shameful"), pair(text, "vile")],
        }
        pred = {
            "wording": [
                {**span(text, "shameful"), "category": "loaded"},
                {**span(text, "perhaps"), "category": "hedge"},
            ]
        }
        assert self.metrics("wording", gold, pred)["words"]["r"] == 50
        wide = self.metrics("wording", gold, pred, Options(frozenset({"hedge"})))
        assert (wide["biased"]["f1"], wide["words"]["p"]) == (100, 0)


class TestSourceTypes(Scored):
    def test_types(self) -> None:
        base = {"doc_id": "d", "text": "x", "resolved_type": None}
        gold = [
            {**base, "id": "1", "start": 0, "end": 5, "type": "named_person"},
            {
                **base,
                "id": "2",
                "start": 10,
                "end": 12,
                "type": "pronoun_or_self",
                "resolved_type": "media",
            },
            {**base, "id": "3", "start": 20, "end": 22, "type": "pronoun_or_self"},
            {**base, "id": "4", "start": 30, "end": 32, "type": "data"},
        ]
        pred = {
            "article": {"id": "d"},
            "sources": [{"id": "s1", "type": "named_person"}, {"id": "s2", "type": "document"}],
            "attributions": [
                {"source": {"start": 2, "end": 5}, "source_id": "s1"},
                {"source": {"start": 10, "end": 12}, "source_id": "s2"},
            ],
        }
        metrics = self.report("source_types", gold, [pred])["metrics"]
        assert (metrics["spans"], metrics["found"], metrics["accuracy"]) == (3, 66.67, 50)
        assert (metrics["macro_f1"], metrics["macro_f1_all"]) == (50, 33.33)


def analysis(task: str, gold: Json) -> Json:
    """Turn a gold line into the prediction that should score 100."""

    def at(raw: list[int]) -> Json:
        return {"start": raw[0], "end": raw[1], "text": gold["text"][raw[0] : raw[1]]}

    made: Json = {"article": {"id": gold["id"]}}
    if task == "attribution":
        made["attributions"] = [
            {
                "content": [at(c) for c in one["content"]],
                "cue": None,
                "source": {"start": one["source"][0][0], "end": one["source"][-1][1]} if one["source"] else None,
            }
            for one in gold["attributions"]
        ]
    elif task == "entities":
        made["entities"] = [{"type": one["type"].split("|")[0], "mentions": [at(m) for m in one["mentions"]]} for one in gold["entities"]]
    elif task == "places":
        made["entities"] = [{"type": "GPE", "mentions": [at([one["start"], one["end"]])], "place": one} for one in gold["places"]]
    elif task in ("dates", "quantities"):
        made[task] = gold[task]
    elif task == "claims":
        made["claims"] = [{**at([0, len(gold["text"])]), "score": float(gold["label"])}]
    elif task == "wording":
        made["wording"] = [{**at(word), "category": "loaded"} for word in gold["words"]]
    return made


MAIN = {
    "attribution": ("content", "f1"),
    "entities": ("strict", "f1"),
    "places": ("end_to_end_at_161km", "f1"),
    "dates": ("value", "f1"),
    "quantities": ("value_unit", "f1"),
    "claims": ("average_precision", None),
    "wording": ("words", "f1"),
}


class TestGoldAgainstItself(Scored):
    @pytest.mark.parametrize("corpus", [corpus for corpus in CORPORA if not corpus.texts], ids=str)
    def test_the_open_gold_scores_next_to_100(self, corpus):
        if not corpus.gold.is_file():
            pytest.skip(f"{corpus.gold} is not here (COPYDESK_CORPORA)")
        name, figure = MAIN[corpus.task]
        gold = [json.loads(line) for line in corpus.gold.read_text(encoding="utf-8").split("\n") if line]
        report = self.report(corpus.task, gold, [analysis(corpus.task, line) for line in gold])
        value = report["metrics"][name]
        assert (value[figure] if figure else value) >= 99.5
        assert (report["missing"], report["warnings"]) == (0, {})


class TestCommandLine(Scored):
    @pytest.mark.parametrize(("extra", "expected"), [(["--json"], '"average_precision": 100.0'), ([], "average_precision")])
    def test_json_and_text(self, capsys, extra, expected):
        gold = self.file("gold", [{"id": "a", "text": "x", "label": 1}])
        pred = self.file("pred", [{"article": {"id": "a"}, "claims": [{"score": 1}]}])
        assert score.main(["claims", str(gold), str(pred), *extra]) == 0
        assert expected in capsys.readouterr().out

    def test_unreadable_file(self, capsys):
        assert score.main(["claims", "no-such-file", "no-such-file"]) == 2
        assert "no-such-file" in capsys.readouterr().err
