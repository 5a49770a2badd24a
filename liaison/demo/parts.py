"""What hangs on made-up statements: parties, contacts, annexes, replies, events, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from contributions.models import Document
from liaison.models import (
    Annex,
    Attachment,
    Consideration,
    Entry,
    Event,
    ImportFinding,
    NextMeeting,
    Party,
    Reply,
    Statement,
    StatementContact,
)

from .cast import PLACE, Cast
from .plans import Plan, Side, symbol_of
from .scenes import Direction, Status
from .words import chance, say, say_all

Part, Kind = Party.Part, Event.Kind

POPULAR = range(1, 41)  # papers that many statements cite
TRAILS: dict[str, list[tuple[str, str, str]]] = {
    Status.DRAFT: [],
    Status.IN_REVIEW: [(Kind.SUBMITTED, Status.DRAFT, Status.IN_REVIEW)],
    Status.APPROVED: [
        (Kind.SUBMITTED, Status.DRAFT, Status.IN_REVIEW),
        (Kind.AGREED, Status.IN_REVIEW, Status.APPROVED),
    ],
    Status.SENT: [(Kind.SENT, Status.DRAFT, Status.SENT)],
    Status.WITHDRAWN: [(Kind.SENT, Status.DRAFT, Status.SENT), (Kind.WITHDRAWN, Status.SENT, Status.WITHDRAWN)],
    Status.RECORDED: [(Kind.RECORDED, Status.DRAFT, Status.RECORDED)],
    Status.CLOSED: [(Kind.RECORDED, Status.DRAFT, Status.RECORDED), (Kind.CLOSED, Status.RECORDED, Status.CLOSED)],
}


class Parts:
    """The rows of a batch, gathered and then saved a table at a time."""

    def __init__(self, cast: Cast, documents: dict[int, Document]) -> None:
        self.cast = cast
        self.documents = documents
        self.rows: dict[type, list] = defaultdict(list)

    def add(self, plan: Plan, statement: Statement, answered: Statement | None) -> None:
        """All rows of one statement; `answered` is the one that it replies to."""
        self._parties(plan, statement)
        self._contacts(plan, statement)
        self._annexes(plan, statement)
        self._events(plan, statement)
        self._add(Statement.topics.through(statement=statement, topic=plan.subject.topic))
        if plan.answered_number:
            self._reply(plan, statement, answered)
        if plan.number % 4 == 0:
            self._next_meeting(plan, statement)
        if plan.number % 6 == 0:
            title, url = f"Made-up outline {plan.number}", f"https://example.org/outlines/{plan.number}.pdf"
            self._add(Attachment(statement=statement, position=1, title=title, url=url))
        if plan.scene.direction == Direction.INCOMING:
            self._handling(plan, statement)

    def save(self) -> None:
        """Parties and annexes first, for rows that point at them need their keys."""
        for model in (Party, Annex, *(self.rows.keys() - {Party, Annex})):
            model._default_manager.bulk_create(self.rows[model])

    def _add(self, row: object) -> None:
        self.rows[type(row)].append(row)

    def _parties(self, plan: Plan, statement: Statement) -> None:
        self._party(plan, statement, Part.FROM, 1, plan.sender)
        for position, recipient in enumerate(plan.recipients, start=1):
            asks: dict[str, Any] = {
                "purpose": recipient.ask.purpose,
                "deadline": recipient.deadline,
                "deadline_text": plan.say("deadline") if recipient.ask.in_words else "",
            }
            if plan.scene.direction == Direction.OUTGOING and plan.scene.is_frozen:
                asks |= {"sent_on": plan.day, "sent_channel": Party.Channel.MAIL}
                asks |= {"sent_address": f"liaison-{recipient.side.slug}@example.org"}
            if plan.scene.status == Status.CLOSED:
                asks |= {"outcome": Party.Outcome.NOTED, "outcome_text": plan.say("outcome")}
                asks |= {"considered_at": self.cast.meeting_of(plan.home.body, plan.day, years=1)}
            self._party(plan, statement, Part.TO, position, recipient.side, **asks)
        for position, body in enumerate(plan.copies, start=1):
            self._add(
                Party(
                    statement=statement,
                    part=Part.CC,
                    position=position,
                    text=body.name_in(plan.language),
                    body=body,
                    body_code=body.code if plan.scene.is_frozen else "",
                )
            )

    def _party(self, plan: Plan, statement: Statement, part: str, position: int, side: Side, **asks: Any) -> None:
        party = Party(
            statement=statement,
            part=part,
            position=position,
            text=side.printed(plan.language),
            body=side.body,
            body_code=side.body.code if plan.scene.is_frozen else "",
            questions_text=side.number,
            **asks,
        )
        self._add(party)
        if side.question:
            self._add(Party.questions.through(party=party, question=side.question))

    def _contacts(self, plan: Plan, statement: Statement) -> None:
        """Two made-up people: those who hold a role for the sender's Question, else any; of others, strangers.

        A draft of ours has none yet.
        """
        if not plan.scene.is_ours:
            self._strangers(plan, statement)
        elif plan.scene.status != Status.DRAFT:
            question = plan.sender.question
            holders = self.cast.holders.get(question.pk, []) if question else []
            start = chance("contact", plan.number, len(self.cast.people) - 1)
            for position, person in enumerate(holders[:2] or self.cast.people[start : start + 2], start=1):
                self._add(
                    StatementContact(
                        statement=statement,
                        position=position,
                        honorific=person.honorific,
                        name=person.name,
                        role=plan.say("contact", question=plan.sender.number) if holders and position == 1 else "",
                        affiliation=person.entity.name if person.entity else "",
                        email=person.email,
                        person=person,
                    )
                )

    def _strangers(self, plan: Plan, statement: Statement) -> None:
        """Contacts of others, who are not among the people of the register."""
        for position in (1, 2):
            number = 1000 + position + chance("stranger", plan.number, 400)
            self._add(
                StatementContact(
                    statement=statement,
                    position=position,
                    name=f"Person Example {number}",
                    affiliation=plan.sender.body.code,
                    email=f"person{number}@example.net",
                )
            )

    def _annexes(self, plan: Plan, statement: Statement) -> None:
        """Papers in three statements of five, the forty popular ones in one of fifty; text in one of ten."""
        words = {"subject": plan.subject.names[plan.language]}
        number = 0
        if plan.number % 5 in (0, 1, 3):
            number += 1
            annex = Annex(
                statement=statement,
                number=number,
                title=plan.say("annex"),
                intro=f"<p>{plan.say('intro')}</p>",
                columns=say_all(plan.language, "columns"),
            )
            self._add(annex)
            self._entries(plan, annex)
        if plan.number % 10 == 3:
            text = f"<p>{say(plan.language, 'abstract', n=plan.number, **words)}</p>"
            self._add(Annex(statement=statement, number=number + 1, title=plan.say("text_annex"), content=text))

    def _entries(self, plan: Plan, annex: Annex) -> None:
        """The statement's own papers and two popular ones, without what is for staff and what registers a statement."""
        first = chance("cited", plan.number, len(POPULAR))
        cited = POPULAR if plan.number % 50 == 1 else (POPULAR[first], POPULAR[first - 1])
        numbers = dict.fromkeys([*plan.paper_numbers, *cited])
        documents = {number: self.documents[number] for number in numbers if number in self.documents}
        for position, (number, document) in enumerate(filter(_is_citable, documents.items()), start=1):
            self._add(
                Entry(
                    annex=annex,
                    position=position,
                    document=document,
                    symbol=document.symbol,
                    source=document.source_text,
                    title=document.title,
                    brief=plan.say("brief", n=number),
                    url=document.url if plan.scene.is_frozen else "",
                )
            )

    def _events(self, plan: Plan, statement: Statement) -> None:
        self._add(Event(statement=statement, kind=Kind.CREATED, note="demo"))
        trail = list(TRAILS[plan.scene.status])
        if not plan.scene.is_ours and plan.scene.is_public:
            trail.insert(1, (Kind.PUBLISHED, "", ""))
        for kind, before, after in trail:
            note = statement.withdrawal_reason if kind == Kind.WITHDRAWN else ""
            if kind == Kind.PUBLISHED:
                note = statement.get_visibility_display()
            self._add(Event(statement=statement, kind=kind, from_status=before, to_status=after, note=note))

    def _reply(self, plan: Plan, statement: Statement, answered: Statement | None) -> None:
        day = (plan.day if answered is None or answered.date is None else answered.date).isoformat()
        sender = plan.recipients[0].side.printed(plan.language)
        self._add(
            Reply(
                statement=statement,
                position=1,
                text=plan.say("answered", sender=sender, date=day),
                symbol=symbol_of(plan.answered_number or 0),
                date=answered.date if answered else None,
                target=answered,
                closes=not plan.scene.interim,
            )
        )

    def _next_meeting(self, plan: Plan, statement: Statement) -> None:
        meeting = self.cast.meeting_of(plan.home.body, plan.day, years=1)
        self._add(
            NextMeeting(
                statement=statement,
                position=1,
                text=plan.say("next", place=PLACE),
                starts_on=meeting.starts_on if meeting else None,
                ends_on=meeting.ends_on if meeting else None,
                meeting=meeting,
            )
        )

    def _handling(self, plan: Plan, statement: Statement) -> None:
        """An incoming statement on the next meeting's list; one just read from a file with its findings."""
        meeting = self.cast.meeting_of(plan.home.body, plan.day, years=1)
        if plan.scene.is_frozen and meeting:
            outcome = Party.Outcome.NOTED if plan.scene.status == Status.CLOSED else ""
            self._add(Consideration(statement=statement, meeting=meeting, outcome=outcome))
        if plan.scene.status == Status.DRAFT:
            message = f"“{statement.symbol}” is not in the register."
            self._add(ImportFinding(statement=statement, level="note", field="symbol", message=message))


def _is_citable(item: tuple[int, Document]) -> bool:
    return item[1].is_public and item[1].kind != Document.Kind.LIAISON_STATEMENT
