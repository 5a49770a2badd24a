"""What allauth asks about accounts, the second step and single sign-on."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from config.addresses import client_address

from .pages import entrance

log = logging.getLogger("liaison.accounts")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "unknown"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody without a password who has just signed in by single sign-on."""
        return bool(super().is_reauthentication_required(app=app, **kwargs)) and not _just_came(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has neither a password nor a second step signs in once more where they signed in."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if found or not settings.SINGLE_SIGN_ON or not user.is_authenticated:
            return found
        return [{"id": "sign_on", "description": "", "url": reverse("sign_on_again")}]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """None of allauth's mails is sent: what leaves goes through the queue."""

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("admin:login")


def _just_came(request: HttpRequest) -> bool:
    """Whether who is signed in has no password, and came by single sign-on within the time for which a password that is
    typed again would count."""
    records = get_authentication_records(request, request.user)
    came = [record["at"] for record in records if record.get("method") == "socialaccount"]
    is_recent = bool(came) and time.time() - came[-1] < account_settings.REAUTHENTICATION_TIMEOUT
    return is_recent and not request.user.has_usable_password()


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets of the second step are stored encrypted with a key made of SECRET_KEY. With another one they are as good
    as lost: no code fits, and `manage.py reset_second_step` helps."""

    def get_totp_issuer(self) -> str:
        return str(settings.SITE.hostname)

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def encrypt(self, text: str) -> str:
        return str(_box().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 -- slow import

        try:
            return str(_box().decrypt(encrypted_text.encode()).decode())
        except InvalidToken:
            log.error("A secret of the second step was stored with another SECRET_KEY")
            return get_random_string(32, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not settings.REQUIRE_MFA


def _box() -> Any:
    from cryptography.fernet import Fernet  # noqa: PLC0415 -- slow import

    key = hashlib.sha256(b"liaison.second-step" + force_bytes(settings.SECRET_KEY)).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Who signs in by single sign-on is an account that exists, active, of staff, known by the verified e-mail address.

    The first time binds the account to whom the provider says it is (`sub`): an address that is given to somebody else
    later opens nothing.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != "login" or not _answers_this_request(request, sociallogin):
            raise _failed(request, "another request was answered")
        user = self._account_of(sociallogin)
        if user is None:
            raise _refused(request, "no account with the verified address")
        if sociallogin.is_existing and sociallogin.user != user:
            raise _refused(request, "the address is another account's")
        if not sociallogin.is_existing and user.socialaccount_set.exists():
            raise _refused(request, "the account is bound to somebody else")
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        raise _failed(request, f"{kwargs.get('error')} {type(kwargs.get('exception')).__name__}")

    def _account_of(self, sociallogin: Any) -> Any:
        """The one active account of staff with the address, if the provider has verified it."""
        verified = [row.email for row in sociallogin.email_addresses if row.verified]
        found = get_user_model().objects.staff_with_address(verified[0]) if verified else []
        return found[0] if len(found) == 1 else None


def _refused(request: HttpRequest, why: str) -> ImmediateHttpResponse:
    log.warning("Single sign-on was refused: %s", why)
    reason = _("There is no account here for whom you signed in as. Ask whoever looks after the accounts.")
    return ImmediateHttpResponse(entrance(request, "socialaccount/refused.html", status=403, reason=reason))


def _failed(request: HttpRequest, why: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(failed(request, why))


def failed(request: HttpRequest, why: str, status: int = 401) -> HttpResponse:
    """The page for an answer of the sign-on that is none; `why` is for the log."""
    log.warning("Single sign-on failed: %s", why)
    reason = _("Signing in there did not work, or took too long. Try again.")
    return entrance(request, "socialaccount/refused.html", status=status, reason=reason)


def nonce_of(state: str) -> str:
    """What the provider has to repeat in the token that it signs for this state."""
    return salted_hmac("liaison.sso", state, algorithm="sha256").hexdigest()


def _answers_this_request(request: HttpRequest, sociallogin: Any) -> bool:
    token = sociallogin.account.extra_data.get("id_token") or {}
    return token.get("sub") == sociallogin.account.uid and token.get("nonce") == nonce_of(request.GET.get("state", ""))
