"""/statements/<slug>.zip: the pack for a receiver, with the list of the documents that the statement names."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pytest

from liaison.letter.index import SUMS
from liaison.letter.letter import Annex, Attachment, Entry, Letter, Paragraph, Run
from liaison.letter.pack import Linked, linked_documents
from liaison.models import Statement
from tests.factory import DAY, make_annex, make_document, make_entry, make_home, make_public_statement

LEAK = "Zebra"
FILES = ["one.pdf", "one.docx", "one.json", "documents.csv", "index.html", SUMS]


@pytest.fixture
def statement(db):
    text = '<p>See <a href="https://e.org/r">the <em>Resolution</em></a>.</p>'
    statement = make_public_statement(slug="one", title="One", content=text)
    paper = make_document("2/34", url="https://e.org/34", title="Paper")
    make_entry(make_annex(statement), document=paper, symbol="2/34", source="Nigeria", title="Paper")
    return statement


def opened(client, address="/statements/one.zip"):
    return zipfile.ZipFile(io.BytesIO(client.get(address).content))


def documents_in(archive):
    return list(csv.reader(io.StringIO(archive.read("one/documents.csv").decode("utf-8-sig"))))


def test_pack_holds_its_files_in_a_folder_of_its_name(client, statement):
    assert opened(client).namelist() == [f"one/{name}" for name in FILES]


def test_files_of_the_pack_are_those_of_the_statements_addresses(client, statement):
    archive = opened(client)
    for extension in ("pdf", "docx", "json"):
        assert archive.read(f"one/one.{extension}") == client.get(f"/statements/one.{extension}").content


def test_documents_are_listed_with_their_addresses(client, statement):
    assert documents_in(opened(client)) == [
        ["where", "symbol", "source", "title", "address"],
        ["Annex 1", "2/34", "Nigeria", "Paper", "https://e.org/34"],
        ["Text", "", "", "the Resolution", "https://e.org/r"],
    ]


def test_page_of_the_pack_links_files_and_documents(client, statement):
    page = opened(client).read("one/index.html").decode()
    for address in (
        "one.pdf",
        "one.docx",
        "documents.csv",
        "https://e.org/34",
        "http://127.0.0.1:8000/statements/one/",
    ):
        assert f'href="{address}"' in page


def test_sums_are_those_of_the_files(client, statement):
    archive = opened(client)
    lines = archive.read(f"one/{SUMS}").decode().splitlines()
    assert lines == [f"{hashlib.sha256(archive.read(f'one/{name}')).hexdigest()}  {name}" for name in FILES[:-1]]


def test_pack_is_in_the_language_of_the_statement(client, statement):
    Statement.objects.update(language="ar")
    page = opened(client, "/fr/statements/one.zip").read("one/index.html").decode()
    assert ('<html lang="ar" dir="rtl">' in page, "الوثائق المذكورة" in page) == (True, True)


def test_pack_of_a_header_holds_no_more_than_the_header(client, statement):
    Statement.objects.update(visibility="header", content=f"<p>{LEAK}</p>", action_required=LEAK)
    archive = opened(client)
    with zipfile.ZipFile(io.BytesIO(archive.read("one/one.docx"))) as word:
        words = word.read("word/document.xml")
    words += archive.read("one/one.json") + archive.read("one/index.html")
    assert (LEAK.encode() in words, b"Paper" in words, documents_in(archive)[1:]) == (False, False, [])


@pytest.mark.parametrize(
    ("values", "status"), [({"status": "draft"}, 404), ({"visibility": "staff"}, 404), ({"visibility": "removed"}, 410)]
)
def test_statement_that_is_not_public_has_no_pack(client, statement, values, status):
    Statement.objects.update(**values)
    assert client.get("/statements/one.zip").status_code == status


def test_withdrawn_statement_says_so_on_the_page_of_its_pack(client, statement):
    Statement.objects.update(status="withdrawn", withdrawn_on=DAY, withdrawal_reason="Twice.")
    page = opened(client).read("one/index.html").decode()
    assert '<p class="banner">WITHDRAWN, 22 May 2023: Twice.</p>' in page


def test_what_others_sent_is_never_packed_under_our_letterhead(client, statement):
    make_home()
    names = []
    for direction in ("outgoing", "incoming"):
        Statement.objects.update(direction=direction)
        names.append("Example Union" in opened(client).read("one/index.html").decode())
    assert names == [True, False]


def test_same_statement_is_the_same_pack(client, statement):
    first = client.get("/statements/one.zip")
    assert client.get("/statements/one.zip").content == first.content
    assert client.get("/statements/one.zip", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_statement_offers_its_pack(client, statement):
    assert 'href="/fr/statements/one.zip"' in client.get("/fr/statements/one/").content.decode()


def test_address_in_an_annex_is_not_told_again_for_the_text():
    link = Paragraph((Run("here", (), "https://e.org/1"), Run(" or ", (), ""), Run("write", (), "mailto:a@e.org")))
    letter = Letter(content=(link, link), annexes=(Annex(1, entries=(Entry("9/1", "", "T", url="https://e.org/1"),)),))
    assert linked_documents(letter) == [Linked("Annex 1", "9/1", "", "T", "https://e.org/1")]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://e.org", "//e.org", "mailto:a@e.org"])
def test_only_addresses_of_the_web_are_linked(address):
    letter = Letter(attachments=(Attachment("File", None, address),), content=(Paragraph((Run("x", (), address),)),))
    assert linked_documents(letter) == [Linked("Attachments", "", "", "File", "")]
