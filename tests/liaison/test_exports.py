"""/statements/<slug>.pdf, .docx, .txt and .json: what the public gets as files, and when it is asked for again."""

import datetime
import json

import pytest

from contacts.models import Body
from liaison.letter.build import build
from liaison.letter.formats import WRITERS, PdfError
from liaison.letter.letter import Letter, Run
from liaison.letter.read_json import from_dict
from liaison.letter.sheet import Sheet
from liaison.letter.sheets import sheet_for
from liaison.letter.to_json import to_dict
from liaison.models import Revision, Statement, Translation
from tests.factory import (
    DAY,
    make_annex,
    make_body,
    make_contact,
    make_document,
    make_entry,
    make_home,
    make_party,
    make_public_statement,
    make_question,
    make_statement,
)

pytestmark = pytest.mark.django_db

HEADERS = ["Content-Type", "Content-Disposition", "Cache-Control"]


@pytest.fixture
def statement():
    sender = make_body("SENDER", name="Sender", name_fr="Expéditeur")
    statement = make_public_statement(slug="one", title="The statement", content="<p>Words.</p>", sender=sender)
    make_contact(statement)
    make_entry(make_annex(statement), symbol="2/34", title="Paper")
    return statement


def read(pk):
    return Statement.objects.for_detail().get(pk=pk)


