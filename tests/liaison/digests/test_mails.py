"""The mails to followers: their heads, both their forms, and what is left of them once they are sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as django_mail

from contacts.models import Body, BodyAddress
from liaison.mail.worker import queue_work
from liaison.models import Follower, Mail, MailAddress, MailHtml, MailStep
from tests import factory
from tests.liaison.mail.conftest import serve  # noqa: F401 -- a fixture
from tests.liaison.mail.mails import make_mail, make_unknown
from tests.liaison.mail.test_message import message
from tests.smtp_server import SmtpServer

from .followers import ANN, ask, make_follower, publish, seconds_ago, told

pytestmark = pytest.mark.django_db
Serve = Callable[..., SmtpServer]
SITE = "https://liaison.example.org"


@pytest.fixture
def _site(settings: Any) -> None:
    settings.SITE_URL = SITE
    factory.make_home()
    BodyAddress.objects.create(body=Body.objects.home(), email="desk@example.org")


def digest(**values: Any) -> Mail:
    """The mail that tells a follower of one statement."""
    make_follower(**values)
    publish(factory.make_public_statement(title="Marsh <telephony>", slug="one", language=values.get("language", "en")))
    told()
    return Mail.objects.get()


@pytest.mark.usefixtures("_site")
def test_head_lets_mail_programs_stop_it_with_one_click() -> None:
    mail = digest()
    found = message(mail)
    stop = f"<{SITE}/follow/stop/{Follower.objects.get().token}/>"
    assert {name: found[name].strip() for name in found if name.startswith("List-")} == {
        "List-Id": "<follow.127.0.0.1>",
        "List-Unsubscribe": stop,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@pytest.mark.usefixtures("_site")
def test_head_says_that_a_machine_wrote_and_that_people_answer() -> None:
    found = message(digest())
    heads = [found[name] for name in ("Auto-Submitted", "Reply-To", "To", "Precedence")]
    assert heads == ["auto-generated", "desk@example.org", ANN, None]


@pytest.mark.usefixtures("_site")
def test_mail_that_asks_to_confirm_is_of_no_list() -> None:
    ask()
    assert [name for name in message(Mail.objects.get()) if name.startswith("List-")] == []


@pytest.mark.usefixtures("_site")
def test_mail_says_the_same_as_text_and_as_html() -> None:
    found = message(digest())
    text, html = (found.get_body((kind,)).get_content() for kind in ("plain", "html"))
    links = set(re.findall(r'href="([^"]+)"', html))
    assert found.get_content_type() == "multipart/alternative"
    assert ("Marsh <telephony>" in text, "Marsh &lt;telephony&gt;" in html) == (True, True)
    assert links == set(re.findall(r"https?://\S+", text))
    assert f"{SITE}/statements/one/" in links


@pytest.mark.usefixtures("_site")
def test_html_fetches_nothing_and_counts_nobody() -> None:
    html = message(digest()).get_body(("html",)).get_content()
    links = re.findall(r'(?:href|src|action|background)="([^"]+)"', html)
    assert [link for link in links if not link.startswith(f"{SITE}/")] == []
    assert re.findall(r"<(img|link|script|iframe|form|object)\b|url\(|@import|\?", html) == []


@pytest.mark.usefixtures("_site")
def test_arabic_mail_runs_from_right_to_left() -> None:
    mail = digest(language="ar")
    html = MailHtml.objects.get().html
    assert ('<html lang="ar" dir="rtl">' in html, mail.language, f"{SITE}/ar/statements/one/" in mail.text) == (
        True,
        "ar",
        True,
    )


def test_message_id_stays_however_often_it_is_tried() -> None:
    mail = digest()
    assert message(mail)["Message-ID"] == message(mail)["Message-ID"] == mail.message_id


# What is left of them


def test_nothing_is_left_of_a_mail_that_was_sent() -> None:
    digest()
    queue_work()
    left = [model.objects.count() for model in (Mail, MailAddress, MailStep, MailHtml)]
    assert (len(django_mail.outbox), left) == (1, [0, 0, 0, 0])


def test_mail_that_was_sent_for_the_desk_is_kept() -> None:
    make_mail()
    queue_work()
    assert Mail.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("answers", "is_paused", "left"),
    [
        ({f"RCPT {ANN}": "550 no such user"}, True, 0),
        ({f"RCPT {ANN}": "450 later"}, False, 1),
        ({".": "554 no mail of this kind"}, True, 0),
        ({}, False, 0),
    ],
)
def test_address_that_is_refused_for_good_is_paused(
    serve: Serve,  # noqa: F811
    answers: dict[str, str],
    is_paused: bool,
    left: int,
) -> None:
    serve(answers)
    digest()
    queue_work()
    assert (Follower.objects.get().is_paused, Mail.objects.count()) == (is_paused, left)


def test_mail_of_unknown_fate_is_not_kept_for_anybody_to_decide() -> None:
    make_follower()
    make_unknown(kind="subscription", to=[ANN])
    Mail.objects.update(state="sending")
    queue_work()
    assert (Mail.objects.count(), Follower.objects.get().is_paused) == (0, False)


def test_log_names_no_address(caplog: pytest.LogCaptureFixture) -> None:
    make_follower(at=seconds_ago(3600))
    factory.make_public_statement()
    told(seconds_ago(0))
    queue_work()
    assert (ANN in caplog.text, ANN in str(Follower.objects.get())) == (False, False)
