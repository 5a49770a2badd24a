"""Find the stored documents of a list, and write what it changes, in a constant number of queries a batch."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contacts.models import User
from contributions.models import Brief, Document, DocumentSource, DocumentSymbol
from contributions.models.symbolled import COLUMNS as IDENTITY

from .changes import Entry
from .papers import Identity, Paper

BATCH = 500
MOST_LIKE = 20  # addresses of one beginning that are looked up together
Item = TypeVar("Item")


def batches(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def stored_documents(papers: list[Paper], lock: bool) -> dict[Identity, Document]:
    """Those of a batch by identity, with all that is compared. `lock` keeps others from changing them meanwhile."""
    keys: dict[int, Identity] = {}
    parsed = [paper.identity for paper in papers if paper.symbol]
    if parsed:
        rows = Document.objects.numbered(parsed).values_list("pk", *IDENTITY)
        keys |= {pk: tuple(identity) for pk, *identity in rows}
    odd = [paper.symbol_text for paper in papers if not paper.symbol]
    if odd:
        found = Document.objects.of_unknown_form(odd).order_by("pk").values_list("pk", "period", "symbol")
        keys |= {pk: (period, symbol.lower()) for pk, period, symbol in found}
    wanted = {paper.identity for paper in papers}
    keys = {pk: key for pk, key in keys.items() if key in wanted}
    documents = Document.objects.for_comparison()
    if lock:
        documents = documents.select_for_update(of=("self",))
    return {keys[pk]: document for pk, document in documents.in_bulk(list(keys)).items()}


def also_known(papers: list[Paper]) -> dict[Identity, str]:
    """Documents of which a symbol is another symbol, by the identity of that one."""
    parsed = {paper.identity for paper in papers if paper.symbol}
    if not parsed:
        return {}
    rows = DocumentSymbol.objects.numbered(parsed).values_list("document__symbol", *IDENTITY)
    return {tuple(identity): symbol for symbol, *identity in rows if tuple(identity) in parsed}


def write(entries: list[Entry]) -> None:
    """Store them. IntegrityError where somebody else stored the same document a moment ago."""
    new = [entry for entry in entries if entry.is_new]
    changed = [entry for entry in entries if not entry.is_new and entry.changes]
    for batch in batches(new):
        _give_addresses([entry.document for entry in batch])
        Document.objects.bulk_create(entry.document for entry in batch)
        _write_rows(batch)
    for batch in batches(changed):
        columns = {column for entry in batch for column in entry.columns}
        if columns:
            Document.objects.bulk_update([entry.document for entry in batch if entry.columns], sorted(columns))
        _write_rows(batch)


def _write_rows(entries: list[Entry]) -> None:
    links = Document.questions.through
    documents = {
        "sources": [entry.document.pk for entry in entries if entry.sources is not None],
        "questions": [entry.document.pk for entry in entries if entry.questions is not None],
    }
    if documents["sources"]:
        DocumentSource.objects.filter(document__in=documents["sources"]).delete()
        DocumentSource.objects.bulk_create(_sources(entries))
    if documents["questions"]:
        links.objects.filter(document__in=documents["questions"]).delete()
        links.objects.bulk_create(
            links(document=entry.document, question=question) for entry in entries for question in entry.questions or ()
        )
    DocumentSymbol.objects.bulk_create(symbol for entry in entries for symbol in entry.new_symbols)
    Brief.objects.bulk_create(brief for entry in entries for brief in entry.new_briefs)
    rewritten = [brief for entry in entries for brief in entry.changed_briefs]
    if rewritten:
        Brief.objects.bulk_update(rewritten, ["text", "language"])


def _sources(entries: Iterable[Entry]) -> Iterator[DocumentSource]:
    for entry in entries:
        for position, entity in enumerate(entry.sources or (), start=1):
            yield DocumentSource(document=entry.document, entity=entity, position=position)


def _give_addresses(documents: list[Document]) -> None:
    """What the field of addresses does for one row, for a batch: the wanted one, or with -2, -3 where it is taken."""
    longest = Document._meta.get_field("slug").max_length - 6
    wanted = [(slugify(document.slug_source()) or "x")[:longest] for document in documents]
    taken = _taken(wanted)
    clashing = {slug for slug, count in Counter(wanted).items() if count > 1 or slug in taken}
    taken |= _taken([f"{slug}-{number}" for slug in clashing for number in range(2, MOST_LIKE)])
    for document, slug in zip(documents, wanted, strict=True):
        document.slug = next(free for free in _like(slug) if free not in taken)
        taken.add(document.slug)


def _taken(slugs: list[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(slugs):
        found |= set(Document.objects.filter(slug__in=batch).values_list("slug", flat=True))
    return found


def _like(slug: str) -> Iterator[str]:
    """The wanted address and those like it. The first of them were looked up together, the others are one by one."""
    yield slug
    yield from (f"{slug}-{number}" for number in range(2, MOST_LIKE))
    for number in itertools.count(MOST_LIKE):
        if not Document.objects.filter(slug=f"{slug}-{number}").exists():
            yield f"{slug}-{number}"


def log(entries: Iterable[Entry], by: User, name: str) -> None:
    """Into the history of each document, as the admin would."""
    kind = ContentType.objects.get_for_model(Document)
    LogEntry.objects.bulk_create(_log_entry(entry, by, name, kind) for entry in entries)


def _log_entry(entry: Entry, by: User, name: str, kind: ContentType) -> LogEntry:
    words = {"name": name, "row": entry.paper.row, "columns": enumerated(change.label for change in entry.changes)}
    added = _("Added by the list “%(name)s”, row %(row)s.")
    changed = _("Changed by the list “%(name)s”, row %(row)s: %(columns)s.")
    return LogEntry(
        user=by,
        content_type=kind,
        object_id=str(entry.document.pk),
        object_repr=str(entry.document)[:200],
        action_flag=ADDITION if entry.is_new else CHANGE,
        change_message=(added if entry.is_new else changed) % words,
    )
