"""What a page or file costs, and what it would cost without our code: its floor, measured turn by turn beside it.

The floor of a page is a bare view behind the same middleware (tests/bench/bare.py) that gives as many bytes, and the
page's own queries asked of the driver alone. The floor of a PDF is Typst alone, of a table the driver's own COPY (on
SQLite a cursor and the csv module), of an import the driver's own way of storing many rows.
"""

from __future__ import annotations

import contextlib
import csv
import io
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from contacts.models import StudyPeriod, User
from contacts.search import index
from contributions.lists.headings import table_of
from contributions.lists.read_csv import read_csv
from contributions.models import Document
from contributions.services import documents_import
from liaison.demo.seed import load_seed
from liaison.letter.build import build
from liaison.letter.formats import WRITERS
from liaison.letter.sheets import sheet_for
from liaison.letter.to_html import to_html
from liaison.letter.to_pdf import TEMPLATES, _Process, compiled
from liaison.models import Annex, Entry, Statement
from liaison.paging import LAST_PAGE, MOST, PER_PAGE

from . import weasyprint
from .words import ALL

TURNS, WARM = 20, 2
FEW_TURNS = 3  # of what takes seconds
ROWS_OF_ANNEX = 500
IMPORTED = 10_000

Queries = list[tuple[str, Any]]


@dataclass(frozen=True)
class Floor:
    """Medians in milliseconds; `of` says what the floor is."""

    what: str
    ours: float
    floor: float
    of: str
    sql: float | None = None  # the same queries by the driver alone
    queries: int | None = None


class Recorder:
    """The queries that were asked, as an execute wrapper."""

    def __init__(self) -> None:
        self.asked: Queries = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and sql.lstrip().upper().startswith(("SELECT", "WITH")):
            self.asked.append((sql, params))
        return execute(sql, params, many, context)


def medians(
    *acts: Callable[[], Any], turns: int = TURNS, warm: int = WARM, before: Callable[[], Any] = lambda: None
) -> list[float]:
    """Of acts that take turns, in milliseconds; `before` each something is done that does not count."""
    times: list[list[float]] = [[] for _ in acts]
    for turn in range(turns + warm):
        for act, taken in zip(acts, times, strict=True):
            before()
            start = time.perf_counter()
            act()
            if turn >= warm:
                taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken) for taken in times]


def floors() -> Iterator[Floor]:
    """Of all that `make bench` compares with a floor."""
    load_seed()
    with override_settings(ROOT_URLCONF="tests.bench.bare"):
        anonymous = Client(HTTP_HOST="127.0.0.1:8000")
        for what, path in _public().items():
            yield _page(what, path, anonymous)
        staff = Client(HTTP_HOST="127.0.0.1:8000")
        staff.force_login(User.objects.create_superuser(f"bench-{time.time_ns()}", password=None))
        for what, path in _desk().items():
            yield _page(what, path, staff)
        yield from _pdf(anonymous)
        yield _word(anonymous)
        yield _table(anonymous)
    yield _save()
    yield _import()


def _public() -> dict[str, str]:
    seed = _seed()
    pages = {
        "register": "/statements/",
        "register, filtered": "/statements/?direction=outgoing&purpose=action",
        "documents": "/documents/",
        "search, rare word": f"/search/?q={ALL['en'].words[9_000]}",
        "search, common word": f"/search/?q={ALL['en'].words[10]}",
        "search, phrase": '/search/?q="child+online+protection"',
        "search, symbol": "/search/?q=2/34",
        "statement": seed.get_absolute_url(),
        "annex of 500 rows": f"{_long_annex().get_absolute_url()}",
        "Atom": "/statements.atom",
        "API, page of a list": "/api/v1/statements",
    }
    if Statement.objects.listed().count() > MOST - PER_PAGE:
        pages["register, page 400"] = f"/statements/?page={LAST_PAGE}"
    if Document.objects.public().count() > MOST - PER_PAGE:
        pages["documents, page 400"] = f"/documents/?page={LAST_PAGE}"
    return pages


def _desk() -> dict[str, str]:
    return {
        "desk: board": "/admin/",
        "desk: list of statements": "/admin/liaison/statement/",
        "desk: form of a statement": f"/admin/liaison/statement/{_seed().pk}/change/",
    }


def _seed() -> Statement:
    return Statement.objects.public().get(slug__startswith="2023-05-22")


def _long_annex() -> Annex:
    """An annex of a made-up statement with so many rows; made once."""
    statement = Statement.objects.listed().filter(slug="bench-4").get()
    annex, is_new = Annex.objects.get_or_create(statement=statement, number=9, defaults={"title": "Five hundred rows"})
    if is_new:
        papers = Document.objects.public().order_by("pk")[:ROWS_OF_ANNEX]
        Entry.objects.bulk_create(
            Entry(annex=annex, position=place, document=row, symbol=row.symbol, title=row.title)
            for place, row in enumerate(papers, start=1)
        )
    return annex


def _got(client: Client, path: str) -> bytes:
    cache.clear()  # what is kept of pages would answer in their place
    response = client.get(path)
    if response.status_code != 200:
        raise AssertionError(f"{path}: {response.status_code}")
    return b"".join(response.streaming_content) if response.streaming else response.content


def _page(what: str, path: str, client: Client) -> Floor:
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        size = len(_got(client, path))
    ours, floor, sql = medians(
        lambda: _got(client, path), lambda: _got(client, f"/bare/{size}/"), lambda: _asked(recorder.asked)
    )
    return Floor(what, ours, floor, "bare view of the same size", sql, len(recorder.asked))


def _asked(queries: Queries) -> None:
    """By the driver's own cursor."""
    with contextlib.closing(connection.connection.cursor()) as cursor:
        for sql, params in queries:
            cursor.execute(sql if connection.vendor == "postgresql" else sql.replace("%s", "?"), params or ())
            cursor.fetchall()


