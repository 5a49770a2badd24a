"""The forms of taking in files: the upload, and what a clerk says of one file that was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.admin.choosing import KnownSelect, NamedChoiceField, is_key
from contacts.admin_site import choice_label
from contacts.models import Body, Person, Question, User
from contacts.refusable import RefusableForm
from liaison.letter.letter import Finding, Letter
from liaison.letter.readers import READERS
from liaison.letter.register import without_questions
from liaison.letter.resolve import Asked
from liaison.models import Party, Reply, Statement, StatementContact

from .corrections import Answer, Corrections, value_at
from .fields import Group, field_for, groups_of, html_name, value_from
from .review import DOUBTS, Review
from .unzip import MOST_FILES

KNOWN = sorted([*READERS, ".zip"])
OTHER, NEW, WORDS = "other", "new", "words"
OFFERED = 100  # rows that can be chosen without a script
# Where a name is looked for: the field that refers to such rows, and whether some are offered without a search.
LINKS: dict[str, tuple[type[models.Model], type[models.Model], str, bool]] = {
    "body": (Body, Party, "body", True),
    "question": (Question, Party, "questions", True),
    "person": (Person, StatementContact, "person", True),
    "statement": (Statement, Reply, "target", False),
}


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        files = [one for one in given if one]
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return files


class UploadForm(forms.Form):
    files = ManyFilesField(
        label=gettext_lazy("Files"),
        widget=ManyFiles(attrs={"accept": ",".join(KNOWN)}),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["files"].help_text = _(
            "Word (.docx), text (.txt), a saved mail (.eml), and PDF or JSON made by Liaison; or a .zip of them. "
            "Up to %(count)d files."
        ) % {"count": MOST_FILES}


class NameSelect(KnownSelect):
    """A search box; without scripts, the first rows of the register where these may do."""

    names: Sequence[tuple[int, str]] = ()

    def offered(self) -> Sequence[tuple[int, str]]:
        return self.names


class RowField(NamedChoiceField, forms.ModelChoiceField):
    def to_python(self, value: Any) -> models.Model | None:
        """A number that no database takes is no row."""
        if value not in self.empty_values and not is_key(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().to_python(value)


@dataclass(frozen=True)
class Shown:
    """A finding beside what it concerns; `seen` is the box that says that it is in order, for doubts."""

    finding: Finding
    seen: forms.BoundField | None
    line: int | None  # of the original

    @property
    def is_doubt(self) -> bool:
        return self.seen is not None


@dataclass(frozen=True)
class Name:
    """A name that is asked, with its fields."""

    asked: Asked
    key: str
    form: ReviewForm
    is_answered: bool

    @property
    def choice(self) -> forms.BoundField:
        return self.form[f"name_{self.key}"]

    @property
    def fields(self) -> list[forms.BoundField]:
        names = [f"name_{self.key}_{part}" for part in ("row", "code", "name", "email", "keep")]
        return [self.form[name] for name in names if name in self.form.fields]


class ReviewForm(RefusableForm):
    """All that is read as fields, what is asked of names, and a box for each doubt."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For the record of events; staff only."),
    )
    is_seen = forms.BooleanField(
        label=gettext_lazy("I have seen what is there already; take this in all the same"), required=False
    )

    class Media:
        js = [Script("desk/rows.js", defer=True)]

    def __init__(self, *args: Any, review: Review, by: User, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.review = review
        self.letter = review.apart.reading.letter or Letter()
        self.by = by
        self.refusals: list[str] = []  # of what was asked to be done with it
        self.offered: dict[str, list[tuple[int, str]]] = {}
        self.initial.setdefault("version", review.file.version)
        self.initial.setdefault("received_on", timezone.localdate())
        self.groups: list[Group] = groups_of(self.letter)
        self.paths = {html_name(path): path for group in self.groups for path in group.paths}
        for name, path in self.paths.items():
            self.fields[name] = field_for(path, value_at(self.letter, path))
        if review.is_ours:
            del self.fields["received_on"]
        if not (review.duplicates or review.twins):
            del self.fields["is_seen"]
        for finding in review.findings:
            if finding.level in DOUBTS:
                self._add_doubt(finding)
        self.names = [*map(self._name, self._asked())]
        self.unknown = [one for one in review.open_names if one.kind == "document" and not one.candidates]
        if self.unknown:
            label = _("Keep the symbols of documents that the register does not have as words")
            self.fields["keep_symbols"] = forms.BooleanField(label=label, required=False)
        self.lines: dict[str, int] = {}
        for place, line in enumerate(review.apart.lines, start=1):
            self.lines.setdefault(line.where, place)

    def _add_doubt(self, finding: Finding) -> None:
        key = finding.key
        initial = key in self.review.file.settled
        self.fields[f"seen_{key}"] = forms.BooleanField(label=_("This is in order"), required=False, initial=initial)

    def _asked(self) -> Iterator[tuple[Asked, bool]]:
        for is_answered, names in ((False, self.review.asked), (True, self.review.answered)):
            yield from ((one, is_answered) for one in names if one.kind in LINKS or one.candidates)

    # Names

    def _name(self, of: tuple[Asked, bool]) -> Name:
        asked, is_answered = of
        key = hashlib.sha256(asked.key.encode()).hexdigest()[:16]
        said = self.review.file.intake.answers | self.review.file.answers
        chosen = said.get(asked.key)
        candidates = [(str(row.pk), choice_label(admin.site, row)) for row in asked.candidates]
        choices = list(candidates)
        initial = ""
        if is_answered:
            known = chosen is not None and str(chosen) in dict(candidates)
            initial = WORDS if chosen is None else str(chosen) if known else OTHER
        if asked.kind in LINKS:
            choices.append((OTHER, _("Another of the register")))
            self.fields[f"name_{key}_row"] = self._row_field(asked, chosen if initial == OTHER else None)
        if self._may_add(asked):
            choices.append((NEW, _("New: add it to the register")))
            self._add_new(asked, key)
        choices.append((WORDS, _("Keep the words alone")))
        self.fields[f"name_{key}"] = forms.ChoiceField(
            label=asked.message, choices=choices, widget=forms.RadioSelect, required=False, initial=initial
        )
        if asked.kind in ("body", "person"):
            label = _("Know this spelling from now on")
            self.fields[f"name_{key}_keep"] = forms.BooleanField(label=label, required=False)
        return Name(asked, key, self, is_answered)

    def _may_add(self, asked: Asked) -> bool:
        return asked.kind in ("body", "person") and self.by.has_perm(f"contacts.add_{asked.kind}")

    def _row_field(self, asked: Asked, initial: int | None) -> forms.Field:
        model, owner, link, is_offered = LINKS[asked.kind]
        label = _("Which one of the register")
        field = RowField(model._default_manager.all(), label=label, required=False, initial=initial)
        widget = NameSelect(owner._meta.get_field(link), admin.site)
        widget.choices, widget.is_required = field.choices, False
        if is_offered and asked.kind not in self.offered:
            rows = getattr(model._default_manager, "for_list", model._default_manager.all)()[:OFFERED]
            self.offered[asked.kind] = [(row.pk, choice_label(admin.site, row)) for row in rows]
        widget.names = self.offered.get(asked.kind, ())
        field.widget = widget
        return field

    def _add_new(self, asked: Asked, key: str) -> None:
        if asked.kind == "body":
            text = without_questions(asked.text)
            self.fields[f"name_{key}_code"] = forms.CharField(
                label=_("Short form, if it is new"), max_length=60, required=False, initial=text[:60]
            )
            self.fields[f"name_{key}_name"] = forms.CharField(
                label=_("Name, if it is new"), max_length=300, required=False, initial=text[:300]
            )
            return
        contacts = [one for one in self.letter.contacts if asked.text in (one.name, one.email)]
        email = contacts[0].email if contacts else ""
        self.fields[f"name_{key}_name"] = forms.CharField(
            label=_("Name, if it is new"), max_length=200, required=False, initial=asked.text[:200]
        )
        self.fields[f"name_{key}_email"] = forms.EmailField(label=_("E-mail, if new"), required=False, initial=email)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for group in self.groups:
            for path, message in self._refused(group):
                self.add_error(html_name(path), message)
        self.answers = [answer for name in self.names for answer in self._answer(name)]
        if cleaned.get("keep_symbols"):
            self.answers += [Answer(one, None) for one in self.unknown]
        return cleaned

    def _refused(self, group: Group) -> Iterator[tuple[str, str]]:
        """What no draft can be made of, by its path: of whom something is asked who is nobody, a reply to nothing, an
        end before its start."""
        given = {path: self.cleaned_data.get(html_name(path)) for path in group.paths}
        said = {path.rpartition(".")[2] for path, value in given.items() if value}
        if group.path.startswith("to[") and said and self._is_nobody(group.path, said):
            yield f"{group.path}.text", _("Write who this is, or empty all of the row.")
        if group.path.startswith("in_reply_to[") and said and not said & {"text", "symbol"}:
            yield f"{group.path}.text", _("Choose a statement, or write its words or symbol.")
        for path, last in given.items():
            first = given.get(f"{path.removesuffix('.end')}.start") if path.endswith(".end") else None
            if first and last and last < first:
                yield path, _("A meeting cannot end before it starts.")

    def _is_nobody(self, path: str, said: set[str]) -> bool:
        return not (said & {"text", "questions", "address"} or value_at(self.letter, f"{path}.body"))

    def _answer(self, name: Name) -> Iterator[Answer]:
        """What was said of a name, if it says something else than before."""
        given, field = self.cleaned_data, f"name_{name.key}"
        choice, row = given.get(field, ""), given.get(f"{field}_row")
        keep = bool(given.get(f"{field}_keep"))
        if not choice and row:
            choice = OTHER
        if choice == WORDS:
            yield Answer(name.asked, None)
        elif choice == OTHER:
            if row:
                yield Answer(name.asked, row, keep)
            elif f"{field}_row" not in self.errors:
                self.add_error(f"{field}_row", _("Choose which one."))
        elif choice == NEW:
            if (new := self._new(name, field)) is not None:
                yield Answer(name.asked, new, keep)
        elif choice:
            yield from (Answer(name.asked, one, keep) for one in name.asked.candidates if str(one.pk) == choice)

    def _new(self, name: Name, field: str) -> models.Model | None:
        given = self.cleaned_data
        row: models.Model
        if name.asked.kind == "body":
            row = Body(code=given.get(f"{field}_code") or "", name=given.get(f"{field}_name") or "")
        else:
            row = Person(name=given.get(f"{field}_name") or "", email=given.get(f"{field}_email") or "")
        try:
            row.full_clean(exclude=["slug"])
        except ValidationError as refusal:
            for part, errors in refusal.update_error_dict({}).items():
                place = f"{field}_{part}"
                self.add_error(place if place in self.fields else field, errors)
            return None
        return row

    # What was said

    def corrections(self) -> Corrections:
        values = {
            path: value_from(path, self.cleaned_data[name])
            for name, path in self.paths.items()
            if name in self.changed_data
        }
        settled = [
            name.removeprefix("seen_") for name in self.fields if name.startswith("seen_") and self.cleaned_data[name]
        ]
        return Corrections(values, self.answers, settled)

    def refuse(self, refusal: ValidationError) -> None:
        if getattr(refusal, "code", "") == "changed":
            self.data = self.data.copy()
            self.data["version"] = str(self.review.file.version)
        super().refuse(refusal)

    # What is shown

    def shown(self, finding: Finding) -> Shown:
        name = f"seen_{finding.key}"
        return Shown(finding, self[name] if name in self.fields else None, self.lines.get(finding.where or "-"))
