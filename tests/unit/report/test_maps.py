from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analyses import Draft, cable, place
from tests.page import Element, read

from copydesk.analysis import EntityType, Location, Place
from copydesk.report import html, markdown
from copydesk.report.labels import placed
from copydesk.report.maps import maps
from copydesk.report.outlines import Ring, country_names, territories
from copydesk.report.projection import HIGHEST, LOWEST, WIDTH, fitted, middle, outline


def located(*places: tuple[str, Place], times: int = 1, type_: EntityType = EntityType.GPE) -> Draft:
    """An article that names some places, each as often as it is said."""
    draft = Draft(" ".join(name for name, _ in places for _ in range(times)))
    for name, where in places:
        first = draft.text.index(name)
        mentions = [draft.span(name).model_copy(update={"start": first + n * (len(name) + 1)}) for n in range(times)]
        draft.name(type_, name, *(m.model_copy(update={"end": m.start + len(name)}) for m in mentions), place=where)
    return draft


# --- the outlines --------------------------------------------------------------------------------------------------------


def test_the_outlines_know_the_countries() -> None:
    names = country_names()

    assert len(names) > 230
    assert (names["DE"], names["CI"], names["XK"], names["PS"]) == ("Germany", "Ivory Coast", "Kosovo", "Palestinian Territory")
    assert [territory.name for territory in territories() if territory.code is None] == [
        "Ashmore and Cartier Is.", "Indian Ocean Ter.", "N. Cyprus", "Siachen Glacier", "Somaliland",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [("FR", 2.35, 48.86), ("UA", 34.1, 44.95), ("EH", -13.2, 26.5), ("FJ", 178.0, -17.8), ("RU", 105.0, 60.0), ("AQ", 0.0, -80.0)],
)
def test_a_country_holds_its_places(code: str, longitude: float, latitude: float) -> None:
    (territory,) = [territory for territory in territories() if territory.code == code]

    assert any(holds(ring, longitude, latitude) for polygon in territory.polygons for ring in polygon[:1])


def test_a_country_with_a_hole_leaves_it_out() -> None:
    (south_africa,) = [territory for territory in territories() if territory.code == "ZA"]
    ((outer, *holes),) = [polygon for polygon in south_africa.polygons if len(polygon) > 1]

    assert holds(outer, 28.2, -29.6)
    assert any(holds(hole, 28.2, -29.6) for hole in holes), "Lesotho"


def test_no_line_jumps_around_the_globe() -> None:
    rings = [ring for territory in territories() if territory.code != "AQ" for polygon in territory.polygons for ring in polygon]

    assert all(abs(x1 - x0) < 90 for ring in rings for (x0, _), (x1, _) in zip(ring.points, ring.points[1:], strict=False))


def test_the_file_is_small_and_says_where_it_comes_from() -> None:
    import gzip
    import json
    from importlib import resources

    file = resources.files("copydesk.report").joinpath("data", "outlines.topojson.gz").read_bytes()
    topology = json.loads(gzip.decompress(file))

    assert len(file) <= 150_000
    assert topology["type"] == "Topology"
    assert "Natural Earth" in topology["origin"]
    assert "Public domain" in topology["licence"]


def holds(ring: Ring, longitude: float, latitude: float) -> bool:
    """Whether a point lies within (the even-odd rule), the globe turned as the ring has it."""
    inside = False
    for turn in (-360, 0, 360):
        crossings = 0
        for (x0, y0), (x1, y1) in zip(ring.points, [*ring.points[1:], ring.points[0]], strict=True):
            if (y0 > latitude) != (y1 > latitude):
                crossings += longitude + turn < x0 + (latitude - y0) / (y1 - y0) * (x1 - x0)
        inside = inside or crossings % 2 == 1
    return inside


# --- the projection ------------------------------------------------------------------------------------------------------

degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@settings(deadline=None)
@given(st.lists(degrees, min_size=1, max_size=6))
def test_every_place_lies_on_its_map_or_the_map_is_the_whole_globe(places: list[tuple[float, float]]) -> None:
    view = fitted(places)
    points = [view.project(*where) for where in places]

    assert all(-1e-6 <= x <= WIDTH + 1e-6 for x, _ in points)
    assert LOWEST <= view.height <= HIGHEST
    west, _, east, _ = view.box
    assert east - west > 359 or all(view.shows(point) for point in points)


def test_places_on_both_sides_of_the_date_line_are_neighbours() -> None:
    view = fitted([(178.4, -18.1), (-175.2, -21.1)])
    (fiji, _), (tonga, _) = view.project(178.4, -18.1), view.project(-175.2, -21.1)

    assert 0 < fiji < tonga < WIDTH
    assert view.box[2] - view.box[0] < 20


