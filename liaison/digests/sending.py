"""The act of the daily timer: a mail to each address of which a list is due and has something new."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language

from contacts.models import Body, BodyAddress
from liaison.mail.services import mail_queue
from liaison.models import Follow, Follower, FollowRequest, Mail

from .followed import FollowedList, Part
from .news import Bulletin, News
from .papers import Papers
from .services import follower_erase
from .words import MOST, Section, digest_words, site_name

BATCH = 200  # followers whose papers are read together


def digests_send(*, at: datetime.datetime | None = None) -> Counter[str]:
    """Queue what is due, and erase what is kept no longer. Returns how many of each.

    A mail, what it tells and when its lists are next due are stored in one transaction, or none of them is: a run
    that is killed goes on where it was when it is run again, and two at a time send each mail once.
    """
    at = at or timezone.now()
    done = _erase(at)
    on = timezone.localdate(at)
    after = Follow.objects.due(on).tell_after()
    if after is None:
        return done
    run = Run(at, Bulletin(after))
    last = 0
    while batch := list(Follower.objects.with_due(on).after(last)[:BATCH]):
        done += run.tell_all(batch)
        last = batch[-1].pk
    return done


def _erase(at: datetime.datetime) -> Counter[str]:
    done: Counter[str] = Counter()
    done["expired"] = FollowRequest.objects.expired(at).delete()[0]
    for follower in Follower.objects.given_up(at):
        follower_erase(follower=follower)
        done["erased"] += 1
    return done


class Run:
    def __init__(self, at: datetime.datetime, bulletin: Bulletin) -> None:
        self.at, self.on, self.bulletin = at, timezone.localdate(at), bulletin
        self.papers = Papers()
        self.reply_to = _reply_to()
        self._sites: dict[str, str] = {}
        self._names: dict[tuple[str | None, str, str], tuple[str, list[Part]]] = {}

    def tell_all(self, followers: Sequence[Follower]) -> Counter[str]:
        """Those with news each in a transaction of their own, all others together."""
        news = {follower: self._news(follower, self._due(follower.follows.all())) for follower in followers}
        self.papers.read(item for found in news.values() for items in found.values() for item in items)
        quiet = [follower for follower, found in news.items() if not found]
        Follow.objects.due(self.on).of(quiet).looked_at(self.at)
        told = sum(self._tell(follower) for follower, found in news.items() if found)
        return Counter(queued=told, quiet=len(followers) - told)

    def _due(self, follows: Iterable[Follow]) -> list[Follow]:
        return [follow for follow in follows if follow.due_on <= self.on]

    def _news(self, follower: Follower, follows: Iterable[Follow]) -> dict[Follow, list[News]]:
        """What each list has to tell; what stands on several is told under the first."""
        seen, found = set(follower.told), {}
        for follow in follows:
            if fresh := [item for item in self.bulletin.on(follow) if item.key not in seen]:
                found[follow] = fresh
                seen |= {item.key for item in fresh}
        return found

    @transaction.atomic
    def _tell(self, follower: Follower) -> bool:
        """Whether a mail was queued: not where another run did so, or the owner stopped it, a moment ago."""
        stored = Follower.objects.select_for_update().filter(pk=follower.pk, paused_at__isnull=True).first()
        if stored is None:
            return False
        follows = list(stored.follows.all())
        due = self._due(follows)
        news = self._news(stored, due)
        self.papers.read(item for items in news.values() for item in items)
        with translation.override(stored.language):
            is_told = self._queue(stored, [self._section(follow, items) for follow, items in news.items()])
        fresh = {item.key: item.at.date().isoformat() for items in news.values() for item in items}
        first = min((follow.tells_after for follow in follows), default=self.at).date().isoformat()
        stored.told = {key: day for key, day in stored.told.items() if day >= first} | fresh
        stored.save(update_fields=["told"])
        keys = [follow.pk for follow in due]
        Follow.objects.filter(pk__in=keys).looked_at(self.at)
        cut = [follow.pk for follow in due if self.bulletin.is_cut(follow)]
        Follow.objects.filter(pk__in=cut).update(since=self.at)
        return is_told

    def _section(self, follow: Follow, news: Iterable[News]) -> Section:
        papers: dict[tuple[bool, int], list[News]] = {}
        for item in news:
            papers.setdefault((item.is_of_document, item.paper), []).append(item)
        section = Section(*self._named(follow))
        for items in papers.values():
            if (entry := self.papers.entry(items)) is None:
                continue
            if items[0].is_of_document:
                section.documents += 1
            else:
                section.statements += 1
            if len(section.entries) < MOST:
                section.entries.append(entry)
        return section

    def _named(self, follow: Follow) -> tuple[str, list[Part]]:
        """Title and parts of a list, in the language that is active."""
        key = (get_language(), follow.list, follow.query)
        if key not in self._names:
            followed = FollowedList.stored(follow.list, follow.query)
            self._names[key] = (followed.title, followed.parts)
        return self._names[key]

    def _queue(self, follower: Follower, sections: list[Section]) -> bool:
        shown = [section for section in sections if section.entries]
        if not shown:
            return False
        words = digest_words(follower, shown, self.at, self._site(follower.language))
        mail_queue(
            kind=Mail.Kind.SUBSCRIPTION,
            to=[follower.email],
            reply_to=self.reply_to,
            subject=words.subject,
            text=words.text,
            html=words.html,
            language=follower.language.partition("-")[0],
            unsubscribe_url=words.stop,
        )
        return True

    def _site(self, language: str) -> str:
        if language not in self._sites:
            self._sites[language] = site_name()
        return self._sites[language]


def _reply_to() -> list[str]:
    """The home body's first address, so that a question reaches people; none where it has none."""
    home = Body.objects.home()
    addresses = home.addresses.filter(use=BodyAddress.Use.TO) if home else BodyAddress.objects.none()
    return [row.email for row in addresses[:1]]
