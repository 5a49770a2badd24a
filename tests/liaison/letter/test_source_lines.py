"""The lines of an original, as the clerk sees them beside what was read."""

from __future__ import annotations

from liaison.letter.readers import read_file
from liaison.letter.source_lines import source_lines
from tests.liaison.letter.mail_files import STATEMENT, make_mail


def test_lines_of_a_mail_are_those_of_the_statement_attached_to_it() -> None:
    data = bytes(make_mail(ls_txt=STATEMENT))
    lines = source_lines("mail.eml", data, read_file("mail.eml", data))
    assert [line.text for line in lines][:1] == STATEMENT.splitlines()[:1]
    assert lines[0].where == "line 1"