def test_a_lone_place_stands_in_the_middle_of_its_surroundings() -> None:
    view = fitted([(13.4, 52.5)])

    assert view.project(13.4, 52.5) == pytest.approx((WIDTH / 2, view.height / 2))
    assert WIDTH / view.kilometre == pytest.approx(400)


def test_an_outline_is_cut_at_the_edge_of_the_sheet() -> None:
    view = fitted([(0, 0)])
    square = Ring([(-90, -45), (90, -45), (90, 45), (-90, 45)], (-90, -45, 90, 45))
    ((*corners,),) = outline(square, view, bleed=0)

    assert {(round(x), round(y)) for x, y in corners} == {(0, 0), (944, 0), (0, round(view.height)), (944, round(view.height))}
    assert not outline(Ring([(50, 50), (51, 50), (51, 51)], (50, 50, 51, 51)), view)


def test_the_middle_of_a_ring_weighs_its_area() -> None:
    assert middle([(0, 0), (4, 0), (4, 2), (0, 2)]) == ((2.0, 1.0), 8.0)
    assert middle([(1, 1), (1, 1), (1, 1)]) == ((1, 1), 0.0)


# --- the names -----------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=12), st.tuples(st.integers(0, 300), st.integers(0, 200)), st.just(4.0)), max_size=15)
)
def test_no_name_covers_another_one(wanted: list[tuple[str, tuple[float, float], float]]) -> None:
    labels = [label for label in placed(wanted, 13, [], lambda box: box[0] >= 0 and box[1] >= 0) if label]
    boxes = []
    for label in labels:
        width = len(label.text) * 0.56 * 13
        left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.align]
        boxes.append((left, label.y - 0.8 * 13, left + width, label.y + 0.25 * 13))

    assert not [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_a_name_gives_way_to_a_more_important_one_and_to_marks() -> None:
    first, second, third = placed(
        [("Aa", (100, 100), 4), ("Bb", (100, 100), 4), ("Cc", (300, 100), 4)], 10, [(305, 90, 330, 110)], lambda _: True
    )

    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.align, second.align, third.align) == ("start", "end", "end")


def test_a_name_without_room_is_left_out() -> None:
    assert list(placed([("Name", (50, 50), 0), ("Name", (50, 50), 0)], 10, [], lambda _: True))[1] is None
    assert list(placed([("Name", (50, 50), 4)], 10, [], lambda _: False)) == [None]


# --- the maps ------------------------------------------------------------------------------------------------------------


def test_marks_grow_with_the_mentions() -> None:
    draft = located(("Graz", place("Graz", 47.07, 15.44, "AT")), ("Linz", place("Linz", 48.31, 14.29, "AT")))
    graz = draft.entities[0]
    draft.entities[0] = graz.model_copy(update={"mentions": graz.mentions * 4})
    (drawn,) = maps(draft.analysis())

    assert [round(mark.radius, 1) for mark in drawn.wide.marks] == [9.0, 4.5]
    assert {name.label.text for name in drawn.wide.names} == {"Graz", "Linz"}


def test_a_country_is_tinted_and_has_no_mark() -> None:
    draft = located(("Graz", place("Graz", 47.07, 15.44, "AT")), ("Austria", place("Austria", 47.33, 13.33, "AT")))
    (drawn,) = maps(draft.analysis())

    assert len([shape for shape in drawn.shapes if shape.mentioned]) == 1
    assert len(drawn.wide.marks) == 1
    assert [name.label.text for name in drawn.wide.names if name.of_area] == ["Austria"]


def test_a_country_whose_middle_lies_beyond_the_map_is_named_in_what_is_seen_of_it() -> None:
    draft = located(
        ("Vyborg", place("Vyborg", 60.71, 28.75, "RU")),
        ("Kotka", place("Kotka", 60.47, 26.95, "FI")),
        ("Russia", place("Russia", 60.0, 100.0, "RU")),
    )
    (drawn,) = maps(draft.analysis())

    assert "Russia" in drawn.shown
    assert drawn.outside == []


def test_countries_alone_are_shown_at_the_size_of_countries() -> None:
    (drawn,) = maps(located(("Malta", place("Malta", 35.9, 14.4, "MT")), type_=EntityType.GPE).analysis())

    assert drawn.bar.kilometres >= 200


def test_a_doubtful_place_shows_where_else_it_may_be() -> None:
    near = Location(name="Neustadt", latitude=49.35, longitude=8.14, country_code="DE", geonames_id=5)
    far = Location(name="Neustadt", latitude=-30, longitude=150, country_code="AU", geonames_id=6)
    doubtful = place("Neustadt", 49.8, 10.5, "DE", doubtful=True, alternatives=[near, far])
    (drawn,) = maps(located(("Neustadt", doubtful)).analysis())

    elsewhere, mark = drawn.wide.marks
    assert mark.doubtful
    assert elsewhere.tie == (mark.x, mark.y)
    assert [name.label.text for name in drawn.wide.names] == ["Neustadt?"]


