"""Taking in a list of documents in a real browser, under the strict policy, with scripts and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from contributions.models import Document
from tests import factory
from tests.contributions.lists import csv_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

UPLOAD = "/admin/contributions/document/list/"
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def site(live_server: Any, page: Any) -> str:
    """The address of the desk, with the browser signed in as a secretary."""
    client = Client()
    client.force_login(factory.make_secretary(username="secretary"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.set_default_timeout(20_000)
    return str(live_server.url)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """One row that is new, one that changes a document, one with a source that nobody knows."""
    factory.make_document("2/35", title="Old")
    path = tmp_path / "list.csv"
    path.write_bytes(
        csv_of(
            ["Symbol", "Title", "Source"], ["2/34", "One", ""], ["2/35", "New", ""], ["2/36", "Three", "Nowhere Ltd"]
        )
    )
    return str(path)


def look(page: Any, site: str, file: str) -> None:
    page.goto(site + UPLOAD)
    page.set_input_files("#id_file", file)
    page.select_option("#id_period", label="2022-2025")
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_selector("#changed")


def test_clerk_takes_in_a_list_of_a_meeting(site: str, page: Any, file: str) -> None:
    meeting = factory.make_meeting(name="May meeting", period=factory.make_period())
    page.goto(f"{site}/admin/contributions/document/")
    page.get_by_role("link", name="Take in a list").click()
    page.set_input_files("#id_file", file)
    page.locator("#id_meeting + .select2-container .select2-selection").click()
    page.keyboard.type("may")
    page.wait_for_selector(".select2-results__option--highlighted:has-text('May meeting')")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Take in 3 documents").click()
    page.wait_for_selector(".messagelist .success")
    page.wait_for_load_state()
    assert page.locator("#result_list tbody tr").count() == 3
    assert set(Document.objects.values_list("meeting", flat=True)) == {meeting.pk}


def test_list_is_taken_in_without_scripts(site: str, page: Any, chromium: Any, file: str) -> None:
    meeting = factory.make_meeting(name="May meeting", period=factory.make_period())
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    look(plain, site, file)
    plain.locator("summary").click()
    plain.select_option("#id_meeting", str(meeting.pk))
    plain.get_by_role("button", name="Look again").click()
    plain.get_by_role("button", name="Take in 3 documents").click()
    plain.wait_for_selector(".messagelist .success")
    context.close()
    assert set(Document.objects.values_list("meeting", flat=True)) == {meeting.pk}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_meet_the_rules_of_accessibility(site: str, page: Any, chromium: Any, file: str, scheme: str) -> None:
    """In a browser that lets the tool write its own styles, which our policy would report."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme)
    context.add_cookies(page.context.cookies())
    tested, found = context.new_page(), []
    tested.goto(site + UPLOAD)
    for step in (None, look):
        if step:
            step(tested, site, file)
        tested.wait_for_timeout(300)
        violations = axe.run(tested, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
        found += [(rule["id"], node["html"][:120]) for rule in violations for node in rule["nodes"]]
    context.close()
    assert found == []


def test_nothing_scrolls_sideways_on_a_telephone(site: str, page: Any, file: str) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(site + UPLOAD)
    upload = page.evaluate(OVERFLOW)
    look(page, site, file)
    assert (upload, page.evaluate(OVERFLOW)) == (0, 0)
