"""The thread that a mail with a statement belongs to: what went to the same body before, and what came from it."""

from __future__ import annotations

import re
from email.parser import BytesHeaderParser

from liaison.models import Mail, Party, Reply, Statement, StatementFile

LONGEST = 20  # Message-IDs: the first, and the last ones
GENERATIONS = 10  # of statements that answer each other
HEAD = 64 * 1024  # bytes in which the headers of a mail must end
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,120}@[!-;=?-~]{1,120}>", re.ASCII)

Whose = tuple[str, int]


def threads_of(statement: Statement) -> dict[Whose, list[str]]:
    """By `whose(party)`, Message-IDs, the oldest first: of this statement's mails and of those that it answers.

    Of what others sent, that of the mail in which it came, where that was kept as the original (.eml).
    """
    ages = _answered(statement)
    found: dict[Whose, list[tuple[int, str]]] = {}
    for mail in Mail.objects.in_thread_of(ages):
        if mail.party and mail.statement_id:
            found.setdefault(whose(mail.party), []).append((ages[mail.statement_id], mail.message_id))
    for file in StatementFile.objects.original_mails(ages):
        if message_id := _message_id(file):
            for sender in file.statement.senders:
                found.setdefault(whose(sender), []).append((ages[file.statement_id], message_id))
    return {key: _shortened([one for _age, one in sorted(rows, key=_oldest)]) for key, rows in found.items()}


def whose(party: Party) -> Whose:
    return ("body", party.body_id) if party.body_id else ("party", party.pk)


def _answered(statement: Statement) -> dict[int, int]:
    """The statement and those that it answers, and that they answer, with how many steps away. A query a step."""
    found = {statement.pk: 0}
    newest = set(found)
    for age in range(1, GENERATIONS + 1):
        newest = set(Reply.objects.targets_of(newest)) - set(found)
        if not newest:
            break
        found |= dict.fromkeys(newest, age)
    return found


def _message_id(file: StatementFile) -> str:
    """Of a mail that was kept; "" where it has none that can be written into a header."""
    try:
        with file.file.open("rb") as stored:
            head = stored.read(HEAD)
    except OSError:
        return ""
    found = MESSAGE_ID.fullmatch(str(BytesHeaderParser().parsebytes(head).get("Message-ID", "")).strip())
    return found[0] if found else ""


def _oldest(row: tuple[int, str]) -> int:
    return -row[0]


def _shortened(thread: list[str]) -> list[str]:
    return thread if len(thread) <= LONGEST else [thread[0], *thread[1 - LONGEST :]]
