"""The form of a document: its symbol is read as it is typed, and a doubtful one is asked about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import symbols


class DocumentForm(forms.ModelForm):
    symbol_as_is = forms.BooleanField(
        label=gettext_lazy("Symbol of another form"),
        required=False,
        help_text=gettext_lazy(
            "Tick to keep a symbol that this site cannot read, such as one of another organisation."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance
        if "symbol_as_is" in self.fields:
            self.fields["symbol_as_is"].initial = bool(stored.pk) and stored.number is None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        self._follow_symbol(cleaned)
        symbol, period = cleaned.get("symbol"), cleaned.get("period")
        if symbol and not cleaned.get("symbol_as_is"):
            context = symbols.Context(period_prefix=(period.prefix or None) if period else None)
            try:
                symbols.parse(symbol, context)
            except symbols.SymbolError as error:
                self.add_error("symbol", _(error.message) % error.params)
                self.add_error("symbol_as_is", _("If the symbol is right as it is, tick this."))
        return cleaned

    def _follow_symbol(self, cleaned: dict[str, Any]) -> None:
        """Of a corrected symbol, the suggested web address and the page's address of before are made anew."""
        stored = self.instance
        if stored._state.adding or not {"symbol", "period"} & set(self.changed_data):
            return
        old = type(stored).objects.select_related("period").get(pk=stored.pk)
        try:
            suggested = symbols.suggest_address(symbols.parse(old.symbol, old.context))
        except symbols.SymbolError:
            suggested = ""
        if cleaned.get("url") == suggested:
            cleaned["url"] = ""
        if old.slug == slugify(old.slug_source()) and cleaned.get("slug") == old.slug:
            cleaned["slug"] = ""
