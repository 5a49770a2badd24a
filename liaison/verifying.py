"""Whether what is kept is still what was sent: every checksum anew, and what each statement says against its revision.

Nothing is changed. A line for each difference, none where all is well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from .letter.build import build
from .letter.compare import differences
from .letter.letter import Letter
from .letter.read_json import LetterError, from_dict
from .models import MailFile, Revision, Statement, StatementFile
from .renditions import redactor

BLOCK = 2**20  # bytes read at a time
AT_ONCE = 200  # rows


def verify_files(slugs: list[str] | None = None) -> Iterator[str]:
    """“” for each file that is as it was, a sentence for each that is not."""
    rows = StatementFile.objects.select_related("statement").order_by("pk")
    for row in (rows if slugs is None else rows.filter(statement__slug__in=slugs)).iterator(AT_ONCE):
        wrong = _wrong_with(row)
        yield f"{_named(row.statement)}: file {row.pk}, “{row.name}”: {wrong}" if wrong else ""


def _wrong_with(row: StatementFile) -> str:
    try:
        with row.file.open("rb") as stored:
            found, size = hashlib.sha256(), 0
            while block := stored.read(BLOCK):
                found.update(block)
                size += len(block)
    except (OSError, ValueError) as error:
        return f"it cannot be read ({type(error).__name__})"
    if size != row.size:
        return f"it has {size} bytes, and had {row.size}"
    if found.hexdigest() != row.sha256:
        return f"its checksum is {found.hexdigest()}, and was {row.sha256}"
    return ""


def verify_mails(slugs: list[str] | None = None) -> Iterator[str]:
    """Whether the files that went with mails have the checksum that they had when they were chosen."""
    rows = MailFile.objects.select_related("file", "file__statement").order_by("pk")
    for row in (rows if slugs is None else rows.filter(file__statement__slug__in=slugs)).iterator(AT_ONCE):
        same = row.sha256 == row.file.sha256
        words = f"mail {row.mail_id} was to carry “{row.name}” with the checksum {row.sha256}, the file has another"
        yield "" if same else f"{_named(row.file.statement)}: {words}"


def verify_statements(slugs: list[str] | None = None) -> Iterator[str]:
    """Each statement that is no draft: its revisions, and whether its rows say what the last of them says."""
    rows = Statement.objects.exclude(status__in=Statement.OPEN_TO_EDITS).order_by("pk")
    keys = (rows if slugs is None else rows.filter(slug__in=slugs)).values_list("pk", flat=True)
    for key in keys.iterator(AT_ONCE):
        statement = Statement.objects.for_detail().get(pk=key)
        found = [f"{_named(statement)}: {wrong}" for wrong in _wrong_in(statement)]
        yield "\n".join(found)


def _wrong_in(statement: Statement) -> Iterator[str]:
    revisions = list(statement.revisions.order_by("number"))
    if not revisions:
        yield "it is no draft, and no revision of it is kept"
        return
    numbers = [row.number for row in revisions]
    if numbers != list(range(len(numbers))):
        yield f"its revisions are {numbers}; some are missing"
    for row in revisions:
        if not StatementFile.objects.issued(row, is_redacted=False).exists():
            yield f"no file of revision {row.number} is kept"
    last = _letter_of(revisions[-1])
    if last is None:
        yield f"revision {numbers[-1]} cannot be read"
        return
    for change in differences(redactor(statement).letter(last), build(statement)):
        yield f"{change.label}: revision {numbers[-1]} says “{change.old}”, the register says “{change.new}”"


def _letter_of(revision: Revision) -> Letter | None:
    try:
        return from_dict(revision.letter)
    except LetterError:
        return None


def _named(statement: Statement) -> str:
    return f"Statement {statement.pk} ({statement.slug or statement.symbol or 'without an address'})"
