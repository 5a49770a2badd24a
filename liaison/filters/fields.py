"""Fields of the filter forms. Each takes any text and answers with a value or a message, never with an exception."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config.data_version import kept
from contacts.keys import match_key
from contacts.models import Body, Entity, Question, StudyPeriod
from contributions.models import Meeting, Topic

MOST_OPTIONS = 50
LONGEST = 200
ANY = _("Any")


class TextField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs.pop("maxlength", None)
        # A value that is too long is not printed back with a count of its own making.
        self.error_messages["max_length"] = _("Write at most %(limit)d characters.") % {"limit": LONGEST}


class OptionField(forms.ChoiceField):
    """One of a few fixed values. Nothing chosen is the empty option; without an `empty_label`, the first value."""

    default_error_messages = {"invalid_choice": _("“%(value)s” is not one of the values.")}

    def __init__(self, *, choices: Iterable[tuple[str, Any]], empty_label: Any = ANY, **kwargs: Any) -> None:
        first = [("", empty_label)] if empty_label else []
        super().__init__(choices=[*first, *choices], **kwargs)

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": _cut(value)})


class DayField(forms.DateField):
    """A day as ISO 8601 writes it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if text and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValidationError(
                _("“%(value)s” is not a day; write it as 2023-05-22."), "invalid", {"value": _cut(text)}
            )
        try:
            return super().to_python(text)
        except ValidationError:
            message = _("There is no day “%(value)s”.")
            raise ValidationError(message, "invalid", {"value": _cut(text)}) from None


class ShortSelect(forms.Select):
    """A list to choose from while it is short; a box to type in where it would be long."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # no filter is required; Django would read all options to find out

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        choices = self.choices = list(self.choices)  # read once; the widget is this form's own
        if len(choices) > MOST_OPTIONS:
            self.template_name = "django/forms/widgets/text.html"
            return forms.TextInput(self.attrs).get_context(name, value, attrs)
        known = {str(key) for key, _label in choices}
        if value and str(value) not in known:
            self.choices = [*choices, (value, _cut(str(value)))]  # what was asked for stays to be seen
        return super().get_context(name, value, attrs)


class PickField(TextField):
    """Rows of a model by slug, or by what people call them; all that the words fit.

    `find` gives the rows for a text. The value is a list, empty where nothing was asked.
    """

    default_error_messages = {"unknown": _("Nothing in the register is called “%(value)s”.")}

    def __init__(
        self,
        *,
        find: Callable[[str], Iterable[Model]],
        short: Callable[[], Iterable[tuple[str, Any]]] | None = None,
        names: str = "",
        **kwargs: Any,
    ) -> None:
        """`names` is the list of NAMES that is offered while somebody types."""
        if short:
            kwargs["widget"] = ShortSelect(choices=lambda: [("", ANY), *short()])
        super().__init__(**kwargs)
        self.names = names
        self.find = find
        self.short = short

    def short_options(self) -> list[tuple[str, Any]] | None:
        """What the list to choose from offers; None where it is a box to type in. One query."""
        options = list(self.short()) if self.short else []
        return [("", ANY), *options] if 0 < len(options) <= MOST_OPTIONS else None

    def clean(self, value: Any) -> list[Model]:  # type: ignore[override]
        text = super().clean(value)
        if not text:
            return []
        found = list(self.find(text)[:MOST_OPTIONS])
        if not found:
            raise ValidationError(self.error_messages["unknown"], "unknown", {"value": _cut(text)})
        return found


class TickField(forms.BooleanField):
    """Ticked or not; whatever is written for it means that it is."""

    widget = forms.CheckboxInput


class CountryField(TextField):
    """Two letters of ISO 3166, or a Member State by its name. The value is the two capital letters."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text or re.fullmatch(r"[A-Za-z]{2}", text):
            return text.upper()
        states = [entity for entity in entities_called(text) if entity.country]
        if not states:
            message = _("“%(value)s” is neither a country’s two letters, such as CI, nor a Member State’s name.")
            raise ValidationError(message, "unknown", {"value": _cut(text)})
        return states[0].country


def bodies_called(text: str) -> QuerySet[Body]:
    return Body.objects.filter(Q(slug=text.lower()) | _keyed(text, "code_key", "name_key", "aliases__key")).distinct()


def entities_called(text: str) -> QuerySet[Entity]:
    return Entity.objects.filter(Q(slug=text.lower()) | _keyed(text, "name_key", "aliases__key")).distinct()


def questions_called(text: str) -> QuerySet[Question]:
    """By slug, or by number in every period: “Q3/2”, “3/2”."""
    number = re.sub(r"^(question|q)\.?\s*", "", text, flags=re.I)
    return Question.objects.for_list().filter(Q(slug=text.lower()) | Q(number__iexact=number))


def periods_called(text: str) -> QuerySet[StudyPeriod]:
    return StudyPeriod.objects.filter(label=text)


def groups_called(text: str) -> QuerySet[Body]:
    return bodies_called(text).filter(kind=Body.Kind.STUDY_GROUP)


def topics_called(text: str) -> QuerySet[Topic]:
    return Topic.objects.filter(Q(slug=text.lower()) | Q(name__iexact=text) | Q(code__iexact=text))


def meetings_called(text: str) -> QuerySet[Meeting]:
    return Meeting.objects.filter(Q(slug=text.lower()) | Q(name__iexact=text))


def _body_names() -> Iterable[str]:
    return Body.objects.order_by("code").values_list("code", flat=True)


def _question_names() -> Iterable[str]:
    return dict.fromkeys(Question.objects.latest_first().values_list("number", flat=True))


def _entity_names() -> Iterable[str]:
    return Entity.objects.order_by("name").values_list("name", flat=True)


def _meeting_names() -> Iterable[str]:
    return Meeting.objects.newest_first().values_list("name", flat=True)


# What is offered to somebody who types into a filter, once the box is entered.
NAMES: dict[str, Callable[[], Iterable[str]]] = {
    "bodies": _body_names,
    "questions": _question_names,
    "sources": _entity_names,
    "meetings": _meeting_names,
}
MOST_NAMES = 500


def names_offered(of: str) -> list[str]:
    """At most MOST_NAMES of one of the NAMES."""
    return list(itertools.islice(NAMES[of](), MOST_NAMES))


@kept
def group_options() -> list[tuple[str, str]]:
    return list(Body.objects.study_groups().values_list("slug", "code")[: MOST_OPTIONS + 1])


@kept
def period_options() -> list[tuple[str, str]]:
    return [(label, label) for label in StudyPeriod.objects.values_list("label", flat=True)[: MOST_OPTIONS + 1]]


def topic_options() -> list[tuple[str, str]]:
    return _topic_options(get_language())


@kept
def _topic_options(language: str | None) -> list[tuple[str, str]]:
    return [(topic.slug, topic.local_name) for topic in Topic.objects.for_list()[: MOST_OPTIONS + 1]]


def _keyed(text: str, *columns: str) -> Q:
    """Equal in letters and digits; nothing where the text has none."""
    key = match_key(text)
    return Q(*((column, key) for column in columns), _connector=Q.OR) if key else Q(pk__in=[])


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
