"""The sheet on which a statement of the register is printed: letterhead, banner, transcription."""

from __future__ import annotations

import datetime

from config.data_version import kept
from contacts.keys import match_key
from contacts.models import Body
from liaison.models import Revision, Statement

from .labels import base_language, colon, comma, labels, printed_date
from .sheet import Sheet

SUPERSEDED = {
    "en": "SUPERSEDED by revision {number}",
    "fr": "REMPLACÉE par la révision {number}",
    "es": "SUSTITUIDA por la revisión {number}",
    "ru": "ЗАМЕНЕНО пересмотром {number}",
    "ar": "حلت محله المراجعة {number}",
    "zh": "已被第{number}次修订取代",
}


def sheet_for(statement: Statement, *, language: str = "", only_annex: int | None = None) -> Sheet:
    """Ours goes under the home body's letterhead; what others sent on a neutral sheet. At most five queries.

    What is not agreed yet says so; a withdrawn statement says so with the reason. `language` is that of a translation.
    """
    language = language or statement.language
    last = None if statement.is_draft else statement.revisions.order_by("number").defer("letter").last()
    return sheet_of(statement, last, language=language, only_annex=only_annex)


def sheet_of(
    statement: Statement,
    revision: Revision | None,
    *,
    language: str = "",
    only_annex: int | None = None,
    superseded_by: int | None = None,
) -> Sheet:
    """The sheet of a revision, the one in force or an earlier one, which says what took its place; of none for a
    draft."""
    language = language or statement.language
    kept = revision.letterhead if revision and language == statement.language else None
    return Sheet(
        letterhead=letterhead_of(statement, language) if kept is None else tuple(kept),
        banner=banner_of(statement, language) or _superseded(superseded_by, language),
        transcription=statement.is_transcription,
        only_annex=only_annex,
        changed=_changed(statement, revision),
    )


def letterhead_of(statement: Statement, language: str) -> tuple[str, ...]:
    """The home body's lines; none over what others sent."""
    return () if statement.is_transcription else home_letterhead(language)


@kept
def home_letterhead(language: str) -> tuple[str, ...]:
    """A line that names the home body, or what it is part of, is in the language that is asked for; the first is its
    short name and stays."""
    home = Body.objects.home()
    if home is None or base_language(language) == "en":
        return tuple(home.letterhead_lines) if home else ()
    names = {match_key(alias.text): home for alias in home.aliases.all()}
    names |= {match_key(body.name): body for body in (home.parent, home) if body}
    return tuple(
        names[key].name_in(language) if (key := match_key(line)) in names and number else line
        for number, line in enumerate(home.letterhead_lines)
    )


def banner_of(statement: Statement, language: str) -> str:
    words = labels(language)
    if statement.is_not_agreed:
        return words["draft"]
    if not statement.is_withdrawn:
        return ""
    day = printed_date(statement.withdrawn_on, language)
    stamp = comma(language).join(filter(None, [words["withdrawn"], day]))
    return colon(language).join(filter(None, [stamp, statement.withdrawal_reason]))


def _superseded(number: int | None, language: str) -> str:
    return "" if number is None else SUPERSEDED[base_language(language)].format(number=number)


def _changed(statement: Statement, revision: Revision | None) -> datetime.datetime | None:
    """When the print last changed after the statement's own date: a draft's last edit, a correction, a withdrawal."""
    if statement.is_draft:
        return statement.updated_at
    if statement.withdrawn_on:
        return datetime.datetime.combine(statement.withdrawn_on, datetime.time(), datetime.UTC)
    return revision.made_at if revision and revision.number else None
