"""A delegate on the way from the first page to a document: on a telephone in a meeting room, in Arabic and without
scripts; at a desk, in English.
"""

from __future__ import annotations

from typing import Any

import pytest

from liaison.models import Statement
from tests.factory import index_all
from tests.register import make_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("prefix", "width", "scripts"), [("/ar", 360, False), ("", 1280, True)])
def test_delegate_finds_a_statement_and_what_it_cites(
    live_server: Any, chromium: Any, prefix: str, width: int, scripts: bool
) -> None:
    make_register()
    Statement.objects.filter(slug="one").update(title="On connectivity")
    index_all()
    context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{live_server.url}{prefix}/")
    page.locator("main [name=q]").fill("connectivity")
    page.keyboard.press("Enter")
    page.locator("main a", has_text="On connectivity").first.click()
    way = [page.url, page.locator("main h1").inner_text()]
    page.locator(f"main a[href^='{prefix}/documents/']").first.click()
    way += [page.url, page.locator("main h1").count()]
    page.locator(f"main a[href='{prefix}/statements/one/']").first.click()
    context.close()
    site = f"{live_server.url}{prefix}"
    assert way == [f"{site}/statements/one/", "On connectivity", f"{site}/documents/d22-sg02-c-0034/", 1]
