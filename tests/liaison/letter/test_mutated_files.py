"""Changed files, from a fixed seed: each is read or refused, in seconds, and no part of a statement is left behind.

FUZZ_FILES says how many (`make fuzz`: 2,000).
"""

import os
import time

import pytest
from django.db import connection

from liaison.letter.ingest import import_file
from liaison.models import (
    Annex,
    Entry,
    ImportFinding,
    NextMeeting,
    Party,
    Reply,
    Statement,
    StatementContact,
    StatementFile,
)

from .mutations import corpus, mutated

pytestmark = pytest.mark.django_db

COUNT = int(os.environ.get("FUZZ_FILES", "60"))
SECONDS = 10
PARTS = (Party, StatementContact, Reply, NextMeeting, Annex, Entry, ImportFinding, StatementFile)


@pytest.fixture(scope="module")
def files():
    return corpus()


def counts() -> list[int]:
    return [model.objects.count() for model in (Statement, *PARTS)]


def expected(letter) -> list[int]:
    entries = sum(len(annex.entries) for annex in letter.annexes)
    parties = len(letter.from_) + len(letter.to) + len(letter.cc)
    rows = [parties, letter.contacts, letter.in_reply_to, letter.next_meetings, letter.annexes]
    return [1, *(part if isinstance(part, int) else len(part) for part in rows), entries]


@pytest.mark.parametrize("number", range(COUNT))
def test_changed_file_is_read_whole_or_refused(number, files):
    name, data = mutated(number, files)
    started = time.process_time()
    intake = import_file(name, data)
    assert time.process_time() - started < SECONDS
    connection.check_constraints()
    if intake.statement is None:
        assert [one.level for one in intake.findings if one.level == "error"]
        assert counts() == [0] * (len(PARTS) + 1)
    else:
        assert counts()[: len(PARTS) - 1] == expected(intake.resolved.letter)
        assert counts()[-1] == 1


def test_changes_are_the_same_at_each_run(files):
    assert [mutated(number, files) for number in range(20)] == [mutated(number, corpus()) for number in range(20)]
