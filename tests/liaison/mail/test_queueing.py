"""What may be put into the queue, and how it is stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import override_settings
from django.utils import timezone

from config.environment import urlsplit
from liaison.models import Mail
from tests import factory

from .mails import make_file, make_mail, steps

pytestmark = pytest.mark.django_db


def refusal(**values: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        make_mail(**values)
    assert Mail.objects.count() == 0
    return caught.value.message_dict


def test_mail_is_stored_with_all_that_was_given() -> None:
    statement = factory.make_public_statement()
    party, user, file = statement.recipients[0], factory.make_user(), make_file(statement=statement)
    mail = make_mail(statement=statement, party=party, by=user, language="fr", files=[file])
    stored = Mail.objects.for_detail().get()
    assert (stored, stored.statement, stored.party, stored.queued_by) == (mail, statement, party, user)
    assert (stored.state, stored.language, stored.attempts, steps(stored)) == ("queued", "fr", 0, ["queued"])
    assert [(chosen.name, chosen.sha256) for chosen in stored.files.all()] == [(file.name, file.sha256)]


def test_mail_is_due_at_once() -> None:
    mail = make_mail()
    assert list(Mail.objects.due(timezone.now())) == [mail]


def test_mail_of_a_transaction_that_is_rolled_back_was_never_queued() -> None:
    with transaction.atomic():
        make_mail()
        transaction.set_rollback(True)
    assert Mail.objects.count() == 0


def test_addresses_are_stored_by_use_with_their_names() -> None:
    mail = make_mail(
        to=["Ann Example <ann@example.org>", "bob@example.org"], cc=["c@example.org"], reply_to=["r@x.org"]
    )
    assert list(mail.addresses.values_list("use", "name", "email")) == [
        ("to", "Ann Example", "ann@example.org"),
        ("to", "", "bob@example.org"),
        ("cc", "", "c@example.org"),
        ("reply_to", "", "r@x.org"),
    ]


def test_address_named_twice_gets_one_mail() -> None:
    mail = make_mail(to=["ann@example.org", "Ann@Example.org"], cc=["ANN@example.org", "bob@example.org"])
    assert [address.email for address in mail.recipients] == ["ann@example.org", "bob@example.org"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "ann@example.org, bob@example.org",
        "ann@example.org\nBcc: eve@example.org",
        "Ann <ann@example.org> <bob@example.org>",
        "Ann\x00 <ann@example.org>",
        '"a\x01b"@example.org',
        "änn@example.org",
        "ann@" + "a" * 64 + ".org",
        "a" * 300 + "@example.org",
    ],
)
@pytest.mark.parametrize("use", ["to", "cc", "reply_to"])
def test_what_is_no_address_is_refused_by_its_argument(use: str, text: str) -> None:
    assert list(refusal(**{"to": ["ann@example.org"], use: [text]})) == [use]


def test_mail_to_nobody_is_refused() -> None:
    assert refusal(to=[], cc=["ann@example.org"]) == {"to": ["There is no address to send it to."]}


@pytest.mark.parametrize("name", ["subject", "text"])
@pytest.mark.parametrize("text", ["", " \n", "a\x00b", "a\x1bb", "\ud800"])
def test_empty_or_unprintable_text_is_refused(name: str, text: str) -> None:
    assert list(refusal(**{name: text})) == [name]


def test_subject_is_put_on_one_line() -> None:
    mail = make_mail(subject="One\r\nBcc: eve@example.org\n\u2028two\x0b three")
    assert mail.subject == "One Bcc: eve@example.org two three"


def test_long_subject_is_shortened_and_says_so() -> None:
    subject = make_mail(subject="w" * 500).subject
    assert (len(subject), subject[-2:]) == (400, "w…")


@pytest.mark.parametrize("values", [{"kind": "greeting"}, {"language": "de"}, {"unsubscribe_url": "javascript:x"}])
def test_unknown_kind_language_or_address_is_refused(values: dict[str, str]) -> None:
    assert list(refusal(**values)) == list(values)


def test_files_that_are_too_big_together_are_refused_with_their_size() -> None:
    files = [make_file(f"{number}.pdf", b"", size=10 * 2**20) for number in range(2)]
    said = refusal(files=files)["files"][0].replace("\xa0", " ")
    assert said == "With its files the mail would have 27.4 MB, and it may have 25.0 MB. Choose fewer files."


def test_text_counts_with_the_files() -> None:
    with override_settings(MAIL_MAX_BYTES=100_000):
        assert list(refusal(text="a" * 80_000)) == ["files"]


def test_message_id_is_of_the_site_and_each_its_own() -> None:
    with override_settings(SITE=urlsplit("https://liaison.example.org:8000")):
        ids = {make_mail().message_id for _ in range(3)}
    assert len(ids) == 3
    assert {text.partition("@")[2] for text in ids} == {"liaison.example.org>"}


def test_file_chosen_twice_goes_once_and_order_is_kept() -> None:
    first, second = make_file("b.pdf"), make_file("a.pdf")
    assert [chosen.name for chosen in make_mail(files=[first, second, first]).files.all()] == ["b.pdf", "a.pdf"]


def test_statement_with_a_mail_cannot_be_deleted() -> None:
    statement = factory.make_statement()
    make_mail(statement=statement)
    with pytest.raises(ProtectedError):
        statement.delete()


def test_mail_outlives_the_row_of_its_party() -> None:
    statement = factory.make_public_statement()
    mail = make_mail(statement=statement, party=statement.recipients[0])
    statement.recipients[0].delete()
    mail.refresh_from_db()
    assert (mail.party, mail.statement) == (None, statement)
