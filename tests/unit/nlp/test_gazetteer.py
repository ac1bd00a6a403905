from __future__ import annotations

import gazetteer as builder
import numpy as np
import pytest

from copydesk.errors import CopydeskError
from copydesk.nlp import gazetteer
from copydesk.nlp.disputes import dispute_over
from copydesk.nlp.gazetteer import Gazetteer, Kind, distances_km, fold, key_of
from copydesk.nlp.places import spelled_alike
from copydesk.nlp.spellings import edit_distance


def country(name: str, code: str, number: int) -> builder.Draft:
    return builder.Draft(Kind.COUNTRY, [name], number, 50.0, 10.0, 1_000_000, code)


def town(name: str, number: int, population: int, *others: str, admin1: int = 2, at: tuple[float, float] = (50.0, 10.0)) -> builder.Draft:
    return builder.Draft(Kind.TOWN, [name, *others], number, *at, population, "RU" if admin1 < 0 else "UA", admin1)


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> Gazetteer:
    """A small index with a country disputed, a division and four towns."""
    folder = tmp_path_factory.mktemp("gazetteer")
    division = builder.Draft(Kind.ADMIN1, ["Donetsk Oblast"], 709716, 48.0, 37.5, 900, "UA", extra_keys=["Donetsk"])
    drafts = [
        country("Ukraine", "UA", 1),
        country("Russia", "RU", 2),
        division,
        town("Harwik", 11, 5000, "Harvik", at=(48.5, 38.0)),
        town("Kraków", 12, 700, at=(48.2, 37.0)),
        town("Harrow", 13, 90_000, at=(60.0, 60.0)),
        town("Saint Ives", 14, 300),
    ]
    builder.write(drafts, folder)
    (folder / "version.txt").write_text("test\n")
    return Gazetteer(folder)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kraków", "Krakow"),
        ("St. Ives", "Saint Ives"),
        ("Sivers’k", "Siversk"),
        ("Stratford-upon-Avon", "stratford upon avon"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_a_code_in_capitals_is_no_word():
    assert key_of("US") != key_of("us")
    assert key_of("IN") != key_of("in")


def test_a_name_is_found_whatever_its_accents_and_under_its_other_names(places):
    found = places.find(["Krakow", "Harvik", "St. Ives", "Nowhere"])
    assert [[place.geonames_id for place in each] for each in found] == [[12], [11], [14], []]


def test_a_division_is_found_without_its_generic_word(places):
    ((place,),) = places.find(["Donetsk"])
    assert (place.kind, place.geonames_id, places.country_code(place)) == (Kind.ADMIN1, 709716, "UA")


def test_towns_of_almost_the_same_spelling_are_found_nearby_only(places):
    (division,) = places.find(["Donetsk Oblast"])[0]
    alike = [(one.place.geonames_id, one.distance, one.name) for one in spelled_alike("Harwick", [division], places)]
    assert alike == [(11, 1, "Harwik")]


def test_what_lies_in_a_disputed_division_is_disputed(places):
    (town_,), (country_,) = places.find(["Harwik", "Russia"])
    assert dispute_over(town_, places) is not None
    assert dispute_over(country_, places) is None


def test_the_same_places_give_the_same_bytes(tmp_path):
    drafts = [country("Ukraine", "UA", 1), town("Harwik", 11, 5000, admin1=-1)]
    drafts[1].country = "UA"
    for name in ("one", "other"):
        builder.write(drafts, tmp_path / name)
    for file in ("places.npy", "keys.npy", "targets.npy", "names.bin"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_an_index_that_was_not_built_is_said_to_be_missing(monkeypatch):
    monkeypatch.setattr(gazetteer, "PACKAGE", "copydesk_no_such_index")
    with pytest.raises(CopydeskError) as raised:
        gazetteer.installed()
    assert raised.value.code == "gazetteer_missing"


@pytest.mark.parametrize(
    ("one", "other", "distance"), [("sevsk", "seversk", 2), ("kyiv", "kyiv", 0), ("kyiv", "kiev", 2), ("abc", "xyz", 3)]
)
def test_the_edit_distance_is_counted_up_to_a_limit(one, other, distance):
    assert edit_distance(one, other, 2) == distance


def test_distances_of_many_places_are_those_of_each_pair(places):
    some, others = [places[2], places[3]], [places[4], places[5], places[3]]
    assert np.allclose(distances_km(some, others), [[one.distance_km(other) for other in others] for one in some])
