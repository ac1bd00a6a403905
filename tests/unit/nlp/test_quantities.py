from __future__ import annotations

import pytest

from copydesk.analysis import Approximation, Change, Part, Quantity
from copydesk.nlp.quantities import find_quantities


def only(text: str) -> Quantity:
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == found.text
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It rose 12%.", 12, "percent"),
        ("It rose 12 per cent.", 12, "percent"),
        ("It rose half a percentage point.", 0.5, "percentage point"),
        ("It rose 25 basis points.", 25, "basis point"),
        ("It cost $3.5 million.", 3_500_000, "USD"),
        ("It cost US$40bn.", 40e9, "USD"),
        ("It cost £2.5m.", 2_500_000, "GBP"),
        ("It cost €1,250.", 1250, "EUR"),
        ("It cost 1,250€.", 1250, "EUR"),
        ("It cost RM79.", 79, "MYR"),
        ("It cost A$5-million.", 5e6, "AUD"),
        ("It cost 333 million yen.", 333e6, "JPY"),
        ("It cost 7.5 million Danish crowns.", 7_500_000, "DKK"),
        ("It cost 164p.", 164, "pence"),
        ("It cost $52 a barrel.", 52, "USD per barrel"),
        ("It cost $21.25 per square foot.", 21.25, "USD per square foot"),
        ("It is 320 km/h fast.", 320, "kilometre per hour"),
        ("It is 47 feet deep.", 47, "foot"),
        ("It is 14m deep.", 14, "metre"),
        ("It is a 70-square-metre flat.", 70, "square metre"),
        ("It is a 1.8 billion-mile journey.", 1.8e9, "mile"),
        ("It holds 256GB.", 256, "gigabyte"),
        ("It weighs 2 1/2 pounds.", 2.5, "pound-mass"),
        ("It lasted two and a half hours.", 2.5, "hour"),
        ("It is minus 12 degrees Celsius.", -12, "celsius"),
        ("It is -1.3%.", -1.3, "percent"),
        ("It is a 65-year-old.", 65, "year of age"),
        ("She was 34.", 34, "year of age"),
        ("It was Mara Ohlsen, 52, who left.", 52, "year of age"),
        ("The index ended at 7,425.81.", 7425.81, None),
        ("It lay there three years ago.", 3, "year"),
    ],
)
def test_values_and_units(text, value, unit):
    found = only(text)
    assert (found.value, found.value_high, found.unit) == (pytest.approx(value), None, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It takes 5-10 miles.", 5, 10, "mile"),
        ("It takes between $62 and $68 a share.", 62, 68, "USD per share"),
        ("It takes $10 to $15 billion.", 10e9, 15e9, "USD"),
        ("It takes three or four years.", 3, 4, "year"),
        ("It takes 18- to 24-year-olds.", 18, 24, "year of age"),
        ("It takes 15kHz to 17kHz.", 15, 17, "kilohertz"),
        ("It went from 208 pounds to 193.", 193, 208, "pound-mass"),
        ("Dozens came.", 12, 120, None),
        ("Tens of thousands came.", 10_000, 100_000, None),
    ],
)
def test_ranges(text, low, high, unit):
    found = only(text)
    assert (found.value, found.value_high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("More than 40 miles of track.", Approximation.OVER),
        ("Some 40 miles of track.", Approximation.ABOUT),
        ("Just under 40 miles of track.", Approximation.NEARLY),
        ("Up to 40 miles of track.", Approximation.AT_MOST),
        ("At least 40 miles of track.", Approximation.AT_LEAST),
        ("Fewer than 40 miles of track.", Approximation.UNDER),
        ("Now 40 miles or so.", Approximation.ABOUT),
        ("Over a million miles of track.", Approximation.OVER),
        ("Nearly a 40-mile walk.", Approximation.NEARLY),
        ("It is near a 40-mile track.", None),
        ("It lasted over a two-year span.", None),
        ("Exactly 40 miles.", None),
    ],
)
def test_how_exact_a_figure_claims_to_be(text, approximate):
    assert only(text).approximate is approximate


@pytest.mark.parametrize(
    "text",
    [
        "They won 2-1.",
        "They met on 3 March 2026 at 7.15 p.m.",
        "It happened in 1987.",
        "The 21st bridge.",
        "A V-6 engine.",
        "COVID-19 is back.",
        "Call Game 6 off.",
        "It is in the S&P 500.",
        "Number (4) is out.",
        "Flight KL1234 is late.",
        "A 3T27 tractor is late.",
        "She took the 7.40 to Varn.",
        "It was shut after 9/11.",
    ],
)
def test_what_is_no_quantity(text):
    assert find_quantities(text) == []


