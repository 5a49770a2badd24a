"""What is no liaison statement is refused with what it is."""

import pytest

from liaison.letter.letter import Finding, Reading
from liaison.letter.readers import read_file

from .forms import FORM, Form, read
from .readings import SEED_FILE, file_text


def refusal(data: str | bytes, name: str = "a.txt") -> str:
    reading = read_file(name, data.encode() if isinstance(data, str) else data)
    (finding,) = reading.findings
    assert reading == Reading(None, (Finding("error", "", "", finding.message),))
    return finding.message.removeprefix(f"{name}: ")


MAIL = "This is an e-mail, not a liaison statement: read the statement that it sends or speaks of."
BLANK = "This is a blank form of a liaison statement: nothing in it is filled in."


def test_mail_about_a_statement_is_refused():
    assert refusal(file_text("mail.txt")) == MAIL


def test_forwarded_mail_is_refused():
    assert refusal("Fwd: as promised\n\n" + file_text("mail.txt")) == MAIL


def test_statement_that_came_as_a_mail_is_read():
    letter = read(f"Subject: Liaison statement\nFrom: jo@example.org\n\n{FORM.text()}")
    assert [one.text for one in letter.to] == ["Test Council"]


def test_blank_form_is_refused():
    assert refusal(file_text("blank-form.txt")) == BLANK


def test_form_with_one_value_is_read():
    text = file_text("blank-form.txt").replace("[Name of the group]", "Test Council")
    assert [one.text for one in read(text).to] == ["Test Council"]


def test_page_of_several_statements_is_refused():
    assert refusal(file_text("page-of-many.txt")) == (
        "This is a page of 2 liaison statements: give each as a file of its own."
    )


def test_same_statement_twice_is_a_page_of_two():
    assert refusal(SEED_FILE.read_text(encoding="utf-8") * 2) == (
        "This is a page of 2 liaison statements: give each as a file of its own."
    )


@pytest.mark.parametrize("data", [b"", b"\n\n \t\n", "\ufeff".encode()])
def test_empty_file_is_refused(data):
    assert refusal(data) == "The file is empty."


def test_text_about_something_else_is_refused():
    assert refusal("Dear all,\nthe meeting is in room C.\nRegards\n") == (
        "Nothing says that this is a liaison statement: it has none of the labels and never calls itself one."
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a Word document or another zip file"),
        (b"\xd0\xcf\x11\xe0....", "an old Word document or a saved mail"),
        (b"{\\rtf1 ...}", "a rich text (RTF) file"),
        (b"\x89PNG....", "a picture"),
        (b"\x1f\x8b....", "a compressed file"),
    ],
)
def test_file_that_is_called_text_but_is_not_is_refused(data, what):
    assert refusal(data) == f"This is {what}, not a text file."


def test_bytes_that_are_no_text_are_refused():
    assert refusal(bytes(range(128)) * 20 + b"\xff") == "This is not a text file: it is full of control characters."


def test_content_alone_is_read_without_inventing_a_header():
    letter = read(Form(title="", on_top="", header={}, content="We thank you for the liaison statement.\n").text())
    assert (letter.title, letter.date, letter.symbol, letter.to, letter.from_) == ("", None, None, (), ())


MESSAGE = "This is a message, not a liaison statement: read the statement that it sends or speaks of."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("From: Jo <jo@example.org>\nDate: Tue, 3 May 2011 12:00:00 +0200\n\nPlease find the LS.\n", MAIL),
        ("Dear all,\n\nwe received the LS from ITU-T SG99. Should we reply?\n\nJo\n", MESSAGE),
        ("Hi,\n\nhere is the liaison statement that was agreed yesterday.\n", MESSAGE),
        (
            "2010-11-09 Liaison statement to 3GPP\n2010-12-01 LS to ITU-T\n5 May 2011 LS to IEEE\nand so on\n",
            "This is a list of 3 liaison statements: give each as a file of its own.",
        ),
    ],
)
def test_what_speaks_of_statements_is_none(text, message):
    assert refusal(text) == message


def test_blank_form_with_a_letterhead_is_refused():
    assert (
        refusal(
            "INTERNATIONAL TELECOMMUNICATION UNION\nTELECOMMUNICATION STANDARDIZATION SECTOR\nSTUDY PERIOD 2017-2020\n"
            "Original: English\nQuestion(s):\nSource:\nTitle: Title of the liaison statement\nLIAISON STATEMENT\n"
            "For action to:\nFor information to:\nApproval:\nDeadline: dd/mm/yyyy\nContact:\nFirst name LAST NAME\n"
            "Organization\nCountry\nTel: +xx\nEmail: a@b.com\n"
            "Please don't change the structure of this table, just insert the information.\nInsert text here\n"
        )
        == BLANK
    )
