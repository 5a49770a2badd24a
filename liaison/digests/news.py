"""What is new in the register, and what each list has of it: looked up once a run, however many follow it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from liaison.models import Event, Follow, Revision, Statement

from .followed import FollowedList

MOST = 1000  # of the latest documents of one list, in one run: an archive that was taken in is not told of one by one


@dataclass(frozen=True)
class News:
    """One thing to be told once. `key` names it for ever; `paper` is the statement's or document's key."""

    key: str
    paper: int
    at: datetime.datetime

    @property
    def is_of_document(self) -> bool:
        return self.key.startswith("d")

    @property
    def is_correction(self) -> bool:
        return self.key.startswith("c")

    @property
    def revision(self) -> int:
        """Of a correction, the key of its revision."""
        return int(self.key[1:])


class Bulletin:
    """All that is new since an instant. A list is looked at when it is first asked for, and once."""

    def __init__(self, after: datetime.datetime) -> None:
        self.after = after
        self.of_statement: dict[int, list[News]] = defaultdict(list)
        for pk, at in Statement.objects.public_after(after).values_list("pk", "public_since"):
            self._note(f"s{pk}", pk, at)
        for pk, statement, at in Revision.objects.corrections_since(after).values_list("pk", "statement", "made_at"):
            self._note(f"c{pk}", statement, at)
        withdrawals = Event.objects.withdrawals().since(after)
        for statement, at in withdrawals.values_list("statement", "at"):
            self._note(f"w{statement}", statement, at)
        withdrawn = Statement.objects.withdrawn().with_keys(self.of_statement)
        self.withdrawn = set(withdrawn.order_by().values_list("pk", flat=True))
        self.standing = self.of_statement.keys() - self.withdrawn
        self._lists: dict[tuple[str, str], list[News]] = {}

    def _note(self, key: str, statement: int, at: datetime.datetime) -> None:
        self.of_statement[statement].append(News(key, statement, at))

    def on(self, follow: Follow) -> list[News]:
        """What of it stands on a list, and is later than what the list tells of; the latest first."""
        found = self._lists.get((follow.list, follow.query))
        if found is None:
            found = self._lists[follow.list, follow.query] = self._looked_up(follow)
        return [news for news in found if news.at > follow.tells_after]

    def is_cut(self, follow: Follow) -> bool:
        """Whether a list that was looked at has more than is told."""
        found = self._lists.get((follow.list, follow.query), [])
        return sum(news.is_of_document for news in found) >= MOST

    def _looked_up(self, follow: Follow) -> list[News]:
        followed = FollowedList.stored(follow.list, follow.query)
        keys = followed.statements_among(self.standing, self.withdrawn)
        documents = [News(f"d{pk}", pk, at) for pk, at in followed.documents_after(self.after, MOST)]
        return sorted([*self._of(keys), *documents], key=lambda news: news.at, reverse=True)

    def _of(self, keys: Iterable[int]) -> Iterable[News]:
        for key in keys:
            yield from self.of_statement[key]
