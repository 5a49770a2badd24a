"""What a statement of ours needs before it goes out: WTDC Resolution 1, Annex 4, item by item.

What others sent, and what was sent long ago, is recorded as it is; the rules are shown but block nothing there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Party, Statement


@dataclass(frozen=True)
class Problem:
    """`field` is the form field or inline that it concerns; `blocks` is whether sending waits for it."""

    field: str
    message: str
    blocks: bool = True


def problems(statement: Statement) -> list[Problem]:
    """What is missing or odd, in the order of Annex 4; none for a statement of others."""
    if statement.direction in (Statement.Direction.INCOMING, Statement.Direction.OTHER) and statement.senders:
        return []
    return [problem for rule in RULES for problem in rule(statement)]


def blocking(statement: Statement) -> list[Problem]:
    return [problem for problem in problems(statement) if problem.blocks]


def _questions(statement: Statement) -> list[Problem]:
    """Item 1: Questions of the originating and the destination study groups."""
    found = []
    for party in statement.senders + statement.recipients:
        if party.body and party.body.kind == "study_group" and not party.question_numbers:
            text = _("%(party)s is a study group: name its Question or Questions.") % {"party": party.printed}
            found.append(Problem("parties", text, blocks=False))
    if not statement.senders:
        found.insert(0, Problem("parties", _("There is no sender.")))
    return found


def _meeting(statement: Statement) -> list[Problem]:
    """Item 2: the meeting where it was prepared."""
    if statement.meeting_text or statement.meeting_id or statement.approval_meeting_id or statement.approval_text:
        return []
    return [Problem("meeting_text", _("Name the meeting where the statement was prepared."))]


def _subject(statement: Statement) -> list[Problem]:
    """Item 3: a concise subject; a reply says what it answers."""
    if not statement.title.strip():
        return [Problem("title", _("There is no title."))]
    found = []
    if len(statement.title) > 250:
        found.append(Problem("title", _("The title is longer than 250 characters; a concise one is asked for."), False))
    if statement.replies.all() and "reply" not in statement.title.casefold() and statement.language == "en":
        text = _("A reply’s title says “Reply to the liaison statement from …”.")
        found.append(Problem("title", text, blocks=False))
    return found


def _recipients(statement: Statement) -> list[Problem]:
    """Item 4: to whom it goes."""
    if not statement.recipients:
        return [Problem("parties", _("There is no recipient."))]
    both = {party.body_id for party in statement.recipients if party.body_id} & {
        party.body_id for party in statement.copies
    }
    return [
        Problem("parties", _("%(party)s is a recipient and gets a copy as well.") % {"party": party.printed}, False)
        for party in statement.copies
        if party.body_id in both
    ]


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
            found.append(Problem("parties", text))
        elif party.purpose == Party.Purpose.ACTION and not (party.deadline or party.deadline_text):
            found.append(Problem("parties", _("Action is asked of %(party)s: give a date for the reply.") % words))
        if party.deadline and statement.date and party.deadline < statement.date:
            found.append(Problem("parties", _("The date for %(party)s’s reply is past.") % words, blocks=False))
    return found


def _contacts(statement: Statement) -> list[Problem]:
    """Item 8: name and address of a contact."""
    contacts = list(statement.contacts.all())
    if not contacts:
        return [Problem("contacts", _("There is no contact."))]
    return [
        Problem("contacts", _("%(name)s has no e-mail address or telephone number.") % {"name": contact}, False)
        for contact in contacts
        if not (contact.email or contact.phone or contact.address)
    ]


def _date(statement: Statement) -> list[Problem]:
    return [] if statement.date else [Problem("date", _("There is no date."))]


RULES = (_questions, _meeting, _subject, _date, _recipients, _approval, _purposes, _contacts)
