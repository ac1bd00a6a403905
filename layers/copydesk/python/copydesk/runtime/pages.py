"""The API's description: generated from the code, kept as data, served as JSON and as a page without scripts."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def openapi(mounted_at: str) -> str:
    """The OpenAPI document, with the address that we are mounted at as its server."""
    return json.dumps({**_description(), "servers": [{"url": mounted_at or "/"}]}, ensure_ascii=False)


def docs(mounted_at: str) -> str:
    """The same as a page to read."""
    environment = Environment(loader=PackageLoader("copydesk.runtime"), autoescape=select_autoescape(["html", "j2"]), trim_blocks=True)
    return environment.get_template("docs.html.j2").render(api=_description(), mounted_at=mounted_at)


@cache
def _description() -> dict[str, Any]:
    text = resources.files("copydesk.runtime").joinpath("data", "openapi.json").read_text(encoding="utf-8")
    description: dict[str, Any] = json.loads(text)
    return description
