"""/statements.pdf and /statements.zip: the register, a meeting, a Question as one file."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pikepdf
import pytest
from django.test import Client

from liaison import bundles
from liaison.letter.apart import TooLongError
from liaison.letter.binding import bound
from liaison.letter.index import SUMS
from liaison.models import Consideration, Statement
from liaison.turns import Turn
from liaison.views import bundles as views
from tests.factory import (
    DAY,
    make_annex,
    make_body,
    make_document,
    make_entity,
    make_entry,
    make_home,
    make_meeting,
    make_public_statement,
    make_question,
    make_statement,
)

from .letter.test_to_pdf import poppler

pytestmark = pytest.mark.django_db

LEAK = "Zebra"


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch, tmp_path):
    """Lists are bound here, in the fraction of a second that another process takes to start; turns are this test's."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(views, "bind", lambda listing, parts, **_limits: bound(listing, parts))


def titles_bound(client: Client, address: str = "/statements.pdf") -> list[str]:
    with pikepdf.open(io.BytesIO(client.get(address).content)) as pdf, pdf.open_outline() as outline:
        return [item.title for item in outline.root][2:]


def opened(client: Client, address: str = "/statements.zip") -> zipfile.ZipFile:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return zipfile.ZipFile(io.BytesIO(content))


def index_of(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))


def titles_zipped(client: Client, address: str = "/statements.zip") -> list[str]:
    return list(dict.fromkeys(row["title"] for row in index_of(opened(client, address))))


@pytest.fixture
def hidden():
    """Rows that could leak: not sent, kept for staff, removed, a correction being written."""
    for status in ("draft", "in_review", "approved"):
        make_public_statement(title=LEAK, status=status)
    make_public_statement(title=LEAK, visibility="staff")
    make_public_statement(title=LEAK, visibility="removed")
    make_public_statement(title=LEAK, correction_of=make_statement(title=LEAK))


@pytest.fixture
def header_only():
    text = {"content": f"<p>{LEAK}</p>", "abstract": f"<p>{LEAK}</p>", "action_required": LEAK}
    statement = make_public_statement(title="Header", slug="header", visibility="header", **text)
    make_entry(make_annex(statement, title=LEAK), document=make_document(title=LEAK), title=LEAK, brief=LEAK)
    return statement


def everything_in(archive: zipfile.ZipFile) -> str:
    """The words of every file of a zip file, those in Word files too."""
    found = []
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as word:
                found += [word.read(part).decode() for part in word.namelist()]
        elif name.endswith(".pdf"):
            found += [poppler(content), data_in(content)]
        else:
            found.append(content.decode())
    return "\n".join(found)


