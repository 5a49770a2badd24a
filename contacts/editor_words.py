"""The words of the text editor (django-prose-editor 0.28.0), which speaks English, German, French and Polish alone.

Its dialogs ask the admin's catalog for them; the names of its buttons are replaced by static/desk/prose.js.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

EDITOR_WORDS = {
    "bold": _("bold"),
    "italic": _("italic"),
    "subscript": _("subscript"),
    "superscript": _("superscript"),
    "paragraph": _("paragraph"),
    "heading 3": _("heading"),
    "heading 4": _("heading below a heading"),
    "unordered list": _("list with bullets"),
    "ordered list": _("numbered list"),
    "List properties": _("List properties"),
    "List type": _("List type"),
    "Start at": _("Start at"),
    "Bullets": _("Bullets"),
    "Decimal numbers": _("Decimal numbers"),
    "Lowercase letters": _("Lowercase letters"),
    "Uppercase letters": _("Uppercase letters"),
    "Lowercase Roman numerals": _("Lowercase Roman numerals"),
    "Uppercase Roman numerals": _("Uppercase Roman numerals"),
    "insert link": _("insert link"),
    "remove link": _("remove link"),
    "Edit Link": _("Edit the link"),
    "URL": _("Address"),
    "Title": _("Title"),
    "Insert table": _("Insert table"),
    "Insert Table": _("Insert table"),
    "Rows": _("Rows"),
    "Columns": _("Columns"),
    "Include header row": _("With a row of headings"),
    "Add column": _("Add column"),
    "Delete column": _("Delete column"),
    "Add row": _("Add row"),
    "Delete row": _("Delete row"),
    "Merge cells": _("Merge cells"),
    "Split cell": _("Split cell"),
    "Toggle header cell": _("Heading cell or plain cell"),
    "Delete table": _("Delete table"),
    "undo": _("undo"),
    "redo": _("redo"),
    "Toggle fullscreen": _("Whole screen or not"),
    "Update": _("Apply"),
    "Cancel": _("Cancel"),
}


class DeskCatalog(JavaScriptCatalog):
    """Django's words of the admin's scripts, and those of the editor."""

    def get_catalog(self) -> dict[str, Any]:
        return super().get_catalog() | {word: str(said) for word, said in EDITOR_WORDS.items()}
