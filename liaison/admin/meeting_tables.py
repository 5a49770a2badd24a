"""The table of a meeting's liaison statements for its report, with what is agreed and not sent yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from contributions.models import Meeting
from liaison.letter.formats import WRITERS
from liaison.letter.meeting_table import meeting_table
from liaison.meeting_report import table_of

if TYPE_CHECKING:
    from contacts.admin.desk import DeskAdmin as Base
else:
    Base = object


class MeetingTablePages(Base):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.meeting_table_view)
        return [path("meeting/<int:pk>/statements.docx", view, name="liaison_statement_meeting"), *super().get_urls()]

    def meeting_table_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        meeting = get_object_or_404(Meeting.objects.for_detail(), pk=pk)
        table = table_of(meeting, get_language() or "en", for_staff=True)
        response = HttpResponse(meeting_table(table), content_type=WRITERS["docx"].media_type)
        name = f"{meeting.slug or meeting.pk}-liaison-statements.docx"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response
