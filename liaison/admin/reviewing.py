"""The page on which addresses for review are made and revoked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from liaison import services
from liaison.models import ReviewLink, Statement

from .act_forms import ShareForm


class ReviewingPages:
    """For the admin of statements."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<int:object_id>/review/", wrap(self.review_view), name="liaison_statement_review"),
            path("<int:object_id>/review/<int:key>/revoke/", wrap(self.revoke_view), name="liaison_statement_revoke"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def review_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """All addresses of a draft. A new one is shown this once: it is not stored and cannot be shown again."""
        statement = self._found(request, str(object_id))  # type: ignore[attr-defined]
        may = request.user.has_perm(services.MOVES["share"].permission)
        form, address = ShareForm(request.POST if request.method == "POST" else None, label_suffix=""), ""
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            address = self._share(request, statement, form) if form.is_valid() else ""
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": _("Addresses for review"),
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": statement,
            "links": statement.review_links.select_related("created_by"),
            "form": ShareForm(label_suffix="") if address else form,
            "address": address,
            "may": may,
            "media": self.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/liaison/statement/review.html", context)

    def _share(self, request: HttpRequest, statement: Statement, form: ShareForm) -> str:
        """The new address; "" where the service refused, for the reason in the form."""
        try:
            _link, token = services.review_share(statement=statement, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.refuse(refusal)
            return ""
        with override(settings.LANGUAGE_CODE):
            return settings.SITE_URL + reverse("liaison:review-detail", args=[token])

    def revoke_view(self, request: HttpRequest, object_id: int, key: int) -> HttpResponse:
        statement = self._found(request, str(object_id))  # type: ignore[attr-defined]
        link = ReviewLink.objects.filter(statement=statement, pk=key).first()
        if link is None:
            raise Http404
        if request.method == "POST":
            services.review_revoke(link=link, by=request.user)
            text = _("The address of %(label)s is closed.") % {"label": link.label}
            self.message_user(request, text, messages.SUCCESS)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("admin:liaison_statement_review", args=[statement.pk]))
