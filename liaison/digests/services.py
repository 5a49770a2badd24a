"""Acts of followers: ask, confirm, change, stop, erase. Each is one transaction."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from liaison.mail.addresses import read_address
from liaison.mail.services import mail_queue
from liaison.models import Follow, Follower, FollowRequest, Mail
from liaison.models.followers import ASKED_FOR, Frequency
from liaison.models.reviews import hash_of

from .followed import FollowedList
from .words import confirm_words, site_name

HOUR = datetime.timedelta(hours=1)
MOST_AN_ADDRESS = 5  # mails that ask one address to confirm, in an hour
MOST_AN_HOUR = 200  # of them to all addresses together
MOST_LISTS = 50  # of one address


@transaction.atomic
def follow_ask(
    *, followed: FollowedList, email: str, frequency: str, language: str, at: datetime.datetime | None = None
) -> None:
    """Ask the owner of an address to confirm that they want a list; nothing else is done for an address.

    What is answered does not tell whether the address is known, nor whether it was asked too often. Raises
    ValidationError for filters that make no sense, a wrong address, and with code "busy" where too many ask.
    """
    at = at or timezone.now()
    followed.check()
    email = plain_address(email)
    if FollowRequest.objects.mails_since(at - HOUR) >= MOST_AN_HOUR:
        raise ValidationError(_("Too many people are asking for mails just now. Try again in an hour."), code="busy")
    if FollowRequest.objects.for_address(email).mails_since(at - HOUR) >= MOST_AN_ADDRESS:
        return
    token = _asked(followed, email, at, frequency=Frequency(frequency).value, language=language)
    with translation.override(language):
        words = confirm_words(token, site_name())
        mail_queue(
            kind=Mail.Kind.SUBSCRIPTION,
            to=[email],
            subject=words.subject,
            text=words.text,
            language=language.partition("-")[0],
        )


def _asked(followed: FollowedList, email: str, at: datetime.datetime, **wanted: str) -> str:
    """Store it and return the token of its mail, which is kept nowhere else. Asked again, the earlier token is void."""
    token = secrets.token_urlsafe(32)
    key = {"email": email, "list": followed.kind, "query": followed.query}
    values = wanted | {"token_hash": hash_of(token), "expires_at": at + ASKED_FOR}
    request, is_new = FollowRequest.objects.select_for_update().get_or_create(**key, defaults=values | {"asked_at": at})
    if not is_new:
        request.mails = request.mails + 1 if request.asked_at > at - HOUR else 1
        for name, value in (values | {"asked_at": at}).items():
            setattr(request, name, value)
        request.save()
    return token


def plain_address(text: str) -> str:
    """As it is stored and compared: in small letters, without a name. Raises ValidationError for what is none."""
    address = read_address(text)
    if address.name:
        raise ValidationError(_("Write the address alone, such as ann@example.org."))
    return address.email.lower()


@transaction.atomic
def follow_confirm(*, token: str, at: datetime.datetime | None = None) -> Follower | None:
    """The owner wants it. None where the token is unknown, used or over.

    A list that is followed already takes how often from here, and the address its language. Raises ValidationError,
    with nothing done, where the address follows as many lists as one may.
    """
    at = at or timezone.now()
    request = FollowRequest.objects.select_for_update().of_token(token, at)
    if request is None:
        return None
    follower, _is_new = Follower.objects.get_or_create(email=request.email, defaults={"confirmed_at": at})
    follower.language, follower.paused_at = request.language, None
    follower.save(update_fields=["language", "paused_at"])
    follow, is_new = Follow.objects.get_or_create(
        follower=follower,
        list=request.list,
        query=request.query,
        defaults={"frequency": request.frequency, "since": at, "looked_at": at, "due_on": timezone.localdate(at)},
    )
    if is_new and follower.follows.count() > MOST_LISTS:
        raise ValidationError(
            _("One address may follow %(most)d lists. Stop one of them first.") % {"most": MOST_LISTS}
        )
    if not is_new:
        follow_change(follow=follow, frequency=request.frequency)
    request.delete()
    return follower


def follow_change(*, follow: Follow, frequency: str) -> None:
    """Tell of a list daily or weekly from its last look on. Raises ValueError for another word."""
    follow.frequency = Frequency(frequency).value
    follow.due_on = Frequency(frequency).due_after(follow.looked_at)
    follow.save(update_fields=["frequency", "due_on"])


@transaction.atomic
def follow_stop(*, follow: Follow) -> bool:
    """Whether that was the last list, so that the address is erased as well: it is kept for nothing else."""
    follower = Follower.objects.select_for_update().get(pk=follow.follower_id)
    follow.delete()
    if follower.follows.exists():
        return False
    follower_erase(follower=follower)
    return True


def follower_speak(*, follower: Follower, language: str) -> None:
    follower.language = language
    follower.save(update_fields=["language"])


def follower_resume(*, follower: Follower) -> None:
    follower.paused_at = None
    follower.save(update_fields=["paused_at"])


def follower_erase(*, follower: Follower) -> None:
    """Leave nothing of an address: no list, no request, no mail that waits. What is being sent now is not held back."""
    address_erase(email=follower.email)


@transaction.atomic
def address_erase(*, email: str) -> bool:
    """The same by the address itself; whether anything of it was here. Raises ValidationError for what is none."""
    email = plain_address(email)
    rows = [
        Mail.objects.to_follower(email),
        FollowRequest.objects.for_address(email),
        Follower.objects.with_addresses([email]),
    ]
    return sum(row.delete()[0] for row in rows) > 0


def follower_stored(*, follower: Follower) -> dict[str, Any]:
    """All that is stored of an address, for its owner to take along."""
    requests = FollowRequest.objects.for_address(follower.email)
    mails = Mail.objects.to_follower(follower.email)
    return {
        "email": follower.email,
        "language": follower.language,
        "confirmed_at": follower.confirmed_at,
        "paused_at": follower.paused_at,
        "lists": list(follower.follows.values("list", "query", "frequency", "since", "looked_at", "due_on")),
        "told_lately": follower.told,
        "to_be_confirmed": list(requests.values("list", "query", "frequency", "language", "asked_at", "expires_at")),
        "mails_waiting": list(mails.values("subject", "state", "queued_at", "text")),
    }
