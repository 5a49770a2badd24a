"""A clerk's work on one statement in a real browser: written, moved about, checked, submitted, sent, withdrawn."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone

from liaison.letter.rich_text import blocks_from_html
from liaison.models import Statement
from tests import factory
from tests.browser.clerk import Clerk
from tests.desk import add_url, change_url, list_url
from tests.liaison.test_admin_acts import ready

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


def content(clerk: Clerk) -> Any:
    """The editor, once it stands in the place of the plain field."""
    return clerk.page.locator(".field-content [contenteditable=true]").and_(
        clerk.page.get_by_role("textbox", name="Content")
    )


# The editor


def test_editor_keeps_all_that_rich_text_may_hold(clerk: Clerk) -> None:
    statement = factory.make_statement(content=RICH)
    clerk.visit(change_url(statement))
    content(clerk).press("ControlOrMeta+End")
    clerk.page.keyboard.type("Typed.")
    clerk.save()
    statement.refresh_from_db()
    expected = blocks_from_html(RICH.replace("End</h4>", "EndTyped.</h4>"))
    assert blocks_from_html(statement.content) == expected
    assert 'lang="ar"' in statement.content


def test_opening_and_saving_leaves_rich_text_to_the_letter(clerk: Clerk) -> None:
    statement = factory.make_statement(content=RICH)
    clerk.visit(change_url(statement))
    clerk.fill(title="Another title")
    clerk.save()
    statement.refresh_from_db()
    assert (statement.title, statement.content) == ("Another title", RICH)


def test_text_is_formatted_with_the_buttons(clerk: Clerk) -> None:
    statement = factory.make_statement()
    clerk.visit(change_url(statement))
    content(clerk).click()
    tools = clerk.page.locator(".field-content .prose-menubar")
    tools.get_by_role("button", name="bold", exact=True).click()
    clerk.page.keyboard.type("Bold")
    tools.get_by_role("button", name="bold", exact=True).click()
    clerk.page.keyboard.type(" and plain")
    clerk.page.keyboard.press("Enter")
    tools.get_by_role("button", name="unordered list", exact=True).click()
    clerk.page.keyboard.type("One")
    clerk.save()
    statement.refresh_from_db()
    assert statement.content == "<p><strong>Bold</strong> and plain</p><ul><li><p>One</p></li></ul>"


PASTED = {
    "word": '<p class=MsoNormal style="color:red" onclick="x()">A <b style="mso-bidi-font-weight:normal">bold</b> '
    "<i>word</i><script>alert(1)</script></p>",
    "docs": '<b style="font-weight:normal"><p>A <span style="font-weight:700;color:#000">bold</span> '
    '<span style="font-style:italic">word</span></p></b>',
}


@pytest.mark.parametrize("source", PASTED)
def test_text_pasted_from_elsewhere_keeps_its_form_and_nothing_else(clerk: Clerk, source: str) -> None:
    statement = factory.make_statement()
    clerk.visit(change_url(statement))
    content(clerk).click()
    clerk.page.evaluate(PASTE, PASTED[source])
    clerk.save()
    statement.refresh_from_db()
    assert statement.content == "<p>A <strong>bold</strong> <em>word</em></p>"


PASTE = """html => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def test_new_row_is_entered_and_when_it_goes_the_keyboard_is_beside_it(clerk: Clerk) -> None:
    clerk.visit(change_url(factory.make_statement()))
    clerk.page.press("#senders-group .add-row a", "Enter")
    clerk.page.wait_for_function("() => document.activeElement.closest('#senders-group .inline-related')")
    clerk.tab_to("Body")
    clerk.page.press("#senders-group .inline-deletelink", "Enter")
    assert clerk.focus() == "Add another Sender"


