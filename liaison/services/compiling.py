"""Put an annex together from documents, and again when there are more of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contacts.models import User
from contributions.models import Document
from liaison.letter.build import build
from liaison.letter.labels import labels
from liaison.models import Annex, Entry, Event, Statement

from .drafting import statement_changed
from .moves import check, permit
from .proposing import Choice
from .trail import event_add, locked

TEXTS = ("symbol", "source", "title", "brief")


@dataclass(frozen=True)
class Picked:
    """A row that the annex shall have: one that stands in it (`entry`, by its key), a document's, or words alone.

    `taken` is what the register says of the document today; it is remembered, and what it says later is news.
    """

    entry: int | None = None
    document: Document | None = None
    symbol: str = ""
    source: str = ""
    title: str = ""
    brief: str = ""
    taken: dict[str, str] | None = None


def headings_for(statement: Statement) -> list[str]:
    """The headings of an annex's table in the statement's language."""
    words = labels(statement.language)
    return [words["document_and_source"], words["title"], words["brief"]]


def fingerprint(annex: Annex | None) -> str:
    """Of the annex as it is stored: another one after any change."""
    if annex is None:
        return "new"
    rows = annex.entries.order_by("position", "pk").values_list("pk", "position", "document", *TEXTS, "url")
    text = json.dumps([annex.title, annex.columns, list(rows)])
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def annex_compile(
    *,
    statement: Statement,
    by: User | None,
    rows: Sequence[Picked],
    choice: Choice,
    annex: Annex | None = None,
    title: str | None = None,
    columns: Sequence[str] | None = None,
    shown: Iterable[int] = (),
    passed: Iterable[int] = (),
    expected: str = "",
    change: str = "",
) -> Annex:
    """Give a draft's annex the rows picked, in their order; without an `annex` a new one is made.

    `shown` are the keys of the entries that were to be seen: those of them that were not picked go, and entries that
    somebody else added meanwhile stay, last. `passed` are documents, by key, that were not wanted; they are not
    proposed as new again. With `expected`, a `fingerprint`, nothing is done where the annex has changed since.
    `change` says of an approved statement whether this is editorial or of substance, as in `statement_changed`.
    """
    permit("edit", by)
    stored = locked(statement)
    check("edit", stored, by)
    before = build(stored)
    if annex is not None:
        annex = next((row for row in stored.annexes.all() if row.pk == annex.pk), None)
        if annex is None:
            raise ValidationError(_("Somebody deleted the annex since you opened it. Nothing was saved."))
        if expected and fingerprint(annex) != expected:
            raise ValidationError(_changed_meanwhile(), "changed")
    annex = _headed(stored, annex, title, columns)
    annex.compiled = choice.stored() | {"passed": sorted(_passed(annex, rows, passed))}
    annex.save()
    counts = _store_rows(annex, rows, set(shown))
    stored.version += 1
    stored.save(update_fields=["version", "updated_at"])
    after = Statement.objects.for_detail().get(pk=stored.pk)
    if build(after) == before:
        return annex
    if stored.is_approved:
        statement_changed(statement=after, by=by, before=before, after=build(after), change=change)
        return annex
    words = _("Annex %(number)d compiled. Rows added: %(added)d, changed: %(changed)d, taken out: %(gone)d.")
    note = words % ({"number": annex.number} | counts)
    event_add(statement=stored, kind=Event.Kind.EDITED, by=by, note=note, to_status=stored.status)
    return annex


def _changed_meanwhile() -> str:
    return _(
        "Somebody changed the annex after you opened it, so nothing of yours was saved yet. Save again to store it "
        "over theirs; rows that they added stay."
    )


def _headed(statement: Statement, annex: Annex | None, title: str | None, columns: Sequence[str] | None) -> Annex:
    if annex is None:
        last = statement.annexes.aggregate(last=Max("number"))["last"] or 0
        annex = Annex(statement=statement, number=last + 1, columns=headings_for(statement))
    if title is not None:
        annex.title = title.strip()
    if columns is not None:
        annex.columns = list(columns)
    return annex


def _passed(annex: Annex, rows: Sequence[Picked], passed: Iterable[int]) -> set[int]:
    """Those passed over now and before, but for what is picked now."""
    picked = {row.document.pk for row in rows if row.document}
    return {*annex.compiled.get("passed", ()), *passed} - picked


def _store_rows(annex: Annex, rows: Sequence[Picked], shown: set[int]) -> dict[str, int]:
    """A picked entry that somebody deleted meanwhile is added again."""
    present = {entry.pk: entry for entry in annex.entries.all()}
    picked = {row.entry for row in rows}
    gone = [key for key in present if key in shown and key not in picked]
    others = [entry for key, entry in present.items() if key not in shown and key not in picked]
    new, kept, changed = [], [], 0
    for position, row in enumerate(rows, start=1):
        entry = present.get(row.entry) if row.entry else None
        values = _values(row) | {"position": position}
        if entry is None:
            new.append(_checked(Entry(annex=annex, **values)))
            continue
        if any(getattr(entry, name) != value for name, value in values.items() if name not in ("position", "taken")):
            changed += 1
            if values["document"] != entry.document:
                entry.url = ""
        for name, value in values.items():
            setattr(entry, name, value)
        kept.append(_checked(entry))
    for position, entry in enumerate(others, start=len(rows) + 1):
        entry.position = position
    annex.entries.filter(pk__in=gone).delete()
    Entry.objects.bulk_create(new)
    Entry.objects.bulk_update([*kept, *others], ["position", "document", "taken", "url", *TEXTS])
    return {"added": len(new), "changed": changed, "gone": len(gone)}


def _values(row: Picked) -> dict[str, Any]:
    texts = {name: getattr(row, name).strip() for name in TEXTS}
    return texts | {"document": row.document, "taken": row.taken or {}}


def _checked(entry: Entry) -> Entry:
    if not (entry.symbol or entry.title):
        raise ValidationError(_("A row needs a document, or at least a title."))
    entry.full_clean(exclude=["annex", "document", "taken", "url"])
    return entry
