"""New drafts made of a statement: a reply to it, and one like it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from liaison import services
from liaison.forms import ActForm
from liaison.models import Party, Statement


class ReplyForm(ActForm):
    note = None
    senders = forms.ModelMultipleChoiceField(
        label=_("Who replies"), queryset=Party.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    closes = forms.BooleanField(
        label=_("This closes the request"),
        required=False,
        initial=True,
        help_text=_("Once the reply is sent or recorded, those who reply have answered what was asked of them."),
    )
    is_interim = forms.BooleanField(
        label=_("Interim reply"), required=False, help_text=_("It leaves the request open.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["senders"]
        field.queryset = Party.objects.who_got(self.statement)
        self.initial.setdefault("senders", services.senders_of_reply(self.statement))

    def clean_senders(self) -> list[Party]:
        chosen = self.cleaned_data["senders"]
        if not chosen:
            raise ValidationError(_("Say who replies."))
        return list(chosen)


class CopyForm(ActForm):
    note = None


@dataclass(frozen=True)
class NewDraft:
    """A page that says what will be made, and the service that makes it."""

    name: str
    label: Any
    explanation: Any
    done: Any
    service: Callable[..., Statement]
    form: type[ActForm]
    is_grave: bool = False


NEW_DRAFTS = {
    new.name: new
    for new in [
        NewDraft(
            "reply",
            _("Reply to this"),
            _(
                "A new draft is made with the parties swapped. It names this statement in the prescribed words, in its "
                "language, and has the people in office as contacts."
            ),
            _("This is the draft of the reply."),
            services.statement_reply,
            ReplyForm,
        ),
        NewDraft(
            "copy",
            _("Copy to a new draft"),
            _(
                "A new draft is made with the same parties, title, text, topics and heads of annexes, and with the "
                "people in office today as contacts. Symbols, dates, meeting, approval and the rows of the annexes "
                "are left empty."
            ),
            _("This is the new draft. Read its title and text again: they are those of the earlier statement."),
            services.statement_copy,
            CopyForm,
        ),
    ]
}
THEIR_REPLY = replace(
    NEW_DRAFTS["reply"],
    label=_("Record their reply"),
    explanation=_(
        "A new draft is made with the parties swapped, for what they replied: type it as they wrote it, and record it "
        "as received."
    ),
)


def new_draft(name: str, statement: Statement) -> NewDraft:
    """What went out is answered by others; whatever else is answered is answered by us."""
    is_theirs = name == "reply" and statement.direction == Statement.Direction.OUTGOING
    return THEIR_REPLY if is_theirs else NEW_DRAFTS[name]


class NewDrafts:
    """For the admin of statements."""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if statement := kwargs.get("obj"):
            context["reply_label"] = new_draft("reply", statement).label
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path(f"<path:object_id>/{name}/", wrap(self.new_draft_view), {"name": name}, f"liaison_statement_{name}")
            for name in NEW_DRAFTS
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def new_draft_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        statement = self._found(request, object_id)  # type: ignore[attr-defined]
        new = new_draft(name, statement)
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        statement = Statement.objects.for_detail().get(pk=statement.pk)
        form = new.form(request.POST if request.method == "POST" else None, statement=statement)
        if request.method == "POST" and form.is_valid():
            try:
                draft = new.service(statement=statement, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                self.log_addition(request, draft, str(new.label))  # type: ignore[attr-defined]
                self.message_user(request, new.done, messages.SUCCESS)  # type: ignore[attr-defined]
                return HttpResponseRedirect(draft.get_admin_url())
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": new.label,
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": statement,
            "act": new,
            "form": form,
            "media": self.media + form.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/liaison/statement/act.html", context)
