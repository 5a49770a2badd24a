"""Followers for tests, and what they are told."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from liaison.digests.followed import FollowedList
from liaison.digests.sending import digests_send
from liaison.digests.services import follow_ask, follow_confirm
from liaison.models import Follower, Mail

ANN = "ann@example.org"
NOW = datetime.datetime(2026, 3, 2, 6, 0, tzinfo=datetime.UTC)


def days(number: float) -> datetime.datetime:
    """So many days after the first run."""
    return NOW + datetime.timedelta(days=number)


def a_list(kind: str = "statements", query: str = "") -> FollowedList:
    return FollowedList(kind, QueryDict(query).dict())


def ask(kind: str = "statements", query: str = "", email: str = ANN, **values: Any) -> str:
    """Ask for a list, and return the token of the mail; "" where none was sent."""
    before = set(Mail.objects.values_list("pk", flat=True))
    follow_ask(followed=a_list(kind, query), email=email, **{"frequency": "daily", "language": "en"} | values)
    mail = Mail.objects.exclude(pk__in=before).first()
    return token_in(mail.text) if mail else ""


def token_in(text: str, page: str = "confirm") -> str:
    return re.search(rf"/follow/{page}/([^/\s]+)/", text)[1]  # type: ignore[index]


def make_follower(kind: str = "statements", query: str = "", email: str = ANN, **values: Any) -> Follower:
    """Confirmed a day before the first run, and with no mail left of it."""
    at = values.pop("at", days(-1))
    follower = follow_confirm(token=ask(kind, query, email, at=at, **values), at=at)
    assert follower is not None
    Mail.objects.to_follower(email).delete()
    return follower


def publish(row: Any, at: datetime.datetime = NOW, hours: float = -1) -> Any:
    """Let a public statement or document have become public then, an hour before the first run."""
    type(row).objects.filter(pk=row.pk).update(public_since=at + datetime.timedelta(hours=hours))
    return row


def digests() -> list[Mail]:
    return list(Mail.objects.filter(kind="subscription").order_by("pk"))


def told(at: datetime.datetime = NOW) -> list[str]:
    """The texts of the mails that a run queues."""
    before = {mail.pk for mail in digests()}
    digests_send(at=at)
    return [mail.text for mail in digests() if mail.pk not in before]


def titles(text: str) -> list[str]:
    """What a mail tells, in order: `New: A title`."""
    return [f"{what}: {title}" for what, title in re.findall(r"^\[([^\]]+)\] (.*)$", text, re.M)]


def seconds_ago(number: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(seconds=number)
