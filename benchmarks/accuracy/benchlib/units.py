"""Names of units, brought to one spelling so that they can be compared."""

from __future__ import annotations

import re

# Canonical name -> other spellings, symbols and abbreviations.  Names with
# "per" are put together from their parts; plurals are undone by rule.
_SPELLINGS = {
    "percentage": "% percent per_cent per-cent pct pc pct. percentage_of",
    "percentage point": "pp percent_point per_cent_point pct_point ppt %_point",
    "basis point": "bp bps",
    "dollar": "$ us$ $us u.s.$ usd us_dollar u.s._dollar united_states_dollar american_dollar",
    "australian dollar": "a$ $a au$ aud",
    "canadian dollar": "c$ $c ca$ cad cdn$",
    "new zealand dollar": "nz$ nzd",
    "hong kong dollar": "hk$ hkd",
    "singapore dollar": "s$ sgd",
    "euro": "€ eur",
    "pound sterling": "£ gbp pound_sterling sterling british_pound uk_pound pounds_sterling",
    "pence": "p penny",
    "japanese yen": "¥ jpy yen",
    "chinese yuan": "cny rmb yuan renminbi chinese_yuan_renminbi",
    "indian rupee": "₹ inr rs rs. rupee",
    "russian rouble": "₽ rub rouble ruble russian_ruble",
    "swiss franc": "chf",
    "south korean won": "₩ krw won korean_won",
    "malaysian ringgit": "rm myr ringgit",
    "shekel": "₪ ils nis israeli_shekel israeli_new_shekel",
    "danish krone": "dkk",
    "swedish krona": "sek",
    "norwegian krone": "nok",
    "turkish lira": "₺ try",
    "brazilian real": "r$ brl",
    "south african rand": "zar rand",
    "mexican peso": "mxn",
    "cent": "¢ c us_cent",
    "year of age": "year-old year_old years-old years_old yo y/o y.o. age year-of-age",
    "year": "yr yrs annum",
    "month": "mo",
    "week": "wk",
    "day": "",
    "hour": "h hr hrs",
    "minute": "min mins",
    "second": "s sec secs",
    "millisecond": "ms msec",
    "decade": "",
    "century": "",
    "mile": "mi",
    "yard": "yd yds",
    "foot": "ft feet ft.",
    "inch": 'in in. inches ″ "',
    "kilometre": "km kms kilometer",
    "metre": "m meter",
    "centimetre": "cm centimeter",
    "millimetre": "mm millimeter",
    "micrometre": "μm µm um micron micrometer",
    "nanometre": "nm nanometer",
    "acre": "",
    "hectare": "ha",
    "square metre": "m² m2 sq_m sqm square_meter",
    "square kilometre": "km² km2 sq_km square_kilometer",
    "square foot": "ft² ft2 sq_ft sqft square_feet",
    "square mile": "mi² sq_mi",
    "square inch": "sq_in",
    "cubic metre": "m³ m3 cubic_meter",
    "litre": "l liter",
    "millilitre": "ml milliliter",
    "gallon": "gal",
    "barrel": "bbl bbls",
    "kilogram": "kg kgs kilo kilogramme",
    "gram": "g gramme",
    "milligram": "mg milligramme",
    "microgram": "µg μg mcg",
    "pound-mass": "lb lbs lb. pound pound_mass",
    "ounce": "oz oz.",
    "ton": "",
    "tonne": "metric_ton t",
    "mile per hour": "mph mi/h",
    "kilometre per hour": "kph km/h kmh kmph kilometer_per_hour",
    "metre per second": "m/s mps meter_per_second",
    "knot": "kt kts",
    "mile per gallon": "mpg",
    "celsius": "°c ºc degree_celsius celsius_degree degree_c degrees_celsius",
    "fahrenheit": "°f ºf degree_fahrenheit degree_f degrees_fahrenheit",
    "kelvin": "k",
    "degree": "° º deg degree_angle",
    "horsepower": "hp horse_power",
    "brake horsepower": "bhp",
    "metric horsepower": "ps",
    "watt": "w",
    "kilowatt": "kw",
    "megawatt": "mw",
    "gigawatt": "gw",
    "kilowatt-hour": "kwh kilowatt_hour",
    "megawatt-hour": "mwh megawatt_hour",
    "milliampere-hour": "mah milliampere_hour milliamp_hour",
    "volt": "v",
    "ampere": "a amp",
    "hertz": "hz",
    "kilohertz": "khz",
    "megahertz": "mhz",
    "gigahertz": "ghz",
    "byte": "b",
    "kilobyte": "kb",
    "megabyte": "mb",
    "gigabyte": "gb",
    "terabyte": "tb",
    "bit per second": "bps",
    "kilobit per second": "kbps",
    "megabit per second": "mbps",
    "gigabit per second": "gbps",
    "decibel": "db",
    "newton": "n",
    "newton-metre": "nm newton_metre newton_meter newton-meter",
    "pound-foot": "lb-ft lb_ft pound-feet pound_foot ft-lb foot_pound foot-pound pound-foot_of_torque pound-feet_of_torque",
    "pascal": "pa",
    "kilopascal": "kpa",
    "megapascal": "mpa",
    "gigapascal": "gpa",
    "pound per square inch": "psi",
    "kilopound per square inch": "ksi",
    "parts-per-billion": "ppb part_per_billion",
    "parts-per-million": "ppm part_per_million",
    "revolution per minute": "rpm revolutions_per_minute",
    "calorie": "cal",
    "kilocalorie": "kcal",
    "joule": "j",
    "point": "pt pts",
    "point per game": "ppg",
    "barrel per day": "bpd b/d",
    "generation wireless": "g_wireless generation",
    "pixel": "px",
    "megapixel": "mp",
    "cubic centimetre": "cc cm³ cubic_centimeter",
    "person": "people persons",
    "time": "x times",
}