@pytest.mark.parametrize(
    ("extension", "kind"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("txt", "text/plain; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_file_has_its_type_and_name(client, statement, extension, kind):
    response = client.get(f"/statements/one.{extension}")
    assert [response[name] for name in HEADERS] == [kind, f'inline; filename="one.{extension}"', "public, no-cache"]


def test_json_is_the_public_letter(client, statement):
    assert client.get("/statements/one.json").json() == to_dict(build(read(statement.pk), public=True))


@pytest.mark.parametrize("extension", ["pdf", "docx", "txt"])
def test_file_is_the_public_letter_in_its_format(client, statement, extension):
    letter, sheet = build(read(statement.pk), public=True), sheet_for(statement)
    assert client.get(f"/statements/one.{extension}").content == WRITERS[extension].write(letter, sheet)


@pytest.mark.parametrize("address", ["one.json", "one.pdf", "one/annexes/1.pdf"])
def test_files_are_the_same_in_every_language_of_the_site(client, statement, address):
    english, french = (client.get(f"{prefix}/statements/{address}") for prefix in ("", "/fr"))
    assert (french.content, french["ETag"]) == (english.content, english["ETag"])


@pytest.mark.parametrize("extension", ["pdf", "json"])
def test_file_names_the_language_of_the_statement(client, extension):
    make_public_statement(slug="arabic", language="ar")
    assert client.get(f"/fr/statements/arabic.{extension}")["Content-Language"] == "ar"


def test_annex_alone_is_a_smaller_pdf_with_its_own_name(client, statement):
    response = client.get("/statements/one/annexes/1.pdf")
    whole = client.get("/statements/one.pdf")
    assert (response["Content-Disposition"], response["ETag"] == whole["ETag"], response.content[:5]) == (
        'inline; filename="one-annex-1.pdf"',
        False,
        b"%PDF-",
    )


@pytest.mark.parametrize("address", ["one.pdf", "one.docx", "one.txt", "one.json", "one/annexes/1.pdf"])
def test_unchanged_file_is_answered_with_304_and_no_body(client, statement, address):
    first = client.get(f"/statements/{address}")
    again = client.get(f"/statements/{address}", headers={"if-none-match": first["ETag"]})
    since = client.get(f"/statements/{address}", headers={"if-modified-since": first["Last-Modified"]})
    assert [(response.status_code, response.content) for response in (again, since)] == [(304, b""), (304, b"")]


@pytest.mark.parametrize("address", ["one.pdf", "one.docx", "one.txt", "one.json"])
def test_changed_statement_gets_another_tag(client, statement, address):
    before = client.get(f"/statements/{address}")["ETag"]
    Statement.objects.update(content="<p>Other words.</p>")
    after = client.get(f"/statements/{address}", headers={"if-none-match": before})
    assert (after.status_code, after["ETag"] == before) == (200, False)


@pytest.mark.parametrize("extension", ["pdf", "docx", "txt"])
def test_withdrawal_changes_the_copy(client, statement, extension):
    before = client.get(f"/statements/one.{extension}")["ETag"]
    Statement.objects.update(status="withdrawn", withdrawn_on=DAY, withdrawal_reason="Because.")
    assert client.get(f"/statements/one.{extension}")["ETag"] != before


@pytest.mark.parametrize("extension", ["pdf", "docx", "txt", "json"])
def test_statement_that_is_not_public_has_no_file(client, extension):
    make_public_statement(slug="zebra", title="Zebra", visibility="staff")
    assert client.get(f"/statements/zebra.{extension}").status_code == 404


def test_header_only_statement_is_exported_by_its_header(client):
    statement = make_public_statement(
        slug="one", title="Seen", visibility="header", content="<p>Zebra</p>", action_required="Zebra"
    )
    make_entry(make_annex(statement, title="Zebra"), title="Zebra")
    content = client.get("/statements/one.json").content.decode()
    assert (json.loads(content)["title"], "Zebra" in content) == ("Seen", False)
    text = client.get("/statements/one.txt").content.decode()
    assert ("Seen" in text, "Zebra" in text) == (True, False)


def test_pdf_that_cannot_be_made_is_told_without_an_error_page(client, statement, monkeypatch):
    def fail(letter, sheet):
        raise PdfError

    monkeypatch.setitem(WRITERS, "pdf", WRITERS["pdf"].__class__(**vars(WRITERS["pdf"]) | {"write": fail}))
    assert client.get("/statements/one.pdf").status_code == 503


# Language versions


@pytest.fixture
def translated(statement):
    letter = to_dict(Letter(title="La note", language="fr", original_language="en"))
    return Translation.objects.create(statement=statement, language="fr", letter=letter, status="published")


def test_published_language_version_is_exported_on_request(client, translated):
    assert client.get("/statements/one.json?lang=fr").json() == translated.letter


def test_published_language_version_is_a_text_in_its_language(client, translated):
    assert client.get("/statements/one.txt?lang=fr").content.decode().startswith("Note de liaison\n")


@pytest.mark.parametrize("language", ["de", "es", "%00", "zh-hans"])
def test_language_without_a_version_is_not_found(client, translated, language):
    assert client.get(f"/statements/one.json?lang={language}").status_code == 404


@pytest.mark.parametrize("language", ["", "en"])
def test_own_language_is_the_statement_itself(client, translated, language):
    assert client.get(f"/statements/one.json?lang={language}").json()["title"] == "The statement"


def test_language_version_that_is_a_draft_is_not_found(client, translated):
    Translation.objects.update(status="draft")
    assert client.get("/statements/one.json?lang=fr").status_code == 404


def test_language_version_of_a_header_only_statement_is_not_found(client, translated):
    Statement.objects.update(visibility="header")
    assert client.get("/statements/one.json?lang=fr").status_code == 404


# The sheet


def test_statement_of_ours_is_on_the_letterhead_of_the_home_body():
    make_home()
    assert sheet_for(make_public_statement()) == Sheet(letterhead=("Example Union", "Sector D"))


@pytest.mark.parametrize("direction", ["incoming", "other"])
def test_statement_of_others_is_never_on_our_letterhead(direction):
    make_home()
    assert sheet_for(make_public_statement(direction=direction)) == Sheet(transcription=True)


def test_withdrawn_statement_bears_the_stamp_with_day_and_reason():
    statement = make_public_statement(status="withdrawn", withdrawn_on=DAY, withdrawal_reason="Because.")
    midnight = datetime.datetime(2023, 5, 22, tzinfo=datetime.UTC)
    assert sheet_for(statement) == Sheet(banner="WITHDRAWN, 22 May 2023: Because.", changed=midnight)


def test_letterhead_names_the_home_body_and_its_parent_in_the_language_of_the_statement():
    lines = "SD\nExample Union\nThe Sector\nPlace des Nations"
    make_home(name="Sector D", name_fr="Secteur D", letterhead=lines)
    home = Body.objects.home()
    home.parent = make_body("EU", name="Example Union", name_fr="Union d'exemple")
    home.save()
    home.aliases.create(text="The Sector")
    sheet = sheet_for(make_public_statement(language="fr"))
    assert sheet.letterhead == ("SD", "Union d'exemple", "Secteur D", "Place des Nations")


def test_stamp_on_a_language_version_is_in_its_language(client, translated):
    Statement.objects.update(status="withdrawn", withdrawn_on=DAY, withdrawal_reason="Because.")
    sheet = sheet_for(Statement.objects.get(), language="fr")
    assert (sheet.banner, client.get("/statements/one.pdf?lang=fr").content) == (
        "RETIRÉE, 22 mai 2023\u00a0: Because.",
        WRITERS["pdf"].write(from_dict(Translation.objects.get().letter), sheet),
    )


def test_approved_statement_is_no_draft():
    assert sheet_for(make_statement(status="approved", direction="outgoing")).banner == ""


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_draft_says_that_it_is_one_in_its_language(status):
    statement = make_statement(status=status, language="fr", direction="outgoing")
    assert sheet_for(statement) == Sheet(banner="PROJET - non approuvé", changed=statement.updated_at)


def test_sheet_changes_with_a_correction():
    statement = make_public_statement()
    Revision.objects.create(statement=statement, number=0, letter={})
    before = sheet_for(statement).changed
    revision = Revision.objects.create(statement=statement, number=1, letter={}, reason="A wrong name")
    assert (before, sheet_for(statement).changed) == (None, revision.made_at)


def test_run_of_the_content_reaches_the_letter(statement):
    assert build(read(statement.pk), public=True).content[0].inlines == (Run("Words."),)


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("is_issued", "queries"), [(True, 3), (False, 5)])
def test_file_costs_three_queries_or_five_of_what_was_never_issued(
    client, django_assert_num_queries, rows, is_issued, queries
):
    make_home()
    statement = make_public_statement(slug="one", registered_as=make_document())
    annex = make_annex(statement)
    for _row in range(rows):
        make_party(statement, text="x", questions=[make_question()] if not _row else [])
        make_contact(statement)
        make_entry(annex, document=make_document())
    if is_issued:
        Revision.objects.create(statement=statement, number=0, letter=to_dict(build(read(statement.pk))))
    # the statement; the revision in force; without one its rows in two queries; the letterhead
    with django_assert_num_queries(queries):
        client.get("/statements/one.json")


def test_file_that_was_made_comes_from_the_cache(client, statement, monkeypatch):
    made = client.get("/statements/one.pdf").content
    monkeypatch.setattr("liaison.letter.to_pdf._set", lambda job: b"made anew")
    assert client.get("/statements/one.pdf").content == made


def test_file_is_made_anew_once_its_letter_or_banner_changed(client, statement):
    before = client.get("/statements/one.pdf").content
    Statement.objects.filter(pk=statement.pk).update(status="withdrawn", withdrawn_on=datetime.date(2026, 1, 2))
    assert client.get("/statements/one.pdf").content != before


def test_file_is_made_where_the_cache_is_away(client, statement, monkeypatch):
    def fail(*_arguments):
        raise ConnectionError

    monkeypatch.setattr("liaison.responses.cache.get", fail)
    assert client.get("/statements/one.pdf").content.startswith(b"%PDF")
