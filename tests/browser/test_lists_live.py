"""Lists that follow their filters, in a real browser under the strict policy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import index_all, make_body, make_public_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: Any, page: Any) -> str:
    make_public_statement(title="Grey zebras", recipient=make_body("CWG-COP"))
    make_public_statement(title="Brown okapis", direction="incoming")
    index_all()
    page.set_default_timeout(20_000)
    return f"{live_server.url}/statements/"


def test_list_follows_a_choice_and_the_address_can_be_kept_and_gone_back_from(address: str, page: Any) -> None:
    page.goto(address)
    page.locator("summary").click()
    page.select_option("#filter-direction", "incoming")
    page.locator("#found tbody:not(:has(tr:nth-child(2))) tr:nth-child(1)").wait_for()
    assert (page.url, page.locator("#found .title").inner_text()) == (f"{address}?direction=incoming", "Brown okapis")
    assert page.locator("#filter-language option:checked").inner_text() == "Any"
    assert "English (1)" in page.locator("#filter-language").inner_text()
    page.go_back()
    page.locator("#found tbody:not(:has(tr:nth-child(3))) tr:nth-child(2)").wait_for()
    assert page.url == address


def test_list_follows_what_is_typed_and_the_box_keeps_the_focus(address: str, page: Any) -> None:
    page.goto(address)
    region = page.query_selector("#filter-said")
    page.locator("#filter-q").press_sequentially("zebr")
    page.locator("#found tbody:not(:has(tr:nth-child(2))) tr:nth-child(1)").wait_for()
    assert (page.url, page.evaluate("document.activeElement.id")) == (f"{address}?q=zebr", "filter-q")
    assert region.inner_text().strip() == "1 found"  # in the region that was there before, and so read aloud


def test_wrong_value_is_told_while_it_is_typed(address: str, page: Any) -> None:
    page.goto(address)
    page.locator("summary").click()
    page.fill("#filter-body", "nobody")
    page.press("#filter-body", "Tab")
    page.wait_for_selector("#filter-wrong .errors")
    assert "Nothing in the register is called “nobody”." in page.locator("#filter-wrong").inner_text()


def test_list_is_filtered_without_scripts(address: str, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("#filter-q", "zebra")
    page.press("#filter-q", "Enter")
    page.wait_for_url(f"{address}?*q=zebra*")
    assert page.locator("#found .title").all_inner_texts() == ["Grey zebras"]
    context.close()
