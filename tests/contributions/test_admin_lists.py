"""The desk's pages for taking in a list: who may, what is shown, what is kept between the steps, what is done."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import User
from contributions.lists.reading import read_list
from contributions.models import Document, UploadedList
from tests import factory
from tests.contributions.lists import bytes_of, csv_of, workbook_of

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/contributions/document/list/"
HEADINGS = ["Document", "Title", "Source"]
LIST = csv_of(HEADINGS, ["2/34", "One", "Kenya"], ["2/35", "New", ""], ["2/36", "Same", ""])


@pytest.fixture
def clerk() -> User:
    return factory.make_secretary(username="clerk")


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture(autouse=True)
def register() -> None:
    factory.make_document("2/35", title="Old")
    factory.make_document("2/36", title="Same")
    factory.make_entity("Kenya", kind="member_state", country="KE")


def upload(desk: Client, data: bytes = LIST, name: str = "list.csv", **values: Any) -> Any:
    values.setdefault("period", factory.make_period().pk)
    return desk.post(UPLOAD, {"file": SimpleUploadedFile(name, data)} | values)


def looked_at(desk: Client, *args: Any, **values: Any) -> Any:
    answer = upload(desk, *args, **values)
    assert answer.status_code == 302, answer.context["form"].errors
    return desk.get(answer["Location"])


def take(desk: Client, page: Any, **values: Any) -> Any:
    """Press the button of a page that was looked at."""
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in ("period", "meeting", "topic", "sheet")}
    found = re.search(r'name="expected" value="(\w*)"', page.content.decode())
    assert found
    return desk.post(page.request["PATH_INFO"], sent | {"expected": found[1], "_take": "1"} | values)


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def text_of(page: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(html.unescape(plain).split())


# Who may


def with_rights(*names: str) -> Client:
    user = factory.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("rights", [[], ["view_document"], ["add_document"], ["change_document", "view_document"]])
def test_staff_without_both_permissions_are_kept_out(rights: list[str], desk: Client) -> None:
    look = upload(desk)["Location"]
    client = with_rights(*rights)
    paths = [UPLOAD, f"{UPLOAD}empty.csv", look]
    assert [client.get(path).status_code for path in paths] == [403, 403, 403]
    assert [client.post(path, {"_take": "1"}).status_code for path in paths] == [403, 403, 403]


def test_staff_who_may_add_and_change_documents_may_take_in_a_list() -> None:
    client = with_rights("add_document", "change_document")
    assert take(client, looked_at(client)).status_code == 302
    assert Document.objects.get(symbol="2/34").title == "One"


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    answer = client.get(UPLOAD)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={UPLOAD}")


def test_button_stands_above_the_list_for_those_who_may() -> None:
    address = reverse("admin:contributions_document_changelist")
    allowed, others = with_rights("add_document", "change_document"), with_rights("add_document", "view_document")
    assert [UPLOAD in client.get(address).content.decode() for client in (allowed, others)] == [True, False]


def test_upload_of_somebody_else_is_not_there(desk: Client) -> None:
    look = upload(desk)["Location"]
    other = with_rights("add_document", "change_document")
    assert (other.get(look)["Location"], other.post(look, {"_take": "1"})["Location"]) == (UPLOAD, UPLOAD)
    assert Document.objects.filter(symbol="2/34").count() == 0


# The upload


def test_file_is_kept_with_what_was_said_of_it(desk: Client, clerk: User) -> None:
    meeting = factory.make_meeting()
    upload(desk, meeting=meeting.pk, sheet="")
    kept = UploadedList.objects.get()
    assert (kept.owner, kept.name, bytes(kept.content), kept.meeting) == (clerk, "list.csv", LIST, meeting)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "list.csv", "The file is empty."),
        (b"%PDF-1.7", "list.csv", "This is a PDF document, which cannot be read here."),
        (LIST, "list.xlsx", "“list.xlsx” was renamed: it is plain text"),
        (b"PK\x03\x04 and so on", "list.xlsx", "The file is damaged and cannot be opened."),
        (b"Name,Age\nAda,36\n", "list.csv", "A list needs a row of headings"),
        (b"x" * (10 * 2**20 + 1), "list.csv", "The file is too large: up to 10 MB can be read."),
    ],
)
def test_file_that_is_no_list_is_refused_beside_its_field(desk: Client, data: bytes, name: str, message: str) -> None:
    period = factory.make_period()
    answer = upload(desk, data, name, period=period.pk, sheet="Typed")
    form = answer.context["form"]
    assert form.errors["file"][0].startswith(message)
    assert html.escape(message, quote=False) in answer.content.decode()
    assert (form["period"].value(), form["sheet"].value(), UploadedList.objects.count()) == (str(period.pk), "Typed", 0)


@pytest.mark.parametrize("key", ["none", "<p>x</p>", "9" * 400, "2024-05-01"])
def test_meeting_that_cannot_be_one_is_refused_beside_its_field(desk: Client, key: str) -> None:
    answer = upload(desk, meeting=key)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["meeting"])


def test_upload_without_a_file_asks_for_one(desk: Client) -> None:
    assert desk.post(UPLOAD, {}).context["form"].errors == {"file": ["Choose a file."]}


def test_sheet_is_asked_for_beside_its_field_with_the_file_kept(desk: Client) -> None:
    workbook = workbook_of(HEADINGS, ["2/34", "One"], title="March")
    workbook.create_sheet("May").append(HEADINGS)
    workbook["May"].append(["2/40", "Of May"])
    page = looked_at(desk, bytes_of(workbook), "list.xlsx")
    told = "Several sheets have headings of a list. Say which one: “March”, “May”."
    assert page.context["form"].errors == {"sheet": [told]}
    again = desk.post(page.request["PATH_INFO"], {"sheet": "May", "period": factory.make_period().pk})
    assert [row.symbol for row in desk.get(again["Location"]).context["outcome"].new] == ["2/40"]


def test_five_uploads_are_kept_and_none_of_yesterday(desk: Client) -> None:
    stale = UploadedList.objects.create(owner=factory.make_user(), name="old", content=b"x")
    UploadedList.objects.update(uploaded_at=timezone.now() - datetime.timedelta(hours=25))
    for _ in range(7):
        upload(desk)
    assert (UploadedList.objects.filter(pk=stale.pk).exists(), UploadedList.objects.count()) == (False, 5)


# The look


def test_look_shows_each_row_and_stores_nothing(desk: Client) -> None:
    page = looked_at(desk)
    outcome, shown = page.context["outcome"], text_of(page)
    assert [len(rows) for rows in (outcome.new, outcome.changed, outcome.unchanged, outcome.refused)] == [1, 1, 1, 0]
    assert "Title Old New" in shown
    assert "Take in 2 documents" in page.content.decode()
    assert (Document.objects.count(), UploadedList.objects.count()) == (2, 1)


def test_refused_rows_are_shown_with_their_reasons_and_cannot_be_taken_in(desk: Client) -> None:
    page = looked_at(desk, csv_of(HEADINGS, ["2/34", "One", ""], ["Q3/2", "Two", ""], ["2/37", "", ""]))
    shown = text_of(page)
    assert "2 rows are refused, so nothing can be taken in yet." in shown
    assert "3 Q3/2 Symbol: “Q3/2” is a Question, not a document." in shown
    assert "4 2/37 A new document needs a title." in shown
    assert "_take" not in page.content.decode()
    take(desk, page)
    assert Document.objects.count() == 2


def test_missing_period_is_asked_for_beside_its_field(desk: Client) -> None:
    page = looked_at(desk, csv_of(HEADINGS, ["2/34", "One", ""], ["2/35", "Two", ""]), period="")
    assert page.context["form"].errors == {"period": ["Choose the study period: 2 symbols do not tell it."]}


def test_list_that_says_nothing_new_says_so(desk: Client) -> None:
    page = looked_at(desk, csv_of(HEADINGS, ["2/36", "Same", ""]))
    assert "The register has all that this list says. There is nothing to take in." in text_of(page)
    assert "_take" not in page.content.decode()


def test_warning_is_shown(desk: Client) -> None:
    page = looked_at(desk, csv_of(HEADINGS, ["2/34", "One", "Nowhere Ltd"]))
    assert "No entity of the register is called “Nowhere Ltd”; its words are kept." in text_of(page)


def test_what_stands_in_the_file_is_never_markup(desk: Client) -> None:
    page = looked_at(desk, csv_of(["Document", "Title", "<b>x"], ["2/34", "<script>x</script>", ""]), "a<i>.csv")
    assert b"<script>x" not in page.content
    assert b"<b>x" not in page.content
    assert b"a<i>" not in page.content


def test_name_that_several_have_is_asked_and_the_answer_kept(desk: Client) -> None:
    meant = factory.make_entity("Korea", code="KOR")
    factory.make_entity("KOREA", code="PRK")
    page = looked_at(desk, csv_of(HEADINGS, ["2/34", "One", "Korea"]))
    assert "Who is “Korea”?" in text_of(page)
    answer = desk.post(page.request["PATH_INFO"], {"period": factory.make_period().pk, "answer_korea": str(meant.pk)})
    page = desk.get(answer["Location"])
    assert page.context["form"]["answer_korea"].value() == str(meant.pk)
    take(desk, page, answer_korea=str(meant.pk))
    assert list(Document.objects.get(symbol="2/34").sources.all()) == [meant]


# The act


def test_list_is_taken_in_and_the_clerk_led_to_the_documents_of_the_meeting(desk: Client) -> None:
    meeting = factory.make_meeting(name="May meeting")
    answer = take(desk, looked_at(desk, meeting=meeting.pk))
    assert answer["Location"] == f"/admin/contributions/document/?meeting__id__exact={meeting.pk}"
    listed = desk.get(answer["Location"]).context["cl"].queryset
    assert {document.symbol for document in listed} == {"2/34", "2/35", "2/36"}
    message = said(answer)[0]
    assert message.startswith("The list was taken in. New documents: 1, changed: 2.")
    assert f'href="{meeting.get_absolute_url()}"' in message


def test_list_without_a_meeting_leads_to_all_documents(desk: Client) -> None:
    assert take(desk, looked_at(desk))["Location"] == "/admin/contributions/document/"


def test_file_is_gone_once_it_is_taken_in(desk: Client) -> None:
    page = looked_at(desk)
    take(desk, page)
    again = take(desk, page)
    assert (again["Location"], UploadedList.objects.count(), Document.objects.count()) == (UPLOAD, 0, 3)


def test_upload_of_yesterday_is_no_longer_taken_in(desk: Client) -> None:
    page = looked_at(desk)
    UploadedList.objects.update(uploaded_at=timezone.now() - datetime.timedelta(hours=25))
    answer = take(desk, page)
    assert (answer["Location"], Document.objects.count()) == (UPLOAD, 2)


def test_opening_a_page_does_nothing(desk: Client) -> None:
    page = looked_at(desk)
    desk.get(page.request["PATH_INFO"], {"_take": "1", "expected": page.context["outcome"].fingerprint})
    assert (Document.objects.count(), UploadedList.objects.count()) == (2, 1)


def test_edit_since_the_look_is_shown_before_it_is_overwritten(desk: Client) -> None:
    page = looked_at(desk)
    Document.objects.filter(symbol="2/36").update(title="Corrected by hand")
    again = take(desk, page)
    assert "The register has changed since you looked, so nothing was taken in." in text_of(again)
    assert [row.symbol for row in again.context["outcome"].changed] == ["2/35", "2/36"]
    assert Document.objects.filter(symbol="2/34").count() == 0
    take(desk, again)
    assert Document.objects.get(symbol="2/36").title == "Same"


def test_other_settings_are_looked_at_before_anything_is_done(desk: Client) -> None:
    page, meeting = looked_at(desk), factory.make_meeting()
    answer = take(desk, page, meeting=meeting.pk)
    assert (answer["Location"], Document.objects.count()) == (page.request["PATH_INFO"], 2)
    assert UploadedList.objects.get().meeting == meeting


def test_wrong_setting_is_refused_beside_its_field(desk: Client) -> None:
    answer = take(desk, looked_at(desk), meeting="999999")
    assert list(answer.context["form"].errors) == ["meeting"]
    assert Document.objects.count() == 2


# The empty form


@pytest.mark.parametrize("prefix", ["", "/fr", "/ru", "/ar"])
def test_empty_form_is_read_as_a_list(desk: Client, prefix: str) -> None:
    sheet = desk.get(f"{prefix}{UPLOAD}empty.csv").content.decode("utf-8-sig")
    separator = ";" if prefix in ("/fr", "/ru") else ","
    [headings] = csv.reader(io.StringIO(sheet), delimiter=separator)
    table = read_list("list.csv", csv_of(headings, ["2/34", *["x"] * (len(headings) - 1)]))
    assert (len(table.columns) + len(table.briefs), table.notes) == (len(headings), [])


def test_empty_workbook_keeps_symbols_from_becoming_dates(desk: Client) -> None:
    answer = desk.get(f"{UPLOAD}empty.xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(answer.content))
    formats = {
        cell.value: workbook.active.column_dimensions[cell.column_letter].number_format for cell in workbook.active[1]
    }
    assert (formats["Symbol"], formats["Question"], formats["Received"], formats["Title"]) == (
        "@",
        "@",
        "yyyy-mm-dd",
        "General",
    )
    assert answer["Content-Disposition"] == 'attachment; filename="documents.xlsx"'


def test_filled_in_workbook_is_taken_in(desk: Client) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(desk.get(f"{UPLOAD}empty.xlsx").content))
    workbook.active.append(["2/34", "One", "Kenya", "", datetime.date(2023, 5, 22), "Contribution for information"])
    take(desk, looked_at(desk, bytes_of(workbook), "documents.xlsx"))
    document = Document.objects.get(symbol="2/34")
    assert (document.received_on, document.kind) == (datetime.date(2023, 5, 22), "information")


def test_empty_form_of_another_kind_is_not_there(desk: Client) -> None:
    assert desk.get(f"{UPLOAD}empty.pdf").status_code == 404
