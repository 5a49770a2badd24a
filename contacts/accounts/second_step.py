"""Whether an account has a second step, and taking it away from somebody who lost it."""

from __future__ import annotations

import logging
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext_noop

log = logging.getLogger("liaison.accounts")


def has_second_step(user: Any) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def must_set_up_second_step(user: Any) -> bool:
    """Where the operator wants a second step of everybody and this account has none."""
    return settings.REQUIRE_MFA and not has_second_step(user)


@transaction.atomic
def second_step_reset(*, user: Any, by: Any) -> bool:
    """Take the app and the recovery codes from an account: the password alone signs in, or a new app is to be set up.

    False where it had none. It is written to the account's history, under `by` or else under the account itself.
    """
    deleted, _of_models = Authenticator.objects.filter(user_id=user.pk).delete()
    if not deleted:
        return False
    message = [{"changed": {"fields": [gettext_noop("Second step of signing in")]}}]
    LogEntry.objects.log_actions((by or user).pk, [user], CHANGE, message, single_object=True)
    log.warning("The second step was reset, account number %s, by %s", user.pk, by.pk if by else "the operator")
    return True
