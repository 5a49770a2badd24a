"""The public pages in a real browser, under the strict policy: readable for everybody, on any screen, without scripts.

The `page` fixture fails a test on any error of the console, and what the policy blocks is one.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factory import index_all
from tests.register import HARD_PAGES, PAGES, make_hard_statements, make_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Axe().axe_script
WIDTHS = (320, 360, 1280)
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}  # targets of 24 pixels
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
# Scrolling is smooth: it takes a moment.
SCROLLED = """async () => {
    const part = document.activeElement
    for (let tries = 0; tries < 100 && !part.scrollLeft; tries++) await new Promise(done => setTimeout(done, 20))
    return part.scrollLeft
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


def violations(page: Any, options: dict[str, Any]) -> list[str]:
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("language", ["", "/ar"])
def test_pages_bar_nobody_in_light_and_dark(site: str, page: Any, language: str) -> None:
    wrong = {}
    for path in [*PAGES.values(), *HARD_PAGES]:
        visit(page, f"{site}{language}{path}")
        page.evaluate(AXE)
        page.emulate_media(color_scheme="light")
        wrong[path] = violations(page, RULES)
        page.emulate_media(color_scheme="dark")
        wrong[path] += violations(page, COLOURS)
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("language", ["", "/ar"])
def test_no_page_scrolls_sideways(site: str, page: Any, language: str) -> None:
    wide = []
    for path in [*PAGES.values(), *HARD_PAGES]:
        visit(page, f"{site}{language}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))
    assert wide == []


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


def test_filter_works_without_scripts(site: str, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/statements/")
    page.get_by_label("Words").fill("Hard")
    page.get_by_role("button", name="Show").first.click()
    found = page.locator(".register .title").all_text_contents()
    context.close()
    assert [title[:5] for title in found] == ["Hard:"]
