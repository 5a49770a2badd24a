"""Made-up documents: numbers from 100,001 on, which no study group reaches, and addresses that lead nowhere."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils.text import slugify

from contacts.models import Body, Entity
from contributions.models import Brief, Document, DocumentSource

from .cast import Cast, Subject
from .scenes import day_of, fixed_day, scene_of
from .words import LANGUAGES, chance, pick, say

FIRST_NUMBER = 100_000
PAPERS_A_STATEMENT = 4
FORMS = {  # the printed symbol and the kind, by the last digit of the paper
    0: ("SG{group}RGQ/{number}", Document.Kind.FOR_INFORMATION),
    3: ("{group}/{number} (Rev.1)", Document.Kind.FOR_ACTION),
    5: ("{group}/ADM/{number}", Document.Kind.ADMINISTRATIVE),
    6: ("{group}/TD/{number}", Document.Kind.TEMPORARY),
    7: ("{group}/REP/{number}", Document.Kind.REPORT),
    8: ("{group}/{number}", Document.Kind.FOR_INFORMATION),
}
PLAIN = ("{group}/{number}", Document.Kind.FOR_ACTION)


def registered_statement(number: int) -> int | None:
    """The number of the incoming statement that a paper registers: the last of a statement's four papers does."""
    statement, remainder = divmod(number, PAPERS_A_STATEMENT)
    return statement if remainder == 0 and scene_of(statement).registered else None


def is_for_staff(number: int) -> bool:
    """One in thirteen, and what registers a statement that is for staff."""
    statement = registered_statement(number)
    return number % 13 == 0 or (statement is not None and not scene_of(statement).is_public)


def subject_of(number: int, cast: Cast) -> Subject:
    """One subject for a statement and its papers."""
    return pick(cast.subjects, "subject", (number + PAPERS_A_STATEMENT - 1) // PAPERS_A_STATEMENT)


def paper(number: int, cast: Cast, today: datetime.date) -> Document:
    """The made-up document of a number, not saved."""
    registered = registered_statement(number)
    day = day_of(registered, today) if registered else fixed_day("paper", number)
    group = pick(cast.groups, "paper group", number)
    form, kind = PLAIN if registered else FORMS.get(number % 10, PLAIN)
    language = LANGUAGES[number % len(LANGUAGES)]
    words = {"n": number, "subject": subject_of(number, cast).names[language]}
    document = Document(
        symbol=form.format(group=cast.groups.index(group) + 1, number=FIRST_NUMBER + number),
        period=cast.period_of(day),
        body=group,
        kind=Document.Kind.LIAISON_STATEMENT if registered else kind,
        title=say(language, "paper", **words),
        language=language,
        source_text=", ".join(entity.name for entity in sources_of(number, cast)),
        meeting=cast.meeting_of(group, day) if chance("meeting", number, 3) else None,
        received_on=day,
        abstract=say(language, "abstract", **words),
        url=f"https://example.org/documents/{FIRST_NUMBER + number}",
        access=pick(Document.Access.values, "access", number),
        is_public=not is_for_staff(number),
        note="" if number % 13 else "Made up, and kept for staff so that this can be seen.",
    )
    document.read_symbol()
    document.slug = slugify(document.slug_source())
    return document


def sources_of(number: int, cast: Cast) -> list[Entity]:
    first, second = pick(cast.sources, "source", number), pick(cast.sources, "second source", number)
    return [first] if number % 4 or first == second else [first, second]


def add_papers(numbers: Iterable[int], cast: Cast, today: datetime.date) -> tuple[int, dict[int, Document]]:
    """Save those of the papers that the register lacks; how many they were, and all of them as they now stand."""
    papers = {number: paper(number, cast, today) for number in numbers}
    slugs = [document.slug for document in papers.values()]
    present = {document.slug: document for document in Document.objects.filter(slug__in=slugs)}
    missing = {number: document for number, document in papers.items() if document.slug not in present}
    Document.objects.bulk_create(missing.values())
    DocumentSource.objects.bulk_create(
        DocumentSource(document=document, entity=entity, position=position)
        for number, document in missing.items()
        for position, entity in enumerate(sources_of(number, cast), start=1)
    )
    links = Document.questions.through
    links.objects.bulk_create(
        links(document=document, question=pick(questions, "question", number))
        for number, document in missing.items()
        if (questions := _questions(document, cast))
    )
    Brief.objects.bulk_create(_brief(number, document, cast) for number, document in missing.items() if number % 2)
    return len(missing), {number: present.get(document.slug, document) for number, document in papers.items()}


def _questions(document: Document, cast: Cast) -> list:
    group: Body = document.body
    return cast.questions.get((document.period_id, group.pk), [])


def _brief(number: int, document: Document, cast: Cast) -> Brief:
    subject = subject_of(number, cast)
    text = say(document.language, "brief", n=number, subject=subject.names[document.language])
    return Brief(document=document, topic=subject.topic, text=text, language=document.language)
