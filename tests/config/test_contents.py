"""What uploads hold, and what is refused of them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config.contents import holds_what_its_name_says
from contributions.models import UploadedList
from liaison.models import IntakeFile, Statement, StatementFile, Translation
from tests.factory import make_period, make_secretary, make_statement
from tests.liaison.sendable import make_approved, make_receiver, send

PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"
PROGRAMS = [PROGRAM, b"\x7fELF\x02\x01\x01\0", b"#!/bin/sh\nrm -rf /\n"]


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name), "x")  # of 1980, whatever the time is
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "fits"),
    [
        ("a.pdf", b"%PDF-1.7", True),
        ("a.pdf", b"\n\n%PDF-1.7", True),
        ("a.pdf", PROGRAM, False),
        ("a.PNG", b"\x89PNG\r\n\x1a\n", True),
        ("a.png", b"<svg onload='alert(1)'>", False),
        ("a.jpg", b"\xff\xd8\xff\xe0", True),
        ("a.txt", "Текст".encode(), True),
        ("a.txt", "Text".encode("utf-16"), True),
        ("a.txt", b"a\0b", False),
        ("a.docx", archive("word/document.xml"), True),
        ("a.docx", archive("evil.exe"), False),
        ("a.docx", PROGRAM, False),
        ("a.docx", b"PK\x03\x04", False),
        ("a.xlsx", archive("word/document.xml"), False),
        ("a.exe", PROGRAM, False),
        ("a", b"", False),
        *(("a.txt", program, False) for program in PROGRAMS),
    ],
)
def test_file_holds_what_its_name_says_or_does_not(name: str, data: bytes, fits: bool) -> None:
    assert holds_what_its_name_says(name, io.BytesIO(data)) == fits


@pytest.fixture
def desk(db: Any, client: Client) -> Client:
    client.force_login(make_secretary())
    return client


def errors(answer: Any, name: str) -> str:
    return str(answer.context["form"].errors.get(name, ""))


@pytest.mark.parametrize("data", PROGRAMS, ids=["Windows", "Linux", "script"])
def test_program_is_no_list_of_documents(desk: Client, data: bytes) -> None:
    file = SimpleUploadedFile("list.xlsx", data)
    answer = desk.post(reverse("admin:contributions_document_list"), {"file": file, "period": make_period().pk})
    assert (answer.status_code, bool(errors(answer, "file")), UploadedList.objects.count()) == (200, True, 0)


@pytest.mark.parametrize("data", PROGRAMS, ids=["Windows", "Linux", "script"])
def test_program_is_no_translation(desk: Client, data: bytes) -> None:
    statement = make_statement(title="A title", content="<p>Text</p>")
    address = reverse("admin:liaison_statement_versions", args=[statement.pk])
    answer = desk.post(address, {"language": "fr", "file": SimpleUploadedFile("fr.docx", data)})
    assert (answer.status_code, bool(errors(answer, "file"))) == (200, True)
    assert (Translation.objects.count(), StatementFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["letter.docx", "letter.txt"])
@pytest.mark.parametrize("data", PROGRAMS, ids=["Windows", "Linux", "script"])
def test_program_among_files_that_come_in_is_refused_and_not_kept(desk: Client, name: str, data: bytes) -> None:
    desk.post(reverse("admin:liaison_intake"), {"files": SimpleUploadedFile(name, data)})
    row = IntakeFile.objects.get()
    assert (row.state, row.error, bool(row.file)) == (
        IntakeFile.State.REFUSED,
        "The file is not what its name says: it is a program.",
        False,
    )


def prove(desk: Client, name: str, data: bytes) -> tuple[Statement, Any]:
    statement = send(make_approved(make_receiver("A")))
    party = statement.recipients[0]
    address = reverse("admin:liaison_statement_delivered", args=[statement.pk, party.pk])
    given = {f"p{party.pk}-channel": "hand", f"p{party.pk}-proof": SimpleUploadedFile(name, data)}
    return statement, desk.post(address, given)


@pytest.mark.parametrize(
    ("name", "data"),
    [("proof.exe", PROGRAM), ("proof.pdf", PROGRAM), ("proof.html", b"<script>"), ("proof.docx", archive("evil.exe"))],
)
def test_proof_of_another_kind_is_refused_beside_its_field(
    desk: Client, few_files: None, name: str, data: bytes
) -> None:
    statement, answer = prove(desk, name, data)
    assert (answer.status_code, bool(errors(answer, "proof")), statement.files.proofs().count()) == (200, True, 0)


def test_proof_is_kept_outside_what_is_published_and_given_to_be_saved(
    desk: Client, few_files: None, media_root: Any
) -> None:
    statement, _answer = prove(desk, "proof.docx", archive("word/document.xml"))
    file = statement.files.proofs().get()
    given = desk.get(reverse("admin:liaison_statement_proof", args=[statement.pk, file.pk]))
    assert b"".join(given.streaming_content) == archive("word/document.xml")
    assert file.file.path.startswith(str(media_root))
    assert [given[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")] == [
        "application/octet-stream",
        "nosniff",
        "sandbox; default-src 'none'",
    ]
    assert given["Content-Disposition"].startswith("attachment")
