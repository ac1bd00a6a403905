from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.analysis import Entity, EntityType
from copydesk.nlp.entities import about

Named = Callable[..., dict[str, Entity]]


@pytest.fixture(scope="session")
def named(analyser, make_article) -> Named:
    """The entities of a text by their names."""

    def read(text: str, **fields: str) -> dict[str, Entity]:
        return {entity.name: entity for entity in analyser.analyse(make_article(text, **fields)).entities}

    return read


def texts(entity: Entity) -> list[str]:
    return [mention.text for mention in entity.mentions]


def test_names_are_cut_to_the_name(named):
    found = named("The mayor met Angela Merkel’s adviser in Berlin.\n\nBarack Obama’s letter came from the United States.")
    assert {"Angela Merkel", "Barack Obama", "United States", "Berlin"} <= {mention for one in found.values() for mention in texts(one)}


def test_a_surname_joins_the_full_name_in_the_order_of_the_text(named):
    found = named("Maria Ortega opened the meeting. Ortega spoke for an hour. Nobody answered Ortega.")
    assert texts(found["Maria Ortega"]) == ["Maria Ortega", "Ortega", "Ortega"]
    assert found["Maria Ortega"].aliases == ["Ortega"]


def test_a_surname_of_two_people_joins_neither(named):
    found = named("Maria Ortega and Luis Ortega opened the meeting. Later Ortega left.")
    assert {"Maria Ortega", "Luis Ortega", "Ortega"} <= set(found)


def test_an_abbreviation_joins_the_name_it_was_defined_for(named):
    found = named("The Harwick Port Authority (HPA) closed the quay on Monday. The HPA gave no reason.")
    assert found["Harwick Port Authority"].aliases == ["HPA"]
    assert len(found["Harwick Port Authority"].mentions) == 3


def test_the_names_of_a_country_are_one_entity(named):
    found = named("The United States sent aid. The U.S. had promised it in March, and the US kept its word.")
    assert len(found["United States"].mentions) == 3


def test_a_misspelling_is_joined_and_flagged(named):
    found = named("Lydia Brandtner spoke first. Lydia Brandtner then left. Asked again, Lydia Brantner was silent.")
    assert found["Lydia Brandtner"].misspelt == ["Lydia Brantner"]
    assert len(found["Lydia Brandtner"].mentions) == 3


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Residents fled the town of Siversk on Friday.", "Siversk", EntityType.GPE),
        ("The Estonian Harbour Army fired on the ships.", "Estonian Harbour Army", EntityType.ORG),
        ("The Ministry of Roads and Bridges declined to comment.", "Ministry of Roads and Bridges", EntityType.ORG),
        ("Three freighters crossed the Gulf of Aden last week.", "Gulf of Aden", EntityType.LOC),
        ("The dead were taken to Saint Brendan Hospital in Cork.", "Saint Brendan Hospital", EntityType.FAC),
        ("Crews towed the M777 howitzer away at night.", "M777", EntityType.PRODUCT),
        ("Sailors left HMS Wanderer in small boats.", "HMS Wanderer", EntityType.PRODUCT),
        ("Many Ukrainians live in the region.", "Ukrainians", EntityType.NORP),
        ("The council adopted Resolution 1701 without a vote.", "Resolution 1701", EntityType.LAW),
        ("She swam at the 2016 Summer Olympics.", "2016 Summer Olympics", EntityType.EVENT),
    ],
)
def test_what_a_name_is(named, sentence, name, kind):
    assert named(sentence)[name].type is kind


def test_the_type_is_decided_for_the_whole_article(named):
    found = named(
        "Siversk fell on Friday. Troops had entered Siversk in May. The fall of Siversk was expected. People left Siversk at night."
    )
    assert found["Siversk"].type is EntityType.GPE
    assert len(found["Siversk"].mentions) == 4


def test_a_dateline_in_capitals_is_a_place(named):
    found = named("BOISE, Idaho (AP) - Two bridges were closed on Tuesday, officials said.")
    assert found["BOISE"].type is EntityType.GPE


