"""An empty list to fill in, with headings in a language that reading knows, as CSV or as an Excel workbook."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contributions.models import Document

from .words import WORDS

FIELDS = (
    "symbol",
    "title",
    "source",
    "questions",
    "received",
    "kind",
    "topics",
    "brief",
    "language",
    "access",
    "url",
    "abstract",
    "other_symbols",
    "meeting",
    "period",
)
AS_TEXT = ("symbol", "questions", "other_symbols")  # of which spreadsheet programs would make dates
WIDE = ("title", "source", "brief", "abstract", "url")
SEMICOLONS = ("fr", "es", "ru")  # where spreadsheet programs expect them, since a comma stands in numbers
ROWS = 2_000  # that are prepared


def headings() -> list[str]:
    """In the reader's language."""
    language = (get_language() or "en").partition("-")[0]
    return [WORDS["heading"][name].get(language, WORDS["heading"][name]["en"])[0] for name in FIELDS]


def empty_csv() -> bytes:
    separator = ";" if (get_language() or "").partition("-")[0] in SEMICOLONS else ","
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerow(headings())
    return file.getvalue().encode("utf-8-sig")


def empty_xlsx() -> bytes:
    """Symbols are cells of text, dates cells of dates, kinds are chosen; a second sheet says how it is filled in."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow import

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = _("Documents")[:31]
    sheet.append(headings())
    sheet.freeze_panes = "B2"
    sheet.sheet_view.rightToLeft = (get_language() or "").startswith("ar")
    _dress(sheet)
    help_sheet = workbook.create_sheet(_("How to fill it in")[:31])
    help_sheet.column_dimensions["A"].width, help_sheet.column_dimensions["B"].width = 24, 90
    for line in zip(headings(), explanations(), strict=True):
        help_sheet.append(line)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _dress(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- slow import
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 -- slow import

    for cell, name in zip(sheet[1], FIELDS, strict=True):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        column = sheet.column_dimensions[cell.column_letter]
        column.width = 40 if name in WIDE else 18
        if name in AS_TEXT or name == "received":
            column.number_format = "@" if name in AS_TEXT else "yyyy-mm-dd"
        if name in ("kind", "access"):
            labels = Document.Kind.labels if name == "kind" else Document.Access.labels
            rule = DataValidation(type="list", formula1=f'"{",".join(map(str, labels))}"', allow_blank=True)
            rule.add(f"{cell.column_letter}2:{cell.column_letter}{ROWS}")
            sheet.add_data_validation(rule)


def explanations() -> list[str]:
    """What goes into each column, in the order of the headings."""
    texts = {
        "symbol": _("As it is printed: 2/34, 2/71 (Rev.1), SG2RGQ/20. One row a revision. Always needed."),
        "title": _("Needed for a document that is new."),
        "source": _("Several are parted by a semicolon. Each is looked up by its names in the register."),
        "questions": _("3/2, 5/2"),
        "received": _("The day on which it was received: 2023-05-22."),
        "kind": enumerated(Document.Kind.labels),
        "topics": _("By short form or name; several are parted by a semicolon."),
        "brief": _("What the document has to do with its topic."),
        "language": _("Of the title: en, fr, es, ru, ar or zh."),
        "access": enumerated(Document.Access.labels),
        "url": _("Where the document is found. If it is empty, it is suggested from the symbol."),
        "abstract": _("A short summary."),
        "other_symbols": _("Under which it was issued as well; several are parted by a semicolon."),
        "meeting": _("By name or address, where it is another than the one chosen for the list."),
        "period": _("By its label, 2022-2025, where it is another than the one chosen for the list."),
    }
    return [texts[name] for name in FIELDS]
