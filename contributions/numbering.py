"""The number that the next liaison statement among a meeting's documents gets."""

from __future__ import annotations

import re
from dataclasses import replace

from contacts.models import StudyPeriod

from . import symbols
from .models import Document, Meeting

GROUP = re.compile(r"(?:^|\W)SG ?0*(?P<number>[1-9][0-9]?)$")


def next_symbol(meeting: Meeting) -> str:
    """As it is printed, "2/57": one after the last of the series in which liaison statements of the meeting stand.

    Where the meeting has no papers yet, of those of the same kind of meeting of its body in the period; then the first
    of the series that a study group has by the grammar of symbols. "" where nothing tells.
    """
    period = meeting.period or StudyPeriod.objects.current().first()
    papers = Document.objects.of_meetings_like(meeting, period)
    last = papers.last_of_series_for_liaison()
    if last is None:
        return _first(meeting, period)
    symbol = symbols.parse(last.code)
    return replace(symbol, number=symbol.number + 1, addendum=0, revision=0, corrigendum=0, language=None).printed


def _first(meeting: Meeting, period: StudyPeriod | None) -> str:
    group = GROUP.search(meeting.body.code)
    if not group or not period or not period.prefix:
        return ""
    name = f"SG{int(group['number']):02d}"
    if meeting.kind == Meeting.Kind.RAPPORTEUR_GROUP:
        name += ".RGQ"
    try:
        return symbols.Symbol(period.prefix[0], period.prefix[1:], name, "C", 1).printed
    except symbols.SymbolError:
        return ""
