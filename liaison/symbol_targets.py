"""What a symbol opens: the document or statement that it names, in whatever spelling."""

from __future__ import annotations

from contacts.models import StudyPeriod
from contacts.search.finding import best
from contributions import symbols
from contributions.models import Document
from liaison.models import Statement

MOST_NEAR = 6
MOST = 200  # rows that one symbol may name: all revisions in all periods


def targets_of(text: str, period: StudyPeriod | None = None) -> list[Document | Statement]:
    """The public rows that a symbol names, one a paper: of several revisions the latest, or the one that is named.

    A paper under which a statement was registered is that statement. Several are the same symbol in several periods.
    """
    symbol = parsed(text, period)
    papers = Document.objects.with_symbol(symbol) if symbol else Document.objects.spelt(text)
    if period:
        papers = papers.of_period(period)
    found: dict[object, Document | Statement] = {}
    for document in papers.public().for_choice()[:MOST]:
        found.setdefault(document.number_key, document)
    for statement in Statement.objects.public().registered_as_one_of(papers)[:MOST]:
        found[statement.registered_as.number_key] = statement
    called = Statement.objects.public().called(_spellings(text, symbol))
    if period:
        called = called.of_period(period)
    known = {row.pk for row in found.values() if isinstance(row, Statement)}
    found |= {("statement", row.pk): row for row in called[:MOST] if row.pk not in known}
    return list(found.values())


def near(text: str, period: StudyPeriod | None = None) -> list[Document]:
    """Public documents that the reader may have meant: by number where it is a symbol, else by what is in it."""
    symbol = parsed(text, period)
    public = Document.objects.public().for_choice()
    if symbol:
        return list(public.near(symbol)[:MOST_NEAR])
    order = best("document", text)[: 2 * MOST_NEAR]
    return sorted(public.filter(pk__in=order), key=lambda row: order.index(row.pk))[:MOST_NEAR] if order else []


def parsed(text: str, period: StudyPeriod | None = None) -> symbols.Symbol | None:
    try:
        return symbols.parse(text, symbols.Context(period_prefix=period.prefix or None) if period else None)
    except symbols.SymbolError:
        return None


def _spellings(text: str, symbol: symbols.Symbol | None) -> set[str]:
    """How a statement may print its own symbol, which is kept as text."""
    spellings = {text, text.upper()}
    return spellings | {symbol.printed, symbol.code, f"{symbol.printed}-E"} if symbol else spellings