@pytest.mark.parametrize(("key", "then"), [("Tab", "id_symbol"), ("Escape", "calendarlink0")])
def test_calendar_is_entered_by_keyboard_and_covers_nothing_once_left(clerk: Clerk, key: str, then: str) -> None:
    clerk.visit(change_url(factory.make_statement(date="2023-05-22")))
    clerk.page.press("#calendarlink0", "Enter")
    clerk.page.wait_for_function("() => document.activeElement.innerText === '22'")
    clerk.page.keyboard.press(key)
    clerk.press_until(key, lambda: clerk.focus() == then)
    assert clerk.page.locator(".calendarbox:visible").count() == 0


def test_table_lets_the_keyboard_out(clerk: Clerk) -> None:
    cells = "<table><tbody><tr><td>One</td><td>Two</td></tr></tbody></table>"
    statement = factory.make_statement(content=cells)
    clerk.visit(change_url(statement))
    content(clerk).press("ControlOrMeta+Home")
    clerk.page.keyboard.press("Tab")
    clerk.page.keyboard.press("Tab")
    clerk.page.keyboard.type("After.")
    clerk.page.keyboard.press("Tab")
    assert clerk.focus() == "Add another Annex"
    clerk.save()
    statement.refresh_from_db()
    assert statement.content.endswith("</table><p>After.</p>")


# Rows


def test_parties_are_moved_by_keyboard(clerk: Clerk) -> None:
    statement = factory.make_statement()
    for place, text in enumerate(["First", "Second", "Third"], start=1):
        factory.make_party(statement, part="to", text=text, position=place)
    clerk.visit(change_url(statement))
    clerk.page.get_by_role("button", name="Move down, row 1").last.focus()
    clerk.page.keyboard.press("Enter")
    clerk.page.keyboard.press("Enter")
    assert clerk.page.get_by_role("status").inner_text() == "Now number 3 of 3"
    assert clerk.focus() == "Move down, row 3"
    clerk.save()
    assert [party.text for party in statement.parties.all()] == ["Second", "Third", "First"]


def test_new_rows_come_last_and_an_empty_one_is_left_out(clerk: Clerk) -> None:
    statement = factory.make_statement()
    factory.make_party(statement, part="to", text="First", position=1)
    clerk.visit(change_url(statement))
    for _ in range(2):
        clerk.page.get_by_role("button", name="Add another Recipient").click()
    clerk.fill(recipients__1__text="New")
    clerk.save()
    assert [(party.text, party.position) for party in statement.parties.all()] == [("First", 1), ("New", 2)]


def test_rows_are_ordered_by_number_without_scripts(clerk: Clerk, chromium: Any) -> None:
    statement = factory.make_statement()
    for place, text in enumerate(["First", "Second"], start=1):
        factory.make_contact(statement, name=text, position=place)
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(clerk.page.context.cookies())
    plain = Clerk(context.new_page(), clerk.url)
    plain.visit(change_url(statement))
    plain.fill(contacts__0__position="3")
    plain.save()
    context.close()
    assert [contact.name for contact in statement.contacts.all()] == ["Second", "First"]


# A whole statement


def test_clerk_writes_a_statement_and_submits_it(clerk: Clerk) -> None:
    question, receiver = factory.make_question(), factory.make_body("CWG-COP")
    factory.make_appointment(question=question, person=factory.make_person("Ada Example", email="ada@example.org"))
    clerk.visit(add_url(Statement))
    clerk.fill(title="Liaison statement on Child Online Protection", date="2023-05-22", meeting_text="The May meeting")
    clerk.fill(approval_level="rapporteur_group", recipients__0__body=receiver, recipients__0__purpose="information")
    clerk.choose("#id_senders-0-questions", "q3/2")
    clerk.save_by_key()  # from a search box, which keeps most keys to itself
    content(clerk).click()
    clerk.page.keyboard.type("The Group agreed.")
    clerk.page.click("[name=_fill_contacts]")
    clerk.page.wait_for_selector("text=1 contact was added.")
    clerk.page.get_by_role("link", name="Submit for review").click()
    clerk.page.click("input[type=submit].default")
    clerk.page.wait_for_selector("text=The statement is in review.")
    statement = Statement.objects.for_detail().get()
    shown = (statement.senders[0].short, statement.recipients[0].short, statement.contacts.get().name)
    assert (*shown, statement.content) == ("ITU-D SG2 Q3/2", "CWG-COP", "Ada Example", "<p>The Group agreed.</p>")


