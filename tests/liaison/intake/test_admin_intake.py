"""The desk's pages for taking in files: who may, what is shown, what is asked, and that nothing is lost."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from contacts.models import Body, Person
from liaison.intake import services
from liaison.intake.review import Review
from liaison.models import IntakeFile, Statement
from tests import desk, factory

from .files import CLEAR, read, text, uploaded, zip_of

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/liaison/statement/intake/"


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="clerk"))
    return client


@pytest.fixture
def bodies() -> Body:
    factory.make_home()
    return factory.make_body("Example Radio Forum")


def with_rights(*names: str) -> Client:
    user = factory.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


EDITOR = ("add_statement", "change_statement", "view_statement")


def upload(client: Client, *files: tuple[str, bytes]) -> Any:
    return client.post(UPLOAD, {"files": [SimpleUploadedFile(name, data) for name, data in files]})


def review(client: Client, file: IntakeFile) -> desk.Page:
    return desk.Page(client, file.get_admin_url())


def plain(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def name_field(page: desk.Page) -> str:
    """The first choice of what a name means."""
    return re.findall(r'name="(name_\w{16})"', page.text)[0]


# Who may


@pytest.mark.parametrize("rights", [["view_statement"], ["add_statement"], ["view_statement", "change_statement"]])
def test_readers_are_kept_out_of_every_page(rights: list[str]) -> None:
    file = read("a.txt", CLEAR)
    client = with_rights(*rights)
    paths = [UPLOAD, f"{UPLOAD}{file.intake_id}/", file.get_admin_url(), f"{file.get_admin_url()}original"]
    assert [client.get(path).status_code for path in paths] == [403] * 4
    assert [client.post(path, {"_draft": "1"}).status_code for path in paths] == [403] * 4
    assert Statement.objects.count() == 0


def test_editor_takes_in_a_file_and_sees_the_button(bodies: Body) -> None:
    client = with_rights(*EDITOR)
    assert UPLOAD in client.get("/admin/liaison/statement/").content.decode()
    page = desk.Page(client, upload(client, ("a.txt", CLEAR))["Location"])
    assert page.post(_draft="1")["Location"] == desk.change_url(Statement.objects.get())


def test_reader_sees_no_button() -> None:
    assert UPLOAD not in with_rights("view_statement").get("/admin/liaison/statement/").content.decode()


def test_editor_may_not_record_what_is_ours() -> None:
    factory.make_home()
    file = read("a.txt", CLEAR.replace(b"From: Example Radio Forum", b"From: ITU-D Study Group 2"))
    page = review(with_rights(*EDITOR), file)
    assert 'name="_record"' not in page.text
    assert "you may not record it as sent" in plain(page.post(_record="1"))
    assert Statement.objects.count() == 0


def test_editor_who_may_not_add_bodies_is_not_offered_a_new_one() -> None:
    factory.make_home()
    file = read("a.txt", CLEAR)
    page = review(with_rights(*EDITOR), file)
    field = name_field(page)
    answer = page.fill(**{field: "new"}).post(_keep="1")
    assert (answer.status_code, Body.objects.filter(name="Example Radio Forum").exists()) == (200, False)


# Uploading and reading


def test_one_file_leads_to_its_review_and_many_to_their_list(clerk: Client, bodies: Body) -> None:
    one = upload(clerk, ("one.txt", CLEAR))
    many = upload(clerk, ("b.zip", zip_of(a__txt=text("wrapped.txt"), b__txt=text("french.txt"))), ("m.msg", b"x"))
    assert one["Location"] == IntakeFile.objects.get(name="one.txt").get_admin_url()
    shown = plain(clerk.get(many["Location"]))
    assert "3 of 3 files are read. 2 have something to look at." in shown
    assert "This is a mail as Outlook keeps it: save it as .eml" in shown


def test_upload_without_a_file_asks_for_one(clerk: Client) -> None:
    assert clerk.post(UPLOAD, {}).context["form"].errors == {"files": ["Choose a file."]}


def test_opening_pages_reads_and_changes_nothing(clerk: Client) -> None:
    intake = uploaded(("a.txt", CLEAR))
    for query in ({}, {"_work": "1", "_plan": "draft"}):
        assert "0 of 1 file is read." in plain(clerk.get(f"{UPLOAD}{intake.pk}/", query))
    assert intake.files.get().state == "waiting"


def test_reading_goes_on_by_a_button(clerk: Client, bodies: Body) -> None:
    intake = uploaded(("a.txt", CLEAR), ("b.txt", text("wrapped.txt")))
    page = f"{UPLOAD}{intake.pk}/"
    assert clerk.post(page, {"_work": "1"})["Location"] == page
    assert "2 of 2 files are read." in plain(clerk.get(page))


def test_files_with_nothing_to_look_at_become_drafts_together(clerk: Client, bodies: Body) -> None:
    intake = uploaded(("a.txt", CLEAR), ("b.txt", text("wrapped.txt")))
    services.intake_work(intake=intake)
    clerk.post(f"{UPLOAD}{intake.pk}/", {"_plan": "draft"})
    assert [file.state for file in intake.files.all()] == ["taken", "read"]


@pytest.mark.parametrize("path", ["9/", "9/1/", "9/1/original", f"{2**70}/", f"{2**70}/1/"])
def test_what_is_not_there_is_not_found(clerk: Client, path: str) -> None:
    assert clerk.get(UPLOAD + path).status_code in (400, 404)


def test_original_is_given_as_a_file_and_never_as_a_page(clerk: Client) -> None:
    file = read("<b>a.txt", CLEAR)
    answer = clerk.get(f"{file.get_admin_url()}original")
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (CLEAR, "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment")


# The review


def test_review_shows_the_original_beside_the_fields_with_each_finding_at_its_place(clerk: Client) -> None:
    file = read("a.txt", text("wrapped.txt"))
    page = review(clerk, file).text
    assert '<p id="line-9" class="desk-named" dir="auto">  action and comment</p>' in page
    field = page.index('name="to-0-purpose"')
    assert (
        field < page.index("gives two purposes; a recipient has one.</bdi>", field) < page.index('name="to-0-deadline"')
    )


def test_what_stands_in_the_file_is_never_markup(clerk: Client) -> None:
    file = read("a.txt", CLEAR.replace(b"rural", b"<script>x</script>").replace(b"Ada", b'"><img src=x>'))
    page = review(clerk, file).text
    assert "<script>x" not in page
    assert "<img src" not in page


def test_corrections_and_answers_are_kept_for_the_next_look(clerk: Client) -> None:
    factory.make_home()
    file = read("a.txt", CLEAR)
    page = review(clerk, file)
    field = name_field(page)
    page.fill(title="Better title", contacts__0__role="Chair", **{field: "words"}).post(_keep="1")
    again = review(clerk, file)
    assert (again.values["title"], again.values["contacts-0-role"]) == (["Better title"], ["Chair"])
    assert again.values[field] == ["words"]
    assert "Nothing of what was read is in doubt." in again.text


def test_new_body_and_new_person_are_made_in_one_go(clerk: Client) -> None:
    factory.make_home()
    file = read("a.txt", CLEAR)
    page = review(clerk, file)
    body, person = dict.fromkeys(re.findall(r'name="(name_\w{16})"', page.text))
    page.fill(**{body: "new", f"{body}_code": "ERF", f"{body}_keep": "on", person: "new"}).post(_draft="1")
    statement = Statement.objects.get()
    assert statement.parties.get(part="from").body == Body.objects.get(code="ERF")
    assert statement.contacts.get().person == Person.objects.get(email="ada@example.org")
    assert Body.objects.get(code="ERF").aliases.count() == 0  # its name is the printed one


def test_body_that_cannot_be_made_is_refused_beside_its_field_with_all_that_was_typed(clerk: Client) -> None:
    factory.make_home()
    factory.make_body("ERF")
    page = review(clerk, read("a.txt", CLEAR))
    body = name_field(page)
    answer = page.fill(title="Typed", **{body: "new", f"{body}_code": "ERF"}).post(_draft="1")
    assert "Body with this Code already exists." in plain(answer)
    assert (page.answer_values()["title"], page.answer_values()[f"{body}_code"]) == (["Typed"], ["ERF"])
    assert (Statement.objects.count(), IntakeFile.objects.get().version) == (0, 0)


def test_wrong_values_are_refused_beside_their_fields_with_all_that_was_typed(clerk: Client, bodies: Body) -> None:
    page = review(clerk, read("a.txt", CLEAR))
    answer = page.fill(title="", date="2024-13-45", to__0__purpose="gossip", note="Kept").post(_draft="1")
    assert list(answer.context["form"].errors) == ["title", "date", "to-0-purpose"]
    assert (page.answer_values()["date"], page.answer_values()["note"]) == (["2024-13-45"], ["Kept"])


def test_recipient_who_is_nobody_is_asked_for_beside_the_field(clerk: Client, bodies: Body) -> None:
    page = review(clerk, read("a.txt", CLEAR))
    answer = page.fill(to__0__text="", to__0__questions="", to__0__address="").post(_draft="1")
    assert answer.context["form"].errors == {"to-0-text": ["Write who this is, or empty all of the row."]}
    assert (page.answer_values()["to-0-purpose"], Statement.objects.count()) == (["information"], 0)
    assert page.fill(to__0__purpose="", to__0__deadline="", to__0__deadline_text="").post(_draft="1").status_code == 302


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"meeting__start": "2024-05-02", "meeting__end": "2024-05-01"}, "meeting-end"),
        ({"in_reply_to__0__text": "", "in_reply_to__0__date": "2024-05-02"}, "in_reply_to-0-text"),
    ],
)
def test_what_no_draft_can_be_made_of_is_refused_beside_its_field(
    clerk: Client, bodies: Body, typed: dict[str, str], refused: str
) -> None:
    page = review(
        clerk, read("a.txt", CLEAR.replace(b"For: information", b"For: information\nIn reply to: Your letter"))
    )
    answer = page.fill(**typed).post(_draft="1")
    assert (list(answer.context["form"].errors), Statement.objects.count()) == ([refused], 0)


def test_two_clerks_at_one_file_do_not_overwrite_each_other_unasked(clerk: Client, bodies: Body) -> None:
    file = read("a.txt", CLEAR)
    first, second = review(clerk, file), review(clerk, file)
    first.fill(title="First").post(_keep="1")
    answer = second.fill(title="Second").post(_keep="1")
    assert "Somebody else changed this file after you opened it." in plain(answer)
    assert Review(IntakeFile.objects.get()).letter.title == "First"
    second.values = second.answer_values()
    second.post(_keep="1")
    assert Review(IntakeFile.objects.get()).letter.title == "Second"


# What becomes of it


def test_duplicate_is_shown_with_the_difference_before_it_is_saved(clerk: Client, bodies: Body) -> None:
    services.file_take(file=read("a.txt", CLEAR), by=factory.make_secretary())
    page = review(clerk, read("b.txt", CLEAR.replace(b"is glad to share", b"shares")))
    assert "It looks like another version of it." in page.text
    assert "<del>is glad to share </del>" in page.text
    refused = page.fill(note="Kept").post(_draft="1")
    assert "Something like it is there already" in plain(refused)
    assert (Statement.objects.count(), page.answer_values()["note"]) == (1, ["Kept"])
    page.values = page.answer_values()
    page.fill(is_seen="on").post(_draft="1")
    assert Statement.objects.count() == 2


def test_statement_is_recorded_as_received_on_the_day_that_is_told(clerk: Client, bodies: Body) -> None:
    page = review(clerk, read("a.txt", CLEAR)).fill(received_on="2024-03-20", note="By post")
    answer = page.post(_record="1")
    statement = Statement.objects.get()
    assert answer["Location"] == desk.change_url(statement)
    assert (statement.status, str(statement.received_on)) == ("recorded", "2024-03-20")
    assert statement.events.get(kind="recorded").note == "By post"


def test_what_is_in_doubt_is_not_recorded(clerk: Client) -> None:
    factory.make_home()
    page = review(clerk, read("a.txt", text("wrapped.txt")))
    assert "What is recorded cannot be changed afterwards." in plain(page.fill(title="Mine").post(_record="1"))
    assert (Statement.objects.count(), page.answer_values()["title"]) == (0, ["Mine"])


def test_file_that_somebody_took_in_leads_to_its_statement(clerk: Client, bodies: Body) -> None:
    file = read("a.txt", CLEAR)
    page = review(clerk, file)
    page.post(_draft="1")
    statement = Statement.objects.get()
    assert "Taken in" in plain(page.post(_draft="1"))
    assert clerk.get(file.get_admin_url())["Location"] == desk.change_url(statement)
    assert Statement.objects.count() == 1


def test_file_is_put_aside_and_taken_back(clerk: Client) -> None:
    file = read("a.txt", CLEAR)
    clerk.post(file.get_admin_url(), {"_discard": "1"})
    assert "Take it back" in plain(clerk.get(file.get_admin_url()))
    clerk.post(file.get_admin_url(), {"_back": "1"})
    file.refresh_from_db()
    assert file.state == "read"


@pytest.mark.parametrize("prefix", ["", "/ar", "/fr"])
def test_pages_are_shown_in_every_language(clerk: Client, prefix: str) -> None:
    file = read("a.txt", text("three-recipients.txt"))
    paths = [UPLOAD, f"{UPLOAD}{file.intake_id}/", reverse("admin:liaison_intake_file", args=[file.intake_id, file.pk])]
    assert [clerk.get(prefix + path).status_code for path in paths] == [200] * 3


HOSTILE = [
    "",
    "0",
    "-1",
    str(2**70),
    "\x00",
    "\ud800".encode("utf-8", "replace").decode(),
    "<b>",
    "x" * 5000,
    "9999-99-99",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_of_any_field_breaks_the_review(clerk: Client, value: str) -> None:
    factory.make_home()
    page = review(clerk, read("a.txt", text("wrapped.txt")))
    for name in page.values:
        if name != "csrfmiddlewaretoken":
            page.values[name] = [value]
    assert [page.post(**{act: "1"}).status_code for act in ("_keep", "_draft", "_record")] == [200] * 3
    assert Statement.objects.count() == 0


BROKEN = [b"", b"\x00" * 100, b"PK\x03\x04", b"{}", b"[" * 100_000, b"\xff\xfe\x00\xd8"]


@pytest.mark.parametrize("ending", ["txt", "docx", "json", "pdf", "zip"])
def test_no_file_breaks_the_upload(clerk: Client, ending: str) -> None:
    answer = upload(clerk, *((f"{number}.{ending}", data) for number, data in enumerate(BROKEN)))
    services.intake_work()
    assert answer.status_code in (200, 302)
    states = IntakeFile.objects.values_list("state", flat=True)
    assert (set(states) <= {"refused", "read"}, Statement.objects.count()) == (True, 0)
    assert not IntakeFile.objects.filter(error__contains="The site failed").exists()
