"""Somebody at the pages of signing in."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from contacts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN, CODE, INDEX = "/admin/login/", "/admin/second-step/code/", "/admin/"
PASSWORD = "correct horse"  # of tests.factory.make_user


def code(later: int = 0, secret: str = SECRET) -> str:
    """What an app shows, `later` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def wrong_code() -> str:
    right = {code(n) for n in (-2, -1, 0, 1, 2)}
    return next(guess for guess in map(str, range(100_000, 200_000)) if guess not in right)


def give_second_step(user: User) -> list[str]:
    """Set it up; returns the recovery codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"username": user.username, "password": password, "next": INDEX}, **more)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
