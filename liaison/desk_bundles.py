"""The files of statements that staff chose at the desk, in one zip file: drafts and what nobody else may read as well.

Nothing public comes this way: pages that everybody opens pack by `bundles`, which starts from `public()`. What is not
out yet lies in a folder of its own, under a name that says so, and is stamped until a meeting has agreed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from .bundles import AT_ONCE, named, written
from .letter.build import build
from .letter.index import Index
from .letter.listing import Listing
from .letter.page import file_date
from .letter.sheets import home_letterhead, sheet_for
from .models import Statement
from .zip_stream import ZipStream

DRAFTS, OUT = "drafts/DRAFT-", "statements/"
LONGEST_NAME = 80  # characters


def staff_zip(keys: Sequence[int], language: str) -> Iterator[bytes]:
    """Piece by piece, in the order of the keys; `language` is that of the index."""
    stream, index = ZipStream(), Index(_listing(len(keys), language))
    try:
        for statement in _read(keys):
            letter, sheet = build(statement), sheet_for(statement)
            name = _name(statement)
            files, contents = named(f"{DRAFTS if statement.is_draft else OUT}{name}", written(name, letter, sheet))
            for path, content in contents.items():
                yield stream.add(path, content, file_date(letter, sheet))
            index.add(letter, address=_address(statement), state=_state(statement, language), files=files)
        for path, file in index.files():
            yield from stream.add_file(path, file, timezone.now())
        yield from stream.end()
    finally:
        index.close()
        stream.close()


def _read(keys: Sequence[int]) -> Iterator[Statement]:
    """A few at a time; what was deleted meanwhile is passed over."""
    for first in range(0, len(keys), AT_ONCE):
        chosen = keys[first : first + AT_ONCE]
        rows = {row.pk: row for row in Statement.objects.with_keys(chosen).for_detail()}
        yield from (rows[key] for key in chosen if key in rows)


def _listing(count: int, language: str) -> Listing:
    with override(language):
        facts = ((_("List"), _("Chosen at the desk, for staff alone")),)
    day, letterhead = timezone.localdate(), home_letterhead(language)
    return Listing(day=day, count=count, language=language, letterhead=letterhead, facts=facts)


def _name(statement: Statement) -> str:
    """Its address in public; else what it is called, with its number in the register, which makes it unique."""
    if statement.slug:
        return statement.slug
    return "-".join(filter(None, [slugify(statement.symbol or statement.title)[:LONGEST_NAME], str(statement.pk)]))


def _address(statement: Statement) -> str:
    with override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse('admin:liaison_statement_change', args=[statement.pk])}"


def _state(statement: Statement, language: str) -> str:
    with override(language):
        seen_by = "" if statement.is_draft else str(statement.get_visibility_display())
        return ", ".join(filter(None, [str(statement.get_status_display()), seen_by]))
