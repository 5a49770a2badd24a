"""The public pages in a real browser, under the strict policy: by keyboard, on a telephone, without scripts.

The `page` fixture fails a test on any error of the console, and what the policy blocks is one.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import index_all
from tests.register import make_hard_statements, make_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Scrolling is smooth: it takes a moment.
SCROLLED = """async () => {
    const part = document.activeElement
    for (let tries = 0; tries < 100 && !part.scrollLeft; tries++) await new Promise(done => setTimeout(done, 20))
    return part.scrollLeft
}"""

SEEN = """() => {
    const part = document.activeElement
    const box = part.getBoundingClientRect()
    return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === part
}"""


@pytest.fixture
def site(live_server: Any, page: Any) -> str:
    make_register()
    make_hard_statements()
    index_all()
    page.set_default_timeout(20_000)
    return str(live_server.url)


def visit(page: Any, url: str) -> None:
    """With every part unfolded."""
    assert page.goto(url).status == 200
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


def test_keyboard_reaches_the_content_first_and_shows_where_it_is(site: str, page: Any) -> None:
    visit(page, f"{site}/statements/")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    assert (outline, page.evaluate("document.activeElement.id")) == ("solid", "main")


def test_wide_table_scrolls_within_itself_by_keyboard(site: str, page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    visit(page, f"{site}/statements/hard/")
    table = page.locator(".text .scroll").first
    table.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SCROLLED) > 0


def test_headings_that_sort_are_seen_on_a_telephone(site: str, page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    visit(page, f"{site}/statements/")
    page.locator(".register thead a").first.focus()
    assert page.evaluate(SEEN)


def test_filter_works_without_scripts(site: str, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/statements/")
    page.get_by_label("Words").fill("Hard")
    page.get_by_role("button", name="Show").first.click()
    found = page.locator(".register .title").all_text_contents()
    context.close()
    assert [title[:5] for title in found] == ["Hard:"]
