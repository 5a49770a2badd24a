"""What a symbol opens: the document or statement that it names, in whatever spelling."""

from __future__ import annotations

from collections.abc import Iterable

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
    papers = _papers(text, period)
    registered, others = _statements(papers, text, period)
    return [*(_by_number(papers) | registered).values(), *others]


def documents_called(text: str) -> list[Document]:
    """The public papers that a symbol names."""
    return [*_by_number(_papers(text)).values()]


def statements_called(text: str) -> list[Statement]:
    """The public statements that a symbol names, and those whose paper it names."""
    registered, others = _statements(_papers(text), text)
    return [*registered.values(), *others]


def _papers(text: str, period: StudyPeriod | None = None) -> list[Document]:
    """Public or not, the latest revision first."""
    symbol = parsed(text, period)
    papers = Document.objects.with_symbol(symbol) if symbol else Document.objects.spelt(text)
    return list((papers.of_period(period) if period else papers).for_choice()[:MOST])


def _by_number(papers: Iterable[Document]) -> dict[object, Document]:
    """Of the public revisions of each paper the first."""
    found: dict[object, Document] = {}
    for paper in papers:
        if paper.is_public:
            found.setdefault(paper.number_key, paper)
    return found


def _statements(
    papers: Iterable[Document], text: str, period: StudyPeriod | None = None
) -> tuple[dict[object, Statement], list[Statement]]:
    """Those that were registered as one of the papers, by its number, and others that are called so."""
    keys = {paper.pk for paper in papers}
    spellings = _spellings(text, parsed(text, period))
    rows = Statement.objects.public().called_or_registered(spellings, keys, period)[:MOST]
    registered = {row.registered_as.number_key: row for row in rows if row.registered_as_id in keys}
    return registered, [row for row in rows if row.registered_as_id not in keys]


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
