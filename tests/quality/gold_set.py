"""Read the project's own gold set (`gold/README.md`): labels that are phrases become the offsets that the scorer reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "gold"

Json = dict[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """An article with what is to be found in it."""

    id: str
    published_at: str
    text: str
    labels: Json

    def gold(self) -> Json:
        """Return its line in a gold file: attributions, entities, dates and quantities."""
        return {
            "id": self.id,
            "text": self.text,
            "attributions": [{role: spans for role, (spans, _) in one.items()} for one in self._attributions()],
            "entities": self._entities(),
            "dates": [{"start": a, "end": b, "type": raw["type"], "value": str(raw["value"])} for raw, (a, b) in self._in_order("dates")],
            "quantities": [
                {"start": a, "end": b, "unit_text": raw["unit"], **{key: raw[key] for key in ("value", "value_high", "unit") if key in raw}}
                for raw, (a, b) in self._in_order("quantities")
            ],
        }

    def source_types(self) -> Iterator[Json]:
        """Yield a line of a gold file of source types for every statement whose source the article names."""
        for number, one in enumerate(self._attributions()):
            spans, kind = one["source"]
            if spans:
                start, end = spans[0]
                yield {"id": f"{self.id}-{number}", "doc_id": self.id, "start": start, "end": end, "type": kind, "resolved_type": None}

    def _attributions(self) -> Iterator[dict[str, tuple[list[Range], str | None]]]:
        for raw in self.labels["attributions"]:
            phrases = raw["content"] if isinstance(raw["content"], list) else [raw["content"]]
            content = [self._only(phrase) for phrase in phrases]
            yield {
                "content": (content, None),
                "cue": ([self._nearest(raw["cue"], content)], None),
                "source": ([self._nearest(raw["source"], content)] if "source" in raw else [], raw.get("type")),
            }

    def _entities(self) -> list[Json]:
        taken: list[Range] = []
        mentions: dict[int, list[Range]] = {}
        names = [(name, number) for number, raw in enumerate(self.labels["entities"]) for name in raw["names"]]
        for name, number in sorted(names, key=lambda pair: -len(pair[0])):
            free = [at for at in self._all(name) if not any(at[0] < b and a < at[1] for a, b in taken)]
            assert free, f"{self.id}: {name!r} is not in the text"
            taken += free
            mentions.setdefault(number, []).extend(free)
        return [{"type": raw["type"], "mentions": sorted(mentions[number])} for number, raw in enumerate(self.labels["entities"])]

    def _in_order(self, name: str) -> Iterator[tuple[Json, Range]]:
        behind = 0
        for raw in self.labels[name]:
            at = next((at for at in self._all(raw["text"]) if at[0] >= behind), None)
            assert at, f"{self.id}: {raw['text']!r} does not follow in the text"
            behind = at[1]
            yield raw, at

    def _only(self, phrase: str) -> Range:
        found = self._all(phrase)
        assert len(found) == 1, f"{self.id}: {phrase!r} occurs {len(found)} times"
        return found[0]

    def _nearest(self, phrase: str, content: list[Range]) -> Range:
        """The occurrence outside the statement that lies nearest to it; of two as near, the one before it."""
        found = [at for at in self._all(phrase) if not any(a <= at[0] and at[1] <= b for a, b in content)]
        assert found, f"{self.id}: {phrase!r} is not in the text"
        return min(found, key=lambda at: min(max(a - at[1], at[0] - b) for a, b in content))

    def _all(self, phrase: str) -> list[Range]:
        """Every occurrence that does not begin or end within a word."""
        return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.text)]


def read() -> list[Labelled]:
    """Return the articles of the gold set in the order of their names."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found.append(Labelled(path.stem, str(content["published_at"]), content["text"], content))
    return found
