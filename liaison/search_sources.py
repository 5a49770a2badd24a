"""What can be found of statements: what their public letter says, and no more."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Prefetch, QuerySet

from contacts.models import Body
from contacts.search import index
from contacts.search.sources import Findable, Said, Source, refers, register
from contacts.search_sources import names_of
from contributions.models import Document, Topic
from liaison.letter.build import build
from liaison.letter.letter import Letter, plain_lines
from liaison.letter.read_json import from_dict
from liaison.models import Annex, Party, Redaction, Statement, Translation
from liaison.renditions import public_letter


def _statement(statement: Statement) -> Findable:
    letter = build(statement, public=True)
    registered = statement.registered_as
    bodies = [party.body for party in statement.parties.all() if party.body]
    # Of a document that is kept for staff not even the symbol.
    ours = f"{registered.symbol} {registered.code}" if registered and registered.is_public else ""
    found = Findable(
        title=[(letter.title, letter.language)],
        names=[
            (" ".join([letter.symbol or "", *letter.other_symbols, letter.reference, ours]), ""),
            *_parties(letter),
            *((body.code, "") for body in bodies),
            *(said for body in bodies for said in names_of(body)),
            *(said for topic in statement.topics.all() for said in names_of(topic)),
        ],
        text=[*_text(letter), *_versions(statement)],
        date=statement.date,
    )
    return _redacted(found, [row.text for row in statement.redactions.all()])


def _parties(letter: Letter) -> Iterable[Said]:
    for party in (*letter.from_, *letter.to, *letter.cc):
        yield party.text, letter.language
        yield " ".join(f"Q{number} Question {number}" for number in party.questions), "en"


def _text(letter: Letter) -> Iterable[Said]:
    """All that the letter says but its title, its parties, and addresses."""
    lines = [*letter.subtitle, letter.action_required, letter.meeting.text, letter.approval.text, *letter.keywords]
    lines += [reply.text for reply in letter.in_reply_to] + [reply.symbol or "" for reply in letter.in_reply_to]
    lines += [*plain_lines(letter.abstract), *plain_lines(letter.content), *letter.signatures]
    lines += [", ".join(filter(None, [row.name, row.role, row.affiliation])) for row in letter.contacts]
    lines += [f"{file.symbol or ''} {file.title}" for file in letter.attachments]
    for annex in letter.annexes:
        lines += [annex.title, *plain_lines(annex.intro)]
        for entry in annex.entries:
            lines += [f"{entry.symbol or ''} {entry.source}", entry.title, *plain_lines(entry.brief)]
        lines += plain_lines(annex.content)
    return [(line, letter.language) for line in lines if line.strip()]


def _versions(statement: Statement) -> Iterable[Said]:
    """The language versions that the public may read."""
    for version in statement.translations.all() if not statement.is_header_only else ():
        if version.status == Translation.Status.PUBLISHED and version.letter:
            letter = public_letter(from_dict(version.letter), statement)
            yield letter.title, letter.language
            yield from _parties(letter)
            yield from _text(letter)


def _redacted(found: Findable, passages: Iterable[str]) -> Findable:
    """Without the words that the public no longer reads, however they were broken into lines."""
    written = [r"\s+".join(map(re.escape, words.split())) for words in passages if words.strip()]
    patterns = [re.compile(words, re.IGNORECASE) for words in written]
    if not patterns:
        return found

    def left(said: Iterable[Said]) -> list[Said]:
        for pattern in patterns:
            said = [(pattern.sub(" ", text), language) for text, language in said]
        return list(said)

    return Findable(left(found.title), left(found.names), left(found.text), found.date)


def _statements() -> QuerySet[Statement]:
    return Statement.objects.public().for_detail().prefetch_related("redactions", Prefetch("translations"))


def register_all() -> None:
    register(
        Source(
            "statement",
            Statement,
            _statements,
            _statement,
            {
                Body: refers(Statement, "parties__body"),
                Topic: refers(Statement, "topics"),
                Document: refers(Statement, "registered_as"),
                Party: refers(Statement, "parties"),
                Annex: refers(Statement, "annexes"),
                Redaction: refers(Statement, "redactions"),
                Translation: refers(Statement, "translations"),
            },
        )
    )


def _concerned(values: Iterable[object]) -> set[int]:
    """The keys of the statements among the values, of those to which they belong, and of those that they correct."""
    rows = [value for value in values if isinstance(value, Model)]
    own = {row.pk for row in rows if isinstance(row, Statement)}
    others = {getattr(row, name, None) for row in rows for name in ("statement_id", "correction_of_id")}
    return {key for key in own | others if key}


def kept_in_step(act: Callable[..., Any]) -> Callable[..., Any]:
    """An act on a statement that brings the index of search in step in the same transaction."""

    @functools.wraps(act)
    def acting(*args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            result = act(*args, **kwargs)
            keys = _concerned([*args, *kwargs.values(), result])
            index.touch_keys(Statement, keys)
            index.touch_keys(Document, Statement.objects.with_keys(keys).documents_of_ours())
            return result

    return acting


def all_kept_in_step(services: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Those of the services that act on a statement: they settle it, or are told by whom it is done."""
    acts = {name: act for name, act in services.items() if inspect.isfunction(act)}
    return {
        name: kept_in_step(act)
        for name, act in acts.items()
        if name.startswith("statement_") or "by" in inspect.signature(act).parameters
    }