def test_a_title_is_read_by_the_names_of_the_text(named):
    found = named("The army left Siversk on Friday. Siversk had held out for a year.", title="Last Soldiers Leave Siversk Behind")
    assert [mention.part.value for mention in found["Siversk"].mentions] == ["title", "text", "text"]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Denis Olenko, the head of the Harwick port, resigned.", "head of the Harwick port"),
        ("The vote was called off by Mayor Ana Ruiz on Monday.", "Mayor"),
        ("The company spokesman Luis Ortega declined to comment.", "company spokesman"),
    ],
)
def test_the_role_of_a_person(named, sentence, role):
    (person,) = [one for one in named(sentence).values() if one.type is EntityType.PERSON]
    assert person.role == role


def test_the_kind_of_a_weapon_is_its_role(named):
    assert named("They brought the 100mm T-12 gun and waited.")["T-12"].role == "gun"


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("Maria Ortega, 34, was arrested on Monday.", 34),
        ("Maria Ortega, aged 34, was arrested on Monday.", 34),
        ("Police arrested 34-year-old Maria Ortega on Monday.", 34),
        ("Maria Ortega, 2 of whose sons came along, was silent.", None),
    ],
)
def test_the_age_of_a_person(named, sentence, age):
    assert named(sentence)["Maria Ortega"].age == age


def test_what_an_article_is_about_is_apart_from_what_it_mentions(analyser, make_article):
    analysis = analyser.analyse(
        make_article(
            "Maria Ortega runs the port of Cork. Ortega closed the quay. Ortega said it would reopen. A ship from Oslo had to turn back."
        )
    )
    names = {entity.id: entity.name for entity in analysis.entities}
    assert "Maria Ortega" in {names[number] for number in analysis.document.about}
    assert "Oslo" not in {names[number] for number in analysis.document.about}
    assert analysis.document.about == about(analysis.entities)


def test_a_brief_is_about_what_it_begins_with(analyser, make_article):
    analysis = analyser.analyse(make_article("Maria Ortega met John Larkin in Cork on Monday. They spoke about a ship from Oslo."))
    assert analysis.document.about == ["e1"]


def test_an_article_is_about_a_few_names_at_most(analyser, make_article):
    towns = ["Leeds", "Cork", "Oslo", "Bergen", "Paris", "Kyiv", "Madrid", "Rome"]
    analysis = analyser.analyse(make_article(" ".join(f"Maria Ortega flew to {town}. She liked {town}." for town in towns)))
    assert 1 <= len(analysis.document.about) <= 5


@pytest.mark.parametrize("text", ["The clinic opened on Monday, and Obama knew it.", "The law of 2010 is Obama's work."])
def test_a_surname_everybody_knows_is_no_town(named, text):
    assert named(text)["Obama"].type is EntityType.PERSON


def test_what_is_called_after_somebody_is_no_place(named):
    assert "Molotov" not in named("Two men threw a Molotov cocktail at a mosque in Leeds on Monday, police said.")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Kyiv",
                "the",
                "of",
                "United Nations (UN)",
                "'s",
                "-",
                "\n",
                "\n\n",
                "Mr.",
                "NATO",
                "US",
                "D-30",
                "al-",
                "in",
                ",",
                "2012",
                "(",
                ")",
                "“",
                "é",
                "🙂",
            ]
        ),
        max_size=30,
    )
)
def test_any_text_gives_names_that_stand_where_they_are_said_to(analyser, make_article, words):
    text = " ".join(words) or "-"
    for entity in analyser.analyse(make_article(f"{text} The council met in Cork on Monday and spoke about the port.")).entities:
        for mention in entity.mentions:
            assert mention.text == f"{text} The council met in Cork on Monday and spoke about the port."[mention.start : mention.end]
            assert mention.text.strip()


def test_titles_are_no_part_of_a_name(named):
    found = named("Bridget Sloane wrote to the court. Mrs. Sloane said on Monday that Dr. Sloane was ill.")
    assert {mention for one in found.values() for mention in texts(one)} == {"Bridget Sloane", "Sloane"}
