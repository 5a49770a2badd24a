"""The desk's pages for taking in a list of documents: upload, look at what it would do, do it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.admin.taking_in import TakingIn

from .list_forms import LookForm, UploadForm
from .lists.empty_form import empty_csv, empty_xlsx
from .lists.headings import Table
from .lists.outcome import Outcome
from .lists.reading import read_list
from .models import UploadedList
from .services import documents_import

SHOWN = 1_000  # new rows, of which there may be many and each is as the file has it
EMPTY_FORMS = {
    "csv": (empty_csv, "text/csv; charset=utf-8"),
    "xlsx": (empty_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class ListImport(TakingIn):
    """For the admin of documents: a button above the list, and the pages behind it."""

    change_list_template = "admin/contributions/document/change_list.html"

    def get_urls(self) -> list[Any]:
        wrap = self.taking_in_view
        own = [
            path("list/", wrap(self.upload_view), name="contributions_document_list"),
            path(
                "list/empty.<str:ending>",
                self.taking_in_view(self.empty_view),
                name="contributions_document_list_empty",
            ),
            path("list/<uuid:key>/", wrap(self.look_view), name="contributions_document_list_look"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"may_take_in_list": self.may_take_in(request)} | (extra_context or {})
        return super().changelist_view(request, extra)  # type: ignore[misc]

    def empty_view(self, request: HttpRequest, ending: str) -> HttpResponse:
        if ending not in EMPTY_FORMS:
            raise Http404
        content, content_type = EMPTY_FORMS[ending]
        name = f'attachment; filename="documents.{ending}"'
        return HttpResponse(content(), content_type=content_type, headers={"Content-Disposition": name})

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            file = values.pop("file")
            try:
                read_list(file.name, file.content, values["sheet"])
            except ValidationError as refusal:
                form.refuse(refusal)
            if not form.has_error("file"):
                uploaded = UploadedList.objects.create(
                    owner=request.user, name=file.name[-200:], content=file.content, **values
                )
                UploadedList.objects.sweep(request.user)
                return HttpResponseRedirect(_look_url(uploaded))
        return self._answer(request, "list_upload.html", form=form, title=_("Take in a list of documents"))

    def look_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        uploaded = UploadedList.objects.open_to(request.user).filter(pk=key).first()
        if uploaded is None:
            text = _("This list was taken in already, or it was uploaded more than a day ago. Upload it again.")
            self.message_user(request, text, messages.WARNING)  # type: ignore[attr-defined]
            return HttpResponseRedirect(reverse("admin:contributions_document_list"))
        if request.method != "POST":
            return self._look(request, uploaded)
        form = LookForm(request.POST, uploaded=uploaded)
        if not form.is_valid():
            return self._look(request, uploaded, ValidationError(form.errors.as_data()))
        if "_take" not in request.POST or form.says_something_else():
            form.keep()
            return HttpResponseRedirect(_look_url(uploaded))
        try:
            outcome = self._take(request, uploaded, form.cleaned_data["expected"])
        except ValidationError as refusal:
            return self._look(request, uploaded, refusal)
        if outcome.is_saved:
            return self._taken(request, uploaded, outcome)
        text = _("The register has changed since you looked, so nothing was taken in. This is what the list does now.")
        return self._look(request, uploaded, ValidationError(text))

    def _take(self, request: HttpRequest, uploaded: UploadedList, expected: str) -> Outcome:
        with transaction.atomic():
            table = _table_of(uploaded)
            outcome = documents_import(table=table, by=request.user, expected=expected or "-", **_said_of(uploaded))
            if outcome.is_saved:
                UploadedList.objects.filter(pk=uploaded.pk).delete()
        return outcome

    def _taken(self, request: HttpRequest, uploaded: UploadedList, outcome: Outcome) -> HttpResponse:
        counts = {"new": len(outcome.new), "changed": len(outcome.changed)}
        done = _("The list was taken in. New documents: %(new)d, changed: %(changed)d.") % counts
        address = reverse("admin:contributions_document_changelist")
        meeting = uploaded.meeting
        if meeting:
            address += f"?meeting__id__exact={meeting.pk}"
            link = format_html('<a href="{}">{}</a>', meeting.get_absolute_url(), _("See them on the meeting’s page"))
            done = format_html("{} {}", done, link)
        self.message_user(request, done, messages.SUCCESS)  # type: ignore[attr-defined]
        return HttpResponseRedirect(address)

    def _look(
        self, request: HttpRequest, uploaded: UploadedList, refusal: ValidationError | None = None
    ) -> HttpResponse:
        """The dry run, and why what was asked for was not done."""
        table = outcome = None
        unread: ValidationError | None = None
        try:
            table = _table_of(uploaded)
            outcome = documents_import(table=table, dry_run=True, **_said_of(uploaded))
        except ValidationError as error:
            unread = error
        form = LookForm(uploaded=uploaded, asked=outcome.asked if outcome else ())
        for error in filter(None, (refusal, unread, _without_period(outcome))):
            form.refuse(error)
        context = {"form": form, "uploaded": uploaded, "table": table, "outcome": outcome, "title": uploaded.name}
        if outcome:
            count = len(outcome.new) + len(outcome.changed)
            words = ngettext("Take in %(count)d document", "Take in %(count)d documents", count)
            shown = outcome.new[:SHOWN]
            context |= {"act": words % {"count": count}, "new": shown, "more": len(outcome.new) - len(shown)}
        return self._answer(request, "list_look.html", **context)

    def _answer(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        context |= self.admin_site.each_context(request) | {"opts": self.opts}  # type: ignore[attr-defined]
        return TemplateResponse(request, f"admin/contributions/document/{template}", context)


def _table_of(uploaded: UploadedList) -> Table:
    return read_list(uploaded.name, bytes(uploaded.content), uploaded.sheet)


def _without_period(outcome: Outcome | None) -> ValidationError | None:
    if not outcome or not outcome.without_period:
        return None
    text = _("Choose the study period: %(count)d symbols do not tell it.") % {"count": outcome.without_period}
    return ValidationError({"period": text})


def _said_of(uploaded: UploadedList) -> dict[str, Any]:
    return {name: getattr(uploaded, name) for name in ("period", "meeting", "topic", "answers")}


def _look_url(uploaded: UploadedList) -> str:
    return reverse("admin:contributions_document_list_look", args=[uploaded.pk])
