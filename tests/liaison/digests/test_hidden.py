"""What is not public is told to nobody: one row of each kind that could leak, on a list of everything."""

from __future__ import annotations

from typing import Any

import pytest

from liaison import services
from liaison.digests import sending
from liaison.models import Event, Mail, MailHtml, Note, Redaction, Revision, Statement
from tests import factory

from .followers import make_follower, publish, seconds_ago, titles, told

pytestmark = pytest.mark.django_db
WORD = "Zebra"

HIDDEN: list[dict[str, Any]] = [
    {"status": "draft"},
    {"status": "in_review"},
    {"status": "approved"},
    {"visibility": "staff"},
    {"visibility": "removed"},
    {"slug": None},
]


@pytest.fixture
def _followed() -> None:
    """Everything, since an hour ago, with one statement that may be told."""
    make_follower("everything", at=seconds_ago(3600))
    factory.make_public_statement(title="For all to read")


def all_told() -> str:
    """Texts and HTML of what a run queues now."""
    texts = told(seconds_ago(0))
    return "".join(
        [*texts, *MailHtml.objects.values_list("html", flat=True), *Mail.objects.values_list("subject", flat=True)]
    )


@pytest.mark.usefixtures("_followed")
@pytest.mark.parametrize("values", HIDDEN, ids=str)
def test_statement_that_is_not_public_is_not_told(values: dict[str, Any]) -> None:
    statement = factory.make_public_statement(title=WORD, symbol=WORD, content=WORD, **values)
    publish(statement, seconds_ago(0), hours=-0.5)
    for kind in (Event.Kind.SENT, Event.Kind.PUBLISHED, Event.Kind.WITHDRAWN):
        services.event_add(statement=statement, kind=kind, by=None, note=WORD)
    Revision.objects.create(statement=statement, number=1, letter={}, reason=WORD)
    found = all_told()
    assert (titles(found), WORD in found) == (["New: For all to read"], False)


@pytest.mark.usefixtures("_followed")
def test_correction_in_the_making_is_not_told() -> None:
    public = Statement.objects.get()
    draft = factory.make_public_statement(title=WORD, correction_of=public)
    publish(draft, seconds_ago(0), hours=-0.5)
    assert WORD not in all_told()


@pytest.mark.usefixtures("_followed")
def test_document_for_staff_is_not_told() -> None:
    publish(factory.make_document(title=WORD, is_public=False), seconds_ago(0), hours=-0.5)
    assert WORD not in all_told()


@pytest.mark.usefixtures("_followed")
def test_what_staff_keep_beside_a_statement_is_not_told() -> None:
    public = Statement.objects.get()
    Note.objects.create(statement=public, text=WORD)
    services.event_add(statement=public, kind=Event.Kind.COMMENT, by=None, note=WORD)
    public.parties.filter(part="to").update(sent_address=WORD, sent_note=WORD, outcome_text=WORD)
    assert WORD not in all_told()


@pytest.mark.usefixtures("_followed")
def test_of_a_header_alone_no_text_is_told_and_no_cited_paper_finds_it() -> None:
    entity = factory.make_entity("Nigeria")
    statement = factory.make_public_statement(title="Head", visibility="header", content=WORD, abstract=WORD)
    factory.make_entry(factory.make_annex(statement, title=WORD), document=factory.make_document(sources=[entity]))
    make_follower("statements", "source=nigeria", email="bo@example.org", at=seconds_ago(3600))
    found = all_told()
    assert ("New: Head" in titles(found), WORD in found, found.count("[New] Head")) == (True, False, 1)


@pytest.mark.usefixtures("_followed")
def test_words_of_a_draft_find_nothing() -> None:
    factory.make_statement(title=WORD, content=WORD)
    make_follower("everything", f"q={WORD}", email="bo@example.org", at=seconds_ago(3600))
    factory.index_all()
    assert told(seconds_ago(0))[1:] == []


@pytest.mark.usefixtures("_followed")
def test_statement_taken_out_before_the_run_is_not_told() -> None:
    statement = factory.make_public_statement(title=WORD)
    services.statement_remove(statement=statement, by=factory.make_secretary(), reason="Personal data")
    assert WORD not in all_told()


def test_redacted_words_are_told_neither_in_titles_nor_reasons() -> None:
    statement = publish(factory.make_public_statement(title="About somebody"), seconds_ago(0), hours=-99)
    make_follower("statements", at=seconds_ago(3600))
    Revision.objects.create(statement=statement, number=1, letter={}, reason=f"{WORD} was misspelt")
    Redaction.objects.create(statement=statement, text=WORD, replacement="[a person]", reason="Asked")
    Statement.objects.filter(pk=statement.pk).update(redacted_on=seconds_ago(0))
    found = all_told()
    assert (WORD in found, "[a person] was misspelt" in found) == (False, True)


@pytest.mark.parametrize(("setting", "is_shown"), [("shown", True), ("hidden", False), ("click", False)])
def test_addresses_are_hidden_where_the_site_hides_them(settings: Any, setting: str, is_shown: bool) -> None:
    settings.EMAIL_ADDRESSES = setting
    make_follower("statements", at=seconds_ago(3600))
    factory.make_public_statement(title="Write to zebra@example.org")
    assert ("zebra@example.org" in all_told()) is is_shown


@pytest.mark.usefixtures("_followed")
@pytest.mark.parametrize("visibility", ["staff", "removed"])
def test_mail_that_waits_leaves_out_what_was_taken_out_of_public_view(visibility: str) -> None:
    statement, user = factory.make_public_statement(title=WORD), factory.make_secretary()
    told(seconds_ago(0))
    if visibility == "removed":
        services.statement_remove(statement=statement, by=user, reason="Personal data")
    else:
        services.statement_publish(statement=statement, by=user, visibility=visibility)
    mail = Mail.objects.get()
    assert (titles(mail.text), MailHtml.objects.count()) == (["New: For all to read"], 0)


def test_mail_that_waits_leaves_out_what_was_redacted(few_files: None) -> None:
    make_follower("everything", at=seconds_ago(3600))
    statement = factory.make_public_statement(title=f"About {WORD}")
    told(seconds_ago(0))
    services.statement_redact(statement=statement, words=WORD, reason="Asked", by=factory.make_secretary())
    assert (WORD in Mail.objects.get().text, MailHtml.objects.count()) == (False, 0)


@pytest.mark.parametrize("changed", [{"visibility": "removed"}, {"title": "[redacted]", "version": 1}], ids=str)
def test_what_changes_between_two_mails_of_a_run_is_seen_by_the_second(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any]
) -> None:
    for name in ("ann", "bo"):
        make_follower(email=f"{name}@example.org", at=seconds_ago(3600))
    statement, real = factory.make_public_statement(title=WORD), sending.mail_queue

    def changing(**values: Any) -> Mail:
        Statement.objects.filter(pk=statement.pk).update(**changed)
        return real(**values)

    monkeypatch.setattr(sending, "mail_queue", changing)
    assert [WORD in text for text in told(seconds_ago(0))] == [True, False][: 1 + ("title" in changed)]
