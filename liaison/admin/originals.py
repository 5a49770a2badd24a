"""A statement beside the file from which it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from liaison.field_names import differences_for_reader
from liaison.intake.page import numbered
from liaison.letter.build import build
from liaison.letter.compare import Change
from liaison.letter.letter import Letter
from liaison.letter.source_lines import SourceLine
from liaison.models import ImportFinding, Statement, StatementFile

from .intake import kept_file


@dataclass(frozen=True)
class Found:
    """A finding, and the line of the original that it names."""

    finding: ImportFinding
    line: int | None


@dataclass
class Part:
    """A field of the statement as it is now, with what the reader found of it."""

    change: Change
    findings: list[Found] = field(default_factory=list)


class OriginalPages:
    """For the admin of statements."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        one = "<path:object_id>/original/<int:file>"
        own = [
            path(f"{one}/", wrap(self.original_page), name="liaison_statement_beside_original"),
            path(one, wrap(self.original_file), name="liaison_statement_original"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def original_file(self, request: HttpRequest, object_id: str, file: int) -> HttpResponse:
        """A file from which the statement, or a version of it, was read."""
        _statement, found = self._original(request, object_id, file)
        return kept_file(found.file, found.name)

    def original_page(self, request: HttpRequest, object_id: str, file: int) -> HttpResponse:
        statement, found = self._original(request, object_id, file)
        letter = build(Statement.objects.for_detail().get(pk=statement.pk))
        lines = [SourceLine(*line) for line in found.text.lines] if hasattr(found, "text") else []
        findings = list(statement.import_findings.all())
        places = {line.where: place for place, line in reversed(list(enumerate(lines, start=1))) if line.where}
        parts, others = _beside(letter, [Found(one, places.get(one.where)) for one in findings])
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": statement,
            "title": _("Beside its original"),
            "lines": numbered(lines, [one.where for one in findings]),
            "original_url": reverse("admin:liaison_statement_original", args=[statement.pk, found.pk]),
            "parts": parts,
            "others": others,
        }
        return TemplateResponse(request, "admin/liaison/statement/original.html", context)

    def _original(self, request: HttpRequest, object_id: str, file: int) -> tuple[Statement, StatementFile]:
        statement: Statement = self._found(request, object_id)  # type: ignore[attr-defined]
        found = statement.files.originals().filter(pk=file).first()
        if found is None:
            raise Http404
        return statement, found


def _beside(letter: Letter, findings: list[Found]) -> tuple[list[Part], list[Found]]:
    """All that the letter says, each finding at the first part that it concerns, and those that concern none."""
    parts = [Part(change) for change in differences_for_reader(Letter(), letter)]
    others = []
    for found in findings:
        place = next((part for part in parts if _concerns(found.finding.field, part.change.field)), None)
        (place.findings if place else others).append(found)
    return parts, others


def _concerns(found: str, part: str) -> bool:
    return bool(found) and (f"{found}.".startswith(f"{part}.") or part.startswith((f"{found}.", f"{found}[")))
