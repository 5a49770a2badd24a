import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from liaison.letter.letter import Letter, Recipient
from liaison.letter.to_json import to_dict, to_json
from liaison.models import Statement
from tests.factory import make_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter_file(tmp_path):
    path = tmp_path / "letter.json"
    path.write_bytes(to_json(Letter(title="Title", to=(Recipient("CWG-COP"),))))
    return path


def run(*arguments):
    out = io.StringIO()
    call_command("import_statement", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_dry_run_prints_the_letter_and_saves_nothing(letter_file):
    make_body("CWG-COP")
    answer = json.loads(run(letter_file, "--dry-run", "--json"))
    expected = to_dict(Letter(title="Title", to=(Recipient("CWG-COP", "CWG-COP"),)))
    assert answer == {"file": str(letter_file), "is_statement": True, "letter": expected, "findings": []}
    assert not Statement.objects.exists()


def test_an_unmatched_name_is_a_finding_of_the_dry_run(letter_file):
    finding = json.loads(run(letter_file, "--dry-run", "--json"))["findings"][0]
    assert finding == {
        "level": "warning",
        "field": "to[0].body",
        "where": "",
        "message": "No body of the register is called “CWG-COP”.",
    }


def test_a_file_becomes_a_draft_once(letter_file):
    assert "draft" in run(letter_file)
    assert "read before" in run(letter_file)
    assert Statement.objects.get().title == "Title"


def test_it_ends_with_3_where_a_file_is_no_statement(letter_file, tmp_path):
    other = tmp_path / "other.json"
    other.write_text("[]")
    with pytest.raises(SystemExit) as end:
        run(other, letter_file)
    assert (end.value.code, Statement.objects.count()) == (3, 1)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.txt: No such file"):
        run(tmp_path / "none.txt")


def test_dry_run_needs_no_database(letter_file, tmp_path):
    """Before the first migrate the tables are missing: codes are null, the words stay, and a note says why."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    arguments = [sys.executable, "manage.py", "import_statement", str(letter_file), "--dry-run", "--json"]
    done = subprocess.run(arguments, env=environment, cwd=settings.BASE_DIR, capture_output=True, check=True)
    answer = json.loads(done.stdout)
    assert [(one["text"], one["body"]) for one in answer["letter"]["to"]] == [("CWG-COP", None)]
    assert [finding["message"] for finding in answer["findings"]] == [
        "There is no register here, so no name was looked up in it."
    ]


def test_without_tables_nothing_is_imported_and_it_says_what_to_do(letter_file, monkeypatch):
    monkeypatch.setattr("liaison.management.commands.import_statement.has_register", lambda: False)
    with pytest.raises(CommandError, match=r"Run manage\.py migrate first"):
        run(letter_file)
