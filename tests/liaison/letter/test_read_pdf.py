"""Our own PDF reads back to the letter; any other is refused in words that help."""

import io

import pikepdf
import pytest

from liaison.letter.letter import Finding, Letter, Reading
from liaison.letter.readers import read_file
from liaison.letter.to_pdf import to_pdf

from .letters import EVERYTHING, SEED, SHEET

NOTE = Finding(
    "note", "", "", "The statement was read from the data attached to the PDF; its pages were not compared with them."
)


def refusal(data: bytes) -> str:
    (finding,) = read_file("a.pdf", data).findings
    assert finding.level == "error"
    return finding.message.removeprefix("a.pdf: ")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(SEED, SHEET)


def test_our_pdf_reads_back_to_the_letter(pdf):
    assert read_file("a.pdf", pdf) == Reading(SEED, (NOTE,))


@pytest.mark.parametrize("letter", [EVERYTHING, Letter()], ids=["every part", "nothing"])
def test_every_part_of_a_letter_comes_back(letter):
    assert read_file("a.pdf", to_pdf(letter, SHEET)).letter == letter


def changed(pdf: bytes, **options) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(file, **options)
    return file.getvalue()


def test_pdf_of_somebody_else_is_refused_with_what_helps():
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(file)
    assert refusal(file.getvalue()) == (
        "This PDF was not made by Liaison, so it holds pages and no data. Give the Word file that it was made from; "
        "where there is none, save its text as a .txt file."
    )


def test_pdf_that_names_the_attachment_without_having_it_is_refused():
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = "letter.json"
        document.save(file)
    assert refusal(file.getvalue()).startswith("This PDF was not made by Liaison")


def test_protected_pdf_is_refused(pdf):
    locked = changed(pdf, encryption=pikepdf.Encryption(owner="a", user="b")) + b"letter.json"
    assert refusal(locked) == "This PDF is protected with a password: save it without one, then try again."


def test_damaged_pdf_is_refused(pdf):
    assert refusal(pdf[: len(pdf) // 2]).startswith("This PDF is damaged")


def test_attached_data_that_are_no_letter_are_refused_with_their_place(pdf):
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.attachments["letter.json"] = pikepdf.AttachedFileSpec(document, b'{"schema": 1, "title": 7}')
        document.save(file)
    assert refusal(file.getvalue()) == "letter.title: 7 is not of type str."


@pytest.mark.parametrize(
    ("data", "message"), [(b"", "The file is empty."), (b"PK\x03\x04", "This is not a PDF, whatever its name says.")]
)
def test_what_is_no_pdf_is_refused(data, message):
    assert refusal(data) == message


def test_pdf_of_somebody_else_is_not_even_opened(monkeypatch):
    monkeypatch.setattr("pypdf.PdfReader", lambda *_args, **_options: 1 / 0)
    assert refusal(b"%PDF-1.7 anything").startswith("This PDF was not made by Liaison")
