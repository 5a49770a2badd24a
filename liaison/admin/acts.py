"""The acts on a statement: one button, one page that says what will happen, one POST, one service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison import services
from liaison.forms import ActForm, PublishForm, ReceivedForm, SentForm, WithdrawForm
from liaison.models import Statement

Status, Direction = Statement.Status, Statement.Direction
OURS = [Direction.OUTGOING, Direction.INTERNAL]
OF_OTHERS = [Direction.INCOMING, Direction.OTHER]


@dataclass(frozen=True)
class Act:
    """`statuses` and `directions` say where its button is shown; whether it may be done the service decides."""

    name: str
    label: Any
    explanation: Any
    done: Any
    service: Callable[..., Statement]
    statuses: list[str]
    directions: list[str] = field(default_factory=lambda: [*OURS, *OF_OTHERS])
    permission: str = "liaison.change_statement"
    form: type[ActForm] = ActForm
    is_grave: bool = False
    is_ruled: bool = False  # whether what Annex 4 asks for stands in its way
    page: str = ""  # the method of StatementAdmin that answers, where the act has a page of its own

    def is_offered(self, statement: Statement) -> bool:
        return statement.status in self.statuses and statement.direction in self.directions


ACTS = {
    act.name: act
    for act in [
        Act(
            "submit",
            _("Submit for review"),
            _("The statement goes from draft to review. Nothing that Annex 4 asks for may be missing."),
            _("The statement is in review."),
            services.statement_submit,
            [Status.DRAFT],
            OURS,
            is_ruled=True,
        ),
        Act(
            "return",
            _("Return to draft"),
            _("The statement becomes a draft again."),
            _("The statement is a draft again."),
            services.statement_return,
            [Status.IN_REVIEW, Status.APPROVED],
        ),
        Act(
            "record-sent",
            _("Record as sent"),
            _(
                "Use this when the statement went out by mail or otherwise: no mail is sent from here. From then on "
                "its header, contacts, text and annexes cannot be changed, and its page is public. A statement dated "
                "today or later needs all that Annex 4 asks for; an older one is recorded as it was, gaps and all."
            ),
            _("The statement is recorded as sent."),
            services.statement_record_sent,
            Statement.OPEN_TO_EDITS,
            OURS,
            "liaison.send_statement",
            SentForm,
            is_ruled=True,
            page="record_sent_page",
        ),
        Act(
            "record-received",
            _("Record as received"),
            _(
                "The statement of others is kept as it is: from then on its header, contacts, text and annexes cannot "
                "be changed. It stays with staff until somebody publishes it."
            ),
            _("The statement is recorded."),
            services.statement_record_received,
            [Status.DRAFT],
            OF_OTHERS,
            form=ReceivedForm,
        ),
        Act(
            "publish",
            _("Change who sees it"),
            _("Decide whether the public sees the statement in full, its header alone, or nothing of it."),
            _("The statement’s visibility is changed."),
            services.statement_publish,
            Statement.PUBLIC_STATUSES,
            permission="liaison.send_statement",
            form=PublishForm,
        ),
        Act(
            "withdraw",
            _("Withdraw"),
            _("The statement’s page and files stay and say that it was withdrawn, and why. This cannot be undone."),
            _("The statement is withdrawn."),
            services.statement_withdraw,
            [Status.SENT],
            permission="liaison.send_statement",
            form=WithdrawForm,
            is_grave=True,
        ),
    ]
}
