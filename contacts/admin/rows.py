"""Rows edited on the page of what they belong to: in order, with labels, at a constant number of queries."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from .choosing import KnownChoiceField, KnownChoices, KnownMultipleChoiceField, KnownSelect, KnownSelectMultiple, is_key
from .read_before import ReadBefore, known_of


class StoredKeyField(forms.Field):
    """The hidden key of a stored row, which the formset has read already."""

    widget = forms.HiddenInput

    def __init__(self, row: models.Model) -> None:
        super().__init__(required=False, initial=row.pk)
        self.row = row

    def clean(self, value: Any) -> models.Model:
        if str(value) != str(self.row.pk):
            raise ValidationError(_("This row was changed or deleted by somebody else. Open the page again."))
        return self.row

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial) != str(data)


class RowForm(forms.ModelForm):
    """A row of a formset. One that is stored and was not touched is not checked again."""

    order = "position"
    owner: Any = None  # the row whose page it stands on; it may not be stored yet

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        if self.instance._state.adding:
            changed.discard(self.order)  # a new row with nothing but its place is no row
        return bool(changed)

    def full_clean(self) -> None:
        if self.is_bound and not self.instance._state.adding and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def _post_clean(self) -> None:
        """Holds the rules between a row and its parent too, such as not answering itself, which Django leaves out."""
        super()._post_clean()
        exclude = self._get_validation_exclusions()
        for rule in self._meta.model._meta.constraints:
            if isinstance(rule, models.CheckConstraint):
                try:
                    rule.validate(self._meta.model, self.instance, exclude)
                except ValidationError as error:
                    if error.messages[0] not in self.non_field_errors():
                        self.add_error(None, error)

    def _clean_fields(self) -> None:
        """An emptied place is that of before; a new row gets the last one when it is saved."""
        super()._clean_fields()
        if self.order in self.fields and self.cleaned_data.get(self.order, 0) is None:
            stored = 0 if self.instance._state.adding else getattr(self.instance, self.order)
            self.cleaned_data[self.order] = stored


class RowFormSet(ReadBefore, forms.BaseInlineFormSet):
    """Reads the rows that its autocompletes show at once, puts new rows last, and finds doubles among its own rows."""

    gone = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self._take_gone_for_new()

    def total_form_count(self) -> int:
        """No more than were posted, whatever number the form gives."""
        announced = super().total_form_count()
        return min(announced, self._posted()) if self.is_bound else announced

    def _posted(self) -> int:
        if not hasattr(self, "_last"):
            row = re.compile(rf"{re.escape(str(self.prefix))}-(\d{{1,4}})-")
            places = [int(match[1]) for name in self.data if (match := row.match(name))]
            self._last = max(places, default=-1) + 1
        return self._last

    def _take_gone_for_new(self) -> None:
        """Rows that somebody deleted since the page was opened become new ones, after those that are left."""
        posted = re.compile(rf"{re.escape(str(self.prefix))}-(\d{{1,4}})-(.+)")
        key = f"{self.prefix}-INITIAL_FORMS"
        first_new = self.data.get(key, "")
        if not first_new.isdecimal():
            return
        stored = {str(row.pk) for row in self.get_queryset()}
        pk = self.model._meta.pk.name
        keys = {place: self.data.get(f"{self.prefix}-{place}-{pk}") for place in range(min(int(first_new), 9999))}
        gone = [place for place, posted_key in keys.items() if posted_key and posted_key not in stored]
        if not gone:
            return
        left = [place for place in keys if place not in gone]
        new_place = {place: number for number, place in enumerate([*left, *gone])}
        data = MultiValueDict()
        for name in self.data:
            match = posted.fullmatch(name)
            place = int(match[1]) if match else -1
            moved = f"{self.prefix}-{new_place[place]}-{match[2]}" if match and place in new_place else name
            data.setlist(moved, [""] if match and place in gone and match[2] == pk else self.data.getlist(name))
        data[key] = str(len(left))
        self.data, self.gone = data, len(gone)

    def clean(self) -> None:
        super().clean()
        if self.gone:
            raise ValidationError(
                _("Somebody deleted rows since you opened this page. They come last here; saving adds them again.")
            )

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.owner = self.instance
        if not form.instance._state.adding:
            setattr(form.instance, self.fk.name, self.instance)
        key = self.model._meta.pk.name
        if key in form.fields and not form.instance._state.adding:
            form.fields[key] = StoredKeyField(form.instance)
        for name, field in form.fields.items():
            if isinstance(field.widget, forms.HiddenInput):
                continue
            label = str(field.label or name.replace("_", " "))
            autocomplete = getattr(field.widget, "widget", field.widget)  # the wrapper with its "add" link, or itself
            autocomplete.attrs.setdefault("aria-label", label[:1].upper() + label[1:])
            if isinstance(autocomplete, KnownChoices):
                autocomplete.known = field.widget.known = self._known(name, field)
        if form.order in form.fields:
            place = form.fields[form.order]
            place.required = False
            place.widget.attrs["data-order"] = ""
            if form.instance._state.adding:
                place.initial = form.initial[form.order] = None

    def _known(self, name: str, field: forms.ModelChoiceField) -> dict[str, models.Model]:
        """The rows that field `name` holds in any row of the formset, stored or posted, by key."""
        if not hasattr(self, "_read"):
            self._read: dict[str, dict[str, models.Model]] = {}
        if name not in self._read:
            rows, autocomplete = self.held_rows(), getattr(field.widget, "widget", field.widget)
            known = None if rows is None else known_of(rows, name, autocomplete.admin_site)
            self._read[name] = self._read_known(name, field) if known is None else known
        return self._read[name]

    def _read_known(self, name: str, field: forms.ModelChoiceField) -> dict[str, models.Model]:
        wanted = {str(key) for row in self.get_queryset() for key in _keys(row, name)}
        for place in range(self.total_form_count() if self.is_bound else 0):
            posted = field.widget.value_from_datadict(self.data, self.files, f"{self.add_prefix(place)}-{name}")
            wanted.update(posted if isinstance(posted, list) else [posted])
        keys = [int(key) for key in wanted if is_key(str(key))]
        return {str(key): row for key, row in field.queryset.in_bulk(keys).items()} if keys else {}

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> models.Model:
        if form.order in form.fields and not getattr(form.instance, form.order):
            last = max((getattr(row.instance, form.order) or 0 for row in self.forms), default=0)
            setattr(form.instance, form.order, last + 1)
        return super().save_new(form, commit)

    def validate_unique(self) -> None:
        """Doubles among the parent's rows: those of the form, and those that somebody added since it was opened."""
        deleted = self.deleted_forms
        known = {form.instance.pk for form in self.initial_forms}
        unseen = [row for row in self.get_queryset() if row.pk not in known]
        rows = [form for form in self.forms if (form.is_valid() and form.has_changed()) or form in self.initial_forms]
        for constraint in self.model._meta.constraints:
            fields = getattr(constraint, "fields", ())
            if self.fk.name not in fields:
                continue
            own = [name for name in fields if name != self.fk.name]
            seen = {tuple(getattr(row, name) for name in own) for row in unseen}
            for form in rows:
                if form in deleted or not form.is_valid():
                    continue
                key = tuple(getattr(form.instance, name) for name in own)
                if key in seen:
                    form.add_error(None, constraint.get_violation_error_message())
                seen.add(key)


