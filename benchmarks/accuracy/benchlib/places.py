"""Task ``places``: place names found and put on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from statistics import median

from .io import Json, Options, Pairs, objects
from .prf import Prf, percent
from .spans import Span, gold_spans, match_overlapping, read_spans, touches

DOC = """\
detection  P/R/F1 of place names: predicted mentions of type GPE, LOC or FAC that
           share a character with a gold place, one to one.  Predictions that touch
           only "ignore" spans (places meant other than literally) don't count.
accuracy_at_161km
           of the gold places that were detected and have coordinates, the share
           whose entity's "place" lies within 161 km or has the gold GeoNames id.
end_to_end_at_161km
           P/R/F1 of places detected and within 161 km (or with the gold id):
           precision over predicted mentions that have coordinates or an id, recall
           over gold places that have coordinates.
median_error_km
           median distance of detected places that have coordinates on both sides;
           the same GeoNames id counts as no distance.
"""

PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
LIMIT_KM = 161.0
_EARTH_RADIUS_KM = 6371.0088


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two (latitude, longitude) points."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


@dataclass(frozen=True)
class _Place:
    """A place name with its point on the map, if it has one."""

    span: Span
    point: tuple[float, float] | None
    geonames_id: str | None

    @property
    def located(self) -> bool:
        """Say whether the place is resolved at all."""
        return self.point is not None or self.geonames_id is not None


def _place(span: Span, item: object) -> _Place:
    if not isinstance(item, dict):
        return _Place(span, None, None)
    latitude, longitude = item.get("latitude"), item.get("longitude")
    point = None
    if isinstance(latitude, (int, float)) and isinstance(longitude, (int, float)):
        point = float(latitude), float(longitude)
    identifier = item.get("geonames_id")
    return _Place(span, point, None if identifier in (None, "") else str(identifier))


def _predicted(item: Json, text: str, pairs: Pairs) -> list[_Place]:
    return [
        _place(span, entity.get("place"))
        for entity in objects(item, "entities")
        if str(entity.get("type")) in PLACE_TYPES
        for span in read_spans(objects(entity, "mentions"), text, pairs)
    ]


def _countable(predicted: list[_Place], gold: Sequence[_Place], ignored: Sequence[Span]) -> list[_Place]:
    spans = [place.span for place in gold]
    return [p for p in predicted if touches(p.span, spans) or not touches(p.span, ignored)]


def score(pairs: Pairs, options: Options) -> Json:
    """Score place names and their resolution."""
    detection, end_to_end = Prf(), Prf()
    asked = answered = 0
    errors: list[float] = []
    for item, prediction in pairs.items:
        gold = [_place((raw["start"], raw["end"]), raw) for raw in item["places"]]
        predicted = _countable(_predicted(prediction, item["text"], pairs), gold, gold_spans(item.get("ignore", [])))
        matched = match_overlapping([p.span for p in gold], [p.span for p in predicted])
        detection.add(len(matched), len(predicted), len(gold))
        right = 0
        unanswerable = 0
        for i, j in matched.items():
            truth, guess = gold[i], predicted[j]
            if truth.point is None:
                unanswerable += guess.located
                continue
            asked += 1
            same_id = truth.geonames_id is not None and truth.geonames_id == guess.geonames_id
            near = False
            answered += guess.located
            if guess.point is not None:
                errors.append(0.0 if same_id else distance_km(truth.point, guess.point))
                near = errors[-1] <= LIMIT_KM
            right += same_id or near
        end_to_end.add(
            right,
            sum(p.located for p in predicted) - unanswerable,
            sum(p.point is not None for p in gold),
        )
    return {
        "detection": detection.report(),
        "accuracy_at_161km": percent(end_to_end.found, asked),
        "detected_with_gold_coordinates": asked,
        "of_these_resolved": answered,
        "end_to_end_at_161km": end_to_end.report(),
        "median_error_km": round(median(errors), 1) if errors else None,
    }
