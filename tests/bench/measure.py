"""How long pages take: each kind of search, each filter alone and three together, each order, measured at the view."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client

from contacts.models import SearchRow
from contributions.models import Document
from liaison.models import Statement
from tests.test_list_indexes import ON_BOTH, ON_POSTGRESQL

from .words import ALL

TURNS = 20


@dataclass(frozen=True)
class Timing:
    what: str
    median: float
    worst: float  # the 95th percentile

    @classmethod
    def of(cls, what: str, times: list[float]) -> Timing:
        times = sorted(times)
        return cls(what, statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.95))])


def addresses(dice: random.Random) -> dict[str, Callable[[], tuple[str, dict[str, str]]]]:
    """What is asked, by name; each call asks for something else of the same kind."""
    english = ALL["en"].words

    def word(first: int, last: int, code: str = "en") -> str:
        return ALL[code].words[dice.randrange(first, last)]

    def words(count: int, first: int, last: int) -> str:
        return " ".join(word(first, last) for _ in range(count))

    def phrase() -> str:
        text = dice.choice(titles).rstrip(".").split()
        start = dice.randrange(max(1, len(text) - 1))
        return f'"{" ".join(text[start : start + 2])}"'

    titles = [row.title for row in SearchRow.objects.of_kind("document").filter(key__lte=60) if row.title.isascii()]
    titles = titles or [" ".join(english[50:58])]
    symbols = list(Document.objects.public().values_list("symbol", flat=True)[:200])
    found: dict[str, Callable[[], tuple[str, dict[str, str]]]] = {
        "search, rare word": lambda: ("/search/", {"q": word(8_000, 20_000)}),
        "search, common word": lambda: ("/search/", {"q": word(0, 20)}),
        "search, two words": lambda: ("/search/", {"q": words(2, 50, 500)}),
        "search, phrase": lambda: ("/search/", {"q": phrase()}),
        "search, beginning of a word": lambda: ("/search/", {"q": word(300, 3_000)[:5]}),
        "search, symbol": lambda: ("/search/", {"q": dice.choice(symbols)}),
        "search, Chinese": lambda: ("/search/", {"q": word(0, 1_500, "zh")}),
        "search, Arabic": lambda: ("/search/", {"q": word(10, 5_000, "ar")}),
        "search, newest first": lambda: ("/search/", {"q": word(0, 50), "sort": "-date"}),
        "documents, rare word": lambda: ("/documents/", {"q": word(8_000, 20_000)}),
        "documents, common word": lambda: ("/documents/", {"q": word(0, 20)}),
        "documents, common word, newest first": lambda: ("/documents/", {"q": word(0, 20), "sort": "-received"}),
        "statements, common word": lambda: ("/statements/", {"q": word(0, 20)}),
        "statements, common word, newest first": lambda: ("/statements/", {"q": word(0, 20), "sort": "-date"}),
    }
    for path, name, options in filters():
        found[f"{path.strip('/')}, {name}"] = lambda path=path, name=name, options=options: (
            path,
            {name: dice.choice(options)},
        )
    found["statements, three filters"] = lambda: (
        "/statements/",
        {"direction": "outgoing", "purpose": "action", "from_date": f"{dice.randrange(2008, 2020)}-01-01"},
    )
    found["statements, word and two filters"] = lambda: (
        "/statements/",
        {"q": word(20, 300), "language": "en", "direction": "incoming"},
    )
    found["documents, three filters"] = lambda: (
        "/documents/",
        {"kind": "contribution", "language": "en", "country": "NG"},
    )
    found["sent to a body"] = lambda: (dice.choice(["/bodies/cwg-cop/", "/bodies/itu-t/", "/bodies/tdag/"]), {})
    found["papers of a member"] = lambda: (dice.choice(["/members/nigeria/", "/members/france/"]), {})
    found["papers of a member, by recipient"] = lambda: ("/members/nigeria/", {"by": "recipient"})
    found["overview"] = lambda: ("/overview/", {"period": dice.choice(["2022-2025", "2018-2021"])})
    found["statement"] = lambda: (dice.choice(pages), {})
    pages = [row.get_absolute_url() for row in Statement.objects.listed()[:50]]
    return found


def filters() -> Iterator[tuple[str, str, list[str]]]:
    """Path, parameter and some values of each filter and order."""
    days = [f"{year}-06-01" for year in range(2007, 2025)]
    statements = {
        "direction": ["outgoing", "incoming", "internal", "other"],
        "status": ["open", "overdue", "answered", "withdrawn"],
        "body": ["cwg-cop", "itu-t", "tdag"],
        "to": ["cwg-cop", "itu-t", "tdag"],
        "from": ["itu-d-sg1", "itu-d-sg2"],
        "question": ["2022-2025-q3-2", "3/2"],
        "group": ["itu-d-sg1", "itu-d-sg2"],
        "period": ["2022-2025", "2018-2021"],
        "purpose": ["action", "comment", "information"],
        "topic": ["child-online-protection"],
        "source": ["nigeria", "france"],
        "country": ["NG", "FR"],
        "language": ["en", "fr", "zh"],
        "due": ["overdue", "7", "30"],
        "from_date": days,
        "to_date": days,
        "deadline_from": days,
        "deadline_to": days,
        "sort": ["date", "-date", "title", "-title", "symbol", "-symbol", "deadline", "-deadline", "open"],
        "page": ["1", "200", "400"],
    }
    documents = {
        "kind": ["contribution", "report", "liaison"],
        "question": ["2022-2025-q3-2", "3/2"],
        "source": ["nigeria", "france"],
        "period": ["2022-2025", "2018-2021"],
        "group": ["itu-d-sg1", "itu-d-sg2"],
        "body": ["itu-d-sg1", "itu-d"],
        "topic": ["child-online-protection"],
        "country": ["NG", "FR"],
        "language": ["en", "fr", "zh"],
        "from_date": days,
        "to_date": days,
        "sort": ["received", "-received", "title", "-title", "symbol", "-symbol"],
        "page": ["1", "200", "400"],
    }
    for path, names in (("/statements/", statements), ("/documents/", documents)):
        yield from ((path, name, values) for name, values in names.items())


def plans() -> dict[str, str]:
    """How the engine finds each order and filter of the lists."""
    asked = ON_BOTH | (ON_POSTGRESQL if connection.vendor == "postgresql" else {})
    return {name: rows().explain() for name, (rows, _index) in asked.items()}


def measure(turns: int = TURNS) -> list[Timing]:
    dice = random.Random(20230522)  # noqa: S311 -- the same each time
    client = Client(HTTP_HOST="127.0.0.1:8000")
    found = []
    for what, ask in addresses(dice).items():
        times = []
        for turn in range(turns + 1):
            path, query = ask()
            start = time.perf_counter()
            response = client.get(path, query)
            taken = (time.perf_counter() - start) * 1000
            if response.status_code != 200:
                raise AssertionError(f"{path} {query}: {response.status_code}")
            if turn:  # the first warms what is cached
                times.append(taken)
        found.append(Timing.of(what, times))
    return found
