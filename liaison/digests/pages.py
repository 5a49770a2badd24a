"""The page of one address: its lists, and what its buttons do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from liaison.models import Follow, Follower
from liaison.models.followers import Frequency

from .followed import FollowedList
from .services import follow_change, follow_stop, follower_erase, follower_resume, follower_speak

DONE = {
    "confirmed": _("Your address is confirmed. The first mail comes when there is something new."),
    "changed": _("It is changed."),
    "stopped": _("You no longer get this list."),
    "resumed": _("Mails are sent to you again."),
    "nothing": _("Nothing was changed: that was not understood."),
}


@dataclass(frozen=True)
class Row:
    """A list that is followed, with what is to be shown of it."""

    follow: Follow
    followed: FollowedList


def yours(follower: Follower, done: str) -> str:
    """The address of the page, in the follower's language, saying what was done."""
    with translation.override(follower.language):
        return f"{reverse('liaison:follow-yours', args=[follower.token])}?done={done}"


def context_of(follower: Follower, done: str) -> dict[str, Any]:
    rows = [Row(follow, FollowedList.stored(follow.list, follow.query)) for follow in follower.follows.all()]
    return {
        "follower": follower,
        "rows": rows,
        "frequencies": Frequency.choices,
        "mail_languages": settings.LANGUAGES,
        "done": DONE.get(done, ""),
    }


def act_on(follower: Follower, posted: Mapping[str, str]) -> str:
    """Do what a button of the page says, and return the name of what was done."""
    act = posted.get("act", "")
    if act == "erase":
        follower_erase(follower=follower)
        return "erased"
    if act == "resume":
        follower_resume(follower=follower)
        return "resumed"
    if act == "language" and posted.get("language") in dict(settings.LANGUAGES):
        follower_speak(follower=follower, language=posted["language"])
        return "changed"
    follow = next((row for row in follower.follows.all() if str(row.pk) == posted.get("follow")), None)
    if follow and act == "stop":
        return "erased" if follow_stop(follow=follow) else "stopped"
    if follow and act == "change" and posted.get("frequency") in Frequency.values:
        follow_change(follow=follow, frequency=posted["frequency"])
        return "changed"
    return "nothing"
