"""The forms of compiling an annex: what documents are looked for, the annex's head, and a row for each document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.admin.choosing import KnownMultipleChoiceField, KnownSelectMultiple
from contacts.enumeration import enumerated
from contacts.models import Question
from contacts.refusable import RefusableForm
from contributions.models import Document, Meeting, Topic
from liaison.forms import LinesField
from liaison.models import Party, Statement
from liaison.services import EDITORIAL, SUBSTANCE, Choice, Picked
from liaison.services.proposing import REVISION, WORDS, ProposedRow, documents_named

from .quick import QuickCheckbox, QuickHidden, QuickNumber, QuickText, QuickTextarea

OFFERED = 60  # rows of the register that can be chosen without a script
MOST_ROWS = 1_000
LONGEST_LIST = 4_000  # characters of what is added at once


class OfferedSelect(KnownSelectMultiple):
    """A search box; without scripts, some likely rows to choose from."""

    rows: models.QuerySet[Any] | None = None

    def offered(self) -> Iterator[tuple[int, str]]:
        for row in self.rows[:OFFERED] if self.rows is not None else []:
            yield row.pk, self.choices.field.label_from_instance(row)  # type: ignore[attr-defined]


def _several(field: Any, queryset: models.QuerySet[Any], label: Any, help_text: Any = "") -> KnownMultipleChoiceField:
    return KnownMultipleChoiceField(
        label=label,
        queryset=queryset,
        required=False,
        help_text=help_text,
        widget=OfferedSelect(field, admin.site),
    )


class ChoiceForm(forms.Form):
    """Read from the address, so that looking changes nothing."""

    topics = _several(Statement._meta.get_field("topics"), Topic.objects.all(), gettext_lazy("Topics"))
    questions = _several(
        Party._meta.get_field("questions"), Question.objects.for_list(), gettext_lazy("Questions")
    )  # fmt: skip
    meetings = _several(
        Statement._meta.get_field("meeting"),
        Meeting.objects.for_choice(),
        gettext_lazy("Meetings"),
        gettext_lazy("The meeting around a sitting, and the sittings of a meeting, count as well."),
    )
    first = forms.DateField(label=gettext_lazy("Received from"), required=False, widget=AdminDateWidget)
    last = forms.DateField(label=gettext_lazy("until"), required=False, widget=AdminDateWidget)
    unsent = forms.BooleanField(
        label=gettext_lazy("Only what this recipient was not sent yet"), required=False, initial=True
    )
    contributions = forms.BooleanField(label=gettext_lazy("Only contributions"), required=False, initial=True)
    chosen = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", auto_id="id_choice_%s", **kwargs)
        bodies = [party.body for party in statement.senders if party.body]
        self._offer("topics", Topic.objects.for_list())
        self._offer("questions", Question.objects.for_list().filter(group__in=bodies).latest_first())
        self._offer("meetings", Meeting.objects.for_choice().for_body(*bodies).newest_first())

    def _offer(self, name: str, rows: models.QuerySet[Any]) -> None:
        self.fields[name].widget.rows = rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return cleaned

    @property
    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        keys = {name: tuple(row.pk for row in cleaned[name]) for name in ("topics", "questions", "meetings")}
        return Choice(**keys, **{name: cleaned[name] for name in ("first", "last", "unsent", "contributions")})


class HeadForm(RefusableForm):
    """The annex itself, what is added to it by hand, and for an approved statement what the change is."""

    title = forms.CharField(
        label=gettext_lazy("Title of the annex"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
    )
    columns = LinesField(
        label=gettext_lazy("Column headings"),
        help_text=gettext_lazy("Of the table, one a line, as printed."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 40}),
    )
    add_symbols = forms.CharField(
        label=gettext_lazy("Documents by symbol"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40}),
        help_text=gettext_lazy("In any spelling (2/34, 2-34, D22-SG02-C-0034), one a line or with commas."),
    )
    add_words = forms.CharField(
        label=gettext_lazy("Rows in words"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=gettext_lazy("Titles of what is no document of the register, one a line."),
    )
    change = forms.ChoiceField(
        label=gettext_lazy("The statement is approved. Is this change editorial or of substance?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (EDITORIAL, gettext_lazy("editorial: the approval is kept")),
            (SUBSTANCE, gettext_lazy("of substance: the approval is cleared, back in review")),
        ],
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.statement = statement
        self.found: list[Document] = []
        if not statement.is_approved:
            del self.fields["change"]

    def clean_add_symbols(self) -> str:
        """The documents named are in `found`; what cannot be found is told, and all stays in the field."""
        text = self.cleaned_data["add_symbols"]
        wrong = []
        for symbol in filter(None, map(str.strip, text.replace(";", ",").replace("\n", ",").split(","))):
            try:
                self.found.append(self._named(symbol))
            except ValidationError as error:
                wrong.append(error)
        if wrong:
            raise ValidationError(wrong)
        return text

    def _named(self, symbol: str) -> Document:
        named = documents_named(symbol, self.statement)
        if len(named) == 1:
            return named[0]
        if not named:
            text = _("“%(symbol)s” is not in the register. Register it first, or add it in words.")
            raise ValidationError(text % {"symbol": symbol})
        several = enumerated(f"{row.code or row.symbol}" for row in named)
        text = _("“%(symbol)s” may mean several documents: %(several)s. Write one of these.")
        raise ValidationError(text % {"symbol": symbol, "several": several})

    @property
    def words(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data.get("add_words", "").splitlines() if line.strip()]


class CompiledRowForm(forms.Form):
    """One row: an entry of the annex, a document, or words alone. `row` is what is known of it."""

    row: ProposedRow

    entry = forms.IntegerField(required=False, min_value=1, widget=QuickHidden)
    document = forms.IntegerField(required=False, min_value=1, widget=QuickHidden)
    picked = forms.BooleanField(required=False, widget=QuickCheckbox)
    position = forms.IntegerField(
        required=False, min_value=0, max_value=100_000, widget=QuickNumber(attrs={"data-order": ""})
    )
    symbol = forms.CharField(required=False, max_length=80, widget=QuickText(attrs={"size": 14, "dir": "ltr"}))
    source = forms.CharField(
        required=False, max_length=400, widget=QuickTextarea(attrs={"rows": 2, "cols": 16, "maxlength": 400})
    )
    title = forms.CharField(required=False, widget=QuickTextarea(attrs={"rows": 3, "cols": 26}))
    brief = forms.CharField(required=False, widget=QuickTextarea(attrs={"rows": 4, "cols": 40}))
    take = forms.MultipleChoiceField(required=False, choices=[(name, name) for name in (REVISION, *WORDS)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "picked": _("In the annex"),
            "position": _("Order"),
            "symbol": _("Symbol"),
            "source": _("Source"),
            "title": _("Title"),
            "brief": _("Brief"),
        }
        for name, label in labels.items():
            self.fields[name].widget.attrs["aria-label"] = label
        for name in WORDS:
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("picked") and not (cleaned.get("symbol") or cleaned.get("title")) and not self.errors:
            self.add_error("title", _("Write what the row is about, or untick it."))
        return cleaned

    @property
    def taken(self) -> set[str]:
        """The news that are ticked; at first those by which nothing of the clerk's is lost."""
        if self.is_bound:
            return set(self.data.getlist(self.add_prefix("take")))
        return {news.field for news in self.row.news if news.is_safe}

    @property
    def is_picked(self) -> bool:
        return bool(self["picked"].value())

    def pick(self) -> Picked:
        """What was typed counts over what the register says; what was ticked takes the place of what was not typed."""
        cleaned, row = self.cleaned_data, self.row
        texts = {name: cleaned[name] for name in ("symbol", *WORDS)}
        document = row.document
        if row.entry:
            untouched = {name for name in texts if _same(texts[name], getattr(row.entry, name))}
            news = {news.field: news.new for news in row.news if news.field in cleaned["take"]}
            texts |= {name: news[name] for name in news.keys() & untouched}
            if REVISION in news:
                document = row.revision
                texts |= {"symbol": news[REVISION]} if "symbol" in untouched else {}
        return Picked(cleaned["entry"], document, taken=row.words, **texts)


def _same(typed: str, stored: str) -> bool:
    """A browser posts other line ends than are stored."""
    return typed.split() == stored.split()


class RowFormSet(forms.BaseFormSet):
    def in_order(self) -> list[CompiledRowForm]:
        """By the numbers given; of two with the same number the one that stood first; those without come last. A row of
        which nothing was posted is none."""
        last = 100_001

        def place(form: CompiledRowForm) -> int:
            number: int | None = form.cleaned_data["position"]
            return last if number is None else number

        return sorted((form for form in self.forms if form.cleaned_data), key=place)


CompiledRows = forms.formset_factory(
    CompiledRowForm, formset=RowFormSet, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
