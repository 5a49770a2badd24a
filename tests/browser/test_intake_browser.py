"""Taking in a file in a real browser, under the strict policy: upload, look, settle a name, keep a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from liaison.models import Statement
from tests import factory
from tests.browser.clerk import Clerk
from tests.liaison.intake.files import CLEAR, text, zip_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


def test_clerk_uploads_settles_a_name_and_keeps_a_draft(clerk: Clerk, tmp_path: Path) -> None:
    factory.make_home()
    forum = factory.make_body("ERF", name="Radio of Example")
    file = tmp_path / "statement.txt"
    file.write_bytes(CLEAR)
    clerk.visit("/admin/liaison/statement/")
    clerk.page.get_by_role("link", name="Read in files").click()
    clerk.page.set_input_files("#id_files", str(file))
    clerk.page.get_by_role("button", name="Upload and read").click()
    clerk.page.get_by_role("link", name="No body of the register is called “Example Radio Forum”.").click()
    group = clerk.page.get_by_role("group", name="No body of the register is called “Example Radio Forum”.")
    group.get_by_label("Another of the register").check()
    group.locator(".select2-selection").click()
    clerk.pick("ERF")
    clerk.page.set_viewport_size({"width": 360, "height": 800})
    assert clerk.page.evaluate(OVERFLOW) <= 0
    clerk.page.get_by_role("button", name="Keep as a draft").click()
    clerk.page.wait_for_selector(".messagelist .success")
    assert Statement.objects.get().parties.get(part="from").body == forum


def test_reading_goes_on_by_itself_while_the_page_is_open(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liaison.admin.intake.REQUEST_SECONDS", 0.01)  # one file in each request
    file = tmp_path / "all.zip"
    file.write_bytes(zip_of(a__txt=CLEAR, b__txt=text("french.txt"), c__txt=text("mail.txt")))
    clerk.visit("/admin/liaison/statement/intake/")
    clerk.page.set_input_files("#id_files", str(file))
    clerk.page.get_by_role("button", name="Upload and read").click()
    clerk.page.get_by_text("3 of 3 files are read.").wait_for()
    assert clerk.page.locator("tbody tr").count() == 3
