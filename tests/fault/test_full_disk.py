"""A storage without room, while a file is uploaded and while one is made: it is said where it is seen, and nothing of
the act is stored. What is left open afterwards works again once there is room."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.models import Intake, IntakeFile, Mail, Statement, StatementFile, Translation
from tests import factory
from tests.liaison import sendable
from tests.liaison.test_admin_sending import Form, Shown, key, record_page, shown, url
from tests.liaison.test_versions import add

pytestmark = pytest.mark.django_db

WORDS = "There is no room left where files are kept. Nothing was stored; tell whoever looks after the site."


class Disk:
    """Full until `free()`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patch = monkeypatch
        monkeypatch.setattr(FileSystemStorage, "_save", self.refuse)

    def refuse(self, *args: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    def free(self) -> None:
        self.patch.undo()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    with monkeypatch.context() as patch:
        yield Disk(patch)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def upload(desk: Client) -> Any:
    file = SimpleUploadedFile("old.txt", b"LIAISON STATEMENT\n")
    return desk.post("/admin/liaison/statement/intake/", {"files": [file]})


def test_upload_without_room_is_refused_beside_its_field(desk: Client, full: Disk) -> None:
    page = shown(upload(desk))
    assert WORDS in page.partition('name="files"')[0].rpartition("errorlist")[2] + page.partition('name="files"')[2]
    assert (Intake.objects.count(), IntakeFile.objects.count()) == (0, 0)
    full.free()
    assert upload(desk).status_code == 302


def test_version_without_room_is_not_begun(desk: Client, full: Disk) -> None:
    statement = factory.make_public_statement(title="On coverage")
    text = "DÉCLARATION DE LIAISON\nTitre: Sur la couverture\n".encode()
    page = shown(add(desk, statement, file=("fr.txt", text)))
    assert WORDS in page
    assert not Translation.objects.exists()


def test_proof_without_room_is_refused_beside_its_field(desk: Client, full: Disk) -> None:
    statement = sendable.make_approved()
    page = record_page(desk, statement).fill(**{f"{key(statement)}__channel": "hand"})
    file = SimpleUploadedFile("receipt.pdf", b"%PDF-1.7", "application/pdf")
    assert WORDS in shown(desk.post(page.url, page.values | {f"{key(statement)}-proof": file}))
    assert Statement.objects.get(pk=statement.pk).status == "approved"
    assert not StatementFile.objects.exists()


def test_statement_whose_files_find_no_room_is_not_sent(desk: Client, full: Disk) -> None:
    statement = sendable.make_approved()
    page = Form(desk, url(statement))
    page.press("preview")
    assert WORDS in shown(Shown(page).press("send"))
    assert Statement.objects.get(pk=statement.pk).status == "approved"
    assert (Mail.objects.count(), StatementFile.objects.count()) == (0, 0)
    full.free()
    page.press("preview")
    assert Shown(page).press("send").status_code == 302
    assert Statement.objects.get(pk=statement.pk).status == "sent"


def test_pdf_that_finds_no_room_while_it_is_made_is_refused_with_a_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = factory.make_public_statement()

    def full(*args: Any) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("liaison.letter.to_pdf._set", full)
        response = client.get(f"/statements/{statement.slug}.pdf")
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert "There is no room left" in response.content.decode()
    assert client.get(f"/statements/{statement.slug}.pdf").status_code == 200
