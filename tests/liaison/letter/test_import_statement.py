"""Files through the command and the register: what matches, what is listed, what a second reading does."""

import json

import pytest
from django.core.management import CommandError, call_command

from liaison.letter.build import build
from liaison.letter.ingest import import_file
from liaison.letter.readers import read_file
from liaison.letter.resolve import resolve
from liaison.models import Statement
from tests.factory import make_body, make_document, make_person, make_question

from . import readings
from .readings import LETTERS, SEED_FILE
from .seed_document import SeedDocument

pytestmark = pytest.mark.django_db


def dry_run(*paths, capsys) -> tuple[int, list[dict]]:
    """The exit code and the answers of a dry run."""
    code = 0
    try:
        call_command("import_statement", *map(str, paths), "--dry-run", "--json")
    except SystemExit as stop:
        code = stop.code
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_dry_run_prints_a_line_of_json_for_each_file_and_saves_nothing(capsys):
    code, answers = dry_run(SEED_FILE, LETTERS / "russian.txt", capsys=capsys)
    assert code == 0
    assert [(one["file"], one["is_statement"], one["letter"]["date"]) for one in answers] == [
        (str(SEED_FILE), True, "2023-05-22"),
        (str(LETTERS / "russian.txt"), True, "2024-05-22"),
    ]
    assert Statement.objects.count() == 0


def test_file_that_is_no_statement_gives_exit_code_3_and_says_what_it_is(capsys):
    code, (statement, mail) = dry_run(SEED_FILE, LETTERS / "mail.txt", capsys=capsys)
    assert code == 3
    assert (statement["is_statement"], mail["is_statement"], mail["letter"]) == (True, False, None)
    assert [one["level"] for one in mail["findings"]] == ["error"]


def test_without_the_register_codes_are_null_and_the_text_stays(capsys):
    _code, (answer,) = dry_run(SEED_FILE, capsys=capsys)
    (sender,) = answer["letter"]["from"]
    assert sender == {
        "text": "ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)",
        "body": None,
        "questions": ["3/2"],
        "address": "",
    }


def test_with_the_register_bodies_are_named_by_their_code(capsys):
    make_question()
    make_body("CWG-COP", name="Council Working Group on Child Online Protection")
    _code, (answer,) = dry_run(SEED_FILE, capsys=capsys)
    assert (answer["letter"]["from"][0]["body"], answer["letter"]["to"][0]["body"]) == ("ITU-D SG2", "CWG-COP")


def test_what_matches_nothing_is_listed_for_the_clerk():
    resolved = resolve(read_file(SEED_FILE.name, SEED_FILE.read_bytes()).letter)
    assert resolved.letter == readings.SEED
    listed = {finding.field for finding in resolved.findings}
    assert listed >= {"from[0].body", "to[0].body", "contacts[0].name", "contacts[0].affiliation"}
    assert listed >= {f"annexes[0].entries[{row}].{part}" for row in range(5) for part in ("symbol", "source")}


def test_what_matches_is_not_listed():
    make_question()
    make_person("Jabin Vahora")
    make_document("2/34")
    resolved = resolve(read_file(SEED_FILE.name, SEED_FILE.read_bytes()).letter)
    listed = {finding.field for finding in resolved.findings}
    assert listed.isdisjoint({"from[0].body", "from[0].questions", "contacts[0].name", "annexes[0].entries[0].symbol"})


def test_draft_holds_what_was_read_where_nothing_is_known():
    statement = import_file(SEED_FILE.name, SEED_FILE.read_bytes()).statement
    assert build(Statement.objects.for_detail().get(pk=statement.pk)) == readings.SEED


def test_reading_a_text_twice_makes_one_draft():
    first = import_file(SEED_FILE.name, SEED_FILE.read_bytes())
    again = import_file("under-another-name.txt", SEED_FILE.read_bytes())
    assert (again.created, again.statement, Statement.objects.count()) == (False, first.statement, 1)


def test_refused_file_leaves_nothing():
    import_file("mail.txt", (LETTERS / "mail.txt").read_bytes())
    assert Statement.objects.count() == 0


def test_file_that_is_not_there_is_a_sentence():
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_statement", "/nowhere.txt")


def test_import_says_what_became_of_each_file(capsys):
    call_command("import_statement", str(SEED_FILE))
    call_command("import_statement", str(SEED_FILE))
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("  ")]
    statement = Statement.objects.get()
    assert lines == [
        f"{SEED_FILE}: draft {statement.pk}, “{statement.title}”",
        f"{SEED_FILE}: read before: statement {statement.pk}, “{statement.title}”",
    ]


def test_file_of_two_hundred_megabytes_is_refused_without_being_read(tmp_path, capsys, monkeypatch):
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _path: 1 / 0)
    code, (answer,) = dry_run(path, capsys=capsys)
    assert (code, answer["is_statement"]) == (3, False)
    assert answer["findings"][0]["message"].startswith("large.docx: This file has 200 MB.")


def test_word_document_through_the_command_gives_the_letter_of_the_text(tmp_path, capsys):
    path = tmp_path / "seed.docx"
    path.write_bytes(SeedDocument().data)
    _code, (word, text) = dry_run(path, SEED_FILE, capsys=capsys)
    assert word["letter"] == text["letter"]


def test_draft_of_a_word_document_holds_what_was_read():
    statement = import_file("seed.docx", SeedDocument().data).statement
    assert build(Statement.objects.for_detail().get(pk=statement.pk)) == readings.SEED
    assert statement.files.get().name == "seed.docx"
