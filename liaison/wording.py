"""How rows of the register are written out in a statement: in its language, where it says nothing of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from liaison.letter.labels import base_language, comma, labels, printed_date

if TYPE_CHECKING:
    from contacts.models import Body, Person, Question
    from contributions.models import Document, Meeting

    from .models import Statement

QUESTIONS = {
    "en": ("Question {}", "Questions {}"),
    "fr": ("Question {}", "Questions {}"),
    "es": ("Cuestión {}", "Cuestiones {}"),
    "ru": ("Вопрос {}", "Вопросы {}"),
    "ar": ("المسألة {}", "المسائل {}"),
    "zh": ("第{}号课题", "第{}号课题"),
}

# A reply's title, as WTDC Resolution 1, Annex 4, item 3 has it: the source, the date, and what it is about.
REPLY_TITLES = {
    "en": ("Reply to the liaison statement from {sender}", " of {day}", " on “{subject}”"),
    "fr": ("Réponse à la note de liaison de {sender}", " du {day}", " sur «\u00a0{subject}\u00a0»"),
    "es": ("Respuesta a la declaración de coordinación de {sender}", " de fecha {day}", " sobre “{subject}”"),
    "ru": ("Ответ на заявление о взаимодействии от {sender}", " ({day})", " на тему «{subject}»"),
    "ar": ("رد على بيان الاتصال الوارد من {sender}", " بتاريخ {day}", " بشأن “{subject}”"),
    "zh": ("对{sender}联络声明的回复", "（{day}）", "：{subject}"),
}
LONGEST_TITLE = 250  # characters; longer is not concise


def party(body: Body, numbers: list[str], language: str) -> str:
    """“ITU-D Study Group 2, Question 3/2”."""
    one, several = QUESTIONS[base_language(language)]
    joined = comma(language).join(numbers)
    questions = [(one if len(numbers) == 1 else several).format(joined)] if numbers else []
    return comma(language).join([body.name_in(language), *questions])


def question_numbers(questions: Iterable[Question]) -> str:
    return ", ".join(question.number for question in questions)


def days(starts_on: datetime.date | None, ends_on: datetime.date | None, language: str) -> str:
    """One day or two ends: “22 May 2023”, “30 October 2023 – 3 November 2023”."""
    ends = dict.fromkeys(printed_date(day, language) for day in (starts_on, ends_on) if day)
    return " – ".join(ends)


def meeting(row: Meeting, language: str) -> str:
    """The body, where the meeting's name does not tell it, the name, and the days."""
    name, body = row.name_in(language), row.body
    told = body.code in name or body.name_in(language) in name
    when = days(row.starts_on, row.ends_on, language) or row.dates_text
    return comma(language).join(filter(None, ["" if told else body.code, name, when]))


def person(row: Person) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("honorific", "name", "address", "email", "phone")}


def source(row: Document, language: str) -> str:
    return row.source_text or comma(language).join(entity.name_in(language) for entity in row.sources_in_order())


def document(row: Document, language: str) -> dict[str, Any]:
    return {"symbol": row.symbol, "source": source(row, language), "title": row.title}


def reply(target: Statement, language: str) -> dict[str, Any]:
    """Source and date of what is answered, as WTDC Resolution 1, Annex 4, item 3 has it."""
    senders = comma(language).join(row.printed for row in target.senders)
    day = printed_date(target.date, language)
    if base_language(language) == "en":
        text = " ".join(filter(None, ["Liaison statement from", senders, f"of {day}" if day else ""]))
    else:
        named = f"{labels(language)['liaison_statement']} ({senders})"
        text = comma(language).join(filter(None, [named, day]))
    return {"text": text, "symbol": target.symbol, "date": target.date}


def reply_title(target: Statement, language: str) -> str:
    """“Reply to the liaison statement from ITU-T SG17 of 12 March 2023 on “X.509””, in the language of the reply.

    What it is about is left out where the title says little more than “liaison statement from ...”, or is long.
    """
    head, dated, about = REPLY_TITLES[base_language(language)]
    sender = comma(language).join(row.printed for row in target.senders)
    title = head.format(sender=sender) + (dated.format(day=printed_date(target.date, language)) if target.date else "")
    subject = " ".join(target.title.split())
    whole = title + about.format(subject=subject)
    says_more = subject and labels(target.language)["liaison_statement"].casefold() not in subject.casefold()
    return whole if says_more and len(whole) <= LONGEST_TITLE else title
