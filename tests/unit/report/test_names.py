from __future__ import annotations

from tests.analyses import Draft, cable, place
from tests.page import Element, read

from copydesk.analysis import EntityType
from copydesk.report import html, markdown


def test_names_say_what_the_article_tells_of_them() -> None:
    entries = items(read(html.render(cable().analysis())))

    assert entries["Henrik Vinterberg"] == ["the grid’s chief engineer, 58", "Misspelt? “Vintenberg” against “Henrik Vinterberg”"]
    assert entries["Rostock"] == ["Germany"]
    assert entries["Zealand"] == ["Sjælland, Denmark"]
    assert entries["Springfield"] == ["Sweden (doubtful)"]
    assert entries["Sevastopol"] == ["Ukraine (disputed)"]
    assert entries["Sweden"] == []


def test_the_most_salient_name_of_a_type_comes_first() -> None:
    names = read(html.render(cable().analysis())).one("section", id="names")
    towns = next(group for group in names.all("section") if group.one("h3").text.startswith("Country or town"))

    assert [item.one("bdi", class_="who").text for item in towns.all("li")] == ["Rostock", "Malmö", "Sevastopol", "Springfield", "Sweden"]


def test_aliases_are_listed_apart_from_misspelt_names() -> None:
    draft = Draft("Jo Marsh, Marsh and Jo Mash.")
    draft.name(EntityType.PERSON, "Jo Marsh", aliases=["Marsh", "Jo Mash"], misspelt=["Jo Mash"], age=0)

    assert items(read(html.render(draft.analysis())))["Jo Marsh"] == ["0", "also “Marsh”", "Misspelt? “Jo Mash” against “Jo Marsh”"]
    assert "  - Jo Marsh (1×), 0; also “Marsh”; misspelt? “Jo Mash”\n" in markdown.render(draft.analysis())


def test_a_country_that_no_table_knows_is_shown_by_its_code() -> None:
    draft = Draft("Nowhere.")
    draft.name(EntityType.GPE, "Nowhere", place=place("Nowhere", 0, 0, "ZZ"))

    assert items(read(html.render(draft.analysis())))["Nowhere"] == ["ZZ"]


def items(page: Element) -> dict[str, list[str]]:
    entries = page.one("section", id="names").all("li")
    return {entry.one("bdi", class_="who").text: [known.text for known in entry.all("span", class_="known")] for entry in entries}
