"""The saves of a draft: listed with what differs, one shown, two compared, one brought back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reversion.models import Version

from contacts.admin.choosing import is_key
from liaison import saves, services
from liaison.field_names import differences_for_reader
from liaison.letter.build import build
from liaison.letter.compare import Change
from liaison.letter.letter import Letter
from liaison.letter.sheets import sheet_for
from liaison.models import Event, Statement
from liaison.renditions import redactor

ON_A_PAGE = 20
MOST_CHANGES = 6  # named in the list of saves; all of them are on the page that compares


@dataclass(frozen=True)
class Saved:
    """A save as the list shows it; `before` is the one that it changed."""

    save: Version
    words: str
    changes: list[Change]
    before: Version | None

    @property
    def named(self) -> list[Change]:
        return self.changes[:MOST_CHANGES]

    @property
    def more(self) -> int:
        return len(self.changes) - len(self.named)


class RestoreForm(forms.Form):
    change = forms.ChoiceField(
        label=gettext_lazy("Is what comes back editorial or of substance?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (services.EDITORIAL, gettext_lazy("editorial: the approval is kept")),
            (services.SUBSTANCE, gettext_lazy("of substance: the approval is cleared")),
        ],
    )


class HistoryMixin:
    """For the admin of statements. Whoever may see a statement may see its saves; who may change it may restore."""

    object_history_template = "admin/liaison/statement/history.html"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        place = "<int:object_id>/saves/"
        own = [
            path(f"{place}compare/", wrap(self.compare_view), name="liaison_statement_compare"),
            path(f"{place}<int:key>/", wrap(self.save_view), name="liaison_statement_save"),
            path(f"{place}<int:key>.pdf", wrap(self.save_pdf_view), name="liaison_statement_save_pdf"),
            path(f"{place}<int:key>/restore/", wrap(self.restore_view), name="liaison_statement_restore"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """As Django's, with the saves above it."""
        statement = Statement.objects.filter(pk=object_id).first() if is_key(object_id) else None
        context: dict[str, Any] = {}
        if statement and self.has_view_or_change_permission(request, statement):  # type: ignore[attr-defined]
            page = Paginator(saves.saves_of(statement), ON_A_PAGE).get_page(request.GET.get("saves"))
            before = saves.saves_of(statement).filter(pk__lt=page[-1].pk).first() if page else None
            context |= {"saves": page, "rows": list(_listed(statement, list(page), before))}
            context["may_restore"] = self._may_restore(request, statement)
        return super().history_view(request, object_id, context | (extra_context or {}))  # type: ignore[misc]

    def save_view(self, request: HttpRequest, object_id: int, key: int) -> HttpResponse:
        statement = self._found(request, str(object_id))  # type: ignore[attr-defined]
        save = _save(statement, key)
        context = {"save": save, "changes": differences_for_reader(Letter(), _letter(statement, save))}
        context["may_restore"] = self._may_restore(request, statement)
        return self._page(request, statement, _title(save), "save", context)

    def save_pdf_view(self, request: HttpRequest, object_id: int, key: int) -> HttpResponse:
        from liaison.letter.to_pdf import to_pdf  # noqa: PLC0415 -- slow import

        statement = self._found(request, str(object_id))  # type: ignore[attr-defined]
        pdf = to_pdf(_letter(statement, _save(statement, key)), sheet_for(statement))
        headers = {"Content-Disposition": f'inline; filename="save-{key}.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    def compare_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Of `old` and `new`, whichever was saved first is the old one; without `new` it is what stands now."""
        statement = self._found(request, str(object_id))  # type: ignore[attr-defined]
        keys = sorted({int(key) for name in ("old", "new") if is_key(key := request.GET.get(name, ""))})
        if not keys:
            return HttpResponseRedirect(reverse("admin:liaison_statement_history", args=[statement.pk]))
        old, new = _save(statement, keys[0]), _save(statement, keys[1]) if len(keys) > 1 else None
        after = _letter(statement, new) if new else _now(statement)
        context = {"old": old, "new": new, "changes": differences_for_reader(_letter(statement, old), after)}
        context["may_restore"] = self._may_restore(request, statement)
        return self._page(request, statement, _("What differs"), "compare", context)

    def restore_view(self, request: HttpRequest, object_id: int, key: int) -> HttpResponse:
        statement = self._found(request, str(object_id))  # type: ignore[attr-defined]
        save = _save(statement, key)
        if not self._may_restore(request, statement):
            raise PermissionDenied
        form = RestoreForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                services.draft_restore(statement=statement, save=save, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error("change" if hasattr(refusal, "error_dict") else None, refusal.messages)
            else:
                self.log_change(request, statement, _("Restored: %(save)s.") % {"save": _title(save)})  # type: ignore[attr-defined]
                self.message_user(request, _("The draft says again what it said then."), messages.SUCCESS)  # type: ignore[attr-defined]
                return HttpResponseRedirect(statement.get_admin_url())
        context = {"save": save, "form": form, "asks": statement.is_approved}
        context["changes"] = differences_for_reader(_now(statement), _letter(statement, save))
        return self._page(request, statement, _("Restore this save"), "restore", context)

    def _may_restore(self, request: HttpRequest, statement: Statement) -> bool:
        return statement.is_draft and self.has_change_permission(request, statement)  # type: ignore[attr-defined]

    def _page(
        self, request: HttpRequest, statement: Statement, title: str, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        shared = self.admin_site.each_context(request) | {"title": title, "opts": self.opts, "original": statement}  # type: ignore[attr-defined]
        return TemplateResponse(request, f"admin/liaison/statement/history_{name}.html", shared | context)


def _save(statement: Statement, key: int) -> Version:
    """Of this statement and of no other row that may have the same key."""
    save = saves.saves_of(statement).filter(pk=key).first()
    if save is None:
        raise Http404
    return save


def _letter(statement: Statement, save: Version) -> Letter:
    """As it stood; what was redacted since then is not read here either."""
    letter = saves.letter_in(save)
    return redactor(statement).letter(letter) if statement.redacted_on else letter


def _now(statement: Statement) -> Letter:
    return build(Statement.objects.for_detail().get(pk=statement.pk))


def _listed(statement: Statement, page: list[Version], before: Version | None) -> Iterable[Saved]:
    older = [*page[1:], before]
    letters = {save.pk: _letter(statement, save) for save in [*page, before] if save}
    for save, last in zip(page, older, strict=False):
        changes = differences_for_reader(letters[last.pk], letters[save.pk]) if last else []
        yield Saved(save, _words(save), changes, last)


def _words(save: Version) -> str:
    """What was done, in the reader's language: the name of the act, or that it was saved."""
    comment = save.revision.comment
    if comment.startswith(saves.EVENT):
        kinds = dict(Event.Kind.choices)
        return str(kinds.get(comment.removeprefix(saves.EVENT), _("Saved")))
    return comment or _("Saved")


def _title(save: Version) -> str:
    at = formats.date_format(timezone.localtime(save.revision.date_created), "DATETIME_FORMAT")
    return capfirst(_("as saved on %(at)s") % {"at": at})