def test_statement_is_written_by_keyboard_alone(clerk: Clerk) -> None:
    factory.make_question()
    factory.make_body("CWG-COP")
    clerk.visit(add_url(Statement))
    press, write = clerk.page.keyboard.press, clerk.page.keyboard.type
    clerk.tab_to("id_title")
    write("By keyboard")
    for body in ("sg2", "cop"):
        press("Tab")
        clerk.press_until("Tab", lambda: clerk.focus().startswith("Body"))
        press("Enter")
        clerk.pick(body)
    clerk.tab_to("id_recipients-0-purpose")
    press("I")
    clerk.tab_to("Content")
    write("Text.")
    clerk.press_until("Tab", lambda: clerk.page.evaluate("document.activeElement.name") == "_continue")
    press("Enter")
    clerk.page.wait_for_selector(".messagelist .success")
    statement = Statement.objects.for_detail().get()
    recipient = statement.recipients[0]
    parties = (statement.senders[0].body.code, recipient.body.code, recipient.purpose)
    assert (statement.title, *parties) == ("By keyboard", "ITU-D SG2", "CWG-COP", "information")
    assert statement.content == "<p>Text.</p>"


def test_error_keeps_all_that_was_typed_in_every_row(clerk: Clerk) -> None:
    receiver, person = factory.make_body("CWG-COP"), factory.make_person("Ada Example")
    clerk.visit(add_url(Statement))
    clerk.fill(subtitle="A line", recipients__0__body=receiver, recipients__0__deadline_text="soon")
    clerk.page.get_by_role("button", name="Add another Contact").click()
    clerk.fill(contacts__0__role="Chair", contacts__0__person=person)
    content(clerk).click()
    clerk.page.keyboard.type("Typed text.")
    assert clerk.save_in_vain() == ["This field is required."]
    shown = clerk.page.locator(".select2-selection__rendered").all_inner_texts()
    assert ["CWG-COP" in " ".join(shown), "Ada Example" in " ".join(shown)] == [True, True]
    assert content(clerk).inner_text() == "Typed text."
    clerk.fill(title="Now with a title")
    clerk.save()
    statement = Statement.objects.for_detail().get()
    contact = statement.contacts.get()
    assert (statement.recipients[0].deadline_text, contact.name, contact.role) == ("soon", "Ada Example", "Chair")


def test_what_is_to_be_settled_leads_to_its_field(clerk: Clerk) -> None:
    clerk.visit(change_url(factory.make_statement(date=None)))
    links = {
        "There is no date.": "id_date",
        "Say who approved the statement": "id_approval_level",
        "There is no recipient.": "Add another Recipient",
        "There is no contact.": "Add another Contact",
        "There is neither text nor an annex.": "Content",
    }
    reached = {}
    for text in links:
        clerk.page.locator(".desk-problems a", has_text=text).press("Enter")
        reached[text] = clerk.focus()
    assert reached == links


def test_page_with_unsaved_changes_asks_before_it_is_left(clerk: Clerk) -> None:
    clerk.visit(change_url(factory.make_statement()))
    asked: list[str] = []
    clerk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    content(clerk).press_sequentially("Typed")
    clerk.page.get_by_role("link", name="Documents", exact=True).click()
    clerk.page.wait_for_timeout(200)
    assert asked == ["beforeunload"]


# The list