def test_a_far_place_gets_a_map_of_its_own_and_the_others_stay_large() -> None:
    near = [(f"Town{n}", place(f"Town{n}", 50 + n / 5, 8 + n / 5, "DE")) for n in range(4)]
    close, whole = maps(located(*near, ("Perth", place("Perth", -31.95, 115.86, "AU"))).analysis())

    assert close.outside == ["Perth"]
    assert whole.outside == []
    assert close.bar.kilometres < whole.bar.kilometres


def test_names_for_one_place_share_a_mark_with_the_sure_one_first() -> None:
    sure = place("Bradford", 53.79, -1.75, "GB")
    guess = place("Bradford", 53.79, -1.75, "GB", doubtful=True)
    (drawn,) = maps(located(("Kirkgate", guess), ("Bradford", sure)).analysis())

    assert drawn.shown == ["Bradford"]
    assert not drawn.wide.marks[0].doubtful


def test_no_place_no_map() -> None:
    assert maps(Draft("Rain.").analysis()) == []
    assert not read(html.render(Draft("Rain.").analysis())).all("section", id="places")


@settings(max_examples=20, deadline=None)
@given(st.lists(degrees, min_size=1, max_size=5))
def test_places_anywhere_can_be_drawn(places: list[tuple[float, float]]) -> None:
    draft = located(*((f"Place{n}", place(f"Place{n}", latitude, longitude, "XX")) for n, (longitude, latitude) in enumerate(places)))

    for drawn in maps(draft.analysis()):
        assert set(drawn.shown) | set(drawn.outside)
        assert all(re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]*z)+", shape.path) for shape in drawn.shapes)


# --- the section ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def section() -> Element:
    return read(html.render(cable().analysis())).one("section", id="places")


def test_the_table_says_all_that_the_map_shows(section: Element) -> None:
    groups = [[" ".join(row.text.split()) for row in body.all("tr")] for body in section.one("table").all("tbody")]

    assert groups == [
        ["What the article is about", "RostockRostock, Germany 297 %"],
        [
            "Also named",
            "MalmöMalmö, Sweden 197 %",
            "ZealandSjælland, Denmark 1 mention may mean the government there. 197 %",
            "SpringfieldSpringfield, Sweden Doubtful. Or Springfield, United States (39.8 N, 89.6 W); Springfield (54.9 N, 12.6 E). 130 %",
            "SevastopolSevastopol, Ukraine Disputed between states. 197 %",
            "Baltic SeaBaltic Sea 197 %",
            "SwedenSweden 197 %",
        ],
    ]


def test_the_map_has_a_name_and_no_inline_style(section: Element) -> None:
    for svg in section.all("svg"):
        assert svg.attributes["role"] == "img"
        assert re.match(r"Map of \d places?; the table below lists them", svg.attributes["aria-label"])
        assert not [element for element in svg.all() if {"style", "href"} & set(element.attributes)]


def test_geonames_and_the_outlines_are_credited(section: Element) -> None:
    links = {a.text: a.attributes["href"] for a in section.one("p", class_="credit").all("a")}

    assert links["GeoNames"] == "https://www.geonames.org/"
    assert links["CC BY 4.0"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "Natural Earth" in links


def test_star_and_question_mark_are_explained(section: Element) -> None:
    assert "Springfield?" in {text.text for text in section.all("text")}
    assert "Sevastopol*" in {text.text for text in section.all("text")}
    assert "A star says that states dispute" in section.one("p", class_="lede").text
    assert "A question mark and an open disc" in section.one("p", class_="lede").text


def test_hostile_names_on_the_map_stay_words() -> None:
    hostile = "</text><script>alert(1)</script>"
    page = read(html.render(located((hostile, place(hostile, 10, 10, "XX"))).analysis()))

    assert not page.all("script")
    assert hostile in [text.text for text in page.one("section", id="places").all("text")]


def test_markdown_has_the_table_and_the_credit() -> None:
    written = markdown.render(cable().analysis())

    assert "| Rostock (what the article is about) | Rostock, Germany | 54.1 N, 12.1 E | 2 | 97 % |  |" in written
    assert "Doubtful. Or Springfield, United States (39.8 N, 89.6 W); Springfield (54.9 N, 12.6 E)" in written
    assert "GeoNames (https://www.geonames.org), licensed under CC BY 4.0" in written
