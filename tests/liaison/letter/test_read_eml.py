"""A mail file: what it holds, which statement it brings, and what is not opened."""

from __future__ import annotations

import datetime
import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.letter.read_eml import ENCRYPTED, NOT_A_MAIL, PACKED, TOO_MANY, open_mail, statement_part
from liaison.letter.readers import READERS, read_file
from liaison.letter.refusal import Refusal
from tests.liaison.letter.look_alikes import itu_t_2022
from tests.liaison.letter.mail_files import COVER, OTHER, STATEMENT, attach, make_mail
from tests.liaison.letter.word_files import saved


def read(mail: EmailMessage | bytes) -> tuple[str | None, list[str]]:
    """The title of the statement, and the messages."""
    reading = read_file("mail.eml", mail if isinstance(mail, bytes) else bytes(mail))
    return reading.letter and reading.letter.title, [finding.message for finding in reading.findings]


def test_subject_sender_date_and_text_are_read() -> None:
    mail = open_mail(bytes(make_mail()))
    assert (mail.subject, mail.sender) == ("LS on quantum-safe keys – for action", "Ann Exämple <ann@example.org>")
    assert mail.date == datetime.datetime(2024, 3, 5, 8, 30, tzinfo=datetime.UTC)
    assert (mail.text.strip(), mail.attachments) == (COVER.strip(), ())


def test_attached_statement_is_read_and_the_mail_named() -> None:
    title, messages = read(make_mail(ls_txt=STATEMENT))
    assert title == "Work on quantum-safe keys"
    assert messages[0] == (
        "Read from “ls.txt”, attached to the mail “LS on quantum-safe keys – for action” from "
        "Ann Exämple <ann@example.org> of 5 March 2024."
    )


def test_attached_word_document_is_read() -> None:
    title, _messages = read(make_mail(ls_docx=saved(itu_t_2022())))
    assert title == read_file("a.docx", saved(itu_t_2022())).letter.title


def test_statement_in_the_text_of_the_mail_is_read() -> None:
    title, messages = read(make_mail(STATEMENT))
    assert title == "Work on quantum-safe keys"
    assert messages[0].startswith("Read from the text of the mail")


def test_picture_of_a_signature_does_not_hide_the_statement() -> None:
    assert read(make_mail(logo_png=b"\x89PNG", notes_txt="Hello", ls_txt=STATEMENT))[0] == "Work on quantum-safe keys"


def test_second_statement_is_named_and_left_to_the_clerk() -> None:
    title, messages = read(make_mail(one_txt=STATEMENT, two_txt=OTHER))
    assert title == "Work on quantum-safe keys"
    assert "These are statements too, or the same in another form: “two.txt”." in messages


def test_forwarded_mail_is_opened() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "chair@example.org", "FW: LS"
    outer.set_content("See below.")
    outer.add_attachment(make_mail(ls_txt=STATEMENT))
    assert read(outer)[0] == "Work on quantum-safe keys"


def test_plain_text_comes_before_the_same_in_html() -> None:
    mail = make_mail("Plain words")
    mail.add_alternative("<p>Rich words</p>", subtype="html")
    assert open_mail(bytes(mail)).text.strip() == "Plain words"


def test_html_alone_is_read_by_its_lines_and_runs_no_script() -> None:
    mail = EmailMessage()
    mail["Subject"] = "LS"
    mail.set_content("<div>One</div><div>Two<script>alert(1)</script></div>", subtype="html")
    assert open_mail(bytes(mail)).text.split("\n") == ["One", "Two"]


def test_attachment_of_an_html_mail_is_found() -> None:
    mail = make_mail("")
    mail.add_alternative("<p>See attached</p>", subtype="html")
    attach(mail, "ls.txt", STATEMENT)
    assert read(mail)[0] == "Work on quantum-safe keys"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/ls.txt", "ls.txt"),
        ("C:\\mail\\ls.txt", "ls.txt"),
        ("l\u202es.txt", "ls.txt"),
        ("été.txt", "été.txt"),
    ],
)
def test_name_of_an_attachment_has_no_folder_and_nothing_hidden(name: str, kept: str) -> None:
    mail = make_mail()
    attach(mail, name, "x")
    assert [part.name for part in open_mail(bytes(mail)).attachments] == [kept]


def test_mail_without_a_statement_is_refused_with_the_reason_of_each_attachment() -> None:
    title, messages = read(make_mail(agenda_txt="Agenda\n\n1 Opening\n2 Closing\n"))
    assert title is None
    assert messages[0].startswith("mail.eml: This mail brings no liaison statement")
    assert "agenda.txt: " in messages[0]


def test_what_only_outlook_can_open_is_refused_with_advice() -> None:
    mail = make_mail()
    attach(mail, "winmail.dat", b"\x78\x9f\x3e\x22")
    assert read(mail) == (None, [f"mail.eml: {PACKED}"])


@pytest.mark.parametrize("kind", ["application/pkcs7-mime", "multipart/encrypted; boundary=x"])
def test_encrypted_mail_is_refused(kind: str) -> None:
    data = f"From: a@example.org\nSubject: LS\nContent-Type: {kind}\n\n--x\n\nZZZZ\n--x--\n".encode()
    assert read(data) == (None, [f"mail.eml: {ENCRYPTED}"])


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\xff" * 40, b"Received: x\n\nbody"])
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    assert read(data) == (None, [f"mail.eml: {NOT_A_MAIL}"])


def test_mails_within_mails_end_somewhere() -> None:
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    with pytest.raises(Refusal, match=TOO_MANY[:30]):
        open_mail(f"From: a@example.org\n{heads}".encode())


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b.org\nSubject: " + b"=?utf-8?q?" + b"=" * 3_000_000,
        b'From: a@b.org\nContent-Type: text/plain; a="' + b";" * 3_000_000,
        b"From: a@b.org\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 300_000,
        b"From: a@b.org\n" + b"\n" * 20_000_000,
        b"From: a@b.org\nDate: " + b"9" * 1_000_000,
    ],
    ids=["subject", "parameters", "parts", "lines", "date"],
)
def test_mail_made_to_take_long_is_dealt_with_soon(data: bytes) -> None:
    began = time.process_time()
    read_file("mail.eml", data)
    assert time.process_time() - began < 5


@given(st.data())
@settings(max_examples=60)
def test_broken_mails_are_refused_and_never_fail(data: st.DataObject) -> None:
    whole = bytes(make_mail(ls_txt=STATEMENT))
    start = data.draw(st.integers(0, len(whole)))
    broken = whole[:start] + data.draw(st.binary(max_size=40)) + whole[start + data.draw(st.integers(0, 200)) :]
    read_file("mail.eml", broken)


def test_charset_that_is_not_what_it_says_loses_no_line() -> None:
    data = "From: a@b.org\nContent-Type: text/plain; charset=nonsense\n\nÉtat\nZwei\n".encode("cp1252")
    assert open_mail(data).text.splitlines() == ["État", "Zwei"]


@pytest.mark.parametrize(
    ("mail", "name"),
    [
        (make_mail(notes_txt="Hello", ls_txt=STATEMENT), "ls.txt"),
        (make_mail(STATEMENT), "mail.txt"),
        (make_mail(), None),
    ],
)
def test_part_that_is_the_statement_can_be_shown(mail: EmailMessage, name: str | None) -> None:
    part = statement_part(bytes(mail), READERS)
    assert (part and part.name) == name


def test_reader_is_listed_with_the_others() -> None:
    assert ".eml" in READERS