def data_in(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "".join(file.get_file().read_bytes().decode() for file in document.attachments.values())


# ---- what is public, and nothing else ----------------------------------------------------------------------------


def test_bound_register_holds_the_public_statements(client, hidden):
    make_public_statement(title="Seen")
    assert titles_bound(client) == ["Seen"]


def test_nothing_hidden_is_in_the_bound_register(client, hidden, header_only):
    pdf = client.get("/statements.pdf").content
    assert ("Header" in poppler(pdf), LEAK in poppler(pdf), LEAK in data_in(pdf)) == (True, False, False)


def test_nothing_hidden_is_in_the_zipped_register(client, hidden, header_only):
    words = everything_in(opened(client))
    assert ("Header only" in words, LEAK in words) == (True, False)


def test_hidden_statements_are_not_counted(client, hidden, monkeypatch):
    make_home()
    make_public_statement()
    monkeypatch.setattr(views, "MOST", 1)
    assert "Number of statements: 1" in " ".join(poppler(client.get("/statements.pdf").content).split())
    assert "<dt>Number of statements:</dt><dd><bdi>1</bdi></dd>" in opened(client).read("index.html").decode()


def test_nothing_hidden_is_found_by_what_a_header_does_not_tell(client, header_only):
    make_home()
    document = header_only.annexes.get().entries.get().document
    document.sources.add(make_entity("Nigeria"))
    assert titles_zipped(client, "/statements.zip?source=nigeria") == []


def test_withdrawn_statement_is_in_no_file_unless_asked_for(client):
    make_public_statement(title="Stands")
    make_public_statement(title="Gone", status="withdrawn", withdrawn_on=DAY, withdrawal_reason="Twice.")
    asked = "?status=withdrawn"
    found = [titles_bound(client), titles_zipped(client)]
    assert found == [["Stands"], ["Stands"]]
    assert [titles_bound(client, f"/statements.pdf{asked}"), titles_zipped(client, f"/statements.zip{asked}")] == [
        ["Gone"],
        ["Gone"],
    ]


def test_withdrawn_statement_is_marked_in_every_file(client):
    make_public_statement(title="Gone", status="withdrawn", withdrawn_on=DAY, withdrawal_reason="Twice.")
    stamp = "WITHDRAWN, 22 May 2023: Twice."
    assert poppler(client.get("/statements.pdf?status=withdrawn").content).count(stamp) == 2
    archive = opened(client, "/statements.zip?status=withdrawn")
    assert {row["state"] for row in index_of(archive)} == {"Withdrawn"}
    assert everything_in(archive).count(stamp) == 3  # once in the PDF, on the first and further pages of the Word file


def test_statement_hidden_while_the_zip_file_is_sent_is_left_out(client, monkeypatch):
    monkeypatch.setattr(bundles, "AT_ONCE", 1)
    first, second = make_public_statement(date="2024-01-02"), make_public_statement(date="2024-01-01", title=LEAK)
    pieces = iter(client.get("/statements.zip").streaming_content)
    sent = [next(pieces)]
    Statement.objects.filter(pk=second.pk).update(visibility="staff")
    archive = zipfile.ZipFile(io.BytesIO(b"".join([*sent, *pieces])))
    assert {row["title"] for row in index_of(archive)} == {first.title}


# ---- which statements --------------------------------------------------------------------------------------------


def test_files_take_the_query_of_the_list_and_its_order(client):
    question = make_question()
    for title in ("B", "A"):
        make_public_statement(title=title, sender=question.group).parties.first().questions.add(question)
    make_public_statement(title="Of others")
    query = f"?question={question.slug}&sort=title&page=7&unknown=1"
    found = [titles_bound(client, f"/statements.pdf{query}"), titles_zipped(client, f"/statements.zip{query}")]
    assert found == [["A", "B"], ["A", "B"]]


def test_files_of_a_meeting_hold_what_its_page_lists(client):
    meeting = make_meeting(slug="m")
    make_public_statement(title="Registered", direction="incoming", registered_as=make_document(meeting=meeting))
    Consideration.objects.create(
        statement=make_public_statement(title="Held over", direction="incoming"), meeting=meeting
    )
    make_public_statement(title="Agreed", approval_meeting=make_meeting(parent=meeting))
    make_public_statement(title="Of others")
    assert titles_bound(client, "/statements.pdf?meeting=m&sort=title") == ["Agreed", "Held over", "Registered"]


@pytest.mark.parametrize("extension", ["pdf", "zip"])
@pytest.mark.parametrize("query", ["purpose=x", "body=zebra", "from_date=1", "from_date=2024-02-01&to_date=2024-01-01"])
def test_wrong_filter_is_told_with_the_words_of_the_list(client, extension, query):
    make_public_statement()
    response = client.get(f"/statements.{extension}?{query}")
    errors = client.get(f"/statements/?{query}").context["filter"].form.errors
    told = [str(error) for field in errors.values() for error in field]
    page = response.content.decode()
    assert (response.status_code, len(told), all(words in page for words in told)) == (400, 1, True)


def test_list_of_nothing_is_a_cover_and_an_index(client):
    make_home()
    assert "Number of statements: 0" in " ".join(poppler(client.get("/statements.pdf").content).split())
    assert sorted(opened(client).namelist()) == [SUMS, "index.csv", "index.html"]


def test_more_than_a_hundred_are_offered_as_a_zip_file(client, monkeypatch):
    monkeypatch.setattr(views, "MOST", 2)
    for _number in range(3):
        make_public_statement()
    response = client.get("/statements.pdf?direction=outgoing&page=2")
    assert (response.status_code, 'href="/statements.zip?direction=outgoing"' in response.content.decode()) == (
        400,
        True,
    )
    assert len(titles_zipped(client)) == 3


# ---- the bound PDF -----------------------------------------------------------------------------------------------


def test_bound_pdf_names_its_list(client):
    question = make_question()
    response = client.get(f"/statements.pdf?question={question.slug}&from_date=2023-01-01")
    text = " ".join(poppler(response.content).split())
    assert "Example Union" in text
    assert "Dated from: 1 January 2023 Question: Q3/2 (2022-2025)" in text
    name = "liaison-statements-2023-01-01-2022-2025-q3-2.pdf"
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/pdf",
        f'attachment; filename="{name}"',
    )


