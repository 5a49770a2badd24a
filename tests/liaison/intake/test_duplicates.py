"""What the register has already of a file that comes in."""

from __future__ import annotations

import pytest

from liaison.intake import duplicates, services
from liaison.intake.review import Review
from liaison.models import Statement
from tests import factory

from .files import CLEAR, read

pytestmark = pytest.mark.django_db

NUMBERED = b"Document ERF-LS12\n" + CLEAR


def taken(data: bytes = CLEAR) -> Statement:
    factory.make_home()
    factory.make_body("Example Radio Forum")
    return services.file_take(file=read("first.txt", data), by=factory.make_secretary())


def reasons(data: bytes) -> list[tuple[Statement, list[str]]]:
    return [(one.statement, one.reasons) for one in Review(read("second.txt", data)).duplicates]


def test_the_same_file_is_known() -> None:
    statement = taken()
    assert reasons(CLEAR) == [(statement, [duplicates.FILE, duplicates.TEXT])]


def test_the_same_text_in_other_spaces_is_known() -> None:
    statement = taken()
    assert reasons(CLEAR.replace(b"the Forum", b"the  Forum") + b"\n\n") == [(statement, [duplicates.TEXT])]


def test_another_version_of_title_and_sender_is_known_with_what_differs() -> None:
    statement = taken()
    [found] = Review(read("b.txt", CLEAR.replace(b"is glad to share", b"shares"))).duplicates
    assert (found.statement, found.reasons) == (statement, [duplicates.VERSION])
    [change] = found.changes
    assert (change.field, [word.text for word in change.words if word.kind == "new"]) == ("content[0]", ["shares "])


def test_the_same_number_is_known_however_else_it_differs() -> None:
    statement = taken(NUMBERED)
    other = NUMBERED.replace(b"rural coverage", b"the quiet zone")
    assert reasons(other) == [(statement, [duplicates.NUMBER])]
    assert reasons(other.replace(b"LS12", b"LS12 (Rev.1)")) == [(statement, [duplicates.VERSION])]


def test_statement_of_another_subject_is_no_duplicate() -> None:
    taken()
    assert reasons(CLEAR.replace(b"rural coverage", b"the quiet zone around the observatory")) == []


def test_files_that_wait_and_say_the_same_know_each_other() -> None:
    first = read("a.txt", CLEAR)
    assert Review(read("b.txt", CLEAR)).twins == [first]
