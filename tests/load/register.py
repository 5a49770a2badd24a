"""The register that is asked, those who are signed in, and whether what they saved is there."""

from __future__ import annotations

import io
from itertools import chain

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.http import HttpRequest
from django.middleware.csrf import get_token
from reversion.models import Version

from contacts.models import Body, Question, StudyPeriod, User
from contributions.models import Document, Topic
from liaison.models import Statement
from tests.bench import fill, words

from .people import Shelf

MOST = 400  # addresses of each kind


def made(size: int) -> Shelf:
    call_command("migrate", verbosity=0)
    if not Document.objects.exists():
        fill.fill(size)
        call_command("reindex", stdout=io.StringIO())
    others = chain(Question.objects.all()[:60], Body.objects.all()[:30], Topic.objects.all()[:20])
    return Shelf(
        statements=[row.get_absolute_url() for row in Statement.objects.listed()[:MOST]],
        documents=[row.get_absolute_url() for row in Document.objects.public()[:MOST]],
        others=[row.get_absolute_url() for row in others],
        words=words.ALL["en"].words[5:400],
        bodies=list(Body.objects.values_list("slug", flat=True)[:40]),
        periods=list(StudyPeriod.objects.exclude(prefix="").values_list("label", flat=True)),
    )


def clerks(count: int) -> list[tuple[str, int]]:
    """Cookies of so many who are signed in, each with the key of a draft of their own."""
    drafts = list(Statement.objects.filter(status=Statement.Status.DRAFT).order_by("pk").values_list("pk", flat=True))
    if len(drafts) < count:
        raise SystemExit(f"{count} clerks need as many drafts, and the register has {len(drafts)}: LOAD_SIZE=5000.")
    return [(signed_in(f"clerk{number}"), drafts[number]) for number in range(count)]


def signed_in(name: str) -> str:
    user = User.objects.create_superuser(name, f"{name}@example.org", "a password of a trial")
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user)
    request.session.save()
    get_token(request)
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}; csrftoken={request.META['CSRF_COOKIE']}"


def lost(shelf: Shelf) -> list[str]:
    """What was acknowledged and is in no save of its draft, or is not what the draft says where it was the last."""
    titles = dict(Statement.objects.filter(pk__in=shelf.saved).values_list("pk", "title"))
    missing = []
    for key, every in shelf.saved.items():
        kept = {version.field_dict["title"] for version in Version.objects.get_for_object_reference(Statement, key)}
        missing += [one for one in every if one not in kept]
        missing += [every[-1]] if titles[key] != every[-1] and key not in shelf.unsure else []
    return missing
