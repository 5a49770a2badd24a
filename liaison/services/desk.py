"""Acts on what the desk remembers of its own work."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from contacts.models import User
from liaison.models import BoardVisit


@transaction.atomic
def board_seen(*, user: User, until: datetime.datetime) -> BoardVisit:
    """Note until when somebody saw what is new: never the future, and never earlier than before."""
    until = min(until, timezone.now())
    visit, is_new = BoardVisit.objects.select_for_update().get_or_create(user=user, defaults={"seen_at": until})
    if not is_new and until > visit.seen_at:
        visit.seen_at = until
        visit.save()
    return visit
