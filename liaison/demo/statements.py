"""Made-up statements, row for row as the services would leave them: the statement itself, and what it says."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable
from typing import Any

from contributions.models import Document
from liaison.letter.build import build
from liaison.letter.labels import labels
from liaison.letter.to_json import to_dict
from liaison.models import Party, Revision, Statement
from liaison.models.sealing import unsealed

from .cast import PLACE, Cast
from .parts import Parts
from .plans import Plan, plan, symbol_of
from .scenes import Status
from .words import say_all

RECEIVED_AFTER = datetime.timedelta(days=3)


def add_statements(
    numbers: Iterable[int], documents: dict[int, Document], cast: Cast, today: datetime.date
) -> list[Statement]:
    """Save those of the statements that the register lacks; returns them.

    `documents`: the made-up papers that they cite, by number.
    """
    plans = [plan(number, cast, today) for number in numbers]
    symbols = [each.symbol for each in plans]
    present = set(Statement.objects.filter(symbol__in=symbols).values_list("symbol", flat=True))
    plans = [each for each in plans if each.symbol not in present]
    rows = {each.number: _statement(each, documents, cast, today) for each in plans}
    Statement.objects.bulk_create(rows.values())
    answered = _answered(plans, rows)
    parts = Parts(cast, documents)
    for each in plans:
        parts.add(each, rows[each.number], answered.get(each.answered_number))
    with unsealed():  # what these rows belong to is sealed as the services leave it
        parts.save()
    _close_requests(plans, rows, answered)
    _freeze(plans, rows)
    return list(rows.values())


def _statement(plan: Plan, documents: dict[int, Document], cast: Cast, today: datetime.date) -> Statement:
    scene, withdrawn = plan.scene, plan.scene.status == Status.WITHDRAWN
    question = plan.sender.question
    return Statement(
        title=plan.say("reply" if scene.answers else "title"),
        subtitle=question.name_in(plan.language) if question else "",
        symbol=plan.symbol,
        slug=plan.slug if scene.is_public else None,
        period=(period := cast.period_of(plan.day)),
        period_label=period.label if period and scene.is_frozen else "",
        language=plan.language,
        original_language=plan.language,
        date=plan.day,
        sent_on=plan.day if scene.is_ours and scene.is_frozen else None,
        received_on=None if scene.is_ours else plan.day + RECEIVED_AFTER,
        recorded_on=today if scene.is_frozen else None,
        status=scene.status,
        visibility=scene.visibility,
        direction=scene.direction,
        action_required=plan.say("cover") if plan.number % 4 == 0 else "",
        keywords=f"{plan.say('keyword')}\n{plan.subject.names[plan.language]}" if plan.number % 3 == 0 else "",
        registered_as=documents.get(plan.paper_numbers[-1]) if scene.registered else None,
        is_interim=scene.interim,
        withdrawn_on=today if withdrawn else None,
        withdrawal_reason=plan.say("withdrawal") if withdrawn else "",
        abstract=_paragraph(plan.say("abstract")) if plan.number % 3 == 0 else "",
        content=_content(plan),
        **(_approval(plan, cast) if scene.is_ours and scene.status != Status.DRAFT else {}),
    )


def _approval(plan: Plan, cast: Cast) -> dict[str, Any]:
    """By the meeting of the year before; by correspondence where there was none."""
    level = Statement.ApprovalLevel
    meeting = cast.meeting_of(plan.home.body, plan.day, years=-1)
    if meeting is None:
        words = labels(plan.language)["correspondence"]
        return {"approval_level": level.CORRESPONDENCE, "approval_text": words, "approval_date": plan.day}
    return {
        "approval_level": level.RAPPORTEUR_GROUP if plan.home.question else level.STUDY_GROUP,
        "approval_text": meeting.name_in(plan.language),
        "approval_date": meeting.ends_on,
        "approval_meeting": meeting,
    }


def _content(plan: Plan) -> str:
    points = say_all(plan.language, "points", subject=plan.subject.names[plan.language])
    asks = [
        plan.say(recipient.ask.purpose, recipient=recipient.side.printed(plan.language))
        for recipient in plan.recipients
    ]
    listed = "".join(f"<li>{_paragraph(point)}</li>" for point in points)
    meeting = _paragraph(plan.say("next", place=PLACE)) if plan.number % 4 == 0 else ""
    closing = f"<p><strong>{html.escape(plan.say('closing'), quote=False)}</strong></p>"
    return _paragraph(plan.say("greeting")) + f"<ul>{listed}</ul>" + "".join(map(_paragraph, asks)) + meeting + closing


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>"


def _answered(plans: list[Plan], rows: dict[int, Statement]) -> dict[int | None, Statement]:
    """The statements that are replied to, by number: of this batch, or saved by an earlier run."""
    wanted = {symbol_of(each.answered_number): each.answered_number for each in plans if each.answered_number}
    before = Statement.objects.filter(symbol__in=wanted.keys() - {row.symbol for row in rows.values()})
    found = {wanted[statement.symbol]: statement for statement in before}
    return found | {number: rows[number] for number in wanted.values() if number in rows}


def _close_requests(plans: list[Plan], rows: dict[int, Statement], answered: dict[int | None, Statement]) -> None:
    """A reply that is not interim answers what was asked of its sender."""
    replies = {
        answered[each.answered_number].pk: rows[each.number]
        for each in plans
        if each.answered_number in answered and not each.scene.interim
    }
    parties = list(Party.objects.filter(statement__in=replies, part=Party.Part.TO, purpose=Party.Purpose.ACTION))
    for party in parties:
        reply = replies[party.statement_id]
        party.answered_by, party.answered_on, party.outcome = reply, reply.date, Party.Outcome.REPLY_AGREED
    Party.objects.bulk_update(parties, ["answered_by", "answered_on", "outcome"])


def _freeze(plans: list[Plan], rows: dict[int, Statement]) -> None:
    """Keep the Letter of what was sent or recorded, as the services do."""
    sent = [rows[each.number].pk for each in plans if each.scene.is_frozen]
    Revision.objects.bulk_create(
        Revision(statement=statement, number=0, letter=to_dict(build(statement)))
        for statement in Statement.objects.for_detail().filter(pk__in=sent).order_by("pk")
    )
