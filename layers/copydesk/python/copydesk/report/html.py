"""An analysis as one HTML page: what an editor has on the desk.

The page carries no script and loads nothing. Its one style sheet stands inside, so a server can forbid everything else with
`CONTENT_SECURITY_POLICY`; the page itself asks for the same, for when it is saved and opened from a disk.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from copydesk.analysis import Analysis
from copydesk.report import wording
from copydesk.report.references import References
from copydesk.report.sections import SECTIONS
from copydesk.report.sections.text import Text, headline

STYLE = resources.files("copydesk.report").joinpath("templates", "report.css").read_text(encoding="utf-8")
"""The style sheet, as it stands between `<style>` and `</style>`."""

STYLE_HASH = "sha256-" + b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
"""What names the style sheet in a Content-Security-Policy (CSP level 3, hash-source)."""

_PAGE_POLICY = f"default-src 'none'; style-src '{STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"

CONTENT_SECURITY_POLICY = f"{_PAGE_POLICY}; frame-ancestors 'none'"
"""The header for a page that is served as it is rendered (`frame-ancestors` works in a header only).

A page that was stored may carry an older sheet: serve it with a header that allows any inline style. Browsers enforce the page's
own policy as well, so its sheet remains the only one.
"""


def render(analysis: Analysis) -> str:
    """Write the page. Equal analyses give equal pages: nothing depends on the time, the place or the reader."""
    references = References.of(analysis)
    top = headline(analysis, references)
    views = [(section, view) for section in SECTIONS if (view := section.view(analysis, references)) is not None]
    blocks = [*([top] if top else []), *(block for _, view in views if isinstance(view, Text) for block in view.blocks)]
    return (
        _environment()
        .get_template("report.html")
        .render(
            analysis=analysis,
            article=analysis.article,
            headline=top,
            sections=views,
            anchors={anchor for block in blocks for run in block.runs for piece in run.pieces for anchor in piece.anchors},
            style=Markup(STYLE),  # noqa: S704 (our own file; it must reach the page as it was hashed)
            policy=_PAGE_POLICY,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("copydesk.report", "templates/html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(wording.FILTERS)
    environment.filters["web_address"] = wording.web_address
    return environment


def _finalize(value: object) -> object:
    return wording.visible(value) if type(value) is str else value
