"""The message as it goes out: headers, text in every script, files byte for byte, and no way to add a header."""

from __future__ import annotations

import email
import unicodedata
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from liaison.mail.message import Unsendable, compose, safe_name
from liaison.models import Mail, MailFile, StatementFile

from .mails import make_file, make_mail

pytestmark = pytest.mark.django_db
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
TEXTS = {
    "ar": "يرجى الاطلاع على بيان الاتصال المرفق.",
    "zh": "请查收所附联络声明。",
    "en": "Please find the liaison statement attached.",
    "fr": "Veuillez trouver ci-joint la note de liaison à l’intention de la Côte d’Ivoire.",
    "ru": "Просим ознакомиться с прилагаемым заявлением о взаимодействии.",
    "es": "Sírvanse encontrar adjunta la declaración de coordinación.",
}


def wire(mail: Mail) -> bytes:
    return compose(Mail.objects.whole().get(pk=mail.pk)).as_bytes()


def message(mail: Mail) -> EmailMessage:
    return email.message_from_bytes(wire(mail), policy=default)


def attachments(mail: Mail) -> list[tuple[str | None, str, bytes]]:
    parts = message(mail).iter_attachments()
    return [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in parts]


def test_mail_answers_the_last_of_its_thread_and_refers_to_all() -> None:
    thread = [f"<{number:032}@liaison.example.org>" for number in range(20)]
    found = message(make_mail(references=thread))
    assert (found["In-Reply-To"], found["References"].split()) == (thread[-1], thread)
    assert max(len(line) for line in wire(Mail.objects.get()).split(b"\r\n")) <= 998


def test_mail_without_a_thread_answers_nothing() -> None:
    found = message(make_mail())
    assert (found["In-Reply-To"], found["References"]) == (None, None)


def test_headers_say_what_it_is() -> None:
    mail = make_mail(reply_to=["focal@example.org"], cc=["copy@example.org"], language="fr")
    found = message(mail)
    assert {
        name: found[name] for name in ("To", "Cc", "Reply-To", "Message-ID", "Auto-Submitted", "Content-Language")
    } == {
        "To": "ann@example.org",
        "Cc": "copy@example.org",
        "Reply-To": "focal@example.org",
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fr",
    }
    assert found["Date"].datetime == mail.queued_at.replace(microsecond=0)


def test_sender_is_that_of_the_settings() -> None:
    with override_settings(DEFAULT_FROM_EMAIL="Liaison Desk <liaison@example.org>"):
        assert message(make_mail())["From"] == "Liaison Desk <liaison@example.org>"


def test_two_tries_have_one_message_id_and_date() -> None:
    mail = make_mail()
    first, second = message(mail), message(mail)
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_no_list_header_unless_it_can_be_unsubscribed() -> None:
    assert [name for name in message(make_mail()) if name.startswith("List-")] == []


@pytest.mark.parametrize(("scheme", "post"), [("https", "List-Unsubscribe=One-Click"), ("http", None)])
def test_subscription_can_be_stopped_with_one_click_over_https(scheme: str, post: str | None) -> None:
    found = message(make_mail(kind="subscription", unsubscribe_url=f"{scheme}://example.org/stop/abc"))
    assert (found["List-Unsubscribe"], found["List-Unsubscribe-Post"]) == (f"<{scheme}://example.org/stop/abc>", post)


@pytest.mark.parametrize("language", TEXTS)
def test_every_language_arrives_in_seven_bits(language: str) -> None:
    text = f"{TEXTS[language]}\n\n.\n.dot\nFrom here\n{'long ' * 400}\n"
    mail = make_mail(subject=TEXTS[language] * 3, text=text, language=language)
    found = message(mail)
    assert wire(mail).isascii()
    assert max(map(len, wire(mail).split(b"\r\n"))) <= 998
    assert (_lines(found.get_content()), _one_line(found["Subject"])) == (_lines(text), TEXTS[language] * 3)


def test_lines_end_as_the_protocol_wants() -> None:
    data = wire(make_mail(text="one\ntwo\r\nthree\rfour", files=[make_file(data=b"a\nb\rc\r\n")]))
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")


