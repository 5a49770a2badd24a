"""What readers and clerks do: what they ask for, how often of each kind, and how long they look at it."""

from __future__ import annotations

import asyncio
import gzip
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.desk import _values

from .client import Answer, Browser
from .figures import Figures

LANGUAGES = [""] * 7 + ["/fr", "/ar", "/zh-hans"]
AGAIN = 0.3  # of the pages, feeds and files that somebody has already are asked for again, if they have changed


@dataclass
class Shelf:
    """What there is to ask for, and what was saved: by the draft's key, the words that the site has acknowledged."""

    statements: list[str]
    documents: list[str]
    others: list[str]  # study groups, Questions, bodies, topics, meetings
    words: list[str]
    bodies: list[str]
    periods: list[str]
    saved: dict[int, list[str]] = field(default_factory=dict)
    unsure: set[int] = field(default_factory=set)  # drafts of which one save had no answer


class Person:
    """Asks for one thing after another and thinks in between, until the figures say that it is over."""

    def __init__(self, number: int, ports: list[int], shelf: Shelf, thinks: float, cookies: str = "") -> None:
        self.dice = random.Random(number)  # noqa: S311 -- the same each time
        self.browser = Browser(ports[number % len(ports)], cookies)
        self.shelf, self.thinks, self.number = shelf, thinks, number

    async def live(self, figures: Figures) -> None:
        await self.think(figures, self.dice.uniform(0, self.thinks))
        while figures.goes_on():
            await self.act(figures)
            await self.think(figures, self.dice.expovariate(1 / self.thinks) if self.thinks else 0)
        self.browser.close()

    async def think(self, figures: Figures, seconds: float) -> None:
        """Until it is over at most."""
        await asyncio.sleep(max(0.0, min(seconds, figures.left)))

    async def act(self, figures: Figures) -> None:
        raise NotImplementedError

    async def get(self, figures: Figures, kind: str, path: str, *, again: bool = False) -> Answer:
        answer = await self.browser.get(path, again=again)
        figures.note("304 of any" if answer.status == 304 else kind, answer)
        return answer


class Reader(Person):
    """The kinds, each with its weight, and the address of one."""

    @property
    def kinds(self) -> dict[str, tuple[int, Callable[[], str]]]:
        one = self.dice.choice
        shelf = self.shelf
        return {
            "home": (6, lambda: f"{one(LANGUAGES)}/"),
            "register": (12, lambda: f"{one(LANGUAGES)}/statements/"),
            "register, page and order": (5, lambda: "/statements/?" + urlencode(self.page())),
            "register, filtered": (14, lambda: f"{one(LANGUAGES)}/statements/?" + urlencode(self.filters())),
            "documents, filtered": (8, lambda: "/documents/?" + urlencode(self.filters())),
            "search": (8, lambda: "/search/?" + urlencode({"q": one(shelf.words)})),
            "statement": (20, lambda: one(LANGUAGES) + one(shelf.statements)),
            "annexes": (3, lambda: one(shelf.statements) + "annexes/"),
            "document": (8, lambda: one(shelf.documents)),
            "group, Question, body, topic": (5, lambda: one(shelf.others)),
            "PDF": (3, lambda: one(shelf.statements).rstrip("/") + ".pdf"),
            "Atom": (3, lambda: "/statements.atom?" + urlencode(self.filters())),
            "API": (4, lambda: "/api/v1/statements?" + urlencode({"limit": 25} | self.filters())),
            "CSV": (1, lambda: "/statements.csv?" + urlencode({"q": one(shelf.words)})),
        }

    def filters(self) -> dict[str, str]:
        one = self.dice.choice
        every = {
            "q": one(self.shelf.words),
            "body": one(self.shelf.bodies),
            "period": one(self.shelf.periods),
            "language": one(["en", "fr", "es"]),
            "from_date": f"{self.dice.randrange(2018, 2026)}-01-01",
        }
        return {name: every[name] for name in self.dice.sample(sorted(every), self.dice.choice([1, 1, 2]))}

    def page(self) -> dict[str, str]:
        return {"page": str(self.dice.randrange(2, 20)), "sort": self.dice.choice(["date", "-date", "title"])}

    async def act(self, figures: Figures) -> None:
        kinds = self.kinds
        kind = self.dice.choices(list(kinds), [weight for weight, _address in kinds.values()])[0]
        path, again = kinds[kind][1](), False
        if self.browser.tags and self.dice.random() < AGAIN:
            path, again = self.dice.choice(list(self.browser.tags)), True
        await self.get(figures, kind, path, again=again)


class Clerk(Person):
    """Signed in, with a draft of their own: looks at the desk, changes the draft, saves it, previews it."""

    def __init__(self, number: int, ports: list[int], shelf: Shelf, thinks: float, cookies: str, draft: int) -> None:
        super().__init__(number, ports, shelf, thinks, cookies)
        self.draft, self.saves = draft, 0
        self.url = f"/admin/liaison/statement/{draft}/"

    async def act(self, figures: Figures) -> None:
        kind = self.dice.choices(["board", "list", "list, searched", "papers", "save", "preview"], [3, 3, 2, 2, 5, 1])[
            0
        ]
        if kind == "save":
            await self.save(figures)
        elif kind == "preview":
            await self.get(figures, "desk: preview", f"{self.url}preview.pdf")
        else:
            words = urlencode({"q": self.dice.choice(self.shelf.words)})
            paths = {"board": "/admin/", "list": "/admin/liaison/statement/?status__exact=draft"}
            paths |= {"list, searched": f"/admin/liaison/statement/?{words}"}
            paths |= {"papers": "/admin/contributions/document/"}
            await self.get(figures, f"desk: {kind}", paths[kind])

    async def save(self, figures: Figures) -> None:
        """The form as a browser posts it, with other words in the title; what is acknowledged is remembered."""
        form = await self.get(figures, "desk: form of a draft", f"{self.url}change/")
        if form.status != 200:
            return
        text = gzip.decompress(form.body) if form.headers.get("content-encoding") == "gzip" else form.body
        values = {name: given for name, given in _values(text.decode()).items() if "__prefix__" not in name}
        self.saves += 1
        words = f"Draft {self.draft} as clerk {self.number} saved it, {figures.name} {self.saves}"
        sent = values | {"title": [words], "_continue": ["1"]}
        await self.think(figures, self.dice.uniform(0, self.thinks))
        answer = await self.browser.post(f"{self.url}change/", urlencode(sent, doseq=True).encode())
        figures.note("desk: save", answer)
        if answer.status == 302:
            self.shelf.saved.setdefault(self.draft, []).append(words)
        elif answer.status < 100:
            self.shelf.unsure.add(self.draft)
