"""Making one of two records that are one: chosen in the list, compared side by side, confirmed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.services import merge

from .desk import DeskAdmin


class MergeAdmin(DeskAdmin):
    actions = ["merge_two"]

    @admin.action(description=gettext_lazy("Make one record of two"), permissions=["change"])
    def merge_two(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, _("Select the two records that are one."), messages.ERROR)
            return None
        return HttpResponseRedirect(reverse(f"admin:{self._name()}_merge", args=keys))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/<int:first>/<int:second>/", view, name=f"{self._name()}_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest, first: int, second: int) -> HttpResponse:
        pair = [self.get_object(request, str(key)) for key in (first, second)]
        if None in pair or first == second:
            raise Http404
        if not all(
            self.has_change_permission(request, row) and self.has_delete_permission(request, row) for row in pair
        ):
            raise PermissionDenied
        error = ""
        if request.method == "POST":
            kept = {str(row.pk): row for row in pair}.get(request.POST.get("keep", ""))
            try:
                if kept is None:
                    raise ValidationError(_("Choose the record to keep."))
                return self._merged(request, kept, pair[1] if kept is pair[0] else pair[0])
            except ValidationError as refusal:
                error = " ".join(refusal.messages)
        context = self.admin_site.each_context(request) | {
            "title": _("Make one record of two"),
            "opts": self.opts,
            "pair": pair,
            "error": error,
            "lines": [line for line in _compared(pair) if any(line["values"])],
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/merge.html", context, status=200)

    def _merged(self, request: HttpRequest, keep: models.Model, gone: models.Model) -> HttpResponse:
        name, gone_name = str(keep), str(gone)
        with transaction.atomic():
            self.log_deletions(request, type(gone)._default_manager.filter(pk=gone.pk))
            kept = merge(keep=keep, gone=gone)
        self.log_change(request, kept, _("“%(gone)s” was merged into it.") % {"gone": gone_name})
        text = _("“%(gone)s” and “%(keep)s” are one now: all that referred to the first refers to the second.")
        self.message_user(request, text % {"gone": gone_name, "keep": name}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{self._name()}_change", args=[kept.pk]))

    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"


def _compared(pair: list[Any]) -> list[dict[str, Any]]:
    """Label and the two values for each column, then how many rows of each kind refer to either."""
    options = pair[0]._meta
    lines = []
    for field in options.concrete_fields:
        if field.editable and not field.primary_key:
            values = [_shown(row, field) for row in pair]
            lines.append({"label": field.verbose_name, "values": values, "differ": values[0] != values[1]})
    for relation in options.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.related_model._meta.auto_created:
            rows, field = relation.related_model._base_manager, relation.field
            counts = [rows.filter(**{field.name: row}).count() for row in pair]
            words = {"rows": relation.related_model._meta.verbose_name_plural, "field": field.verbose_name}
            label = _("%(rows)s that refer to it by “%(field)s”") % words
            lines.append({"label": label, "values": counts, "differ": False})
    return lines


def _shown(row: models.Model, field: Any) -> str:
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    return "" if value in (None, False) else str(value if value is not True else _("Yes"))
