"""The pages on which a statement is sent from here, recorded as sent otherwise, and on which its delivery is seen."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liaison import services
from liaison.letter.formats import WRITERS
from liaison.models import Mail, Party, Statement, StatementFile
from liaison.sending_forms import DeliveryForm, DeliveryForms, DispatchForms
from liaison.services.covers import receivers_of
from liaison.services.dispatch import Look, as_sent, dispatch_look
from liaison.services.files import rendered
from liaison.services.sending import OURS

from .checking import with_places
from .conflicts import is_read_for_form
from .intake import kept_file

logger = logging.getLogger(__name__)
STYLE = forms.Media(css={"all": ["desk/mails.css", "desk/sending.css"]})
PAGES = "admin/liaison/statement"


@dataclass(frozen=True)
class Reached:
    """A recipient or copy with the mails to it, the latest first."""

    party: Party
    mails: list[Mail]


def reached(statement: Statement) -> tuple[list[Reached], list[Mail]]:
    """How a statement reached each, and the mails to parties that a correction took away. Three queries, and one for
    the parties where they were not read for its form."""
    mails: dict[int | None, list[Mail]] = {}
    for mail in Mail.objects.for_delivery(statement):
        mails.setdefault(mail.party_id, []).append(mail)
    parties = statement.received_by if is_read_for_form(statement) else Party.objects.for_delivery(statement)
    found = [Reached(party, mails.pop(party.pk, [])) for party in parties]
    return found, [mail for rest in mails.values() for mail in rest]


class SendingPages:
    """Beside the form of a statement; StatementAdmin lists it among its bases."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<path:object_id>/send/", wrap(self.send_view), name="liaison_statement_send"),
            path("<path:object_id>/sent.pdf", wrap(self.sent_pdf_view), name="liaison_statement_sent_pdf"),
            path("<path:object_id>/delivery/", wrap(self.delivery_view), name="liaison_statement_delivery"),
            path(
                "<path:object_id>/delivery/<int:party>/", wrap(self.delivered_view), name="liaison_statement_delivered"
            ),
            path("<path:object_id>/proof/<int:key>/", wrap(self.proof_view), name="liaison_statement_proof"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None and not add:
            context["media"] += STYLE
            context["send_label"] = self._send_label(request, obj)
            if not obj.is_draft and obj.direction in OURS:
                context |= self._delivery(request, obj)
        return super().render_change_form(request, context, add=add, obj=obj, **kwargs)  # type: ignore[misc]

    def _send_label(self, request: HttpRequest, obj: Statement) -> str:
        """The words of the button; empty where it is not offered."""
        if not (self._may_send(request, obj) and obj.direction in OURS):
            return ""
        if obj.is_correction:
            return _("Put in place and mail it …") if obj.is_draft else ""
        return _("Send …") if obj.is_approved else ""

    def _may_send(self, request: HttpRequest, obj: Statement) -> bool:
        may_change = self.has_change_permission(request, obj)  # type: ignore[attr-defined]
        return may_change and request.user.has_perm("liaison.send_statement")

    # Sending from here: a form, a look at what leaves, and the act

    def send_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        statement = self._read(request, object_id)
        if not self._may_send(request, statement):
            raise PermissionDenied
        if not self._send_label(request, statement):
            return self._not_to_be_sent(request, statement)
        pages = DispatchForms(statement, request.POST if request.method == "POST" else None)
        step = request.POST.get("step", "preview") if request.method == "POST" else "form"
        if step == "form" or not pages.is_valid():
            return self._form_page(request, pages)
        try:
            if step == "send":
                return self._sent(request, statement, pages)
            return self._preview_page(request, pages, self._look(request, pages))
        except ValidationError as refusal:
            if getattr(refusal, "code", "") == "changed":
                return self._changed_page(request, pages, refusal)
            if not self._send_label(request, self._read(request, object_id)):  # by a click at the same moment
                return self._not_to_be_sent(request, self._read(request, object_id))
            pages.refuse(refusal)
        except OperationalError:
            logger.exception("A statement could not be sent for now")
            busy = _("The database is busy. Nothing was sent: try again in a minute.")
            pages.refuse(ValidationError(busy))
        return self._form_page(request, pages)

    def _look(self, request: HttpRequest, pages: DispatchForms) -> Look:
        return dispatch_look(statement=pages.statement, dispatch=pages.dispatch, by=request.user)

    def _sent(self, request: HttpRequest, statement: Statement, pages: DispatchForms) -> HttpResponse:
        head = pages.head.cleaned_data
        if statement.is_correction:
            sent = services.correction_send(
                correction=statement, reason=head["reason"], dispatch=pages.dispatch, by=request.user
            )
            done, what = _("The correction is in force."), _("Send the correction")
        else:
            sent = services.statement_send(
                statement=statement, dispatch=pages.dispatch, by=request.user, note=head["note"]
            )
            done = _("The statement is sent.")
            if sent.symbol:
                done = _("The statement is sent. Its number is %(symbol)s.") % {"symbol": sent.symbol}
            what = _("Send")
        self.log_change(request, sent, what)  # type: ignore[attr-defined]
        number = len(pages.dispatch.covers)
        queued = ngettext("%(n)d mail waits to be sent.", "%(n)d mails wait to be sent.", number) % {"n": number}
        self.message_user(request, f"{done} {queued}", messages.SUCCESS)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("admin:liaison_statement_delivery", args=[sent.pk]))

    def _not_to_be_sent(self, request: HttpRequest, statement: Statement) -> HttpResponse:
        """Sent already, perhaps by a second click: to where it stands."""
        if statement.is_frozen and statement.direction in OURS:
            self.message_user(request, _("The statement was sent already."))  # type: ignore[attr-defined]
            return HttpResponseRedirect(reverse("admin:liaison_statement_delivery", args=[statement.pk]))
        text = _("Only a statement of ours that was approved is sent from here. Record first what the meeting agreed.")
        self.message_user(request, text, messages.WARNING)  # type: ignore[attr-defined]
        return HttpResponseRedirect(statement.get_admin_url())

    def _form_page(self, request: HttpRequest, pages: DispatchForms) -> HttpResponse:
        context = {"pages": pages, "problems": with_places(services.problems(pages.statement), pages.statement)}
        label = self._send_label(request, pages.statement)
        return self._sending_page(request, "send.html", label, pages.statement, context)

    def _preview_page(self, request: HttpRequest, pages: DispatchForms, look: Look, notice: str = "") -> HttpResponse:
        context = {"pages": pages, "look": look, "sender": settings.DEFAULT_FROM_EMAIL, "notice": notice}
        label = _("Look at it before it goes")
        return self._sending_page(request, "send_preview.html", label, pages.statement, context)

    def _changed_page(self, request: HttpRequest, pages: DispatchForms, refusal: ValidationError) -> HttpResponse:
        """Somebody changed the statement meanwhile: what would leave now is shown again."""
        try:
            return self._preview_page(request, pages, self._look(request, pages), " ".join(refusal.messages))
        except ValidationError as other:
            pages.refuse(other)
            return self._form_page(request, pages)

    def sent_pdf_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The PDF as it would leave now, with the number that it would get."""
        statement = self._read(request, object_id)
        if not self._send_label(request, statement):
            raise Http404
        letter, sheet, name = as_sent(statement)
        try:
            pdf = rendered(WRITERS["pdf"], letter, sheet)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)  # type: ignore[attr-defined]
            return HttpResponseRedirect(statement.get_admin_url())
        headers = {"Content-Disposition": f'inline; filename="{slugify(name)[:150]}.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    # Sent otherwise

    def record_sent_page(self, request: HttpRequest, statement: Statement, act: Any) -> HttpResponse:
        """The page of the act “Record as sent”."""
        statement = Statement.objects.for_detail().get(pk=statement.pk)
        pages = DeliveryForms(statement, receivers_of(statement), request)
        if request.method == "POST" and pages.is_valid():
            try:
                services.statement_record_sent(
                    statement=statement, by=request.user, deliveries=pages.deliveries, **pages.head.cleaned_data
                )
            except ValidationError as refusal:
                pages.refuse(refusal)
            else:
                self.log_change(request, statement, str(act.label))  # type: ignore[attr-defined]
                self.message_user(request, act.done, messages.SUCCESS)  # type: ignore[attr-defined]
                return HttpResponseRedirect(statement.get_admin_url())
        context = {
            "pages": pages,
            "form": pages.head,
            "act": act,
            "problems": with_places(services.problems(statement), statement),
        }
        return self._sending_page(request, "record_sent.html", act.label, statement, context)

    def delivered_view(self, request: HttpRequest, object_id: str, party: int) -> HttpResponse:
        """How it reached one recipient, told after it was sent."""
        statement = self._read(request, object_id)
        row = next((row for row in receivers_of(statement) if row.pk == party), None)
        if row is None or statement.is_draft:
            raise Http404
        if not self.has_change_permission(request, statement):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = DeliveryForm(request.POST or None, request.FILES or None, party=row)
        form.fields["channel"].required = True
        if request.method == "POST" and form.is_valid():
            try:
                services.party_delivered(party=row, delivery=form.delivery, by=request.user)
            except ValidationError as refusal:
                for key, errors in refusal.error_dict.items():
                    form.add_error(key.partition("-")[2], errors)
            else:
                self.message_user(request, _("How it reached them is written down."), messages.SUCCESS)  # type: ignore[attr-defined]
                return HttpResponseRedirect(reverse("admin:liaison_statement_delivery", args=[statement.pk]))
        context = {"form": form, "party": row, "files_are_lost": bool(request.FILES)}
        return self._sending_page(request, "delivered.html", _("How it reached them"), statement, context)

    # Where it stands

    def delivery_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        statement = self._read(request, object_id)
        if statement.is_draft or statement.direction not in OURS:
            raise Http404
        context = self._delivery(request, statement)
        return self._sending_page(request, "delivery.html", _("Delivery"), statement, context)

    def _delivery(self, request: HttpRequest, statement: Statement) -> dict[str, Any]:
        rows, others = reached(statement)
        mails = [mail for row in rows for mail in row.mails] + others
        return {
            "reached": rows,
            "other_mails": others,
            "troubled": [mail for mail in mails if mail.is_troubled],
            "may_tell": self.has_change_permission(request, statement),  # type: ignore[attr-defined]
            "may_see_mails": request.user.has_perm("liaison.view_mail") or request.user.has_perm("liaison.change_mail"),
        }

    def proof_view(self, request: HttpRequest, object_id: str, key: int) -> HttpResponse:
        """The file as it was given, to be kept and never shown by the browser."""
        statement = self._read(request, object_id)
        file = StatementFile.objects.proofs().filter(statement=statement, pk=key).first()
        if file is None:
            raise Http404
        return kept_file(file.file, file.name)

    def _read(self, request: HttpRequest, object_id: str) -> Statement:
        found = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        if not self.has_view_or_change_permission(request, found):  # type: ignore[attr-defined]
            raise PermissionDenied
        return Statement.objects.for_detail().get(pk=found.pk)

    def _sending_page(
        self, request: HttpRequest, template: str, title: Any, statement: Statement, context: dict[str, Any]
    ) -> HttpResponse:
        shown = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": title,
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": statement,
            "statement": statement,
            "media": self.media + DeliveryForm.base_fields["sent_on"].widget.media + STYLE,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, f"{PAGES}/{template}", shown | context)