def test_list_is_searched_filtered_and_sorted(clerk: Clerk) -> None:
    for title, direction in [
        ("On Cybersecurity", "incoming"),
        ("On broadband", "outgoing"),
        ("On security", "outgoing"),
    ]:
        factory.make_statement(title=title, direction=direction)
    clerk.visit(list_url(Statement))
    titles = clerk.page.locator("th.field-short_title")
    clerk.page.fill("#searchbar", "security")
    clerk.page.keyboard.press("Enter")
    clerk.page.wait_for_url(re.compile("q=security"))
    assert titles.all_inner_texts() == ["On security", "On Cybersecurity"]
    clerk.page.locator("#changelist-filter").get_by_role("link", name="Outgoing").click()
    clerk.page.wait_for_url(re.compile("direction__exact=outgoing"))
    assert titles.all_inner_texts() == ["On security"]
    clerk.visit(list_url(Statement))
    clerk.page.locator("th.column-short_title a").first.click()
    clerk.page.wait_for_url(re.compile("o=1"))
    assert titles.all_inner_texts() == ["On Cybersecurity", "On broadband", "On security"]


def test_change_of_what_was_agreed_is_asked_about_and_what_was_typed_stays(clerk: Clerk) -> None:
    statement = factory.make_complete(status="approved", content="<p>Agreed text.</p>")
    clerk.visit(change_url(statement))
    content(clerk).click()  # the editor takes the place of the caret from the click, and only then from keys
    content(clerk).press("ControlOrMeta+End")
    clerk.page.wait_for_function("getSelection().anchorOffset === 'Agreed text.'.length")
    clerk.page.keyboard.type(" And more.")
    clerk.page.click("[name=_continue]")
    clerk.page.wait_for_selector("#change-group.errors")
    assert "Agreed text. And more." in content(clerk).inner_text()
    clerk.page.get_by_label("Of substance").check()
    clerk.save()
    statement.refresh_from_db()
    assert (statement.content, statement.status) == ("<p>Agreed text. And more.</p>", "in_review")


def test_drafts_are_deleted_by_the_list_and_nothing_else(clerk: Clerk) -> None:
    draft, sent = factory.make_statement(title="Draft"), factory.make_public_statement(title="Sent")
    clerk.visit(list_url(Statement))
    act_on(clerk, "#action-toggle")
    clerk.page.wait_for_selector("text=Only drafts that no meeting agreed can be deleted. Nothing was deleted.")
    act_on(clerk, f"[name=_selected_action][value='{draft.pk}']")
    clerk.page.get_by_role("button", name="Yes, I’m sure").click()
    clerk.page.wait_for_selector(".messagelist .success")
    assert list(Statement.objects.all()) == [sent]


def act_on(clerk: Clerk, rows: str) -> None:
    clerk.page.check(rows)
    clerk.page.select_option("[name=action]", "delete_selected")
    clerk.page.click("button[name=index]")


# The acts


def act(clerk: Clerk, button: str, done: str, **values: Any) -> None:
    clerk.page.locator(".desk-acts").get_by_role("link", name=button).click()
    clerk.fill(**values)
    clerk.page.click(".submit-row input[type=submit]")
    clerk.page.wait_for_selector(f"text={done}")


def test_statement_of_ours_goes_from_draft_to_withdrawn(clerk: Clerk) -> None:
    statement = ready(title="Ours", content="<p>Text</p>")
    clerk.visit(change_url(statement))
    act(clerk, "Submit for review", "The statement is in review.")
    act(clerk, "Return to draft", "The statement is a draft again.", note="One word more")
    act(clerk, "Record as sent", "The statement is recorded as sent.", sent_on="2023-05-23")
    clerk.page.locator(".desk-acts").get_by_role("link", name="Change who sees it").click()
    clerk.page.get_by_label("Everybody, but its header only").check()
    clerk.page.click(".submit-row input[type=submit]")
    clerk.page.wait_for_selector("text=The statement’s visibility is changed.")
    act(clerk, "Withdraw", "The statement is withdrawn.", reason="Sent in error.")
    statement.refresh_from_db()
    kept = (statement.status, statement.visibility, statement.sent_on, statement.withdrawal_reason)
    assert kept == ("withdrawn", "header", datetime.date(2023, 5, 23), "Sent in error.")
    kinds = ["submitted", "returned", "sent", "published", "withdrawn"]
    assert [event.kind for event in statement.events.all()] == kinds


