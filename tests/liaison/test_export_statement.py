"""`manage.py export_statement`."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factory import make_public_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return make_public_statement(slug="one", title="The statement")


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("one.pdf", {}, b"%PDF-"),
        ("one.json", {}, b"{"),
        ("ONE.HTML", {}, b"<!doctype html>"),
        ("one", {}, b"%PDF-"),
        ("one.docx", {}, b"PK"),
        ("one.txt", {}, b"Liaison statement\n"),
        ("one.txt", {"format": "json"}, b"{"),
    ],
)
def test_format_is_the_named_one_or_that_of_the_file(statement, tmp_path, name, options, begins):
    call_command("export_statement", "one", output=str(tmp_path / name), **options)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_without_a_file_it_goes_to_the_standard_output(statement, capfdbinary):
    call_command("export_statement", "one", format="json")
    assert json.loads(capfdbinary.readouterr().out)["title"] == "The statement"


@pytest.mark.parametrize("values", [{"status": "draft"}, {"visibility": "staff"}, {"visibility": "removed"}])
def test_statement_that_is_not_public_is_refused(tmp_path, values):
    make_public_statement(slug="zebra", **values)
    with pytest.raises(CommandError, match="No public liaison statement has the address “zebra”"):
        call_command("export_statement", "zebra", output=str(tmp_path / "zebra.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_file_of_no_known_format_is_refused(statement, tmp_path):
    with pytest.raises(CommandError, match=r"“\.doc” is no format; name one with --format: docx, html, json, pdf, txt"):
        call_command("export_statement", "one", output=str(tmp_path / "one.doc"))


def test_file_that_cannot_be_written_is_told(statement, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export_statement", "one", output=str(tmp_path / "nowhere" / "one.json"))


def test_unknown_format_is_refused(statement, tmp_path):
    with pytest.raises(CommandError, match="invalid choice: 'doc'"):
        call_command("export_statement", "one", "--format", "doc", "-o", str(Path(tmp_path) / "x"))
