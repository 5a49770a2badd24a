"""Two people at one draft, a sign-in that runs out, and a day's work by keyboard, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from contacts.models import User
from liaison import saves
from liaison.models import Statement
from tests import factory
from tests.browser.clerk import Clerk
from tests.desk import add_url, change_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUT_BACK = "Put it back into the form"


@pytest.fixture
def bert(chromium: Any, live_server: Any) -> Iterator[Clerk]:
    """A second clerk at a browser of their own."""
    client = Client()
    client.force_login(factory.make_secretary(username="bert"))
    context = chromium.new_context(locale="en-GB")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield Clerk(page, str(live_server.url))
    context.close()
    assert errors == []


def drafted() -> Statement:
    statement = factory.make_statement(title="As opened", content="<p>As opened</p>")
    factory.make_party(statement, part="to", text="First", position=1)
    return statement


def type_content(clerk: Clerk, text: str) -> None:
    """At its end: the editor follows the caret a moment after the key, once it is there."""
    for _moment in range(50):
        clerk.page.get_by_role("textbox", name="Content").press("ControlOrMeta+End")
        clerk.page.wait_for_timeout(100)
        if clerk.page.evaluate("() => getSelection().anchorOffset > 0"):
            break
    clerk.page.keyboard.type(text)


def add_recipient(clerk: Clerk, text: str) -> None:
    clerk.page.locator("#recipients-group .add-row a").click()
    clerk.page.locator("#recipients-group .inline-related:not(.empty-form) [name$=-text]").last.fill(text)


def test_two_browsers_edit_one_draft_and_nothing_is_lost(clerk: Clerk, bert: Clerk) -> None:
    statement = drafted()
    for one in (clerk, bert):
        one.visit(change_url(statement))
    bert.fill(title="Theirs", subtitle="Their line")
    add_recipient(bert, "Their recipient")
    bert.save()
    clerk.fill(title="Mine", reference="MY/1")
    type_content(clerk, " and mine")
    add_recipient(clerk, "My recipient")
    clerk.page.click("[name=_continue]")
    told = clerk.page.wait_for_selector(".desk-conflict").inner_text()
    assert all(words in told for words in ("Theirs", "Mine", "Their line", "Their recipient"))
    assert "bert changed this at" in clerk.page.locator(".errorlist.nonfield").inner_text()
    clerk.save("_save_mine")
    statement.refresh_from_db()
    assert (statement.title, statement.subtitle, statement.reference) == ("Mine", "Their line", "MY/1")
    assert statement.content == "<p>As opened and mine</p>"
    assert sorted(party.text for party in statement.parties.all()) == ["First", "My recipient", "Their recipient"]
    assert [saves.letter_in(save).title for save in saves.saves_of(statement)] == ["Mine", "Theirs", "As opened"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_refused_page_meets_the_rules_of_accessibility(clerk: Clerk, chromium: Any, scheme: str) -> None:
    """With what the browser kept offered on it, in a browser that lets the tool write its own styles."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 360, "height": 800})
    context.add_cookies(clerk.page.context.cookies())
    tested, statement = Clerk(context.new_page(), clerk.url), drafted()
    tested.visit(change_url(statement))
    Statement.objects.filter(pk=statement.pk).update(title="Theirs")
    tested.fill(title="Mine")
    tested.page.click("[name=_continue]")
    tested.page.wait_for_selector(".desk-conflict")
    tested.visit(change_url(statement))
    tested.page.wait_for_selector(".desk-kept")
    found = axe.run(tested.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    tested.page.get_by_role("button", name=PUT_BACK).click()
    tested.page.wait_for_selector(".desk-conflict")
    found += axe.run(tested.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    wide = tested.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()
    assert ([(rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]], wide) == ([], False)


def test_saved_over_is_brought_back_from_the_history(clerk: Clerk) -> None:
    statement = drafted()
    clerk.visit(change_url(statement))
    clerk.fill(title="Changed")
    clerk.save()
    clerk.page.get_by_role("link", name="History").first.click()
    clerk.page.locator(".desk-saves tbody tr").last.get_by_role("link").first.click()
    clerk.page.get_by_role("link", name="Restore this save").click()
    clerk.page.get_by_role("button", name="Restore this save").click()
    clerk.page.wait_for_selector(".messagelist .success")
    statement.refresh_from_db()
    assert statement.title == "As opened"


def sign_in_again(clerk: Clerk) -> None:
    clerk.page.wait_for_selector("#id_password")
    clerk.page.get_by_text("What you typed is kept in this browser.").wait_for()
    clerk.fill(username="secretary", password="correct horse")
    clerk.page.click("#login-form [type=submit]")


def test_sign_in_that_ran_out_costs_nothing(clerk: Clerk) -> None:
    statement = drafted()
    clerk.visit(change_url(statement))
    clerk.fill(title="Typed for an hour")
    type_content(clerk, " typed")
    add_recipient(clerk, "Typed too")
    Session.objects.all().delete()
    clerk.page.click("[name=_continue]")
    sign_in_again(clerk)
    clerk.page.get_by_role("button", name=PUT_BACK).click()
    clerk.page.wait_for_selector(".errornote")
    statement.refresh_from_db()
    assert statement.title == "As opened"
    clerk.save()
    statement.refresh_from_db()
    assert (statement.title, statement.content) == ("Typed for an hour", "<p>As opened typed</p>")
    assert [party.text for party in statement.parties.all()] == ["First", "Typed too"]


def test_new_statement_is_kept_through_a_sign_in_too(clerk: Clerk) -> None:
    clerk.visit(add_url(Statement))
    clerk.fill(title="New one")
    Session.objects.all().delete()
    clerk.page.click("[name=_continue]")
    sign_in_again(clerk)
    clerk.page.get_by_role("button", name=PUT_BACK).click()
    clerk.page.wait_for_selector(".errornote")
    clerk.save()
    assert Statement.objects.get().title == "New one"


def kept(clerk: Clerk) -> int:
    return int(clerk.page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('liaison:typed')).length"))


def test_what_was_saved_or_dropped_is_offered_no_more(clerk: Clerk) -> None:
    statement = drafted()
    clerk.visit(change_url(statement))
    clerk.fill(title="Saved")
    clerk.save()
    assert kept(clerk) == 0
    clerk.fill(title="Left without saving")
    clerk.page.on("dialog", lambda dialog: dialog.accept())
    clerk.visit(change_url(statement))
    assert clerk.page.locator("#id_title").input_value() == "Saved"
    clerk.page.get_by_role("button", name="Drop it").click()
    clerk.page.wait_for_selector(".desk-kept", state="detached")
    assert kept(clerk) == 0


def test_signing_out_forgets_what_was_typed(clerk: Clerk) -> None:
    clerk.visit(change_url(drafted()))
    clerk.fill(title="Private")
    clerk.page.wait_for_timeout(400)
    assert kept(clerk) == 1
    clerk.page.on("dialog", lambda dialog: dialog.accept())
    clerk.page.click("#logout-form button")
    clerk.page.wait_for_url("**/logout/")
    assert kept(clerk) == 0


def test_password_is_not_kept(clerk: Clerk) -> None:
    clerk.visit(add_url(User))
    clerk.fill(username="new.clerk", password1="very secret words")
    clerk.page.wait_for_timeout(500)
    assert "very secret words" not in clerk.page.evaluate("JSON.stringify(sessionStorage)")


# By keyboard, and in place


def test_form_comes_back_in_place_after_saving_by_keyboard(clerk: Clerk) -> None:
    statement = drafted()
    clerk.visit(change_url(statement))
    clerk.page.locator("summary", has_text="More of the letter").click()
    clerk.page.locator("#id_reply_to").fill("Typed")
    top = clerk.page.evaluate("scrollY")
    clerk.page.keyboard.press("Control+s")
    clerk.page.wait_for_selector(".messagelist .success")
    clerk.page.wait_for_function("document.activeElement.id === 'id_reply_to'")
    assert abs(clerk.page.evaluate("scrollY") - top) < 200
    statement.refresh_from_db()
    assert statement.reply_to == "Typed"


def test_row_is_added_and_moved_by_keyboard(clerk: Clerk) -> None:
    statement = drafted()
    clerk.visit(change_url(statement))
    clerk.page.locator("#id_recipients-0-text").focus()
    clerk.page.keyboard.press("Alt+n")
    clerk.page.wait_for_function("document.activeElement.closest('#recipients-1') !== null")
    clerk.page.locator("#id_recipients-1-text").fill("Second")
    clerk.page.keyboard.press("Alt+u")
    clerk.page.keyboard.press("Control+Enter")
    clerk.page.wait_for_selector(".messagelist .success")
    assert [party.text for party in statement.parties.all()] == ["Second", "First"]


def test_problems_and_parts_are_reached_by_keyboard(clerk: Clerk) -> None:
    statement = drafted()
    factory.make_party(statement, part="from", body=factory.make_home())
    clerk.visit(change_url(statement))
    clerk.save()
    clerk.page.locator("#id_title").focus()
    clerk.page.keyboard.press("Alt+g")
    assert clerk.page.evaluate("document.activeElement.closest('#senders-group') !== null")
    clerk.page.keyboard.press("Alt+p")
    assert clerk.page.evaluate("document.activeElement.matches('.desk-problems a')")
    assert clerk.page.locator("#desk-buttons [name=_continue]").get_attribute("aria-keyshortcuts") == "Control+S"
    clerk.page.keyboard.press("Alt+k")
    clerk.page.wait_for_selector(".desk-keys")


def test_without_scripts_a_save_leads_back_to_its_rows(chromium: Any, live_server: Any) -> None:
    statement, client = drafted(), Client()
    client.force_login(factory.make_secretary())
    context = chromium.new_context(java_script_enabled=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{change_url(statement)}")
    page.fill("#id_recipients-0-text", "Typed")
    page.locator("[name=_stay][value=recipients-group]").click()
    page.wait_for_url("**/change/#recipients-group")
    assert statement.parties.get().text == "Typed"
    context.close()
