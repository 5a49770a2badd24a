"""The acts on a statement: one button, one page that says what will happen, one POST, one service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison import services
from liaison.forms import ActForm, PublishForm, ReceivedForm, SentForm, WithdrawForm
from liaison.models import Statement

from .act_forms import AgreeForm, CorrectionForm, RedactForm, RemoveForm

Status, Direction = Statement.Status, Statement.Direction
OURS = [Direction.OUTGOING, Direction.INTERNAL]
OF_OTHERS = [Direction.INCOMING, Direction.OTHER]


@dataclass(frozen=True)
class Act:
    """`name` is that of its move, which says who may do it and from which states; the service decides once more.

    `of_correction`: True for the draft of a correction alone, False for all but that.
    """

    name: str
    label: Any
    explanation: Any
    done: Any
    service: Callable[..., Statement]
    directions: list[str] = field(default_factory=lambda: [*OURS, *OF_OTHERS])
    form: type[ActForm] = ActForm
    of_correction: bool | None = None
    is_grave: bool = False
    is_ruled: bool = False  # whether what Annex 4 asks for stands in its way
    page: str = ""  # the method of StatementAdmin that answers, where the act has a page of its own

    @property
    def permission(self) -> str:
        return services.MOVES[self.name].permission

    def is_offered(self, statement: Statement) -> bool:
        """Whether its button is shown."""
        before = Statement.OPEN_TO_EDITS if self.of_correction else services.MOVES[self.name].before
        fits = self.of_correction in (None, statement.is_correction)
        return fits and statement.status in before and statement.direction in self.directions


def _agree(*, statement: Statement, **facts: Any) -> Statement:
    return services.statement_agree(statements=[statement], **facts)[0]


def _send_correction(*, statement: Statement, **facts: Any) -> Statement:
    return services.correction_send(correction=statement, **facts)


# In the order of the work: the first that is offered is the next step, and stands out.
ON_THE_WAY = [
    Act(
        "send-correction",
        _("Put in place without mail"),
        _(
            "What you have changed here takes the place of what is in force, as a numbered revision. The address "
            "stays, and everybody can see what was changed. No mail is sent."
        ),
        _("The statement is corrected."),
        _send_correction,
        form=CorrectionForm,
        of_correction=True,
        is_ruled=True,
    ),
    Act(
        "submit",
        _("Submit for review"),
        _(
            "The statement goes from draft to review. Nothing that Annex 4 asks for may be missing but the approval, "
            "which is recorded once a meeting has agreed."
        ),
        _("The statement is in review."),
        services.statement_submit,
        OURS,
        is_ruled=True,
    ),
    Act(
        "agree",
        _("Record what a meeting agreed"),
        _(
            "The statement becomes approved. An edit afterwards asks whether it is editorial, and the approval stays, "
            "or one of substance, and it is cleared."
        ),
        _("The approval is recorded."),
        _agree,
        OURS,
        AgreeForm,
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
        OURS,
        SentForm,
        of_correction=False,
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
        OF_OTHERS,
        ReceivedForm,
        of_correction=False,
    ),
    Act(
        "return",
        _("Return to draft"),
        _("The statement becomes a draft again. Where its approval was recorded, that is cleared."),
        _("The statement is a draft again."),
        services.statement_return,
    ),
]
OUT = [
    Act(
        "close",
        _("Close"),
        _("Nothing is left to be done about this statement of others."),
        _("The statement is closed."),
        services.statement_close,
    ),
    Act(
        "reopen",
        _("Reopen"),
        _("Something is left to be done about this statement of others."),
        _("The statement is open again."),
        services.statement_reopen,
    ),
    Act(
        "publish",
        _("Change who sees it"),
        _("Decide whether the public sees the statement in full, its header alone, or nothing of it."),
        _("The statement’s visibility is changed."),
        services.statement_publish,
        form=PublishForm,
    ),
    Act(
        "correct",
        _("Correct"),
        _(
            "A draft is made with all that the statement says; staff alone see it. Change what is wrong there, and put "
            "it in place: then it becomes a numbered revision. Until then the statement stays as it is."
        ),
        _("This is the draft of the correction. Change what is wrong, and put it in place."),
        services.statement_correct,
    ),
    Act(
        "withdraw",
        _("Withdraw"),
        _("The statement’s page and files stay and say that it was withdrawn, and why. This cannot be undone."),
        _("The statement is withdrawn."),
        services.statement_withdraw,
        form=WithdrawForm,
        is_grave=True,
    ),
    Act(
        "redact",
        _("Redact personal data"),
        _(
            "The words that you name are replaced wherever the statement is shown: on its page, in all its files and "
            "its revisions. The public files are made anew. What was sent is sealed, and opened only for a reason. "
            "This cannot be undone."
        ),
        _("The words were replaced."),
        services.statement_redact,
        form=RedactForm,
        is_grave=True,
    ),
    Act(
        "remove",
        _("Take out of public view"),
        _(
            "The statement’s address will say that it was removed; nothing else of it is shown in public. Choose "
            "“Change who sees it” to show it again."
        ),
        _("The statement is out of public view."),
        services.statement_remove,
        form=RemoveForm,
        is_grave=True,
    ),
]
ACTS = {act.name: act for act in [*ON_THE_WAY, *OUT]}
