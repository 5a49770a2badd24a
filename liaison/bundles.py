"""Many statements as files: the register or a part of it as one bound PDF or one zip file, a statement as a pack.

Everything starts from `public()`, also when a long zip file comes to a row that was public when it began.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from .filters.base import Chip, ListFilter
from .letter.binding import Part
from .letter.build import build
from .letter.formats import WRITERS, Writer
from .letter.index import SUMS, Index, PackedFile, packed
from .letter.labels import printed_date
from .letter.letter import Letter
from .letter.list_labels import list_labels
from .letter.listing import Listing
from .letter.pack import documents_csv, pack_page
from .letter.page import file_date
from .letter.sheet import Sheet
from .letter.sheets import home_letterhead, sheet_for
from .models import Statement
from .models.statement_queries import StatementQuerySet
from .zip_stream import ZipStream

FORMATS = ("pdf", "docx", "json")
AT_ONCE = 10  # statements read together
LONGEST_NAME = 120  # characters

logger = logging.getLogger(__name__)


# ---- a statement -------------------------------------------------------------------------------------------------


def public_copies(statement: Statement, letter: Letter, sheet: Sheet) -> Iterator[tuple[Writer, bytes | None]]:
    """A statement's files as the public may have them, in the order of FORMATS; None where one cannot be made.

    The one place from which packed files come: whatever it gives must be what the statement's own addresses give,
    without what only staff may read, and with the stamp of a withdrawal.
    """
    return written(statement.slug or "", letter, sheet)


def written(name: str, letter: Letter, sheet: Sheet) -> Iterator[tuple[Writer, bytes | None]]:
    """A letter in each of FORMATS; None, and a line of the log with the name, where one cannot be made."""
    for extension in FORMATS:
        writer = WRITERS[extension]
        try:
            content = writer.write(letter, sheet)
        except Exception:  # whatever a library raises: the other files are still wanted
            logger.exception("The %s of %s could not be made", writer.label, name)
            yield writer, None
        else:
            yield writer, content


def page_address(statement: Statement) -> str:
    """Of its page, absolute and without language."""
    with override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{statement.get_absolute_url()}"


def pack(statement: Statement) -> bytes:
    """The zip file for a receiver: PDF, Word and data, the list of the documents that the statement names, and a page
    about all of them in the statement's language. The same bytes for the same statement."""
    letter, sheet = build(statement, public=True), sheet_for(statement)
    files, contents = _packed_copies(statement, letter, sheet, folder="")
    contents["documents.csv"] = documents_csv(letter)
    files.append(packed("documents.csv", "documents", contents["documents.csv"]))
    letterhead = () if sheet.transcription else sheet.letterhead
    page = pack_page(letter, letterhead=letterhead, address=page_address(statement), files=files, banner=sheet.banner)
    contents["index.html"] = page
    files.append(packed("index.html", "", page))
    contents[SUMS] = "".join(f"{file.sha256}  {file.name}\n" for file in files if file.sha256).encode()
    stream, at = ZipStream(), file_date(letter, sheet)
    pieces = [stream.add(f"{statement.slug}/{name}", content, at) for name, content in contents.items()]
    pieces += stream.end()
    stream.close()
    return b"".join(pieces)


def _packed_copies(
    statement: Statement, letter: Letter, sheet: Sheet, *, folder: str
) -> tuple[list[PackedFile], dict[str, bytes]]:
    return named(f"{folder}{statement.slug}", public_copies(statement, letter, sheet))


def named(path: str, copies: Iterator[tuple[Writer, bytes | None]]) -> tuple[list[PackedFile], dict[str, bytes]]:
    """The files at a path, and the contents of those that could be made, by their names."""
    files, contents = [], {}
    for writer, content in copies:
        name = f"{path}.{writer.extension}"
        files.append(packed(name, writer.label, content))
        if content is not None:
            contents[name] = content
    return files, contents


# ---- a list of statements ----------------------------------------------------------------------------------------


def keys_of(found: StatementQuerySet, most: int | None = None) -> list[int]:
    """Of the first statements of an ordered query, in its order; of all without `most`."""
    return list(found.values_list("pk", flat=True)[:most])


def read(keys: Sequence[int]) -> Iterator[Statement]:
    """The statements in the order of the keys, a few at a time; those that are public now."""
    for first in range(0, len(keys), AT_ONCE):
        chosen = keys[first : first + AT_ONCE]
        rows = {row.pk: row for row in Statement.objects.public().with_keys(chosen).for_detail()}
        yield from (rows[key] for key in chosen if key in rows)


def parts_of(keys: Sequence[int]) -> list[Part]:
    return [Part(row.slug, build(row, public=True), sheet_for(row)) for row in read(keys)]


def listing_of(found: ListFilter, count: int, language: str) -> Listing:
    """What a filtered list is, for the reader of a file."""
    asked = query_of(found)
    address = f"{settings.SITE_URL}{reverse('liaison:statement-list')}"
    return Listing(
        day=timezone.localdate(),
        count=count,
        language=language,
        letterhead=home_letterhead(language),
        facts=tuple((str(chip.label), _shown(found, chip, language)) for chip in found.chips),
        address=f"{address}?{urlencode(asked)}" if asked else address,
    )


def _shown(found: ListFilter, chip: Chip, language: str) -> str:
    value = found.form.cleaned_data.get(chip.name)
    return printed_date(value, language) if isinstance(value, datetime.date) else chip.value


def query_of(found: ListFilter) -> dict[str, str]:
    """The filters in use, as they were written."""
    written = {field.name: str(field.value() or "").strip() for field in found.form}
    return {name: value for name, value in written.items() if value}


def name_of(found: ListFilter) -> str:
    """The name of a file of the list, without its extension: `liaison-statements-2022-2025-q3-2`."""
    values = (slugify(value) for name, value in query_of(found).items() if name != "sort")
    return "-".join(filter(None, ["liaison-statements", *values]))[:LONGEST_NAME].rstrip("-")


def zip_of(listing: Listing, keys: Sequence[int]) -> Iterator[bytes]:
    """A zip file of the statements' files with an index, piece by piece, in memory that does not grow with the list."""
    stream, index = ZipStream(), Index(listing)
    try:
        for statement in read(keys):
            letter, sheet = build(statement, public=True), sheet_for(statement)
            files, contents = _packed_copies(statement, letter, sheet, folder="statements/")
            for name, content in contents.items():
                yield stream.add(name, content, file_date(letter, sheet))
            index.add(letter, address=page_address(statement), state=_state(statement, listing.language), files=files)
        for name, file in index.files():
            yield from stream.add_file(name, file, timezone.now())
        yield from stream.end()
    finally:
        index.close()
        stream.close()


def _state(statement: Statement, language: str) -> str:
    words = list_labels(language)
    if statement.is_withdrawn:
        return words["withdrawn"]
    return words["header_only"] if statement.is_header_only else ""
