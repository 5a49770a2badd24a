"""What one meeting agreed, recorded for several statements at once: chosen in the list, all of them or none."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.admin.choosing import is_key
from contributions.models import Meeting
from liaison import services
from liaison.models import Statement

from .act_forms import AgreeSeveralForm

MOST = 200  # statements on one page


class AgreeingPages:
    """For the admin of statements."""

    @admin.action(description=gettext_lazy("Agreed at this meeting"), permissions=["agree"])
    def agree_selected(self, request: HttpRequest, queryset: QuerySet[Statement]) -> HttpResponse | None:
        keys = list(queryset.to_be_agreed().order_by("pk").values_list("pk", flat=True)[:MOST])  # type: ignore[attr-defined]
        if not keys:
            text = _("Only statements of ours that are drafts or in review can be agreed.")
            self.message_user(request, text, messages.WARNING)  # type: ignore[attr-defined]
            return None
        address = reverse("admin:liaison_statement_agree")
        return HttpResponseRedirect(f"{address}?{urlencode([('statement', key) for key in keys])}")

    def has_agree_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(services.MOVES["agree"].permission)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.agree_view)  # type: ignore[attr-defined]
        return [path("agree/", view, name="liaison_statement_agree"), *super().get_urls()]  # type: ignore[misc]

    def agree_view(self, request: HttpRequest) -> HttpResponse:
        """`statement`: those to choose among; `meeting`: instead, those that were prepared there."""
        if not self.has_agree_permission(request):
            raise PermissionDenied
        meeting, offered = _offered(request)
        initial = {"statements": [row.pk for row in offered], "meeting": meeting}
        form = AgreeSeveralForm(request.POST if request.method == "POST" else None, offered=offered, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                agreed = services.statement_agree(by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                return self._agreed(request, agreed)
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": _("Agreed at this meeting"),
            "opts": self.opts,  # type: ignore[attr-defined]
            "form": form,
            "offered": offered,
            "chosen": {str(key) for key in form["statements"].value() or []},
            "media": self.media + form.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/liaison/statement/agree.html", context)

    def _agreed(self, request: HttpRequest, agreed: list[Statement]) -> HttpResponse:
        for statement in agreed:
            self.log_change(request, statement, _("Record what a meeting agreed"))  # type: ignore[attr-defined]
        words = ngettext("%(n)d statement is approved.", "%(n)d statements are approved.", len(agreed))
        self.message_user(request, words % {"n": len(agreed)}, messages.SUCCESS)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("admin:liaison_statement_changelist"))


def _offered(request: HttpRequest) -> tuple[Meeting | None, QuerySet[Statement]]:
    key = request.GET.get("meeting", "")
    meeting = Meeting.objects.filter(pk=key).first() if is_key(key) else None
    found = Statement.objects.to_be_agreed()
    if meeting:
        found = found.prepared_at(meeting)
    else:
        found = found.filter(pk__in=[key for key in request.GET.getlist("statement")[:MOST] if is_key(key)])
    return meeting, found.for_list().newest_first()