@pytest.fixture(scope="session")
def quantities_of(analyser, make_article):
    return lambda text: analyser.analyse(make_article(text)).quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "of"),
    [
        ("The storm flooded 40,000 homes in the valley.", 40_000, "home", "homes"),
        ("The council closed seven village schools last year.", 7, "school", "village schools"),
        ("The plant needs 12 coal-fired power stations.", 12, "station", "coal-fired power stations"),
        ("The ship lost 300 tonnes of heavy oil near Varn.", 300, "tonne", "heavy oil"),
        ("The survey found that 81% of teachers were tired.", 81, "percent", "teachers"),
        ("The survey found that two-thirds of the teachers were tired.", 2 / 3, "teacher", "teachers"),
        ("The crew sold three thousand tickets per day.", 3000, "ticket per day", "tickets"),
        ("The fire killed thousands of sheep in the hills.", 1000, "sheep", "sheep"),
        ("The fire killed two dozen sheep in the hills.", 24, "sheep", "sheep"),
        ("She sold half a dozen boats.", 6, "boat", "boats"),
        ("The strike left half a million people at home.", 500_000, "people", "people"),
        ("One of the bridges must close soon.", 1, "bridge", "bridges"),
        ("One in five residents wants to leave.", 0.2, "resident", "residents"),
        ("One of the country's largest ports must close soon.", 1, "port", "country's largest ports"),
    ],
)
def test_what_is_counted(quantities_of, text, value, unit, of):
    (found, *_) = quantities_of(text)
    assert (found.value, found.unit, found.of) == (pytest.approx(value), unit, of)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Crews defused a 500-pound bomb near the harbour.", "bomb"),
        ("Crews defused a 500-pound laser-guided bomb.", "laser-guided bomb"),
        ("The army showed the 40mm Harwick gun and the older field gun.", "Harwick gun"),
        ("They closed a 12-mile stretch of road.", "stretch"),
        ("They signed a $5 million, three-year deal.", "three-year deal"),
        ("The firm holds a 10% stake in the port.", "stake"),
        ("The judge gave her a three-year suspended prison sentence.", "suspended prison sentence"),
        ("He served ten years' imprisonment.", "imprisonment"),
        ("The village lies 12 miles north of Varn.", None),
        ("The bridge is 20 metres long.", None),
        ("Shares fell 5% Monday.", None),
    ],
)
def test_what_a_measurement_before_a_noun_measures(quantities_of, text, of):
    assert quantities_of(text)[0].of == of


@pytest.mark.parametrize(
    "text",
    [
        "According to one senior official, the plan failed.",
        "One resident said that the fire was out.",
        "The fire was out, said one resident.",
        "One of the officers told reporters that the fire was out.",
    ],
)
def test_one_who_speaks_is_no_count(quantities_of, text):
    assert quantities_of(text) == []


@pytest.mark.parametrize("text", ["Only one official said so.", "At least one witness said so.", "One house burned down in Varn."])
def test_one_is_a_count_otherwise(quantities_of, text):
    assert [quantity.value for quantity in quantities_of(text)] == [1]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Prices rose by 12% in the valley.", Change.INCREASE),
        ("Prices rose from 12 percent to 15 percent.", Change.INCREASE),
        ("Sales slipped 3.5% after the strike.", Change.DECREASE),
        ("The ferry was up 40 cents on Monday.", Change.INCREASE),
        ("The tunnel is 12 miles long.", None),
        ("The village grew in three years.", None),
    ],
)
def test_changes(quantities_of, text, change):
    (found, *_) = quantities_of(text)
    assert found.change is change


@pytest.mark.parametrize(
    "text", ["She bought an iPhone 12 Pro in Varn.", "He lives at 49 Mill Road.", "A category 4 storm hit Varn.", "A four-door car."]
)
def test_figures_in_names_count_nothing(quantities_of, text):
    assert quantities_of(text) == []


def test_the_title_is_read_too(quantities_of, analyser, make_article):
    found = analyser.analyse(make_article("The bridge is shut.", title="Bridge to cost $40 million")).quantities
    assert [(quantity.part, quantity.text, quantity.value) for quantity in found] == [(Part.TITLE, "$40 million", 40e6)]
