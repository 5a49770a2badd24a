"""The forms of language versions: a new one, and its words beside the original's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.refusable import RefusableForm

from .field_names import field_label
from .forms import LinesField, RichTextField, RichTextWidget
from .letter.letter import Finding, Letter, paragraph, plain_text
from .letter.paths import parts_of, replaced, value_of
from .letter.readers import READERS
from .letter.rich_text import blocks_from_html, html_from_blocks
from .letter.translated import is_blocks, word_paths
from .models import Statement, Translation
from .models.statements import LANGUAGES
from .services.versions import state_of, version_findings, version_letters

MOST = 20_000  # characters of one text


class AddVersionForm(RefusableForm):
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    file = forms.FileField(
        label=gettext_lazy("Translated file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(READERS))}),
        help_text=gettext_lazy("Word (.docx) or text (.txt). Choose none to type the translation beside the original."),
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        there = {statement.language, *statement.translations.values_list("language", flat=True)}
        self.fields["language"].choices = [(code, name) for code, name in LANGUAGES if code not in there]

    @property
    def has_choice(self) -> bool:
        return bool(self.fields["language"].choices)


@dataclass(frozen=True)
class Doubt:
    finding: Finding
    seen: forms.BoundField | None


@dataclass(frozen=True)
class Pair:
    """Words of the original, and the field of their translation with what differs."""

    path: str
    label: str
    text: Any  # blocks, or a string
    is_blocks: bool
    field: forms.BoundField
    doubts: list[Doubt]

    @property
    def is_same(self) -> bool:
        """Whether nobody has translated it yet, or it is the same in both."""
        field = self.field.field
        return self.field.value() == field.prepare_value(field.original)  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: Translation, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.version = version
        self.original, self.letter = version_letters(version)
        self.findings = version_findings(version)
        self.initial.setdefault("seen", state_of(version))
        self.paths = {_html_name(path): path for path in word_paths(self.original)}
        for name, path in self.paths.items():
            self.fields[name] = self._field(path)
        for finding in self.findings:
            if finding.level != "note":
                self.fields[f"seen_{finding.key}"] = forms.BooleanField(
                    label=_("This is in order"), required=False, initial=finding.key in version.settled
                )

    def _field(self, path: str) -> forms.Field:
        name = path.rpartition(".")[2]
        attrs = {"rows": 1, "lang": self.version.language, "dir": "auto"}
        original, value = (_shown(value_of(letter, path), name) for letter in (self.original, self.letter))
        common = {"label": field_label(path), "required": False, "initial": value, "max_length": MOST}
        field: forms.Field
        if is_blocks(value_of(self.original, path)) and name != "brief":
            common["max_length"] = None
            field = RichTextField(widget=RichTextWidget(attrs | {"rows": 8}), **common)
        elif isinstance(original, list):
            field = LinesField(widget=forms.Textarea(attrs=attrs), **common)
        else:
            field = forms.CharField(widget=forms.Textarea(attrs=attrs), **common)
        field.original = original  # type: ignore[attr-defined]
        return field

    def words(self) -> Letter:
        """What was typed; where there is nothing the original's words stay."""
        letter = self.letter
        for name, path in self.paths.items():
            if name in self.changed_data:
                letter = replaced(letter, parts_of(path), self._value(path, self.cleaned_data[name]))
        return letter

    def _value(self, path: str, given: Any) -> Any:
        if not is_blocks(value_of(self.original, path)):
            return tuple(given) if isinstance(given, list) else given
        if path.endswith(".brief"):
            return tuple(paragraph(line) for line in given.splitlines() if line.strip())
        return blocks_from_html(given)

    def settled(self) -> list[str]:
        return [name.removeprefix("seen_") for name in self.fields if self._is_settled(name)]

    def _is_settled(self, name: str) -> bool:
        return name.startswith("seen_") and bool(self.cleaned_data[name])

    def refuse(self, refusal: ValidationError) -> None:
        if getattr(refusal, "code", "") == "changed":
            self.data = self.data.copy()
            self.data["seen"] = state_of(Translation.objects.get(pk=self.version.pk))
        self.add_error(None, refusal)

    # What is shown

    @property
    def pairs(self) -> list[Pair]:
        shown = []
        for name, path in self.paths.items():
            text = value_of(self.original, path)
            has_blocks = is_blocks(text)
            plain = text if has_blocks or isinstance(text, str) else "\n".join(text)
            doubts = [self._doubt(one) for one in self.findings if self._place(one) == path]
            shown.append(Pair(path, field_label(path), plain, has_blocks, self[name], doubts))
        return shown

    @property
    def others(self) -> list[tuple[str, Doubt]]:
        """What concerns no words: facts that the file gave otherwise, each with what it is about."""
        return [(field_label(one.field), self._doubt(one)) for one in self.findings if not self._place(one)]

    @property
    def doubts(self) -> list[tuple[str, Finding]]:
        """What nobody has found in order yet, each with what it is about."""
        settled = self.version.settled
        found = [one for one in self.findings if one.level != "note" and one.key not in settled]
        return [(field_label(one.field), one) for one in found]

    def _place(self, finding: Finding) -> str:
        """The words that a finding is about, or that stand nearest to the fact that it is about."""
        known = set(self.paths.values())
        if finding.field in known:
            return finding.field
        row = finding.field if finding.field.endswith("]") else finding.field.rpartition(".")[0]
        return next((path for path in self.paths.values() if row and path.startswith(f"{row}.")), "")

    def _doubt(self, finding: Finding) -> Doubt:
        name = f"seen_{finding.key}"
        return Doubt(finding, self[name] if name in self.fields else None)


def _html_name(path: str) -> str:
    return "words-" + path.replace("[", "-").replace("]", "").replace(".", "-")


def _shown(value: Any, name: str) -> Any:
    """As a field has it: briefs are paragraphs without marks, one a line."""
    if isinstance(value, str):
        return value
    if name == "brief":
        return plain_text(value)
    return html_from_blocks(value) if is_blocks(value) else list(value)