def test_bound_pdf_is_in_the_readers_language(client):
    make_public_statement()
    assert "Notes de liaison" in poppler(client.get("/fr/statements.pdf").content)


def test_bound_pdf_that_a_reader_has_is_not_made_again(client, monkeypatch):
    make_public_statement()
    tag = client.get("/statements.pdf")["ETag"]
    monkeypatch.setattr(views, "bind", lambda *_a, **_k: pytest.fail("made again"))
    assert client.get("/statements.pdf", headers={"if-none-match": tag}).status_code == 304
    assert client.head("/statements.pdf").status_code == 200


def test_bound_pdf_is_another_after_a_withdrawal(client):
    statement = make_public_statement()
    make_public_statement()
    tag = client.get("/statements.pdf")["ETag"]
    Statement.objects.filter(pk=statement.pk).update(status="withdrawn")
    assert client.get("/statements.pdf", headers={"if-none-match": tag}).status_code == 200


def test_bound_pdf_that_cannot_be_made_is_a_page(client, monkeypatch):
    def fail(*_arguments, **_limits):
        raise TooLongError("not ready")

    monkeypatch.setattr(views, "bind", fail)
    make_public_statement()
    response = client.get("/statements.pdf?direction=outgoing")
    page = response.content.decode()
    assert (response.status_code, 'href="/statements.zip?direction=outgoing"' in page) == (503, True)


def test_bound_pdf_is_made_in_a_process_of_its_own_with_limits(client, monkeypatch):
    limits = []
    monkeypatch.setattr(views, "bind", lambda *_a, **given: limits.append(given) or b"%PDF")
    make_public_statement()
    client.get("/statements.pdf")
    assert limits == [{"seconds": 120, "megabytes": 2000}]


@pytest.mark.parametrize(("address", "work"), [("/statements.pdf", "binding"), ("/statements.zip", "zip")])
def test_who_comes_when_all_turns_are_taken_is_asked_to_come_again(client, address, work):
    make_public_statement()
    with Turn(work, 2), Turn(work, 2):
        response = client.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 4])
def test_statements_are_read_together(rows, django_assert_num_queries):
    home = make_home()
    for _row in range(rows):
        statement = make_public_statement(sender=home)
        make_entry(make_annex(statement), document=make_document())
    keys = bundles.keys_of(Statement.objects.public())
    # the statements; what hangs on them; then for each its letterhead and its last correction
    with django_assert_num_queries(2 + 2 * rows):
        bundles.parts_of(keys)


# ---- the zip file ------------------------------------------------------------------------------------------------


def test_zip_file_holds_each_statement_as_its_own_addresses_give_it(client):
    make_public_statement(slug="one", content="<p>Words.</p>")
    archive = opened(client)
    found = {name: archive.read(f"statements/one.{name}") for name in ("pdf", "docx", "json")}
    assert found == {name: client.get(f"/statements/one.{name}").content for name in found}
    assert archive.testzip() is None