def test_statement_of_others_is_recorded_and_published(clerk: Clerk) -> None:
    statement = factory.make_statement(title="Theirs", direction="incoming")
    factory.make_party(statement, part="from", body=factory.make_body("CWG-COP"))
    clerk.visit(change_url(statement))
    act(clerk, "Record as received", "The statement is recorded.", received_on="2023-06-01")
    statement.refresh_from_db()
    assert (statement.status, statement.visibility) == ("recorded", "staff")
    clerk.page.locator(".desk-acts").get_by_role("link", name="Change who sees it").click()
    clerk.page.get_by_label("Everybody, in full").check()
    clerk.page.click(".submit-row input[type=submit]")
    clerk.page.wait_for_selector("text=The statement’s visibility is changed.")
    statement.refresh_from_db()
    assert (statement.visibility, statement.slug) == ("public", "2023-05-22-cwg-cop")


def test_act_that_may_not_be_says_why_and_keeps_what_was_typed(clerk: Clerk) -> None:
    statement = ready()
    clerk.visit(change_url(statement))
    clerk.page.get_by_role("link", name="Record as sent").click()
    clerk.fill(sent_on="2999-01-01", note="By mail")
    clerk.page.click(".submit-row input[type=submit]")
    clerk.page.wait_for_selector("text=A statement cannot have been sent in the future.")
    assert clerk.page.input_value("#id_note") == "By mail"
    clerk.fill(sent_on="")
    clerk.page.get_by_role("link", name="Today").first.click()
    assert clerk.page.input_value("#id_sent_on") == timezone.localdate().isoformat()


def test_draft_is_previewed_and_what_is_public_is_viewed_on_the_site(clerk: Clerk) -> None:
    statement = ready(title="Ours")
    clerk.visit(change_url(statement))
    preview = clerk.page.get_by_role("link", name="Preview as PDF").get_attribute("href")
    answer = clerk.page.request.get(f"{clerk.url}{preview}")
    assert (answer.headers["content-type"], answer.body()[:5]) == ("application/pdf", b"%PDF-")
    assert clerk.page.get_by_role("link", name="View on site").count() == 0
    act(clerk, "Record as sent", "The statement is recorded as sent.")
    clerk.page.get_by_role("link", name="View on site").click()
    clerk.page.wait_for_url(re.compile("/statements/2023-05-22-"))
    assert clerk.page.locator("h1").inner_text() == "Ours"


def test_what_was_sent_is_read_and_what_became_of_it_is_written(clerk: Clerk) -> None:
    statement = factory.make_public_statement(title="Sent", content=RICH)
    clerk.visit(change_url(statement))
    assert clerk.page.locator("#id_title, [contenteditable=true]").count() == 0
    assert clerk.page.locator(".field-content_shown h3").inner_text() == "Introduction"
    clerk.fill(parties__0__their_symbol="CWG-COP-20/7", parties__0__acknowledged_on="2023-06-02")
    clerk.save()
    party = statement.parties.get(part="to")
    assert (party.their_symbol, party.acknowledged_on) == ("CWG-COP-20/7", datetime.date(2023, 6, 2))


def test_history_tells_who_changed_what(clerk: Clerk) -> None:
    statement = factory.make_statement(title="Before")
    clerk.visit(change_url(statement))
    clerk.fill(title="After")
    clerk.save()
    clerk.page.get_by_role("link", name="History").click()
    clerk.page.wait_for_selector("text=Changed Title.")
    assert clerk.page.locator("#change-history").get_by_text("secretary").count() == 1
