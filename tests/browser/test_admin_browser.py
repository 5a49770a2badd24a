"""The desk in a real browser, under the strict policy: every page, and a clerk's work on one statement.

The `page` fixture fails a test on any error of the console, and what the policy blocks is one.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from liaison.letter.rich_text import blocks_from_html
from liaison.models import Entry, Statement
from tests import factory
from tests.desk import add_url, change_url, list_url, registered
from tests.liaison.test_admin_pages import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RICH = (
    '<h3>Introduction</h3><p>Agreed on <span lang="fr">la <strong>protection</strong></span> of H<sub>2</sub>O, see '
    '<a href="https://example.org/a?b=1&amp;c=2">the paper</a>.<br>Second line</p>'
    '<p dir="rtl" lang="ar">حماية الأطفال</p>'
    '<ol start="3" type="a"><li>One<ul><li>Within one</li></ul></li><li><p>Two</p><p>Still two</p></li></ol>'
    '<table><thead><tr><th scope="col">Name</th><th scope="col">Role</th></tr></thead>'
    '<tbody><tr><td rowspan="2">Ada</td><td><p>Chair</p><ul><li>since 2022</li></ul></td></tr><tr><td>Bert</td></tr>'
    '<tr><td colspan="2">Nobody else</td></tr></tbody></table><h4>End</h4>'
)


@pytest.fixture
def site(live_server: Any, page: Any) -> str:
    """The address of the desk, with the browser signed in as a secretary."""
    client = Client()
    client.force_login(factory.make_secretary(username="secretary"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    return str(live_server.url)


def visit(page: Any, url: str) -> int:
    response = page.goto(url)
    page.wait_for_load_state("load")
    page.wait_for_timeout(50)  # what scripts do after loading shows on the console by then
    return int(response.status)


@pytest.mark.parametrize("language", ["", "/ar"])
def test_every_page_opens_without_an_error(site: str, page: Any, language: str) -> None:
    rows = {model: ROWS[model._meta.label]() for model in registered()}
    paths = ["/admin/", *(list_url(model) for model in rows), *(change_url(row) for row in rows.values())]
    assert {visit(page, f"{site}{language}{path}") for path in paths} == {200}


def test_every_add_page_opens_and_a_wrong_one_comes_back(site: str, page: Any) -> None:
    models = [model for model in registered() if model._meta.label not in READ_ONLY]
    for model in models:
        assert visit(page, f"{site}{add_url(model)}") == 200
        page.click("[name=_save]")
        page.wait_for_selector(".errornote")


READ_ONLY = {"liaison.Annex", "liaison.Event", "liaison.Mail", "liaison.Revision", "liaison.Translation"}


def test_editor_keeps_all_that_rich_text_may_hold(site: str, page: Any) -> None:
    statement = factory.make_statement(content=RICH)
    visit(page, f"{site}{change_url(statement)}")
    page.get_by_role("textbox", name="Content").press("ControlOrMeta+End")
    page.keyboard.type("Typed.")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    statement.refresh_from_db()
    expected = blocks_from_html(RICH.replace("End</h4>", "EndTyped.</h4>"))
    assert blocks_from_html(statement.content) == expected
    assert 'lang="ar"' in statement.content


def test_opening_and_saving_leaves_rich_text_to_the_letter(site: str, page: Any) -> None:
    statement = factory.make_statement(content=RICH)
    visit(page, f"{site}{change_url(statement)}")
    page.fill("#id_title", "Another title")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    statement.refresh_from_db()
    assert (statement.title, statement.content) == ("Another title", RICH)


def test_editor_has_a_name(site: str, page: Any) -> None:
    visit(page, f"{site}{change_url(factory.make_statement())}")
    assert page.get_by_role("textbox", name="Content").is_visible()


def test_parties_are_moved_by_keyboard(site: str, page: Any) -> None:
    statement = factory.make_statement()
    for place, text in enumerate(["First", "Second", "Third"], start=1):
        factory.make_party(statement, part="to", text=text, position=place)
    visit(page, f"{site}{change_url(statement)}")
    page.get_by_role("button", name="Move down, row 1").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "Now number 3 of 3"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move down, row 3"
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert [party.text for party in statement.parties.all()] == ["Second", "Third", "First"]


def test_new_rows_come_last_and_an_empty_one_is_left_out(site: str, page: Any) -> None:
    statement = factory.make_statement()
    factory.make_party(statement, part="to", text="First", position=1)
    visit(page, f"{site}{change_url(statement)}")
    for _ in range(2):
        page.get_by_role("button", name="Add another Recipient").click()
    page.fill("#id_recipients-1-text", "New")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert [(party.text, party.position) for party in statement.parties.all()] == [("First", 1), ("New", 2)]


def test_rows_are_ordered_by_number_without_scripts(site: str, page: Any, chromium: Any) -> None:
    statement = factory.make_statement()
    for place, text in enumerate(["First", "Second"], start=1):
        factory.make_contact(statement, name=text, position=place)
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"{site}{change_url(statement)}")
    plain.fill("#id_contacts-0-position", "3")
    plain.click("[name=_continue]")
    plain.wait_for_selector(".messagelist .success")
    context.close()
    assert [contact.name for contact in statement.contacts.all()] == ["Second", "First"]


def test_clerk_writes_a_statement_and_submits_it(site: str, page: Any) -> None:
    question = factory.make_question()
    factory.make_body("CWG-COP")
    factory.make_appointment(question=question, person=factory.make_person("Ada Example", email="ada@example.org"))
    visit(page, f"{site}{add_url(Statement)}")
    page.fill("#id_title", "Liaison statement on Child Online Protection")
    page.fill("#id_date", "2023-05-22")
    page.fill("#id_meeting_text", "The May meeting")
    page.select_option("#id_approval_level", "rapporteur_group")
    page.get_by_role("button", name="Add another Sender").click()
    choose(page, "#id_senders-0-body", "sg2")
    choose(page, "#id_senders-0-questions", "q3/2")
    page.get_by_role("button", name="Add another Recipient").click()
    choose(page, "#id_recipients-0-body", "cop")
    page.select_option("#id_recipients-0-purpose", "information")
    page.get_by_role("textbox", name="Content").click()
    page.keyboard.type("The Group agreed.")
    page.click("[name=_fill_contacts]")
    page.wait_for_selector("text=1 contact was added.")
    page.get_by_role("link", name="Submit for review").click()
    page.click("input[type=submit].default")
    page.wait_for_selector("text=The statement is in review.")
    statement = Statement.objects.for_detail().get()
    shown = (statement.senders[0].short, statement.recipients[0].short, statement.contacts.get().name)
    assert (*shown, statement.content) == ("ITU-D SG2 Q3/2", "CWG-COP", "Ada Example", "<p>The Group agreed.</p>")


def choose(page: Any, select: str, text: str) -> None:
    """In a search box, by keyboard: its list, a search, the first that is found."""
    page.locator(f"{select} + .select2-container .select2-selection").click()
    page.keyboard.type(text)
    page.wait_for_selector(".select2-results__option--highlighted:not(.loading-results)")
    shown = "document.querySelector('.select2-results__option--highlighted').innerText.toLowerCase()"
    page.wait_for_function(f"text => {shown}.includes(text)", arg=text)
    page.keyboard.press("Enter")


def test_rows_of_an_annex_get_their_document_by_search(site: str, page: Any) -> None:
    document = factory.make_document("2/34", title="Of the paper")
    factory.make_document("2/35")
    annex = factory.make_annex(factory.make_statement())
    factory.make_entry(annex, title="First")
    visit(page, f"{site}{change_url(annex)}")
    page.locator("#id_entries-0-document").focus()
    choose(page, "#id_entries-0-document", "2/34")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert list(Entry.objects.values_list("title", "document", "symbol")) == [("First", document.pk, "2/34")]


def test_rows_of_an_annex_are_moved_and_added(site: str, page: Any) -> None:
    annex = factory.make_annex(factory.make_statement())
    for title in ("First", "Second"):
        factory.make_entry(annex, title=title)
    visit(page, f"{site}{change_url(annex)}")
    page.get_by_role("button", name="Add another Row").click()
    page.fill("#id_entries-2-title", "Third")
    page.get_by_role("button", name="Move up, row 3").press("Enter")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert [entry.title for entry in annex.entries.all()] == ["First", "Third", "Second"]


def test_five_hundred_rows_open_and_save(site: str, page: Any) -> None:
    annex = factory.make_annex(factory.make_statement())
    document = factory.make_document()
    Entry.objects.bulk_create(
        Entry(annex=annex, position=place, title=f"Row {place}", document=document) for place in range(1, 501)
    )
    page.set_default_timeout(60_000)
    visit(page, f"{site}{change_url(annex)}")
    page.get_by_role("button", name="Move up, row 500").press("Enter")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert [entry.title for entry in annex.entries.all()[498:]] == ["Row 500", "Row 499"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_meet_the_rules_of_accessibility(site: str, page: Any, chromium: Any, scheme: str) -> None:
    """In a browser that lets the tool write its own styles, which our policy would report."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    statement = ROWS["liaison.Statement"]()
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme)
    context.add_cookies(page.context.cookies())
    tested, found = context.new_page(), {}
    for path in ("/admin/", list_url(Statement), change_url(statement), change_url(statement.annexes.get())):
        visit(tested, f"{site}{path}")
        tested.wait_for_timeout(300)
        violations = axe.run(tested, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
        found[path] = [(rule["id"], node["html"][:120]) for rule in violations for node in rule["nodes"]]
    context.close()
    assert found == {path: [] for path in found}


def test_nothing_scrolls_sideways_on_a_telephone(site: str, page: Any) -> None:
    statement = ROWS["liaison.Statement"]()
    page.set_viewport_size({"width": 420, "height": 900})
    paths = ["/admin/", list_url(Statement), change_url(statement), reverse("admin:liaison_statement_add")]
    wide = [path for path in paths if visit(page, f"{site}{path}") and page.evaluate(OVERFLOW) > 0]
    assert wide == []


OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