def test_index_says_who_when_and_what(client):
    sender, recipient = make_body("ITU-D SG2"), make_body("CWG-COP")
    make_public_statement(slug="one", title="A, B", symbol="=SG2/1", sender=sender, recipient=recipient)
    row = index_of(opened(client))[0]
    assert {name: row[name] for name in list(row)[:9]} == {
        "date": "2023-05-22",
        "symbol": "'=SG2/1",
        "title": "A, B",
        "from": "ITU-D SG2",
        "to": "CWG-COP",
        "language": "en",
        "state": "",
        "address": "http://127.0.0.1:8000/statements/one/",
        "file": "statements/one.pdf",
    }


def test_index_knows_size_and_checksum_of_each_file(client):
    make_public_statement()
    archive = opened(client)
    told = {row["file"]: (int(row["bytes"]), row["sha256"]) for row in index_of(archive)}
    held = {name: archive.read(name) for name in archive.namelist() if name.startswith("statements/")}
    assert told == {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in held.items()}


def test_every_file_but_the_sums_has_its_sum(client):
    make_public_statement()
    archive = opened(client)
    sums = dict(line.split("  ")[::-1] for line in archive.read(SUMS).decode().splitlines())
    names = [name for name in archive.namelist() if name != SUMS]
    assert sums == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}


def test_index_page_links_the_files_and_escapes_titles(client):
    make_public_statement(slug="one", title="<b>&", language="ar")
    page = opened(client, "/fr/statements.zip").read("index.html").decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert 'lang="ar" dir="rtl">&lt;b&gt;&amp;</a>' in page
    assert 'href="statements/one.docx"' in page


def test_file_that_cannot_be_made_is_named_in_the_index(client, monkeypatch):
    def fail(_letter, _sheet):
        raise RuntimeError(LEAK)

    make_public_statement(slug="one")
    monkeypatch.setitem(bundles.WRITERS, "pdf", bundles.WRITERS["pdf"].__class__("pdf", "PDF", "x", fail, str))
    archive = opened(client)
    rows = {row["file"]: row["bytes"].isdigit() for row in index_of(archive)}
    assert rows == {"statements/one.pdf": False, "statements/one.docx": True, "statements/one.json": True}
    assert "statements/one.pdf" not in archive.namelist()


def test_zip_file_begins_before_it_is_whole(client, monkeypatch):
    monkeypatch.setattr(bundles, "AT_ONCE", 1)
    for _number in range(3):
        make_public_statement()
    read = []
    monkeypatch.setattr(bundles, "build", lambda row, **_k: read.append(row.pk) or bundles.Letter(title="x"))
    pieces = iter(client.get("/statements.zip").streaming_content)
    next(pieces)
    assert len(read) == 1


@pytest.mark.parametrize("address", ["/statements.pdf", "/statements.zip"])
def test_files_cannot_be_posted_to(client, address):
    assert client.post(address).status_code == 405


# ---- where they are offered --------------------------------------------------------------------------------------


def test_register_offers_its_files_with_its_filters(client):
    make_public_statement()
    page = client.get("/statements/?direction=outgoing&page=1&q=").content.decode()
    assert 'href="/statements.pdf?direction=outgoing"' in page
    assert 'href="/statements.zip?direction=outgoing"' in page


def test_register_of_more_than_a_hundred_offers_the_zip_file_alone(client, monkeypatch):
    monkeypatch.setattr("liaison.templatetags.taking.MOST", 1)
    for _number in range(2):
        make_public_statement()
    page = client.get("/statements/").content.decode()
    assert ("/statements.pdf" in page, "/statements.zip" in page) == (False, True)


def test_empty_register_offers_no_files(client):
    page = client.get("/statements/").content.decode()
    assert ("/statements.pdf" in page, "/statements.zip" in page) == (False, False)


def test_question_offers_its_files(client):
    question = make_question()
    make_public_statement(sender=question.group).parties.first().questions.add(question)
    page = client.get(f"/fr/questions/{question.slug}/").content.decode()
    for extension in ("pdf", "zip"):
        assert f'href="/fr/statements.{extension}?question={question.slug}"' in page