def _keys(row: models.Model, name: str) -> list[Any]:
    field = row._meta.get_field(name)
    if field.many_to_many:
        return [related.pk for related in getattr(row, name).all()]
    key = getattr(row, field.attname)
    return [] if key is None else [key]


LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]


class LanguageSelect(forms.Select):
    """The six languages, and the one that is stored if it is another."""

    def __init__(self, *args: Any, blank: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, choices=[("", "---------"), *LANGUAGES] if blank else LANGUAGES, **kwargs)

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        for code in value:
            if code and code not in dict(LANGUAGES):
                groups.append((None, [self.create_option(name, code, code, True, len(groups))], len(groups)))
        return groups


ONE_WAY = (forms.EmailField, forms.URLField, forms.SlugField)  # whatever the language


class KnownFields:
    """For admins and inlines: autocompletes as above; the rows they offer come with what their names need."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "language" and not db_field.choices:
            kwargs["widget"] = LanguageSelect(blank=db_field.blank)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, forms.CharField) and not isinstance(field, ONE_WAY):
            field.widget.attrs.setdefault("dir", "auto")
        return field

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> models.QuerySet[Any]:
        queryset = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]
        if queryset is None:
            queryset = db_field.remote_field.model._default_manager.using(db)
        related = self.admin_site._registry.get(db_field.remote_field.model)  # type: ignore[attr-defined]
        paths = related.list_select_related if related else ()
        return queryset.select_related(*paths) if isinstance(paths, (list, tuple)) and paths else queryset

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]
            kwargs.setdefault("form_class", KnownChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            widget = KnownSelectMultiple(db_field, self.admin_site, using=kwargs.get("using"))  # type: ignore[attr-defined]
            kwargs.setdefault("widget", widget)
            kwargs.setdefault("form_class", KnownMultipleChoiceField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class OwnedRows(KnownFields):
    """Rows that are part of their parent: whoever may change that may change them."""

    formset = RowFormSet
    form = RowForm
    extra = 0
    after: int | None = None  # the fieldset, counted from 0, after which they stand; None: after all of them
    below = ""  # a template to show under them
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 60})},
        models.URLField: {"widget": forms.URLInput(attrs={"size": 28})},
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        queryset = super().get_queryset(request)  # type: ignore[misc]
        names = {field.name: field for field in self.model._meta.get_fields()}  # type: ignore[attr-defined]
        shown = self.get_autocomplete_fields(request)  # type: ignore[attr-defined]
        return queryset.prefetch_related(*(name for name in shown if names[name].many_to_many))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def _may(self, request: HttpRequest, *verbs: str) -> bool:
        options = self.parent_model._meta  # type: ignore[attr-defined]
        return any(request.user.has_perm(f"{options.app_label}.{verb}_{options.model_name}") for verb in verbs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view", "change", "add")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change" if obj else "add", "change")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change" if obj else "add", "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change" if obj else "add", "change")


class Cell(forms.BoundField):
    """Its help stands in the head of the column, while Django would name one beside each cell."""

    @property
    def aria_describedby(self) -> str:
        return f"{self.auto_id}_error" if self.auto_id and self.errors else ""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        return attrs | {"aria-description": self.help_text} if self.help_text and not self.is_hidden else attrs


class TableRows(OwnedRows, admin.TabularInline):
    """Short rows, side by side."""

    def get_formset(self, *args: Any, **kwargs: Any) -> type[forms.BaseInlineFormSet]:
        formset = super().get_formset(*args, **kwargs)
        formset.form.bound_field_class = Cell
        return formset


class StackedRows(OwnedRows, admin.StackedInline):
    """Rows of many fields, each a small form."""
