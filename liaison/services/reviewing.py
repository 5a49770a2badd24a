"""Addresses by which a rapporteur without an account reads a draft."""

from __future__ import annotations

import datetime
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.models import ReviewLink, Statement
from liaison.models.reviews import hash_of

from .moves import move
from .trail import locked

LONGEST = 90  # days
TOKEN_BYTES = 32


@transaction.atomic
def review_share(
    *, statement: Statement, by: User | None, label: str, days: int = 14, note: str = ""
) -> tuple[ReviewLink, str]:
    """Make an address that shows the draft for so many days; its token is returned this once and kept nowhere."""
    stored = locked(statement)
    errors = {}
    if not label.strip():
        errors["label"] = _("Say for whom the address is.")
    if not 1 <= days <= LONGEST:
        errors["days"] = _("From 1 to %(most)d days.") % {"most": LONGEST}
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = timezone.now() + datetime.timedelta(days=min(max(days, 1), LONGEST))
    words = {"label": label.strip(), "day": timezone.localdate(expires_at).isoformat()}
    move("share", stored, by, "\n".join(filter(None, [_("For %(label)s, until %(day)s.") % words, note.strip()])))
    if errors:
        raise ValidationError(errors)
    link = ReviewLink.objects.create(
        statement=stored, token_hash=hash_of(token), label=label.strip(), expires_at=expires_at, created_by=by
    )
    return link, token


@transaction.atomic
def review_revoke(*, link: ReviewLink, by: User | None, note: str = "") -> ReviewLink:
    """Close the address at once."""
    stored = locked(link.statement)
    link = ReviewLink.objects.select_for_update().get(pk=link.pk)
    move("unshare", stored, by, "\n".join(filter(None, [link.label, note.strip()])))
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
    return link
