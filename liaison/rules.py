"""What a statement of ours needs before it goes out: WTDC Resolution 1, Annex 4, item by item.

What others sent, and what was sent long ago, is recorded as it is; the rules are shown but block nothing there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _

from contacts.keys import match_key
from contacts.models import Question

from .models import Party, Statement
from .problem import Problem
from .rules_of_print import characters, links
from .rules_of_register import contacts_in_office, document_deadlines, requests_closed, superseded_entries
from .wording import LONGEST_TITLE

# A reply's title says so: “Reply to the liaison statement from ...”, in the statement's language.
REPLY = {
    "en": ("reply", "response", "answer"),
    "fr": ("réponse", "reponse"),
    "es": ("respuesta",),
    "ru": ("ответ",),
    "ar": ("رد", "الرد", "جواب", "إجابة"),
    "zh": ("回复", "答复", "复函", "回應", "回应"),
}


def problems(statement: Statement) -> list[Problem]:
    """What is missing or odd: in the order of Annex 4, then what else is known; none for a statement of others."""
    if statement.is_by_others:
        return []
    return [problem for rule in RULES for problem in rule(statement)]


def blocking(statement: Statement) -> list[Problem]:
    return [problem for problem in problems(statement) if problem.blocks]


def _rows(party: Party) -> str:
    return {Party.Part.FROM: "senders", Party.Part.TO: "recipients", Party.Part.CC: "copies"}[Party.Part(party.part)]


def _questions(statement: Statement) -> list[Problem]:
    """Item 1: Questions of the originating and the destination study groups, where they have Questions."""
    if not statement.senders:
        return [Problem("senders", _("There is no sender."))]
    sides = statement.senders + statement.recipients
    with_questions = Question.objects.groups_among(party.body_id for party in sides if party.body_id)
    found = []
    for party in sides:
        words = {"party": party.printed}
        if party.body_id in with_questions and not party.question_numbers:
            text = _("%(party)s has Questions: name the one or ones that are concerned.") % words
            found.append(Problem(_rows(party), text, row=party, part="questions"))
        elif party.body and party.body.is_study_group and not party.question_numbers:
            text = _("%(party)s is a study group: name its Question or Questions.") % words
            found.append(Problem(_rows(party), text, False, party, "questions"))
        found += _foreign_questions(party, statement.date)
    return found


def _foreign_questions(party: Party, day: datetime.date | None) -> Iterable[Problem]:
    """Questions of another group, or of a period that was over or had not begun."""
    for question in party.questions.all():
        words = {"question": question, "party": party.printed}
        if party.body_id and question.group_id != party.body_id:
            text = _("%(question)s is not a Question of %(party)s.") % words
            yield Problem(_rows(party), text, False, party, "questions")
        starts_on, ends_on = question.period.starts_on, question.period.ends_on
        if day and ((starts_on and day < starts_on) or (ends_on and day > ends_on)):
            text = _("%(question)s is of a study period in which the statement’s date does not lie.") % words
            yield Problem(_rows(party), text, False, party, "questions")


def _meeting(statement: Statement) -> list[Problem]:
    """Item 2: the meeting where it was prepared; the words of the approval may tell it."""
    if statement.meeting_text or statement.meeting_id or statement.approval_meeting_id:
        return []
    if statement.approval_text:
        text = _("Choose the meeting where the statement was prepared, or write it, unless the approval tells it.")
        return [Problem("meeting_text", text, blocks=False)]
    return [Problem("meeting_text", _("Name the meeting where the statement was prepared."))]


def _subject(statement: Statement) -> list[Problem]:
    """Item 3: a concise subject; a reply says what it answers."""
    title = statement.title.strip()
    if not title:
        return [Problem("title", _("There is no title."))]
    found = []
    if len(title) > LONGEST_TITLE:
        text = _("The title is longer than %(number)d characters; a concise one is asked for.")
        found.append(Problem("title", text % {"number": LONGEST_TITLE}, blocks=False))
    words = REPLY.get(statement.language, ())
    if statement.replies.all() and not any(word in title.casefold() for word in words):
        found.append(Problem("title", _("A reply’s title says “Reply to the liaison statement from …”.")))
    return found


def _replies(statement: Statement) -> list[Problem]:
    """A reply says in print what it answers."""
    replies = list(statement.replies.all())
    if not replies:
        title = statement.title.strip().casefold()
        if statement.is_interim:
            return [Problem("replies", _("An interim reply names the statement that it answers."))]
        if title.startswith(REPLY.get(statement.language, ())):
            text = _("The title is that of a reply: name the statement that it answers.")
            return [Problem("replies", text, blocks=False)]
    text = _("A reply names nothing: write the words or the symbol of the statement that it answers.")
    unnamed = [reply for reply in replies if not (reply.text.strip() or reply.symbol.strip())]
    return [Problem("replies", text, row=reply, part="text") for reply in unnamed]


def _recipients(statement: Statement) -> list[Problem]:
    """Item 4: to whom it goes."""
    if not statement.recipients:
        return [Problem("recipients", _("There is no recipient."))]
    recipients = {_identity(party) for party in statement.recipients}
    text = _("%(party)s is a recipient and gets a copy as well.")
    return [
        Problem("copies", text % {"party": party.printed}, False, party, "body")
        for party in statement.copies
        if _identity(party) in recipients
    ]


def _identity(party: Party) -> int | str:
    """The body, or what is printed where none is known."""
    return party.body_id or match_key(party.printed)


def _approval(statement: Statement) -> list[Problem]:
    """Item 5: the level of approval."""
    found = []
    if not statement.approval_level:
        found.append(Problem("approval_level", _("Say who approved the statement: the level of approval is missing.")))
    if statement.approval_date and statement.date and statement.approval_date > statement.date:
        found.append(Problem("approval_date", _("The approval is later than the statement’s date."), blocks=False))
    return found


def _purposes(statement: Statement) -> list[Problem]:
    """Items 6 and 7: for action, comment or information to each; a date for reply where action is asked."""
    found = []
    for party in statement.recipients:
        words = {"party": party.printed}
        if not party.purpose:
            text = _("Say what %(party)s gets the statement for: action, comment or information.") % words
            found.append(Problem("recipients", text, row=party, part="purpose"))
        elif party.purpose == Party.Purpose.ACTION and not (party.deadline or party.deadline_text):
            text = _("Action is asked of %(party)s: give a date for the reply.") % words
            found.append(Problem("recipients", text, row=party, part="deadline"))
        if party.deadline and statement.date and party.deadline < statement.date:
            text = _("The date for %(party)s’s reply lies before the statement’s date.") % words
            found.append(Problem("recipients", text, False, party, "deadline"))
    return found


def _contacts(statement: Statement) -> list[Problem]:
    """Item 8: name and address of a contact."""
    contacts = list(statement.contacts.all())
    if not contacts:
        return [Problem("contacts", _("There is no contact."))]
    unreachable = [contact for contact in contacts if not (contact.email or contact.phone or contact.address)]
    blocks = len(unreachable) == len(contacts)
    text = _("%(name)s has no address: give an e-mail address, a telephone number or a postal address.")
    return [Problem("contacts", text % {"name": contact}, blocks, contact, "email") for contact in unreachable]


def _date(statement: Statement) -> list[Problem]:
    return [] if statement.date else [Problem("date", _("There is no date."))]


def _text(statement: Statement) -> list[Problem]:
    if statement.content or statement.annexes.all():
        return []
    return [Problem("content", _("There is neither text nor an annex."), blocks=False)]


ANNEX_4 = (_questions, _meeting, _subject, _date, _recipients, _approval, _purposes, _contacts, _text)
REGISTER = (contacts_in_office, superseded_entries, document_deadlines, requests_closed)
RULES = (*ANNEX_4, _replies, *REGISTER, links, characters)
