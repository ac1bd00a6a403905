"""Write the OpenAPI document of all API functions: `make openapi`. A test holds the result and the code together."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from copydesk import __version__
from copydesk.article import Submission

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "layers/copydesk/python/copydesk/runtime/data/openapi.json"
API_FUNCTIONS = ("upload", "read")
OPEN_PATHS = ("/r/", "/health", "/openapi.json", "/docs")


def description() -> dict[str, Any]:
    """Merge what the resolvers say of their routes, and add what they cannot know: bodies read by hand, and the key."""
    merged: dict[str, Any] = {"paths": {}, "components": {"schemas": {}}}
    for name in API_FUNCTIONS:
        sys.path.insert(0, str(ROOT / "functions" / name))
        app = importlib.import_module(name).app
        part = json.loads(app.get_openapi_json_schema(title="copydesk", version=__version__))
        merged["paths"] |= {path: {**merged["paths"].get(path, {}), **methods} for path, methods in part["paths"].items()}
        merged["components"]["schemas"] |= part.get("components", {}).get("schemas", {})
    submission = Submission.model_json_schema(ref_template="#/components/schemas/{model}")
    merged["components"]["schemas"] |= submission.pop("$defs", {}) | {"Submission": submission}
    merged["components"]["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "x-api-key"}}
    merged["paths"]["/v1/articles"]["post"]["requestBody"] = {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Submission"}},
            "text/plain": {"schema": {"type": "string", "description": "The text; its other fields stand in the query."}},
        },
    }
    for path, methods in merged["paths"].items():
        for operation in methods.values():
            # The validation of Powertools has an answer of its own in the schema; ours is a problem document.
            operation["responses"].get("422", {}).pop("content", None)
            operation["security"] = [] if path.startswith(OPEN_PATHS) else [{"key": []}]
    for unused in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        merged["components"]["schemas"].pop(unused, None)
    about = "Reads a news article the way a good copy desk does, before it is published."
    return {"openapi": "3.1.0", "info": {"title": "copydesk", "version": __version__, "description": about}, **merged}


def main() -> None:
    """Write the document where the API serves it from."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(description(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
