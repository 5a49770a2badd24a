"""Forms of followers. What is wrong is said beside the field, and what was typed stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from liaison.models.followers import Frequency

from .services import plain_address


class FollowForm(forms.Form):
    """`website` is no field for people: what fills it in is a machine."""

    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Such as ann@example.org"),
    )
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, **{"auto_id": "follow-%s", "label_suffix": "", "use_required_attribute": False} | kwargs
        )

    def clean_email(self) -> str:
        try:
            return plain_address(self.cleaned_data["email"])
        except ValidationError as error:
            raise ValidationError(error.messages) from None

    @property
    def is_from_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))
