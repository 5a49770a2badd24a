"""The chosen statements as a table, CSV or a workbook, or as files, whatever state they are in, for the desk alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, gettext_lazy, override
from django.utils.translation import gettext as _

from liaison.desk_bundles import staff_zip
from liaison.models import Party, Statement
from liaison.outputs.tables import CSV, MOST_ROWS, XLSX, Heading, Sheet, csv_lines, workbook
from liaison.turns import NoTurnError, Turn

TURNS = 2  # at taking files, on one machine
AT_ONCE = 500  # statements that are read at a time
WIDTHS = {2: 60, 3: 28, 4: 28, 5: 28, 18: 28, 19: 28, 20: 28}  # of the columns of many words, in characters


def headings() -> list[str]:
    names = [_("date"), _("symbol"), _("title"), _("from"), _("to"), _("copies to"), _("for"), _("reply by")]
    names += [_("direction"), _("status"), _("who sees it"), _("sent"), _("received"), _("recorded"), _("language")]
    names += [_("study period"), _("registered as"), _("assigned to"), _("meeting"), _("approval"), _("topics")]
    return [capfirst(name) for name in [*names, _("reply"), _("address")]]


def row_of(statement: Statement) -> list[Any]:
    asked = [party for party in statement.recipients if party.purpose]
    return [
        statement.date,
        statement.symbol,
        statement.title,
        _names(statement.senders),
        _names(statement.recipients),
        _names(statement.copies),
        "; ".join(dict.fromkeys(str(party.get_purpose_display()) for party in asked)),
        "; ".join(dict.fromkeys(_deadline(party) for party in statement.deadlines)),
        statement.get_direction_display(),
        statement.get_status_display(),
        "" if statement.is_draft else statement.get_visibility_display(),
        statement.sent_on,
        statement.received_on,
        statement.recorded_on,
        statement.get_language_display(),
        statement.period.label if statement.period else "",
        statement.registered_as.symbol if statement.registered_as else "",
        statement.assigned_to.get_username() if statement.assigned_to else "",
        statement.meeting_text,
        ", ".join(filter(None, [str(statement.get_approval_level_display() or ""), statement.approval_text])),
        "; ".join(topic.name for topic in statement.topics.all()),
        _answers(statement),
        statement.slug or "",
    ]


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(party.short for party in parties)


def _deadline(party: Party) -> str:
    return party.deadline.isoformat() if party.deadline else party.deadline_text


def _answers(statement: Statement) -> str:
    asked = [party for party in statement.recipients if party.is_asked]
    if not asked or statement.is_draft:
        return ""
    return str(_("awaited") if any(party.is_open for party in asked) else _("answered"))


def rows(statements: QuerySet[Statement], language: str) -> Iterator[list[Any]]:
    """A row for each of a list read by `for_list()`, piece by piece: a long one takes no more memory."""
    read = statements.select_related("period", "registered_as", "assigned_to").prefetch_related("topics")
    for statement in read.iterator(chunk_size=AT_ONCE):
        with override(language):
            yield row_of(statement)


class ExportMixin:
    """Actions of the list. “Select all” takes all that the filters leave, on every page."""

    @admin.action(description=gettext_lazy("Take the selected statements as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Statement]) -> HttpResponse:
        table = chain([headings()], rows(queryset, request.LANGUAGE_CODE))  # type: ignore[attr-defined]
        return StreamingHttpResponse(  # type: ignore[return-value]
            csv_lines(table), content_type=CSV, headers=_as_file("csv")
        )

    @admin.action(description=gettext_lazy("Take the selected statements as a workbook (.xlsx)"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Statement]) -> HttpResponse | None:
        if queryset.count() > MOST_ROWS:
            text = _("A workbook holds %(most)s rows. Narrow the list, or take it as CSV.")
            most = formats.localize(MOST_ROWS, use_l10n=True)
            self.message_user(request, text % {"most": most}, messages.ERROR)  # type: ignore[attr-defined]
            return None
        sheet = Sheet(_("Statements"), get_language_bidi())
        table = rows(queryset, request.LANGUAGE_CODE)  # type: ignore[attr-defined]
        file = workbook([Heading(text, WIDTHS.get(place, 14)) for place, text in enumerate(headings())], table, sheet)
        return FileResponse(file, content_type=XLSX, headers=_as_file("xlsx"))  # type: ignore[return-value]

    @admin.action(description=gettext_lazy("Take the files of the selected statements (.zip)"), permissions=["view"])
    def export_zip(self, request: HttpRequest, queryset: QuerySet[Statement]) -> HttpResponse | None:
        """PDF, Word and data of each, drafts among them, sent while they are made."""
        keys = list(dict.fromkeys(queryset.values_list("pk", flat=True)))
        try:
            turn = Turn("desk-zip", TURNS)
        except NoTurnError:
            text = _("Others are taking files just now. Try again in a minute.")
            self.message_user(request, text, messages.WARNING)  # type: ignore[attr-defined]
            return None
        pieces = _in_turn(turn, staff_zip(keys, request.LANGUAGE_CODE))  # type: ignore[attr-defined]
        return StreamingHttpResponse(  # type: ignore[return-value]
            pieces, content_type="application/zip", headers=_as_file("zip")
        )


def _in_turn(turn: Turn, pieces: Iterator[bytes]) -> Iterator[bytes]:
    with turn:
        yield from pieces


def _as_file(extension: str) -> dict[str, str]:
    day = timezone.localdate().isoformat()
    return {"Content-Disposition": f'attachment; filename="statements-{day}.{extension}"'}
