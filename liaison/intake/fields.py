"""The fields of a letter as a clerk corrects them: which there are, in which groups, and what each takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from contacts.models import StudyPeriod
from liaison.field_names import field_label
from liaison.forms import LinesField
from liaison.letter.letter import Letter
from liaison.models import Party, Statement
from liaison.models.statements import LANGUAGES

HEADING = ("title", "subtitle", "date", "symbol", "other_symbols", "reference", "language", "original_language")
MEETINGS = tuple(f"meeting.{name}" for name in ("text", "start", "end"))
MEETINGS += tuple(f"approval.{name}" for name in ("text", "level", "date"))
REST = ("study_period", "action_required", "reply_to", "signatures", "keywords")
NAMES: dict[str, tuple[str, ...]] = {
    "from": ("text", "questions", "address"),
    "to": ("text", "questions", "address", "purpose", "deadline", "deadline_text"),
    "cc": ("text", "questions", "address"),
    "in_reply_to": ("text", "symbol", "date"),
    "contacts": ("label", "honorific", "name", "role", "affiliation", "email", "phone", "address"),
    "next_meetings": ("text", "start", "end"),
    "attachments": ("title", "symbol", "url"),
}
ONE_MORE = ("from", "to", "cc", "contacts")  # where a reader may have missed one
DAYS = ("date", "deadline", "start", "end")
LINES = ("subtitle", "other_symbols", "signatures", "keywords")
LONG = ("title", "text", "action_required", "role", "affiliation")
MOST = 2000  # characters of one value


@dataclass(frozen=True)
class Group:
    """Fields that stand together, by their paths. `path` is that of their row, or "" ."""

    key: str
    label: str
    paths: tuple[str, ...]
    path: str = ""
    is_more: bool = False  # an empty row, to be filled in where one is missing


def groups_of(letter: Letter) -> list[Group]:
    """In the order of the printed letter; of each list that may miss one, with an empty row."""
    head = Group("heading", _("Heading"), HEADING)
    meetings = Group("meetings", _("Where it was prepared and approved"), MEETINGS)
    rest = Group("rest", _("More of the letter"), REST)
    parties = [group for name in ("from", "to", "cc", "in_reply_to") for group in _rows(letter, name)]
    below = [group for name in ("next_meetings", "attachments") for group in _rows(letter, name)]
    return [head, *parties, meetings, *_rows(letter, "contacts"), *below, rest]


def _rows(letter: Letter, name: str) -> Iterator[Group]:
    count = len(getattr(letter, "from_" if name == "from" else name))
    for place in range(count + (name in ONE_MORE)):
        path = f"{name}[{place}]"
        is_more = place == count
        label = _("One more: %(row)s") % {"row": field_label(path)} if is_more else field_label(path)
        yield Group(html_name(path), label, tuple(f"{path}.{one}" for one in NAMES[name]), path, is_more)


def html_name(path: str) -> str:
    """Of a field, from its path: "to-1-deadline" of "to[1].deadline"."""
    return path.replace("[", "-").replace("]", "").replace(".", "-")


def field_for(path: str, value: Any) -> forms.Field:
    field = _field(path, value)
    if not isinstance(field, forms.DateField | forms.ChoiceField):
        field.widget.attrs["dir"] = "auto"  # of the statement's words, whatever the reader's language is
    return field


def _field(path: str, value: Any) -> forms.Field:
    name = path.rpartition(".")[2]
    common = {"label": _label(path), "required": path == "title", "initial": _shown(name, value)}
    if name in DAYS:
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)
    if name in LINES:
        return LinesField(max_length=MOST, widget=forms.Textarea(attrs={"rows": 1}), **common)
    if name == "questions":
        return QuestionsField(max_length=MOST, **common)
    if choices := _choices(name, value):
        return forms.ChoiceField(choices=choices, **common)
    widget = forms.Textarea(attrs={"rows": 1}) if name in LONG else forms.TextInput()
    return forms.CharField(max_length=MOST, widget=widget, **common)


class QuestionsField(forms.CharField):
    """Numbers of Questions, parted by commas."""

    def to_python(self, value: Any) -> Any:
        return tuple(number.strip() for number in str(value or "").split(",") if number.strip())


def _label(path: str) -> str:
    head, _dot, name = path.rpartition(".")
    return field_label(path if head in ("meeting", "approval") else name)


def _shown(name: str, value: Any) -> Any:
    if name in LINES:
        return list(value)
    return ", ".join(value) if name == "questions" else value


def _choices(name: str, value: Any) -> list[tuple[str, Any]]:
    if name in ("purpose", "level"):
        known: type[TextChoices] = Party.Purpose if name == "purpose" else Statement.ApprovalLevel
        return [("", "–"), *known.choices]
    if name in ("language", "original_language"):
        found = list(LANGUAGES)
    elif name == "study_period":
        found = [("", "–"), *((label, label) for label in StudyPeriod.objects.values_list("label", flat=True))]
    else:
        return []
    return found if not value or value in dict(found) else [*found, (value, value)]


def value_from(path: str, cleaned: Any) -> Any:
    """What the letter holds, of what a form gives."""
    name = path.rpartition(".")[2]
    if name in LINES:
        return tuple(cleaned)
    if name in ("symbol", "purpose", "level", "study_period"):
        return cleaned or None
    return cleaned
