"""The page on which a sealed original is read: for a reason, which is kept."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from liaison import services
from liaison.letter.read_json import from_dict
from liaison.letter.sheets import sheet_of
from liaison.letter.to_text import to_text
from liaison.models import Revision, Statement

from .act_forms import UnsealForm


class UnsealingPages:
    """For the admin of statements."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.unseal_view)  # type: ignore[attr-defined]
        return [path("<int:object_id>/unseal/", view, name="liaison_statement_unseal"), *super().get_urls()]  # type: ignore[misc]

    def unseal_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What was sent and what was redacted of it, in the answer to the POST alone."""
        statement = self._found(request, str(object_id))  # type: ignore[attr-defined]
        if not request.user.has_perm(services.MOVES["unseal"].permission):
            raise PermissionDenied
        form = UnsealForm(request.POST if request.method == "POST" else None, statement=statement)
        shown: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            try:
                revisions = services.statement_unseal(statement=statement, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                shown = _originals(statement, revisions)
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": _("Read the sealed original"),
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": statement,
            "form": form,
            "media": self.media + form.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/liaison/statement/unseal.html", context | shown)


def _originals(statement: Statement, revisions: list[Revision]) -> dict[str, Any]:
    texts = [(row, to_text(from_dict(row.letter), sheet_of(statement, row)).decode()) for row in revisions]
    rows = list(statement.redactions.select_related("by"))
    sealed = [json.dumps(row.sealed, ensure_ascii=False, indent=1) for row in rows if any(row.sealed.values())]
    return {"texts": texts, "redactions": rows, "sealed": sealed}
