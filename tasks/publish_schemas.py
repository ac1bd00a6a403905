"""Write the JSON Schemas of the documents that travel: `make schemas`. A test holds the result and the models together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from copydesk.analysis import Failure, published_schema
from copydesk.article import Submission

TARGET = Path(__file__).parent.parent / "docs/schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by the names of their files: what comes in, and the two kinds of lines that go out."""
    return {
        "submission.json": {"$schema": DIALECT, **Submission.model_json_schema()},
        "analysis.json": published_schema(),
        "failure.json": {"$schema": DIALECT, **Failure.model_json_schema(mode="serialization")},
    }


def written(schema: dict[str, Any]) -> str:
    """Return a schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write every schema."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (TARGET / name).write_text(written(schema), encoding="utf-8")


if __name__ == "__main__":
    main()