_SHARES = frozenset({"percentage", "percentage point", "basis point"})
_COUNTS = frozenset({"person", "time"})
_MONEY = re.compile(
    r"(?:.* )?(?:dollar|euro|pound sterling|pence|cent|yen|yuan|rupee|rouble|franc|won|ringgit|shekel|krone|krona|lira|real|rand|peso)"
)

_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "inches": "inch",
    "lives": "life",
    "halves": "half",
    "pence": "pence",
    "series": "series",
    "species": "species",
    "hertz": "hertz",
    "celsius": "celsius",
    "yes": "yes",
}

_NONE = frozenset({"", "-", "none", "null", "dimensionless", "count", "number", "unitless"})


def _singular(word: str) -> str:
    """Undo an English plural by rule."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_CANONICAL = {spelling.replace("_", " "): name for name, spellings in _SPELLINGS.items() for spelling in (name, *spellings.split())}
MEASURES = frozenset(_SPELLINGS)


def _simple(name: str) -> str:
    """Bring a unit without "per" to its canonical name."""
    if name in _CANONICAL:
        return _CANONICAL[name]
    tokens = name.split()
    singular = " ".join([*tokens[:-1], _singular(tokens[-1])]) if tokens else name
    return _CANONICAL.get(singular, singular)


def normalise_unit(unit: str | None) -> str | None:
    """Return a unit's canonical name, or ``None`` for a bare number.

    Lower case, one spelling per unit (``%``, ``per cent`` -> ``percentage``;
    ``US$``, ``USD`` -> ``dollar``; ``km/h`` -> ``kilometre per hour``),
    singular.  Words that name no known unit are kept, the last in singular.
    """
    name = re.sub(r"\s+", " ", (unit or "").strip().lower())
    if name in _NONE:
        return None
    if name in _CANONICAL:
        return _CANONICAL[name]
    parts = [part.strip() for part in re.split(r"\s*/\s*|\s+per\s+|\s+a\s+", name) if part.strip()]
    return " per ".join(_simple(part) for part in parts) or None


def units_match(gold: str | None, gold_text: str | None, predicted: str | None) -> bool:
    """Say whether a predicted unit names the gold unit.

    The gold unit counts in its normalised and in its surface form.  For
    counted things (``european country``) it is enough that the last word of
    the prediction (``countries``) is one of the gold words.
    """
    canonical, surface, guess = map(normalise_unit, (gold, gold_text, predicted))
    if guess in (canonical, surface):
        return True
    if guess is None or canonical is None or " per " in canonical or canonical in MEASURES:
        return False
    known = {_singular(word) for form in (canonical, surface) for word in (form or "").split()}
    return _singular(guess.split()[-1]) in known


def unit_kind(unit: str | None) -> str:
    """Say what a unit counts in: ``measure`` (ages and rates too), ``money``, ``share``, ``thing`` or ``none``.

    What is paid for something (``dollar per barrel``) is money.
    """
    name = normalise_unit(unit)
    if name is None:
        return "none"
    counted = name.split(" per ")[0]
    if counted in _SHARES:
        return "share"
    if _MONEY.fullmatch(counted):
        return "money"
    return "measure" if " per " in name or name in MEASURES - _COUNTS else "thing"
