"""A statement on its way, in a real browser: a form, a look, a way back, the act, and what the mail server said."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from liaison.mail.worker import queue_work
from liaison.models import Statement
from tests.browser.clerk import Clerk
from tests.desk import change_url
from tests.liaison.sendable import make_approved, make_numbers, make_receiver
from tests.smtp_server import SmtpServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_two() -> Statement:
    """To one with an address and one without, of a group that numbers its statements."""
    statement = make_approved(make_receiver("A", "a@example.org"), make_receiver("B", name="Body B"))
    make_numbers(statement)
    return statement


def press(clerk: Clerk, name: str) -> None:
    clerk.page.get_by_role("button", name=name, exact=True).click()
    clerk.page.wait_for_load_state("load")


def test_statement_is_sent_and_followed_to_the_servers_answer(clerk: Clerk, settings: Any) -> None:
    statement = make_two()
    clerk.visit(change_url(statement))
    clerk.page.get_by_role("link", name="Send …").click()
    left_out = clerk.page.get_by_role("group", name="Body B").get_by_label("No mail from here")
    left_out.check()
    press(clerk, "Look at it before it goes")
    assert "It will probably get the number SG2/LS1" in clerk.page.inner_text("#content")
    press(clerk, "Send")
    assert "Its number is SG2/LS1." in clerk.page.inner_text(".messagelist")
    with SmtpServer({".": "250 2.0.0 queued as 4711"}) as server:
        for name, value in server.settings().items():
            setattr(settings, name, value)
        queue_work()
    clerk.visit(change_url(statement))
    assert "250 2.0.0 queued as 4711" in clerk.page.get_by_role("row", name="Body A").inner_text()
    assert [taken.recipients for taken in server.taken] == [["a@example.org"]]


def test_way_back_from_the_look_keeps_what_was_typed(clerk: Clerk) -> None:
    statement = make_two()
    first, second = (f"p{party.pk}" for party in statement.recipients)
    clerk.visit(reverse("admin:liaison_statement_send", args=[statement.pk]))
    clerk.page.locator("summary").first.click()
    clerk.page.fill(f"#id_{first}-text", "Mine\n\n  with “marks” & <signs>")
    clerk.page.fill(f"#id_{first}-cc", "copy@example.org")
    clerk.page.check(f"input[name={second}-go][value=none]")
    press(clerk, "Look at it before it goes")
    press(clerk, "Back to the form")
    assert clerk.page.input_value(f"#id_{first}-text") == "Mine\n\n  with “marks” & <signs>"
    assert clerk.page.input_value(f"#id_{first}-cc") == "copy@example.org"
    assert clerk.page.is_checked(f"input[name={second}-go][value=none]")