def _pdf(client: Client) -> Iterator[Floor]:
    statement = _seed()
    path = f"{statement.get_absolute_url().rstrip('/')}.pdf"
    letter, sheet = build(statement, public=True), sheet_for(statement, language=statement.language)
    job = _typst_job(letter, sheet)
    fresh, typst = medians(lambda: _got(client, path), lambda: compiled(TEMPLATES, *job), before=_forgotten)
    yield Floor("PDF of the statement of 22 May 2023, fresh", fresh, typst, "Typst alone")
    other = weasyprint.median_of(to_html(letter, sheet))
    if other is not None:
        yield Floor("PDF of the same letter, fresh", fresh, other, "WeasyPrint")
    client.get(path)
    kept, bare = medians(lambda: client.get(path).content, lambda: client.get("/bare/4000/").content)
    yield Floor("PDF, from the cache", kept, bare, "view with one query")


def _forgotten() -> None:
    """Typst keeps the layouts of its last ten compilations: none of the same letter."""
    with _Process.compiler() as compiler:
        for _ in range(11):
            compiler.compile(input={"main.typ": b""}, format="pdf")


def _typst_job(letter: Any, sheet: Any) -> tuple[dict[str, bytes], int]:
    """What Typst is given for a letter: taken from where it is given."""
    from liaison.letter import to_pdf  # noqa: PLC0415 -- the module, whose function has its name

    jobs: list[Any] = []
    original, to_pdf._set = to_pdf._set, lambda job: jobs.append(job) or b""
    try:
        to_pdf.to_pdf(letter, sheet)
    finally:
        to_pdf._set = original
    (job,) = jobs
    return {"data.json": job.data, "letter.json": job.source}, job.timestamp


def _word(client: Client) -> Floor:
    statement = _seed()
    path = f"{statement.get_absolute_url().rstrip('/')}.docx"
    letter, sheet = build(statement, public=True), sheet_for(statement, language=statement.language)
    ours, floor = medians(lambda: _got(client, path), lambda: WRITERS["docx"].write(letter, sheet))
    return Floor("Word of the same letter", ours, floor, "writing the file alone")


def _table(client: Client) -> Floor:
    """A CSV file of the newest 10,000 documents, or of as many as there are."""
    dated = Document.objects.public().exclude(received_on=None).order_by("-received_on")
    days = list(dated.values_list("received_on", flat=True)[:10_000])
    path = f"/documents.csv?from_date={days[-1]}"
    ours, floor = medians(lambda: _got(client, path), lambda: _copied(days[-1]), turns=FEW_TURNS, warm=1)
    of = "COPY of the same rows" if connection.vendor == "postgresql" else "a cursor and the csv module"
    return Floor(f"CSV of {len(days):,} documents", ours, floor, of)


COLUMNS = "symbol, title, kind, language, received_on, abstract"


def _copied(day: Any) -> int:
    chosen = f"SELECT {COLUMNS} FROM contributions_document WHERE is_public AND received_on >= "  # noqa: S608
    with contextlib.closing(connection.connection.cursor()) as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY ({chosen} '{day}') TO STDOUT WITH (FORMAT csv)") as copy:
                return sum(len(part) for part in copy)
        written = io.StringIO()
        csv.writer(written).writerows(cursor.execute(f"{chosen} '{day}'"))
        return len(written.getvalue())


class _Undone(Exception):
    """So that what was imported is not there afterwards."""


def _save() -> Floor:
    """A document whose title changed, with what search knows of it; the floor is the row alone."""
    document = Document.objects.public().order_by("pk")[0]
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * TURNS):
        with contextlib.suppress(_Undone), transaction.atomic():
            start = time.perf_counter()
            document.title = f"Another title, number {turn}"
            document.save(update_fields=["title"])
            if turn % 2:
                index.touch(document)
            times[bool(turn % 2)].append((time.perf_counter() - start) * 1000)
            raise _Undone
    return Floor(
        "saving a document, found by its words at once",
        *(statistics.median(times[key]) for key in (True, False)),
        "its row alone",
    )


def _import() -> Floor:
    period = StudyPeriod.objects.exclude(prefix="").order_by("label").last()
    rows = [["Symbol", "Title", "Date"]]
    today = str(timezone.localdate())
    rows += [[f"2/{500_000 + number}", f"Document {number} that is taken in", today] for number in range(IMPORTED)]
    written = io.StringIO()
    csv.writer(written).writerows(rows)

    def ours() -> None:
        with contextlib.suppress(_Undone), transaction.atomic():
            outcome = documents_import(
                table=table_of("list.csv", read_csv(written.getvalue().encode())),
                dry_run=False,
                period=period,
                meeting=None,
                topic=None,
            )
            if len(outcome.new) != IMPORTED:
                raise AssertionError(f"{len(outcome.new)} of {IMPORTED}: {outcome.refused[:1]}")
            raise _Undone

    times = medians(ours, lambda: _stored(rows[1:]), turns=1, warm=0)
    of = "COPY into a table with an index" if connection.vendor == "postgresql" else "executemany, with an index"
    return Floor(f"import of {IMPORTED:,} documents", *times, of)


def _stored(rows: list[list[str]]) -> None:
    with contextlib.closing(connection.connection.cursor()) as cursor:
        cursor.execute("CREATE TEMPORARY TABLE taken_in (symbol text PRIMARY KEY, title text, day text)")
        if connection.vendor == "postgresql":
            with cursor.copy("COPY taken_in FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany("INSERT INTO taken_in VALUES (?, ?, ?)", rows)
        cursor.execute("DROP TABLE taken_in")
