"""The pages of a statement's language versions: the list, and each beside the original."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from liaison import services
from liaison.field_names import differences_for_reader
from liaison.intake.versions import version_read
from liaison.letter.letter import Letter
from liaison.letter.read_json import LetterError, from_dict
from liaison.letter.sheets import sheet_for
from liaison.models import Statement, Translation
from liaison.services.versions import version_letters
from liaison.version_forms import AddVersionForm, VersionForm

from . import rich

SEND = "liaison.send_statement"


class VersionPages:
    """For the admin of statements: what else stands beside the form of one."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        one = "<path:object_id>/versions/<slug:language>/"
        own = [
            path("<path:object_id>/versions/", wrap(self.versions_view), name="liaison_statement_versions"),
            path(one, wrap(self.version_view), name="liaison_statement_version"),
            path(f"{one[:-1]}.pdf", wrap(self.version_preview), name="liaison_statement_version_preview"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def versions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        statement: Statement = self._found(request, object_id)  # type: ignore[attr-defined]
        form = AddVersionForm(*_posted(request), statement=statement)
        if request.method == "POST":
            self._check_change(request, statement)
            if form.is_valid():
                try:
                    version = self._add(request, statement, form)
                except ValidationError as refusal:
                    form.refuse(refusal)
                else:
                    self.log_change(request, statement, _("Version added: %(name)s") % {"name": version.language_name})  # type: ignore[attr-defined]
                    return HttpResponseRedirect(_url("version", statement, version.language))
        context = {"form": form, "versions": statement.translations.all(), "title": _("Language versions")}
        return self._beside(request, "versions", statement, **context)

    def _add(self, request: HttpRequest, statement: Statement, form: AddVersionForm) -> Translation:
        language, file = form.cleaned_data["language"], form.cleaned_data["file"]
        if file is None:
            return services.version_add(statement=statement, language=language, by=request.user)
        data = file.read()
        return version_read(statement=statement, language=language, name=file.name or "", data=data, by=request.user)

    def version_view(self, request: HttpRequest, object_id: str, language: str) -> HttpResponse:
        statement, version = self._version(request, object_id, language)
        if request.method == "POST":
            self._check_change(request, statement)
            if act := next((name for name in ("_delete", "_hide") if name in request.POST), ""):
                return self._act(request, statement, version, act)
        form = VersionForm(*_posted(request)[:1], version=version)
        if request.method == "POST" and form.is_valid():
            try:
                services.version_save(
                    version=version,
                    words=form.words(),
                    settled=form.settled(),
                    by=request.user,
                    seen=form.cleaned_data["seen"],
                )
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                self._tell(request, _("The version is saved."))
                return self._act(request, statement, version, "_publish" if "_publish" in request.POST else "")
        context = {
            "form": form,
            "version": version,
            "changes": _changes(version, form.original),
            "file": version.files.first(),
            "title": version.language_name,
            "may_publish": request.user.has_perm(SEND),
            "media": rich.with_nonce(request, form.media),
        }
        return self._beside(request, "version", statement, **context)

    def _act(self, request: HttpRequest, statement: Statement, version: Translation, act: str) -> HttpResponse:
        page = _url("version", statement, version.language)
        if act in ("_publish", "_hide") and not request.user.has_perm(SEND):
            raise PermissionDenied
        try:
            if act == "_delete":
                services.version_delete(version=version, by=request.user)
                self._tell(request, _("The version is deleted."))
                page = _url("versions", statement)
            elif act == "_publish":
                services.version_publish(version=version, by=request.user)
                self._tell(request, _("The version is shown wherever the statement is."))
            elif act == "_hide":
                services.version_hide(version=version, by=request.user)
                self._tell(request, _("The version is a draft again."))
        except ValidationError as refusal:
            self._tell(request, " ".join(refusal.messages), messages.ERROR)
        return HttpResponseRedirect(page)

    def version_preview(self, request: HttpRequest, object_id: str, language: str) -> HttpResponse:
        from liaison.letter.to_pdf import to_pdf  # noqa: PLC0415 -- slow import

        statement, version = self._version(request, object_id, language)
        pdf = to_pdf(version_letters(version)[1], sheet_for(statement, language=version.language))
        headers = {"Content-Disposition": f'inline; filename="{version.language}.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    def _version(self, request: HttpRequest, object_id: str, language: str) -> tuple[Statement, Translation]:
        statement: Statement = self._found(request, object_id)  # type: ignore[attr-defined]
        version = statement.translations.filter(language=language).first()
        if version is None:
            raise Http404(_("The statement has no version in this language."))
        try:
            from_dict(version.letter)
        except LetterError:
            raise Http404(_("What is stored of this version can no longer be understood.")) from None
        return statement, version

    def _check_change(self, request: HttpRequest, statement: Statement) -> None:
        if not self.has_change_permission(request, statement):  # type: ignore[attr-defined]
            raise PermissionDenied

    def _tell(self, request: HttpRequest, text: str, level: int = messages.SUCCESS) -> None:
        self.message_user(request, text, level)  # type: ignore[attr-defined]

    def _beside(self, request: HttpRequest, template: str, statement: Statement, **context: Any) -> HttpResponse:
        may_change = self.has_change_permission(request, statement)  # type: ignore[attr-defined]
        shared = {"opts": self.opts, "original": statement, "may_change": may_change}  # type: ignore[attr-defined]
        context = self.admin_site.each_context(request) | shared | context  # type: ignore[attr-defined]
        return TemplateResponse(request, f"admin/liaison/statement/{template}.html", context)


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _changes(version: Translation, original: Letter) -> list[Any]:
    """What changed in the original since the version was made or saved beside it."""
    try:
        before = from_dict(version.original) if version.original else original
    except LetterError:
        return []
    return differences_for_reader(before, original)


def _url(page: str, statement: Statement, *more: str) -> str:
    return reverse(f"admin:liaison_statement_{page}", args=[statement.pk, *more])
