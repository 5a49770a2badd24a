"""Personal data redacted on request: gone from all that anybody reads, while what was sent is sealed."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from liaison import services
from liaison.letter.read_pdf import read_pdf
from liaison.models import Mail, Note, Redaction, Statement
from tests import factory
from tests.desk import change_url

pytestmark = pytest.mark.django_db
NAME = "Jane Quagga"
SLUG = "2023-05-22-itu-d-sg2-to-cwg-cop"


def sent_with_name(**values: object) -> Statement:
    statement = factory.make_complete(content=f"<p>Ask <strong>Jane</strong> Quagga, or {NAME}.</p>", **values)
    factory.make_contact(statement, name=NAME, email="jane.quagga@example.org")
    factory.make_entry(factory.make_annex(statement), title=f"Paper of {NAME}", brief=f"By {NAME}.")
    return services.statement_record_sent(statement=statement, by=None)


def redact(statement: Statement, words: str = NAME) -> Statement:
    return services.statement_redact(statement=statement, words=words, reason="She asked for it.", by=None)


@pytest.mark.parametrize(
    "path",
    ["/", "/history/", "/history/differences/", "/annexes/", "/annexes/1/", ".txt", ".json", "/history/0.json"],
)
def test_words_are_gone_from_every_page_and_text(client: Client, few_files: None, path: str) -> None:
    redact(sent_with_name())
    text = client.get(f"/statements/{SLUG}{path}").content.decode()
    assert ("Quagga" in text, "quagga" in text.partition("jane.quagga@")[0]) == (False, False)


def test_words_are_gone_from_the_pdf_and_the_data_in_it(client: Client, few_files: None) -> None:
    redact(sent_with_name())
    letter = read_pdf(client.get(f"/statements/{SLUG}.pdf").content).letter
    assert NAME not in json.dumps(str(letter))
    assert letter.annexes[0].entries[0].title == "Paper of [redacted]"


def test_public_files_are_made_anew_and_those_that_were_sent_stay() -> None:
    statement = sent_with_name()
    before = list(statement.files.order_by("pk").values_list("kind", "sha256"))
    redact(statement)
    after = list(statement.files.order_by("pk").values_list("kind", "sha256"))
    assert after[:4] == before
    assert [kind for kind, _sum in after[4:]] == ["public"] * 4
    with statement.files.get(kind="public", name__endswith=".txt").file.open() as stored:
        text = stored.read().decode()
    assert (NAME in text, "[redacted]" in text) == (False, True)


def test_what_was_sent_is_sealed_and_not_lost(few_files: None) -> None:
    statement = redact(sent_with_name())
    assert NAME in json.dumps(statement.revisions.get().letter)
    assert statement.redactions.get().reason == "She asked for it."


def test_notes_mails_and_outcomes_lose_the_words_too(few_files: None) -> None:
    statement = sent_with_name()
    Note.objects.create(statement=statement, text=f"Call {NAME}")
    Mail.objects.create(statement=statement, subject=f"For {NAME}", text=f"Dear {NAME}", message_id="<1@x>")
    services.party_handle(party=statement.recipients[0], by=None, outcome_text=f"{NAME} noted it")
    redact(statement)
    mail, party = Mail.objects.get(), statement.parties.get(part="to")
    assert (Note.objects.get().text, mail.subject, mail.text, party.outcome_text) == (
        "Call [redacted]",
        "For [redacted]",
        "Dear [redacted]",
        "[redacted] noted it",
    )
    assert NAME in json.dumps(Redaction.objects.get().sealed)


def test_desk_forgets_under_which_title_it_was_saved(client: Client, few_files: None) -> None:
    statement = sent_with_name(title=f"Of {NAME}")
    client.force_login(factory.make_member_of("Secretary"))
    client.post(reverse("admin:liaison_statement_act", args=[statement.pk, "publish"]), {"visibility": "header"})
    assert NAME in client.get("/admin/").content.decode()
    redact(statement)
    assert NAME not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("words", "reason", "replacement", "field"),
    [
        ("", "x", "[…]", "words"),
        ("Nobody of that name", "x", "[…]", "words"),
        ("J", "x", "[…]", "words"),
        (NAME, " ", "[…]", "reason"),
        (NAME, "x", "y" * 101, "replacement"),
    ],
)
def test_refused_redaction_changes_nothing(
    few_files: None, words: str, reason: str, replacement: str, field: str
) -> None:
    statement = sent_with_name()
    with pytest.raises(ValidationError) as refusal:
        services.statement_redact(statement=statement, words=words, reason=reason, replacement=replacement, by=None)
    statement.refresh_from_db()
    assert (list(refusal.value.message_dict), statement.redacted_on, Redaction.objects.count()) == ([field], None, 0)
    assert NAME in statement.content


def test_reader_of_the_desk_does_not_see_the_words(client: Client, few_files: None) -> None:
    statement = sent_with_name()
    services.party_handle(party=statement.recipients[0], by=None, outcome_text=f"{NAME} noted it")
    redact(statement)
    client.force_login(factory.make_member_of("Reader"))
    rows = [statement, statement.revisions.get(), *statement.events.all(), *statement.annexes.all()]
    pages = [change_url(row) for row in rows]
    pages += [reverse(f"admin:liaison_{name}_changelist") for name in ("statement", "event", "revision")]
    shown = [page for page in pages if NAME in client.get(page).content.decode()]
    assert shown == []


def test_sealed_original_is_read_by_who_may_for_a_reason_that_is_kept(client: Client, few_files: None) -> None:
    statement = redact(sent_with_name())
    secretary = factory.make_member_of("Secretary")
    client.force_login(secretary)
    page = reverse("admin:liaison_statement_unseal", args=[statement.pk])
    assert NAME not in client.get(page).content.decode()
    assert NAME not in client.post(page, {"reason": " "}).content.decode()
    answer = client.post(page, {"reason": "A court asks"})
    event = statement.events.last()
    assert (NAME in answer.content.decode(), "no-store" in answer["Cache-Control"]) == (True, True)
    assert (event.kind, event.by, event.note) == ("unsealed", secretary, "A court asks")


@pytest.mark.parametrize("role", ["Reader", "Editor"])
def test_sealed_original_stays_closed_to_others(client: Client, few_files: None, role: str) -> None:
    statement = redact(sent_with_name())
    client.force_login(factory.make_member_of(role))
    answer = client.post(reverse("admin:liaison_statement_unseal", args=[statement.pk]), {"reason": "Let me see"})
    assert (answer.status_code, NAME in answer.content.decode()) == (403, False)


def test_correction_after_a_redaction_brings_nothing_back(client: Client, few_files: None) -> None:
    draft = services.statement_correct(statement=redact(sent_with_name()), by=None)
    draft.title = "Corrected"
    draft.save()
    services.correction_send(correction=draft, reason=f"Not for {NAME}", by=None)
    for path in ("/", "/history/", "/history/differences/", "/history/0.txt", "/history/1.txt", ".txt"):
        assert "Quagga" not in client.get(f"/statements/{SLUG}{path}").content.decode()
