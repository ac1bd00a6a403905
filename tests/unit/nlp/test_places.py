from __future__ import annotations

import pytest

from copydesk.analysis import Place


@pytest.fixture(scope="session")
def place_of(analyser, make_article):
    """Where a name of a text is."""

    def read(text: str, name: str) -> Place | None:
        (entity,) = [one for one in analyser.analyse(make_article(text)).entities if one.name == name]
        return entity.place

    return read


@pytest.mark.parametrize(
    ("text", "name", "geonames_id"),
    [
        ("The mayor of Paris, France, resigned on Monday.", "Paris", 2988507),
        ("A man from Paris, Texas, was arrested near Dallas on Monday.", "Paris", 4717560),
        ("The plant in Springfield, Illinois, closed on Friday.", "Springfield", 4250542),
        ("Aid reached Mexico on Sunday.", "Mexico", 3996063),
        ("Farmers in Georgia and Alabama fear a drought, officials in Atlanta said.", "Georgia", 4197000),
        ("The army of Georgia held a parade in Tbilisi on Sunday.", "Georgia", 614540),
        ("Firefighters in Bunbury and Mandurah, WA, fought a blaze. WA Premier Maria Ortega thanked them.", "WA", 2058645),
        ("A man from Spokane, WA, was held in Seattle. Police in WA said so.", "WA", 5815135),
        ("Fighting went on near Sloviansk, the Ukrainian army said. The ministry in Kyiv confirmed it.", "Sloviansk", 693468),
        ("A man was stabbed in Headingley, Leeds, on Monday. West Yorkshire Police said he lived there.", "Headingley", 2644688),
    ],
)
def test_a_name_is_resolved_by_what_stands_around_it(place_of, text, name, geonames_id):
    assert place_of(text, name).geonames_id == geonames_id


def test_a_town_known_only_far_from_all_else_is_doubtful_and_its_near_namesake_is_offered(place_of):
    text = (
        "The Ukrainian army left the town of Sevsk on Friday. Shells fell on Kramatorsk and Bakhmut in the Donetsk region of Ukraine, "
        "officials in Kramatorsk said. The fall of Sevsk had been expected in Ukraine for weeks."
    )
    place = place_of(text, "Sevsk")
    assert place.doubtful
    offered = {place.geonames_id, *(one.geonames_id for one in place.alternatives)}
    assert {496246, 694403} <= offered


def test_a_town_under_a_wrong_spelling_is_found_near_the_others(place_of):
    text = "Shells fell on Severodonnetsk and Lysychansk in the east of Ukraine. The city of Severodonnetsk had no water."
    place = place_of(text, "Severodonnetsk")
    assert (place.geonames_id, place.country_code) == (691999, "UA")


def test_a_place_in_a_disputed_territory_carries_its_label(place_of):
    place = place_of("Drones were heard over Sevastopol in Crimea at night.", "Sevastopol")
    assert place.disputed
    assert place.country_code == "UA"


def test_a_capital_that_acts_is_its_government(place_of):
    assert place_of("Moscow rejected the offer on Monday. Talks between Kyiv and Moscow were broken off.", "Moscow").as_government == 2
    assert place_of("Snow fell in Moscow on Monday.", "Moscow").as_government == 0


def test_a_site_that_no_map_knows_lies_in_the_town_beside_it(place_of):
    place = place_of("The dead were taken to Saint Brendan Hospital in Cork on Monday.", "Saint Brendan Hospital")
    assert (place.country_code, place.doubtful) == ("IE", True)


def test_a_newspaper_is_not_on_the_map(analyser, make_article):
    analysis = analyser.analyse(make_article("The New York Times obtained the letter in Kyiv. The New York Times did not publish it."))
    assert [entity.name for entity in analysis.entities if entity.place] == ["Kyiv"]
