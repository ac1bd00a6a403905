from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tasks.publish_schemas import TARGET, schemas, written

from copydesk.cli import _read_line

TEXT = """The harbour board of Harwick has sold its last crane, its director, Tom Bell, said on Monday.

“Nobody wanted it,” Bell said. “We asked for years.”"""


def published(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((TARGET / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", schemas())
def test_the_published_schema_is_that_of_the_models(name):
    assert (TARGET / name).read_text(encoding="utf-8") == written(schemas()[name]), "run `make schemas`"


@pytest.mark.parametrize("name", schemas())
def test_every_property_is_described(name):
    schema = schemas()[name]
    described = [schema, *schema.get("$defs", {}).values()]
    for model in described:
        for field, content in model.get("properties", {}).items():
            # A reference alone is described where it points.
            assert content.get("description") or schema["$defs"][content["$ref"].rsplit("/", 1)[1]]["description"], field


def test_an_analysis_is_valid(analyser, make_article):
    article = make_article(TEXT, title="Harwick sells crane", published_at="2026-03-02T09:00:00Z", genre="news")
    published("analysis.json").validate(json.loads(analyser.analyse(article).to_json()))


def test_an_analysis_without_text_or_in_another_language_is_valid(analyser, make_article):
    foreign = analyser.analyse(make_article("Die Hafenbehörde von Hamburg hat am Montag ihren letzten Kran verkauft."))
    published("analysis.json").validate(json.loads(foreign.to_json()))
    without_text = json.loads(analyser.analyse(make_article(TEXT)).to_json())
    del without_text["text"]
    published("analysis.json").validate(without_text)


def test_the_schema_refuses_what_is_no_analysis(analyser, make_article):
    analysis = json.loads(analyser.analyse(make_article(TEXT)).to_json())
    analysis["attributions"][0]["type"] = "shouted"
    assert not published("analysis.json").is_valid(analysis)


def test_a_failed_line_is_valid():
    failure = _read_line(b'{"id": "7"}')
    published("failure.json").validate(json.loads(failure.to_json()))


def test_the_language_data_says_where_it_comes_from():
    from srsly import yaml_loads

    from copydesk.nlp.lexicon import DATA, HEADER, lists

    files = sorted(Path(DATA).glob("*.yaml"))
    assert files
    for path in files:
        content = yaml_loads(path.read_text(encoding="utf-8"))
        assert all(isinstance(content[key], str) and content[key] for key in HEADER), path.name
        assert set(content) == {*HEADER, "lists"}, path.name
        # What reads them at run time knows YAML 1.1, where a bare `no` or `on` is no word.
        assert content["lists"] == lists(path.stem), path.name
        seen: set[str] = set()
        for words in content["lists"].values():
            if not isinstance(words, list):
                continue  # words with values; what they may be is tested beside the code that reads them
            assert all(isinstance(word, str) and word == word.strip() for word in words), path.name
            assert words == sorted(set(words), key=lambda word: (word.lower(), word)), path.name
            assert not seen & set(words), path.name
            seen |= set(words)


def test_the_tables_of_the_language_data_say_where_they_come_from():
    from copydesk.nlp.lexicon import DATA, HEADER
    from copydesk.nlp.names import table

    for path in sorted([*Path(DATA).glob("*.csv"), *Path(DATA).glob("*.txt")]):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line.partition(":")[0] for line in lines[: len(HEADER)]] == [f"# {key}" for key in HEADER], path.name
        assert all(line.partition(":")[2].strip() for line in lines[: len(HEADER)]), path.name
        rows = [tuple(row.values()) for row in table(path.stem)] if path.suffix == ".csv" else [(line,) for line in lines[len(HEADER) :]]
        assert len(rows) == len(set(rows)) > 20, path.name
        assert all(None not in row and row[0] for row in rows), path.name


def test_points_of_the_tables_lie_on_the_globe():
    from copydesk.nlp.names import table

    for name in ("countries", "regions"):
        for row in table(name):
            assert -90 <= float(row["latitude"]) <= 90, row["name"]
            assert -180 <= float(row["longitude"]) <= 180, row["name"]


def test_every_role_of_the_name_words_is_documented():
    from copydesk.nlp import names

    assert set(names.name_words()) == {role for role in names.name_words() if f"`{role}`" in (names.__doc__ or "")}
