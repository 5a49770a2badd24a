"""The desk's pages for taking in files: what was uploaded, how far it is, and each file beside its original."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.admin.taking_in import TakingIn
from liaison.intake.corrections import intake_look_again, review_correct
from liaison.intake.forms import ReviewForm, UploadForm
from liaison.intake.page import ReviewPage
from liaison.intake.review import Review
from liaison.intake.services import (
    file_discard,
    file_record,
    file_take,
    file_take_back,
    intake_plan,
    intake_sweep,
    intake_upload,
    intake_work,
)
from liaison.letter.read_json import LetterError
from liaison.models import Intake, IntakeFile, Statement

SHOWN = 50  # uploads on one page
SEND = "liaison.send_statement"
REQUEST_SECONDS = 4.0  # of reading in one request, before the page shows how far it is


class IntakePages(TakingIn):
    """For the admin of statements: a button above the list, and the pages behind it."""

    change_list_template = "admin/liaison/intake/change_list.html"

    def get_urls(self) -> list[Any]:
        own = [
            path("intake/", self.taking_in_view(self.uploads_view), name="liaison_intake"),
            path("intake/<int:intake>/", self.taking_in_view(self.intake_view), name="liaison_intake_one"),
            path("intake/<int:intake>/<int:file>/", self.taking_in_view(self.file_view), name="liaison_intake_file"),
            path(
                "intake/<int:intake>/<int:file>/original",
                self.taking_in_view(self.original_view),
                name="liaison_intake_original",
            ),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"may_take_in": self.may_take_in(request)} | (extra_context or {})
        return super().changelist_view(request, extra)  # type: ignore[misc]

    # What was uploaded

    def uploads_view(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if request.method == "POST" and form.is_valid():
            intake_sweep()
            try:
                intake = intake_upload(files=form.cleaned_data["files"], by=request.user)
            except ValidationError as refusal:
                form.add_error("files", refusal)
            else:
                intake_work(intake=intake, seconds=REQUEST_SECONDS)
                return HttpResponseRedirect(_address(intake))
        uploads = Intake.objects.for_list()[:SHOWN]
        return self._answer(request, "uploads", form=form, uploads=uploads, title=_("Read in statements"))

    def intake_view(self, request: HttpRequest, intake: int) -> HttpResponse:
        found = get_object_or_404(Intake.objects.for_list(), pk=intake)
        if request.method == "POST":
            self._act_on_all(request, found)
            return HttpResponseRedirect(_intake_url(found))
        files = found.files.light()
        done = sum(not file.is_waiting for file in files)
        standing = {
            "files": files,
            "done": done,
            "waiting": len(files) - done,
            "planned": sum(bool(file.plan) for file in files),
            "clear": sum(file.is_clear for file in files),
            "to_look_at": sum(file.is_read and not file.is_clear and not file.plan for file in files),
        }
        return self._answer(request, "intake", intake=found, title=str(found), **standing)

    def _act_on_all(self, request: HttpRequest, intake: Intake) -> None:
        plan = request.POST.get("_plan")
        if plan in IntakeFile.Plan.values:
            count = intake_plan(intake=intake, plan=plan, by=request.user)
            if not count:
                self._say(request, _("There is no file with nothing to look at."), messages.WARNING)
        elif "_names" in request.POST:
            count = intake_look_again(intake=intake)
            words = ngettext("Names of %(n)d file were looked up.", "Names of %(n)d files were looked up.", count)
            self._say(request, words % {"n": count})
            return
        intake_work(intake=intake, seconds=REQUEST_SECONDS)

    # One file

    def file_view(self, request: HttpRequest, intake: int, file: int) -> HttpResponse:
        found = self._file(intake, file)
        if request.method == "POST" and "_back" in request.POST:
            return self._take_back(request, found)
        if not found.is_read:
            if found.statement_id and request.method == "GET":
                return HttpResponseRedirect(_statement_url(found.statement_id))
            return self._answer(request, "decided", file=found, intake=found.intake, title=found.name)
        try:
            return self._review(request, found)
        except LetterError:
            raise Http404(_("What was read of this file can no longer be understood. Upload it again.")) from None

    def _review(self, request: HttpRequest, file: IntakeFile) -> HttpResponse:
        review = Review(file)
        if request.method != "POST":
            return self._page_of(request, ReviewForm(review=review, by=request.user))
        if "_discard" in request.POST:
            return self._discard(request, file)
        form = ReviewForm(request.POST, review=review, by=request.user)
        if not form.is_valid():
            return self._page_of(request, form)
        version, typed = form.cleaned_data["version"], form.cleaned_data
        try:
            file = review_correct(file=file, corrections=form.corrections(), version=version, by=request.user)
        except ValidationError as refusal:
            form.refuse(refusal)
            return self._page_of(request, form)
        if not {"_draft", "_record"} & set(request.POST):
            self._say(request, _("What you said is kept."))
            return HttpResponseRedirect(file.get_admin_url())
        kept = {name: typed[name] for name in ("received_on", "note", "is_seen") if name in typed}
        try:
            statement = self._take(request, file, **kept)
        except ValidationError as refusal:
            again = ReviewForm(review=Review(self._file(file.intake_id, file.pk)), by=request.user, initial=kept)
            again.refusals = refusal.messages
            return self._page_of(request, again)
        return HttpResponseRedirect(_statement_url(statement.pk))

    def _take(
        self, request: HttpRequest, file: IntakeFile, received_on: Any = None, note: str = "", is_seen: bool = False
    ) -> Statement:
        review = Review(file)
        if (review.duplicates or review.twins) and not is_seen:
            raise ValidationError(_("Something like it is there already: look, and say that you have seen it."))
        if "_draft" in request.POST:
            statement = file_take(file=file, by=request.user)
            text = _("The draft is made of “%(name)s”. What is left to settle is listed in it.")
            self._say(request, text % _of(file))
        else:
            if review.doubts or review.open_names:
                raise ValidationError(
                    _(
                        "What is recorded cannot be changed afterwards. Settle first what is to be looked at, "
                        "or keep it as a draft."
                    )
                )
            if review.is_ours and not request.user.has_perm(SEND):
                raise ValidationError(_("The statement is ours, and you may not record it as sent."))
            statement = file_record(file=file, by=request.user, day=received_on, note=note)
            self._say(request, _("The statement is recorded from “%(name)s”.") % _of(file))
        self.log_addition(request, statement, _("Read from “%(name)s”.") % _of(file))  # type: ignore[attr-defined]
        return statement

    def _discard(self, request: HttpRequest, file: IntakeFile) -> HttpResponse:
        try:
            file_discard(file=file, by=request.user)
        except ValidationError as refusal:
            self._say(request, " ".join(refusal.messages), messages.ERROR)
        else:
            self._say(request, _("“%(name)s” is put aside. It can be taken back within a month.") % _of(file))
        return HttpResponseRedirect(_intake_url(file.intake))

    def _take_back(self, request: HttpRequest, file: IntakeFile) -> HttpResponse:
        try:
            file_take_back(file=file, by=request.user)
        except ValidationError as refusal:
            self._say(request, " ".join(refusal.messages), messages.ERROR)
        else:
            intake_work(intake=file.intake, seconds=REQUEST_SECONDS)
        return HttpResponseRedirect(file.get_admin_url())

    def original_view(self, request: HttpRequest, intake: int, file: int) -> HttpResponse:
        found = self._file(intake, file)
        if not found.file:
            raise Http404
        return kept_file(found.file, found.name)

    def _page_of(self, request: HttpRequest, form: ReviewForm) -> HttpResponse:
        review = form.review
        may_record = not review.is_ours or request.user.has_perm(SEND)
        context = {"page": ReviewPage(form), "form": form, "review": review, "file": review.file}
        context |= {"intake": review.file.intake, "title": review.file.name, "may_record": may_record}
        return self._answer(request, "review", media=form.media, **context)

    # What all share

    def _file(self, intake: int, file: int) -> IntakeFile:
        return get_object_or_404(IntakeFile.objects.select_related("intake", "statement"), pk=file, intake=intake)

    def _say(self, request: HttpRequest, text: str, level: int = messages.SUCCESS) -> None:
        self.message_user(request, text, level)  # type: ignore[attr-defined]

    def _answer(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        context = self.admin_site.each_context(request) | {"opts": self.opts} | context  # type: ignore[attr-defined]
        return TemplateResponse(request, f"admin/liaison/intake/{template}.html", context)


def kept_file(file: Any, name: str) -> HttpResponse:
    """A file that somebody gave us, to be saved and never shown by the browser as a page of this site."""
    try:
        content = file.open("rb")
    except OSError:
        raise Http404(_("The file is no longer in the store of files.")) from None
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _of(file: IntakeFile) -> dict[str, str]:
    return {"name": file.name}


def _address(intake: Intake) -> str:
    """Of a file alone, once it is read, its own page."""
    files = list(intake.files.light()[:2])
    return files[0].get_admin_url() if len(files) == 1 and files[0].is_read else _intake_url(intake)


def _intake_url(intake: Intake) -> str:
    return reverse("admin:liaison_intake_one", args=[intake.pk])


def _statement_url(key: int) -> str:
    return reverse("admin:liaison_statement_change", args=[key])
