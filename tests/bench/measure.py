"""How long pages take: each kind of search, each filter alone and three together, each order, measured at the view."""

from __future__ import annotations

import contextlib
import datetime
import functools
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

import config.wsgi  # noqa: F401 -- begins as a worker does
from contacts.models import Body, Entity, Question, StudyPeriod
from contributions.models import Document, Topic
from liaison.models import Statement
from liaison.paging import LAST_PAGE, PER_PAGE
from tests.test_list_indexes import ON_BOTH, ON_POSTGRESQL

from .words import ALL, LANGUAGES

RARE = 8_000  # rank from which on a word is rare

Ask = Callable[[], tuple[str, dict[str, str]]]


class Asked:
    """Makes up what is asked; each call something else of the same kind, and such as is in the register."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.texts = self.texts_in("en")
        self.symbols = list(Document.objects.public().values_list("symbol", flat=True)[:4_000:20])
        place = {word: rank for rank, word in enumerate(ALL["en"].words)}
        words = {word for title, text in self.texts for word in f"{title} {text}".replace(".", "").split()}
        self.rare = sorted(word for word in words if place.get(word, 0) >= RARE)

    @staticmethod
    @functools.cache
    def texts_in(language: str) -> list[tuple[str, str]]:
        """Titles and texts of some documents."""
        keys = list(Document.objects.public().in_language(language).order_by("pk").values_list("pk", flat=True)[:200])
        return list(Document.objects.filter(pk__in=keys).values_list("title", "abstract"))

    def word_in(self, language: str) -> str:
        """A word of a title that is none of the most common; of a Chinese one a few characters of a stretch."""
        texts = [title.strip(".。").replace("，", " ").split() for title, _text in self.texts_in(language)]
        if language == "zh":
            return self.dice.choice(self.dice.choice(texts))[: self.dice.randrange(2, 5)]
        common = set(ALL[language].words[:50])
        return self.dice.choice(sorted({word for words in texts for word in words} - common))

    def word(self, first: int, last: int, code: str = "en") -> str:
        return ALL[code].words[self.dice.randrange(first, last)]

    def words(self, count: int, first: int, last: int) -> str:
        return " ".join(self.word(first, last) for _ in range(count))

    def rare_word(self) -> str:
        return self.dice.choice(self.rare)

    def phrase(self) -> str:
        """Two words that stand side by side in the text of a document."""
        words = self.dice.choice(self.texts)[1].rstrip(".").split()
        start = self.dice.randrange(len(words) - 1)
        return f'"{" ".join(words[start : start + 2])}"'

    def title(self) -> str:
        """Three words of a title, side by side."""
        words = self.dice.choice(self.texts)[0].rstrip(".").split()
        start = self.dice.randrange(len(words) - 2)
        return f'"{" ".join(words[start : start + 3])}"'


def addresses(dice: random.Random) -> dict[str, Ask]:
    asked = Asked(dice)
    found = dict(_searches(asked))
    for path, name, options in filters():
        found[f"{path.strip('/')}, {name}"] = lambda path=path, name=name, options=options: (
            path,
            {name: dice.choice(options)},
        )
    found["statements, three filters"] = lambda: (
        "/statements/",
        {"direction": "outgoing", "purpose": "action", "from_date": f"{dice.randrange(2017, 2026)}-01-01"},
    )
    found["statements, word and two filters"] = lambda: (
        "/statements/",
        {"q": asked.word(20, 300), "language": "en", "direction": "incoming"},
    )
    found["documents, three filters"] = lambda: (
        "/documents/",
        {"kind": "contribution", "language": "en", "country": dice.choice(_countries())},
    )
    found["documents, word and two filters"] = lambda: (
        "/documents/",
        {"q": asked.word(20, 300), "language": "en", "kind": "report"},
    )
    found["sent to a body"] = lambda: (dice.choice(["/bodies/cwg-cop/", "/bodies/itu-t/", "/bodies/tdag/"]), {})
    found["papers of a member"] = lambda: (dice.choice(["/members/nigeria/", "/members/france/"]), {})
    found["papers of a member, by recipient"] = lambda: ("/members/nigeria/", {"by": "recipient"})
    found["overview"] = lambda: ("/overview/", {"period": dice.choice(["2022-2025", "2018-2021"])})
    pages = [row.get_absolute_url() for row in Statement.objects.listed()[:50]]
    papers = [row.get_absolute_url() for row in Document.objects.public()[:50]]
    found["names for a filter"] = lambda: (f"/names/{dice.choice(['bodies', 'questions', 'sources'])}", {})
    found["statement"] = lambda: (dice.choice(pages), {})
    found["document"] = lambda: (dice.choice(papers), {})
    for path in ("/statements.atom", "/api/v1/statements", "/api/v1/documents"):
        with contextlib.suppress(Resolver404):
            resolve(path)
            found[f"{path}, common word"] = lambda path=path: (path, {"q": asked.word(0, 20)})
    return found


def _searches(asked: Asked) -> Iterator[tuple[str, Ask]]:
    kinds: dict[str, Callable[[], str]] = {
        "rare word": asked.rare_word,
        "common word": lambda: asked.word(0, 20),
        "two words": lambda: asked.words(2, 50, 500),
        "phrase": asked.phrase,
        "phrase of a title": asked.title,
        "beginning of a word": lambda: asked.word(300, 3_000)[:5],
        "symbol": lambda: asked.dice.choice(asked.symbols),
        "Chinese": lambda: asked.word_in("zh"),
        "Arabic": lambda: asked.word_in("ar"),
    }
    for path in ("/search/", "/documents/", "/statements/"):
        for kind, words in kinds.items():
            yield f"{path.strip('/')}, {kind}", lambda path=path, words=words: (path, {"q": words()})
        by_date = {"/search/": "-date", "/documents/": "-received", "/statements/": "-date"}[path]
        yield (
            f"{path.strip('/')}, common word, newest first",
            lambda path=path, by_date=by_date: (path, {"q": asked.word(0, 50), "sort": by_date}),
        )


def _countries() -> list[str]:
    return list(Entity.objects.exclude(country="").values_list("country", flat=True))


def filters() -> Iterator[tuple[str, str, list[str]]]:
    """Path, parameter and values of each filter and order."""
    today = timezone.localdate()
    days = [str(today - datetime.timedelta(days=days)) for days in range(30, 3_600, 70)]
    both = {
        "period": list(StudyPeriod.objects.exclude(prefix="").values_list("label", flat=True)),
        "topic": list(Topic.objects.values_list("slug", flat=True)),
        "source": list(Entity.objects.values_list("slug", flat=True)),
        "country": _countries(),
        "question": [*Question.objects.values_list("slug", flat=True), "3/2", "1/1"],
        "language": LANGUAGES,
        "from_date": days,
        "to_date": days,
    }
    statements = {
        "direction": ["outgoing", "incoming", "internal", "other"],
        "status": ["open", "overdue", "answered", "withdrawn"],
        "body": list(Body.objects.values_list("slug", flat=True)),
        "group": list(Body.objects.study_groups().values_list("slug", flat=True)),
        "to": list(Body.objects.values_list("slug", flat=True)),
        "from": ["itu-d-sg1", "itu-d-sg2"],
        "purpose": ["action", "comment", "information"],
        "due": ["overdue", "7", "30"],
        "deadline_from": days,
        "deadline_to": days,
        "sort": ["date", "-date", "title", "-title", "symbol", "-symbol", "deadline", "-deadline", "open"],
    }
    documents = {
        "kind": ["contribution", "report", "liaison", "agenda", "administrative", "temporary"],
        "group": ["itu-d-sg1", "itu-d-sg2"],
        "body": ["itu-d-sg1", "itu-d-sg2", "itu-d"],
        "sort": ["received", "-received", "title", "-title", "symbol", "-symbol"],
    }
    statements["page"] = pages_of(Statement.objects.listed().count())
    documents["page"] = pages_of(Document.objects.public().count())
    for path, names in (("/statements/", statements | both), ("/documents/", documents | both)):
        yield from ((path, name, values) for name, values in names.items())


def pages_of(count: int) -> list[str]:
    """Some pages of a list of so many rows, from the first to the last that can be asked for."""
    last = min(LAST_PAGE, max(1, count // PER_PAGE))
    return [str(max(1, page)) for page in (1, 2, 3, last // 8, last // 4, last // 2, last - 1, last)]


def plans() -> dict[str, str]:
    """How the engine finds each order and filter of the lists."""
    asked = ON_BOTH | (ON_POSTGRESQL if connection.vendor == "postgresql" else {})
    return {name: rows().explain() for name, (rows, _index) in asked.items()}


class Counter:
    """How many queries were asked, as an execute wrapper."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.count += 1
        return execute(*args)


class Pages:
    """The kinds of pages that are timed, each asked for something else each time, the same things in each process."""

    def __init__(self) -> None:
        self.client = Client(HTTP_HOST="127.0.0.1:8000")
        self.asks = addresses(random.Random(20230522))  # noqa: S311 -- the same each time

    def time(self, what: str, turns: int, warm: int) -> tuple[list[float], int]:
        """Milliseconds of so many pages of a kind, after some that do not count; and the most queries of one."""
        times, queries = [], 0
        for turn in range(turns + warm):
            path, query = self.asks[what]()
            counter = Counter()
            cache.clear()  # a page that was kept would be too quick
            with connection.execute_wrapper(counter):
                start = time.perf_counter()
                response = self.client.get(path, query)
                if response.streaming:
                    b"".join(response.streaming_content)
                taken = (time.perf_counter() - start) * 1000
            if response.status_code != 200:
                raise AssertionError(f"{path} {query}: {response.status_code}")
            if turn >= warm:
                times.append(taken)
                queries = max(queries, counter.count)
        return times, queries
