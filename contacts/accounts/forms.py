"""The forms of signing in, each with its limits."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.addresses import client_address
from contacts import attempts
from contacts.attempts import TooManyError

from .limits import USED, code_attempt, password_attempt

log = logging.getLogger("liaison.accounts")


class PasswordForm(AdminAuthenticationForm):
    """Django's for staff. `wait` are the seconds that somebody has to wait."""

    wait = 0

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username") or ""
        if not name or not self.cleaned_data.get("password"):
            return super().clean()
        try:
            with password_attempt(name, client_address(self.request)):
                return super().clean()
        except TooManyError as refusal:
            self.wait = refusal.seconds
            log.warning("Signing in was tried too often, account %s", attempts.key_of(name.casefold())[:8])
            words = _("Too many wrong passwords for this account from where you are.")
            raise ValidationError(f"{words} {refusal.when}", code="too_many") from refusal
        except ValidationError:
            log.warning("A wrong password, account %s", attempts.key_of(name.casefold())[:8])
            raise


class LimitedCode:
    """A code of the second step: right, not tried too often, and used once."""

    user: Any
    cleaned_data: dict[str, Any]
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True  # as the username has it: all that the page is for

    def clean_code(self) -> str:
        try:
            with code_attempt(self.user.pk, client_address(context.request)):
                code: str = super().clean_code()  # type: ignore[misc]
        except TooManyError as refusal:
            log.warning("Codes were tried too often, account number %s", self.user.pk)
            raise ValidationError(f"{_('Too many wrong codes.')} {refusal.when}", code="too_many") from refusal
        try:
            attempts.take(USED, self.user.pk, code.strip())
        except TooManyError as refusal:
            raise get_adapter().validation_error("incorrect_code") from refusal
        return code


class CodeForm(LimitedCode, AuthenticateForm):
    pass


class CodeAgainForm(LimitedCode, ReauthenticateForm):
    pass
