"""What the register knows of names, numbers and codes, read once for a list of any length."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable

from contacts.keys import match_key
from contacts.models import Alias, Body, Entity, Question, StudyPeriod
from contacts.models.naming import NAMES
from contributions.models import Meeting, Topic
from contributions.symbols import Symbol

Keyed = dict[str, set[int]]  # primary keys by match key


class Register:
    """`answers` are a clerk's: which entity is meant by a name that several have, None for the words alone."""

    def __init__(self, answers: dict[str, int | None] | None = None) -> None:
        self.answers = answers or {}
        self.entities = Entity.objects.for_list().in_bulk()
        self._read_entities()
        self.periods = list(StudyPeriod.objects.all())
        self.questions: dict[tuple[int, str], list[Question]] = defaultdict(list)
        for question in Question.objects.for_list():
            self.questions[question.period_id, question.number.casefold()].append(question)
        self.topics = _by_key(Topic.objects.all(), ("code", *NAMES))
        self.bodies = _by_key(Body.objects.for_list(), ("code", *NAMES))
        self._meetings: dict[str, list[Meeting]] | None = None

    def _read_entities(self) -> None:
        self.names: Keyed = defaultdict(set)
        self.codes: Keyed = defaultdict(set)
        for entity in self.entities.values():
            for column in NAMES:
                self.names[match_key(getattr(entity, column))].add(entity.pk)
            self.codes[match_key(entity.code)].add(entity.pk)
        for key, pk in Alias.objects.filter(entity__isnull=False).values_list("key", "entity"):
            self.names[key].add(pk)
        self.names.pop("", None)
        self.codes.pop("", None)
        self._sorted = sorted({*self.names, *self.codes})

    # Entities

    def entities_called(self, text: str) -> set[int]:
        """By name or other spelling; by code where no name is like it."""
        found = self.candidates(text)
        return found & {self.answers[match_key(text)]} if self.is_answered(text) else found

    def candidates(self, text: str) -> set[int]:
        """The same before anybody is asked."""
        key = match_key(text)
        return self.names.get(key) or self.codes.get(key) or set()

    def may_begin(self, text: str) -> bool:
        """Whether any name begins like that; if none does, the text with more words is no name either."""
        key = match_key(text)
        place = bisect.bisect_left(self._sorted, key)
        return place < len(self._sorted) and self._sorted[place].startswith(key)

    def is_answered(self, text: str) -> bool:
        return match_key(text) in self.answers

    # The others. Each gives all that are meant: one, none or several.

    def periods_called(self, text: str) -> list[StudyPeriod]:
        key = match_key(text)
        return [period for period in self.periods if key in (match_key(period.label), match_key(period.prefix or "-"))]

    def period_of(self, symbol: Symbol) -> StudyPeriod | None:
        """The period whose prefix a symbol tells."""
        return next((period for period in self.periods if symbol.prefix and period.prefix == symbol.prefix), None)

    def questions_numbered(self, period: StudyPeriod, number: str) -> list[Question]:
        return self.questions.get((period.pk, number.casefold()), [])

    def questions_of_group(self, period: StudyPeriod, group: str) -> list[Question]:
        """All Questions of a period whose numbers end in /2."""
        found = [
            question
            for (pk, number), questions in self.questions.items()
            if pk == period.pk and number.rpartition("/")[2] == group.casefold()
            for question in questions
        ]
        return sorted(found, key=lambda question: question.place)

    def topics_called(self, text: str) -> list[Topic]:
        return self.topics.get(match_key(text), [])

    def topics_within(self, words: str) -> list[Topic]:
        """The topic that the words are, or those whose code or name stands among them."""
        if found := self.topics_called(words):
            return found
        spaced = f" {_plain(words)} "
        found = {topic.pk: topic for topics in self.topics.values() for topic in topics if _stands_in(topic, spaced)}
        return list(found.values())

    def bodies_called(self, text: str) -> list[Body]:
        return self.bodies.get(match_key(text), [])

    def body_of(self, symbol: Symbol) -> Body | None:
        """The study or advisory group that issues documents under such a symbol: ITU-D SG2 for SG02 and SG02.RGQ."""
        group = re.match(r"SG0?([1-9][0-9]?)(?:\.RGQ)?$|(TDAG)[0-9]+$", symbol.group)
        code = (f"ITU-{symbol.sector} SG{group[1]}" if group[1] else group[2]) if group and symbol.sector else ""
        found = self.bodies_called(code) if code else []
        return found[0] if len(found) == 1 else None

    def meetings_called(self, text: str) -> list[Meeting]:
        """By address or name; those of the register are read when a list first names one."""
        if self._meetings is None:
            self._meetings = _by_key(Meeting.objects.select_related("body", "period"), ("slug", *NAMES))
        return self._meetings.get(match_key(text), [])


def _stands_in(topic: Topic, spaced: str) -> bool:
    names = (_plain(getattr(topic, column)) for column in ("code", *NAMES))
    return any(f" {name} " in spaced for name in names if name)


def _plain(text: str) -> str:
    """Its words in small letters, without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _by_key(rows: Iterable, columns: tuple[str, ...]) -> dict[str, list]:
    """Rows by the match keys of some columns, each once under a key."""
    found: dict[str, list] = defaultdict(list)
    for row in rows:
        for key in {match_key(getattr(row, column)) for column in columns} - {""}:
            found[key].append(row)
    return found
