"""Makes `report.png`: a real report of a sample article, in excerpts. Run it from the top: `.venv/bin/python docs/images/picture.py`.

Needs Debian's Chromium; the article, the desk, the page and the browser are the real ones.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from copydesk.article import Article, Submission
from copydesk.desk import open_desk
from copydesk.report.html import render

ARTICLE = Path("events/articles/conflict-report.json")
PICTURE = Path(__file__).with_name("report.png")
WIDTH = 1040
KEPT_SOURCES, FIRST_PARAGRAPH, LAST_PARAGRAPH = 2, 8, 10


def main() -> None:
    """Read the article, leave out what a small picture has no room for, and take it."""
    submission = Submission.model_validate_json(ARTICLE.read_bytes())
    page_text = render(open_desk().read(Article.of(submission, received_at=datetime(2026, 1, 1, tzinfo=UTC))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-lcd-text"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.set_content(page_text)
        page.evaluate(
            """([sources, first, last]) => {
                document.querySelectorAll('.speakers tbody').forEach((row, n) => n >= sources && row.remove());
                document.querySelectorAll('.row').forEach((row, n) => (n + 1 < first || n + 1 > last) && row.remove());
                document.querySelectorAll('#claims, .measures, .apart, #sources h3').forEach(part => part.remove());
            }""",
            [KEPT_SOURCES, FIRST_PARAGRAPH, LAST_PARAGRAPH],
        )
        box = page.locator("article.copy").bounding_box()
        if box is None:
            sys.exit("the report shows no text")
        page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": WIDTH, "height": box["y"] + box["height"] + 16}, full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
