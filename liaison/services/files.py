"""Files that belong to an act: all of them are stored with it, or none."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _

from liaison.letter.formats import PUBLIC_WRITERS, Writer
from liaison.letter.letter import Letter
from liaison.letter.sheet import Sheet
from liaison.models import Revision, Statement, StatementFile
from liaison.room import room_for_file

logger = logging.getLogger(__name__)
_written: ContextVar[list[tuple[Storage, str]] | None] = ContextVar("written", default=None)


@contextmanager
def stored_whole() -> Iterator[None]:
    """One transaction. Where it fails, the files that were written in it are taken out of the storage again."""
    written: list[tuple[Storage, str]] = []
    token = _written.set(written)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for storage, name in written:
            storage.delete(name)
        raise
    finally:
        _written.reset(token)


def files_issue(*, revision: Revision, letter: Letter, sheet: Sheet, kind: str) -> list[StatementFile]:
    """Make and keep the files of a revision in every public format, each with its checksum.

    To be called within `stored_whole()`. Raises ValidationError, for the act to be undone, where one cannot be made.
    """
    name = revision.statement.slug or f"statement-{revision.statement_id}"
    made = [(writer, rendered(writer, letter, sheet)) for writer in PUBLIC_WRITERS]
    return [
        file_keep(
            statement=revision.statement,
            revision=revision,
            kind=kind,
            name=f"{name}.{writer.extension}",
            media_type=writer.media_type,
            content=content,
        )
        for writer, content in made
    ]


def rendered(writer: Writer, letter: Letter, sheet: Sheet) -> bytes:
    try:
        return writer.write(letter, sheet)
    except Exception as error:  # whatever a library raises: nothing may be half sent
        logger.exception("The %s of a statement could not be made", writer.label)
        words = {"format": writer.label, "error": str(error)[:200] or type(error).__name__}
        raise ValidationError(_("The %(format)s file cannot be made (%(error)s). Nothing was done.") % words) from error


def file_keep(
    *,
    statement: Statement,
    kind: str,
    name: str,
    content: bytes,
    media_type: str,
    revision: Revision | None = None,
    field: str = "",
) -> StatementFile:
    """Raises ValidationError, for `field` where one is named, where the storage has no room for it."""
    kept = StatementFile(
        statement=statement,
        revision=revision,
        kind=kind,
        name=name[-255:],
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    with room_for_file(field):
        kept.file.save(name[-100:], ContentFile(content), save=False)
    written = _written.get()
    if written is not None:
        written.append((kept.file.storage, kept.file.name))
    kept.save()
    return kept


def files_forget(files: list[StatementFile]) -> None:
    """Take the files of rows that are deleted out of the storage, once that is certain."""
    stored = [(row.file.storage, row.file.name) for row in files if row.file]

    def forget() -> None:
        for storage, name in stored:
            storage.delete(name)

    transaction.on_commit(forget)
