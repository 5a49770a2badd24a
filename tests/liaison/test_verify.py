"""manage.py verify: whether what is kept is still what was sent."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from liaison import services
from liaison.models import Revision, Statement, StatementFile
from liaison.models.sealing import unsealed
from tests import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(few_files: None) -> Statement:
    statement = factory.make_complete(title="As sent", content="<p>Of Quagga.</p>")
    factory.make_entry(factory.make_annex(statement), title="Paper", symbol="2/34")
    return services.statement_record_sent(statement=statement, by=None)


def verify(*slugs: str) -> tuple[int, str]:
    """The exit code, and what is printed."""
    out = io.StringIO()
    try:
        call_command("verify", *slugs, stdout=out)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{error}"
    return 0, out.getvalue()


def test_all_is_well_after_sending(sent: Statement) -> None:
    assert verify() == (0, "Looked at 2 files and 1 statements.\nAll is as it was sent.\n")


def test_all_is_well_after_a_correction_a_redaction_and_a_withdrawal(sent: Statement) -> None:
    draft = services.statement_correct(statement=sent, by=None)
    draft.title = "Corrected"
    draft.save()
    sent = services.correction_send(correction=draft, reason="A word", by=None)
    services.statement_redact(statement=sent, words="Quagga", reason="Asked", by=None)
    services.statement_withdraw(statement=sent, by=None, reason="Twice")
    code, text = verify()
    assert (code, text.splitlines()[-1]) == (0, "All is as it was sent.")


def test_changed_file_is_told(sent: Statement) -> None:
    row = StatementFile.objects.get(name__endswith=".txt")
    with open(row.file.path, "ab") as stored:
        stored.write(b"!")
    code, text = verify()
    assert (code, f"file {row.pk}, “{row.name}”: it has {row.size + 1} bytes, and had {row.size}" in text) == (1, True)


def test_file_of_the_same_size_with_other_bytes_is_told(sent: Statement) -> None:
    row = StatementFile.objects.get(name__endswith=".txt")
    with open(row.file.path, "r+b") as stored:
        stored.write(b"?")
    code, text = verify()
    assert (code, f"and was {row.sha256}" in text) == (1, True)


def test_lost_file_is_told(sent: Statement) -> None:
    row = StatementFile.objects.get(name__endswith=".txt")
    row.file.storage.delete(row.file.name)
    code, text = verify()
    assert (code, "it cannot be read (FileNotFoundError)" in text) == (1, True)


def test_row_that_says_something_else_than_its_revision_is_told(sent: Statement) -> None:
    with unsealed():
        Statement.objects.update(title="Tampered")
    code, text = verify()
    assert (code, "Title: revision 0 says “As sent”, the register says “Tampered”" in text) == (1, True)


def test_changed_revision_is_told(sent: Statement) -> None:
    with unsealed():
        Revision.objects.update(letter=Revision.objects.get().letter | {"title": "Tampered"})
    assert "revision 0 says “Tampered”, the register says “As sent”" in verify()[1]


def test_revision_that_cannot_be_read_is_told(sent: Statement) -> None:
    with unsealed():
        Revision.objects.update(letter={"schema": 99})
    assert "revision 0 cannot be read" in verify()[1]


def test_statement_without_a_revision_is_told() -> None:
    factory.make_public_statement(slug="bare")
    code, text = verify()
    assert (code, "(bare): it is no draft, and no revision of it is kept" in text) == (1, True)


def test_drafts_are_not_looked_at() -> None:
    factory.make_statement()
    assert verify()[0] == 0


def test_statements_can_be_named(sent: Statement) -> None:
    factory.make_public_statement(slug="bare")
    assert (verify(sent.slug)[0], verify("bare")[0], verify("nowhere")[0]) == (0, 1, 1)
