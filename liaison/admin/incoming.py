"""The page on which a statement that came in is dealt with: symbol, meetings, people, mails, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from liaison import services
from liaison.incoming_forms import (
    AssignForm,
    DecideForm,
    ForwardForm,
    HandlingMailForm,
    IncomingForm,
    NoteForm,
    PlaceForm,
    RegisterForm,
)
from liaison.models import Mail, Statement
from liaison.services.incoming import RECEIVED, holders_for


def _decide(*, statement: Statement, **values: Any) -> object:
    """The place is of this very statement: the form offers no other."""
    return services.incoming_decide(**values)


@dataclass(frozen=True)
class Step:
    """A form of the page, which posts to the page itself."""

    name: str
    button: Any
    done: Any
    form: type[IncomingForm]
    service: Callable[..., object]


STEPS = {
    step.name: step
    for step in [
        Step("register", _("Register"), _("It is registered."), RegisterForm, services.incoming_register),
        Step("place", _("Put on the list"), _("It is on the meeting’s list."), PlaceForm, services.incoming_place),
        Step("decide", _("Write down"), _("The outcome is written down."), DecideForm, _decide),
        Step("assign", _("Assign"), _("It is assigned."), AssignForm, services.incoming_assign),
        Step("forward", _("Forward"), _("It is forwarded."), ForwardForm, services.incoming_forward),
        Step("note", _("Keep the note"), _("The note is kept."), NoteForm, services.incoming_note),
    ]
}
MAIL = Step("mail", _("Mail it"), _("The mail waits to be sent."), HandlingMailForm, services.incoming_mail)


class IncomingPages:
    """For the admin of statements, which lists it among its bases."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<path:object_id>/incoming/mail/", wrap(self.mail_view), name="liaison_statement_incoming_mail"),
            path("<path:object_id>/incoming/", wrap(self.incoming_view), name="liaison_statement_incoming"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def incoming_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        statement = self._received(request, object_id)
        may = self._may_handle(request)
        step = STEPS.get(request.POST.get("step", ""))
        forms = {one.name: one.form(None, statement=statement, prefix=one.name) for one in STEPS.values()}
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            if step is None:
                raise Http404
            forms[step.name] = form = step.form(request.POST, statement=statement, prefix=step.name)
            if self._done(request, step, form, statement):
                return HttpResponseRedirect(_page(statement))
        places = statement.considerations.for_list().by_meeting()
        context = {
            "steps": {name: (STEPS[name], form) for name, form in forms.items()} if may else {},
            "places": list(places),
            "is_waiting": any(place.is_open for place in places),
            "notes": statement.notes.select_related("by"),
            "mails": Mail.objects.of_statement(statement).for_list(),
            "holders": holders_for(statement),
            "questions": statement.assigned_questions.for_list(),
            "failed": bool(request.method == "POST"),
        }
        return self._incoming_page(request, statement, "incoming.html", _("Deal with it"), context)

    def mail_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        statement = self._received(request, object_id)
        if not self._may_handle(request):
            raise PermissionDenied
        form = HandlingMailForm(request.POST or None, statement=statement, prefix="mail")
        if request.method == "POST" and self._done(request, MAIL, form, statement):
            return HttpResponseRedirect(_page(statement))
        context = {"form": form, "holders": holders_for(statement), "step": MAIL}
        return self._incoming_page(request, statement, "incoming_mail.html", _("Mail it to those in office"), context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        statement = kwargs.get("obj")
        context["is_received"] = statement is not None and _is_received(statement)
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]

    def _done(self, request: HttpRequest, step: Step, form: IncomingForm, statement: Statement) -> bool:
        """Whether the service did it; else the form says why not."""
        if not form.is_valid():
            return False
        try:
            step.service(statement=statement, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.refuse(refusal)
            return False
        self.log_change(request, statement, str(step.button))  # type: ignore[attr-defined]
        self.message_user(request, step.done, messages.SUCCESS)  # type: ignore[attr-defined]
        return True

    def _received(self, request: HttpRequest, object_id: str) -> Statement:
        statement = Statement.objects.for_detail().filter(pk=self._found(request, object_id).pk).get()  # type: ignore[attr-defined]
        if not _is_received(statement):
            raise Http404
        return statement

    def _may_handle(self, request: HttpRequest) -> bool:
        return bool(self.has_change_permission(request))  # type: ignore[attr-defined]

    def _incoming_page(
        self, request: HttpRequest, statement: Statement, template: str, title: Any, context: dict[str, Any]
    ) -> HttpResponse:
        whole = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": title,
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": statement,
            "statement": statement,
            "media": self.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, f"admin/liaison/statement/{template}", whole | context)


def _is_received(statement: Statement) -> bool:
    return statement.direction in RECEIVED and not statement.is_draft


def _page(statement: Statement) -> str:
    return reverse("admin:liaison_statement_incoming", args=[statement.pk])
