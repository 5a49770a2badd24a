"""A delegate on the way from the first page to a document: on a telephone in a meeting room, in Arabic; at a desk, in
English; both with scripts and without.
"""

from __future__ import annotations

from typing import Any

import pytest

from liaison.models import Statement
from tests.factory import index_all
from tests.register import make_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("prefix", "width"), [("/ar", 360), ("", 1280)])
def test_delegate_finds_a_statement_and_what_it_cites(live_server: Any, chromium: Any, prefix: str, width: int) -> None:
    make_register()
    Statement.objects.filter(slug="one").update(title="On connectivity")
    index_all()
    site = f"{live_server.url}{prefix}"
    for scripts in (False, True):
        context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        way = find(context.new_page(), site, prefix)
        context.close()
        assert way == [f"{site}/statements/one/", "On connectivity", f"{site}/documents/d22-sg02-c-0034/", 1]


def find(page: Any, site: str, prefix: str) -> list[Any]:
    page.goto(f"{site}/")
    page.locator("main [name=q]").fill("connectivity")
    page.keyboard.press("Enter")
    page.locator("main a", has_text="On connectivity").first.click()
    way = [page.url, page.locator("main h1").inner_text()]
    page.locator(f"main a[href^='{prefix}/documents/']").first.click()
    page.locator("main h1").first.wait_for()  # the address changes before the page is there
    way += [page.url, page.locator("main h1").count()]
    page.locator(f"main a[href='{prefix}/statements/one/']").first.click()
    return way
