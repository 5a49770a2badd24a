"""Hold a list against the register: what it would do, row by row, before anything is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.enumeration import enumerated
from contacts.keys import match_key

from .changes import Entry, entry_of
from .headings import Table
from .outcome import CHANGED, NEW, REFUSED, UNCHANGED, Asked, Outcome, RowOutcome
from .papers import CONTRIBUTION, Identity, Paper, PaperReader
from .register import Register
from .store import also_known, batches, stored_documents


@dataclass
class Plan:
    outcome: Outcome
    entries: list[Entry]  # of the rows that are not refused


def plan_of(table: Table, reader: PaperReader, register: Register, lock: bool = False) -> Plan:
    papers = [reader.read(row) for row in table.rows]
    _refuse_doubles(papers)
    entries: dict[int, Entry] = {}
    for batch in batches([paper for paper in papers if paper.is_identified]):
        stored, known = stored_documents(batch, lock), also_known(batch)
        for paper in batch:
            entry = entries[paper.row] = entry_of(paper, stored.get(paper.identity), register)
            other = known.get(paper.identity)
            if entry.is_new and other:
                paper.warnings.append(_("It is another symbol of %(other)s in the register.") % {"other": other})
    rows = [_row_outcome(paper, entries.get(paper.row)) for paper in papers]
    notes = [*table.notes, *_notes_on_kinds(papers, entries)]
    outcome = Outcome(rows, notes, _asked(papers), sum(paper.lacks_period for paper in papers))
    return Plan(outcome, [entry for entry in entries.values() if not entry.paper.refusals])


def _refuse_doubles(papers: Iterable[Paper]) -> None:
    by_identity: dict[Identity, list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.is_identified:
            by_identity[paper.identity].append(paper)
    for same in by_identity.values():
        for paper in same if len(same) > 1 else ():
            others = enumerated(str(other.row) for other in same if other is not paper)
            words = {"symbol": paper.symbol_text, "rows": others}
            paper.refusals.append(_("“%(symbol)s” is the document of row %(rows)s too.") % words)


def _row_outcome(paper: Paper, entry: Entry | None) -> RowOutcome:
    title, key, changes = paper.title, None, []
    if entry:
        title, key, changes = title or entry.document.title, entry.document.pk, entry.changes
    if paper.refusals or entry is None:
        state = REFUSED
    elif entry.is_new:
        state = NEW
    else:
        state = CHANGED if changes else UNCHANGED
    told = (tuple(paper.refusals), tuple(paper.warnings), tuple(changes))
    return RowOutcome(paper.row, paper.symbol_text, title, state, *told, key)


def _notes_on_kinds(papers: Iterable[Paper], entries: dict[int, Entry]) -> list[str]:
    """New contributions of which the list does not say whether they are for action."""
    rows = [
        str(paper.row)
        for paper in papers
        if (entry := entries.get(paper.row))
        and entry.is_new
        and entry.document.kind == entry.document.Kind.FOR_ACTION
        and paper.columns.get("kind", CONTRIBUTION) == CONTRIBUTION
    ]
    if not rows:
        return []
    named = enumerated(rows[:10]) + (" …" if len(rows) > 10 else "")
    text = ngettext(
        "Whether it is for action or for information is not said of %(count)d new contribution. It is taken as for "
        "action: row %(rows)s.",
        "Whether they are for action or for information is not said of %(count)d new contributions. They are taken as "
        "for action: row %(rows)s.",
        len(rows),
    )
    return [text % {"count": len(rows), "rows": named}]


def _asked(papers: Iterable[Paper]) -> list[Asked]:
    found = {
        match_key(name): Asked(match_key(name), name, tuple(entities))
        for paper in papers
        if paper.sources
        for name, entities in [*paper.sources.unclear, *paper.sources.settled]
    }
    return list(found.values())
