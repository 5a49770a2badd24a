"""The names under which bodies, entities and people of the register are met in letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from contacts.keys import match_key
from contacts.models import Alias, Body, Entity, Person

from .letter import Contact
from .read_symbols import QUESTIONS as NUMBERS_OF_QUESTIONS

LONG_FORMS = (
    (re.compile(r"\bstudy\s+group\b", re.I), "SG"),
    (re.compile(r"\bworking\s+party\b", re.I), "WP"),
    (re.compile(r"\bworking\s+group\b", re.I), "WG"),
)
BRACKETS = re.compile(r"\(([^()]*)\)")
QUESTIONS = re.compile(rf"[,;/]?\s*(?:\bon\s+)?{NUMBERS_OF_QUESTIONS.pattern}", re.I)
GROUP = re.compile(r"\b(?:SG|WP|WG|Study Group|Working Party|Working Group)\s?\d", re.I)
OF = re.compile(r"\s+of\s+(?:the\s+)?|\s*,\s*", re.I)
NAME_FIELDS = ("name", "name_ar", "name_zh", "name_fr", "name_ru", "name_es")


def body_key(text: str) -> str:
    """The match key of a body's name; long and short forms of Study Group and the like are one."""
    for pattern, short in LONG_FORMS:
        text = pattern.sub(short, text)
    return match_key(text)


def without_questions(text: str) -> str:
    """The name of a group, as printed, without the Questions that follow it."""
    return " ".join(QUESTIONS.sub(" ", text).split()).strip(" ,;:-–")


def name_forms(text: str) -> Iterator[str]:
    """The parts of a printed name under which a body may stand in the register, the most telling first."""
    yield text
    group = QUESTIONS.sub(" ", text)
    bare = BRACKETS.sub(" ", group).strip(" ,;:-–")
    yield group
    yield bare
    head, _comma, rest = bare.partition(",")
    if not GROUP.search(rest):
        yield head
    for inside in BRACKETS.findall(text):
        yield QUESTIONS.sub(" ", inside)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a name can be a part and a parent: "SG2 of ITU-T", "ITU-T / SG2", "SG2 (ITU-T)"."""
    bare = BRACKETS.sub(" ", QUESTIONS.sub(" ", text)).strip(" ,;:-–")
    words = bare.split()
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[count:]), " ".join(words[:count])
    for inside in BRACKETS.findall(text):
        yield bare, inside
    pieces = OF.split(bare)
    if len(pieces) == 2:
        yield pieces[0], pieces[1]
        yield pieces[1], pieces[0]


class Register:
    """The names of the register, read once for one letter or many."""

    MODELS = (Body, Alias, Entity, Person)

    def __init__(self) -> None:
        self.bodies: dict[str, set[Body]] = defaultdict(set)
        bodies = {body.pk: body for body in Body.objects.all()}
        for body in bodies.values():
            for text in (body.code, *(getattr(body, field) for field in NAME_FIELDS)):
                self._add(text, body)
        self.parents = {body.pk: body.parent_id for body in bodies.values()}
        for text, pk in Alias.objects.filter(body__isnull=False).values_list("text", "body_id"):
            self._add(text, bodies[pk])

    def _add(self, text: str, body: Body) -> None:
        if key := body_key(text):
            self.bodies[key].add(body)

    def find_bodies(self, text: str) -> set[Body]:
        """Those whom a printed name may mean: by a name of theirs, or by a parent's name and what is theirs of it.

        A name that begins with a parent's ("ITU-T ... (SG2)") never means a body of another.
        """
        parents = self._parents_in(text)
        forms = (self._below(self.bodies.get(body_key(form), set()), parents) for form in name_forms(text))
        found = next(filter(None, forms), set())
        if len(found) == 1:
            return found
        for part, parent in _parts(text):
            above = self.bodies.get(body_key(parent), set())
            if len(above) == 1 and (below := self._below(self.bodies.get(body_key(part), set()), above) - above):
                return below
        return found

    def is_below(self, body: Body, code: str) -> bool:
        """Whether a body is that with this code, or part of it."""
        return body in self._below({body}, self.bodies.get(body_key(code), set()))

    def _parents_in(self, text: str) -> set[Body]:
        """The body with whose name a longer name begins, if it has parts: "ITU-T" of "ITU-T Study Group 2"."""
        words = text.split()
        for count in range(min(len(words) - 1, 4), 0, -1):
            found = self.bodies.get(body_key(" ".join(words[:count])), set())
            if len(found) == 1 and next(iter(found)).pk in self.parents.values():
                return found
        return set()

    def _below(self, bodies: set[Body], parents: set[Body]) -> set[Body]:
        keys = {body.pk for body in parents}
        return {body for body in bodies if not keys or keys & set(self._line(body.pk))}

    def _line(self, key: int | None) -> Iterator[int]:
        """A body's key and those of all above it."""
        seen: set[int] = set()
        while key is not None and key not in seen:
            seen.add(key)
            yield key
            key = self.parents.get(key)

    def entities(self, names: Iterable[str]) -> dict[str, set[int]]:
        """The primary keys of the entities under each match key."""
        found: dict[str, set[int]] = defaultdict(set)
        keys = {match_key(name) for name in names} - {""}
        for key, pk in Entity.objects.filter(name_key__in=keys).values_list("name_key", "pk"):
            found[key].add(pk)
        for key, pk in Alias.objects.filter(key__in=keys, entity__isnull=False).values_list("key", "entity_id"):
            found[key].add(pk)
        return found

    def people(self, contacts: Iterable[Contact]) -> dict[str, set[Person]]:
        """People by the match key of a name, or by an e-mail address in lower case."""
        contacts = list(contacts)
        keys = {match_key(contact.name) for contact in contacts} - {""}
        emails = {contact.email for contact in contacts} - {""}
        found: dict[str, set[Person]] = defaultdict(set)
        for person in Person.objects.known_as(keys, emails).prefetch_related("aliases"):
            for key in {person.name_key, person.email.casefold(), *(alias.key for alias in person.aliases.all())} - {
                ""
            }:
                found[key].add(person)
        return found
