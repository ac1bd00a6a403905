from __future__ import annotations

from copydesk.analysis import EntityType, Span
from copydesk.nlp.entities import Mention, join


def mentions(*named: tuple[str, EntityType]) -> list[Mention]:
    found, offset = [], 0
    for name, type_ in named:
        found.append(Mention(len(found), Span(start=offset, end=offset + len(name), text=name), type_))
        offset += len(name) + 1
    return found


PERSON, ORG, GPE = EntityType.PERSON, EntityType.ORG, EntityType.GPE


def test_equal_names_are_one_entity():
    joined = join(mentions(("Harwick", GPE), ("Ortega", PERSON), ("Harwick", GPE)))
    assert [(entity.name, len(entity.mentions)) for entity in joined] == [("Harwick", 2), ("Ortega", 1)]


def test_a_surname_joins_the_full_name_and_its_order_is_kept():
    (entity,) = join(mentions(("Ortega", PERSON), ("Maria Ortega", PERSON), ("Ortega", PERSON)))
    assert entity.name == "Maria Ortega"
    assert [span.start for span in entity.mentions] == [0, 7, 20]


def test_a_surname_of_two_people_joins_neither():
    joined = join(mentions(("Maria Ortega", PERSON), ("Luis Ortega", PERSON), ("Ortega", PERSON)))
    assert [entity.name for entity in joined] == ["Maria Ortega", "Luis Ortega", "Ortega"]


def test_the_last_word_of_an_organisation_is_no_surname():
    joined = join(mentions(("Harwick Council", ORG), ("Council", ORG)))
    assert len(joined) == 2


def test_the_type_is_what_most_mentions_have():
    (entity,) = join(mentions(("Harwick", PERSON), ("Harwick", GPE), ("Harwick", GPE)))
    assert entity.type is GPE


def test_an_article_and_the_shape_of_apostrophes_do_not_part_a_name():
    joined = join(mentions(("The People’s Bank", ORG), ("People's Bank", ORG)))
    assert len(joined) == 1


def test_names_are_cut_to_the_name(analyser, make_article):
    analysis = analyser.analyse(
        make_article("The mayor met Angela Merkel’s adviser in Berlin.\n\nBarack Obama’s letter came from the United States.")
    )
    names = {mention.text for entity in analysis.entities for mention in entity.mentions}
    assert {"Angela Merkel", "Barack Obama", "United States", "Berlin"} <= names


def test_titles_are_no_part_of_a_name(analyser, make_article):
    analysis = analyser.analyse(make_article("Bridget Sloane wrote to the court. Mrs. Sloane said on Monday that Dr. Sloane was ill."))
    names = {mention.text for entity in analysis.entities for mention in entity.mentions}
    assert names == {"Bridget Sloane", "Sloane"}