@pytest.mark.parametrize(
    "name",
    [
        "plain.pdf",
        "Déclaration «finale».pdf",
        "بيان الاتصال.docx",
        "联络声明.pdf",
        "two words, a comma; and 'more'.pdf",
    ],
)
def test_file_keeps_its_name_and_bytes(name: str) -> None:
    data = bytes(range(256)) * 40
    assert attachments(make_mail(files=[make_file(name, data)])) == [(name, "application/pdf", data)]


@pytest.mark.parametrize(
    "kind", ["text/plain", "message/rfc822", "multipart/mixed", "", "x\r\nBcc: eve@example.org", "app"]
)
def test_file_of_a_kind_that_mail_would_alter_goes_as_plain_bytes(kind: str) -> None:
    data = b"Line\nFrom: a\r\n.\r\nlast"
    files = [make_file("note.txt", data, media_type=kind)]
    assert attachments(make_mail(files=files)) == [("note.txt", "application/octet-stream", data)]


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\r\nBcc: eve@example.org.pdf", "a__Bcc_ eve@example.org.pdf"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        (" .hidden", "hidden"),
        ("...", "file"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_name_of_a_file_is_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_altered_file_stops_the_mail() -> None:
    file = make_file("statement.pdf", b"as agreed")
    mail = make_mail(files=[file])
    with file.file.storage.open(file.file.name, "wb") as stored:
        stored.write(b"as forged")
    with pytest.raises(Unsendable, match=r"“statement\.pdf” was altered since it was chosen"):
        wire(mail)


def test_file_whose_row_was_pointed_to_another_stops_the_mail() -> None:
    file, other = make_file("statement.pdf", b"as agreed"), make_file("other.pdf", b"secret")
    mail = make_mail(files=[file])
    StatementFile.objects.filter(pk=file.pk).update(file=other.file.name, sha256=other.sha256)
    with pytest.raises(Unsendable, match="altered"):
        wire(mail)


def test_missing_file_stops_the_mail() -> None:
    file = make_file("statement.pdf")
    mail = make_mail(files=[file])
    file.file.storage.delete(file.file.name)
    with pytest.raises(Unsendable, match=r"“statement\.pdf” is missing from the storage"):
        wire(mail)


def test_address_in_another_script_has_its_ascii_form() -> None:
    assert message(make_mail(to=["ann@bücher.example"]))["To"] == "ann@xn--bcher-kva.example"


class TestAnyText(TestCase):
    """No text, name or file name adds a header, a recipient or a part, or is lost."""

    @settings(deadline=None)
    @given(ANY_TEXT, ANY_TEXT)
    def test_subject_and_text(self, subject: str, text: str) -> None:
        try:
            mail = make_mail(subject=subject, text=text)
        except ValidationError:
            return
        found = message(mail)
        assert sorted(found.keys()) == sorted(message(make_mail()).keys())
        assert _one_line(found["Subject"]) == mail.subject
        assert _lines(found.get_content()) == _lines(text)

    @settings(deadline=None)
    @given(st.lists(ANY_TEXT.map(lambda name: name.replace("<", "").replace(">", "")), min_size=1, max_size=4))
    def test_names_of_addresses(self, names: list[str]) -> None:
        try:
            mail = make_mail(to=[f"{name} <user{place}@example.org>" for place, name in enumerate(names)])
        except ValidationError:
            return
        raw = email.message_from_bytes(wire(mail))["To"].replace("\r\n", "").replace("\n", "")
        found = [(_one_line(str(make_header(decode_header(name)))), address) for name, address in getaddresses([raw])]
        assert found == [(_one_line(address.name), address.email) for address in mail.to]

    @settings(deadline=None)
    @given(ANY_TEXT)
    def test_names_of_files(self, name: str) -> None:
        mail = make_mail()
        kept = MailFile(mail=mail, file=make_file(), name=safe_name(name), sha256=make_file().sha256)
        kept.save()
        (found,) = attachments(mail)
        assert unicodedata.normalize("NFC", found[0] or "") == unicodedata.normalize("NFC", safe_name(name))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
