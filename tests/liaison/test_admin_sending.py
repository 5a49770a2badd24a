"""The pages on which a statement is sent: a form, a look at what leaves, the act, and where it stands afterwards."""

from __future__ import annotations

import dataclasses
import datetime
import html
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liaison import services
from liaison.admin import sending
from liaison.models import Mail, Statement
from liaison.services.delivering import Delivery, Proof
from tests import factory
from tests.desk import Page
from tests.liaison.mail.mails import stand
from tests.liaison.sendable import make_approved, make_numbers, make_receiver, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


def url(statement: Statement, name: str = "send", *more: object) -> str:
    return reverse(f"admin:liaison_statement_{name}", args=[statement.pk, *more])


def key(statement: Statement, place: int = 0) -> str:
    return f"p{[*statement.recipients, *statement.copies][place].pk}"


class Form(Page):
    """As a browser posts it: with the button that was pressed."""

    def press(self, step: str) -> Any:
        sent = {name: values for name, values in self.values.items() if "__prefix__" not in name}
        self.answer = self.client.post(self.url, sent | {"step": step})
        return self.answer


class Shown(Form):
    """The page that was answered, with what stands in it."""

    def __init__(self, form: Form) -> None:
        self.client, self.url = form.client, form.url
        self.values = form.answer_values()


def shown(response: Any) -> str:
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def again(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


# The form


def test_form_proposes_addresses_files_and_text(desk: Client) -> None:
    statement = make_approved(make_receiver("A", "a@example.org"), title="On the protection of children")
    values = Form(desk, url(statement)).values
    prefix = key(statement)
    assert (values[f"{prefix}-go"], values[f"{prefix}-to"]) == (["mail"], ["a@example.org"])
    assert (values[f"{prefix}-files"], values[f"{prefix}-language"]) == (["pdf", "docx"], ["en"])
    assert values[f"{prefix}-subject"] == ["Liaison statement (ITU-D SG2 Q3/2): On the protection of children"]
    assert "{link}" in values[f"{prefix}-text"][0]


def test_recipient_without_an_address_is_named_before(desk: Client) -> None:
    statement = make_approved(make_receiver("A", "a@example.org"), make_receiver("B", name="Body B"))
    page = Form(desk, url(statement))
    assert "Recipients without an address" in page.text
    assert f'<a href="#{key(statement, 1)}"><bdi>Body B</bdi></a>' in page.text
    assert f"{key(statement, 1)}-go" not in page.values


def test_recipient_without_an_address_must_be_decided_on(desk: Client) -> None:
    statement = make_approved(make_receiver("A", "a@example.org"), make_receiver("B"))
    page = Form(desk, url(statement))
    assert "Give an address, or choose" in shown(page.press("preview"))
    page.values[f"{key(statement, 1)}-go"] = ["mail"]
    assert "There is no address: give one" in shown(page.press("preview"))
    page.values[f"{key(statement, 1)}-go"] = ["none"]
    assert "No mail from here goes to" in shown(page.press("preview"))


def test_address_that_is_typed_is_choice_enough(desk: Client) -> None:
    statement = make_approved(make_receiver("A", "a@example.org"), make_receiver("B"))
    page = Form(desk, url(statement)).fill(**{f"{key(statement, 1)}__to": "b@example.org"})
    assert "b@example.org" in shown(page.press("preview"))
    assert page.answer_values()[f"{key(statement, 1)}-go"] == ["mail"]


def test_wrong_address_is_refused_beside_its_field_and_nothing_typed_is_lost(desk: Client) -> None:
    statement = make_approved()
    prefix = key(statement)
    page = Form(desk, url(statement)).fill(**{f"{prefix}__to": "nobody", f"{prefix}__text": "My own\n\nwords"})
    assert "“nobody” is not an e-mail address." in shown(page.press("preview"))
    values = page.answer_values()
    assert (values[f"{prefix}-to"], values[f"{prefix}-text"]) == (["nobody"], ["My own\n\nwords"])


def test_several_addresses_of_a_line_are_taken_one_by_one(desk: Client) -> None:
    statement = make_approved()
    page = Form(desk, url(statement)).fill(
        **{f"{key(statement)}__to": "a@example.org; B <b@example.org>, c@example.org"}
    )
    page.press("preview")
    assert page.answer.context["look"].mails[0].to == ["a@example.org", "B <b@example.org>", "c@example.org"]


def test_text_follows_the_language_unless_it_was_changed(desk: Client) -> None:
    statement = make_approved()
    prefix = key(statement)
    page = Form(desk, url(statement)).fill(**{f"{prefix}__language": "fr", f"{prefix}__subject": "My subject"})
    page.press("preview")
    mail = page.answer.context["look"].mails[0]
    assert (mail.subject, mail.language) == ("My subject", "fr")
    assert mail.text.startswith("Chères et chers collègues,")


def test_recipient_added_meanwhile_is_named_with_what_is_proposed(desk: Client) -> None:
    statement = make_approved()
    page = Form(desk, url(statement))
    late = factory.make_party(
        statement, part="to", body=make_receiver("LATE", "late@example.org"), purpose="information"
    )
    assert "Body LATE was added meanwhile." in shown(page.press("preview"))
    assert page.answer_values()[f"p{late.pk}-to"] == ["late@example.org"]


# The look


def test_preview_shows_each_mail_as_it_will_leave(desk: Client, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "liaison@site.example.org"
    statement = make_approved(make_receiver("A", "a@example.org"), title="On & about")
    make_numbers(statement, next_number=7)
    page = Form(desk, url(statement)).fill(reply_to="answers@example.org")
    text = shown(page.press("preview"))
    mail = page.answer.context["look"].mails[0]
    expected = [mail.subject, mail.text, "liaison@site.example.org", "a@example.org", "answers@example.org"]
    expected += [name for name, _size in mail.file_names]
    assert [words for words in expected if words not in text] == []
    assert "It will probably get the number SG2/LS7" in text
    assert "On & about" in mail.subject


def test_preview_sends_nothing(desk: Client) -> None:
    statement = make_approved()
    Form(desk, url(statement)).press("preview")
    assert (again(statement).status, Mail.objects.count()) == ("approved", 0)


def test_back_to_the_form_loses_nothing(desk: Client) -> None:
    statement = make_approved(make_receiver("A", "a@example.org"), make_receiver("B"))
    first, second = key(statement), key(statement, 1)
    typed = {f"{first}__text": "Mine\n\n  indented", f"{first}__files": ["json"], f"{second}__go": "none"}
    page = Form(desk, url(statement)).fill(note="A note", reply_to="r@example.org", **typed)
    page.press("preview")
    back = Shown(page)
    back.press("form")
    before = {name: value for name, value in page.values.items() if name != "csrfmiddlewaretoken"}
    after = {name: value for name, value in back.answer_values().items() if name != "csrfmiddlewaretoken"}
    assert after == before


def test_pdf_that_will_leave_bears_the_probable_number(desk: Client) -> None:
    statement = make_approved()
    make_numbers(statement, next_number=7)
    response = desk.get(url(statement, "sent_pdf"))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert (again(statement).symbol, again(statement).status) == ("", "approved")


# The act


def test_sending_from_the_preview_queues_what_was_shown_and_says_so(desk: Client) -> None:
    statement = make_approved()
    make_numbers(statement)
    page = Form(desk, url(statement))
    page.press("preview")
    look = page.answer.context["look"].mails[0]
    response = Shown(page).press("send")
    assert response["Location"] == url(statement, "delivery")
    assert "Its number is SG2/LS1. 1 mail waits to be sent." in shown(desk.get(response["Location"]))
    mail = Mail.objects.get()
    assert (mail.subject, mail.text, mail.size) == (look.subject, look.text, look.size)


def test_click_at_the_same_moment_leads_to_where_it_stands(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = make_approved()
    page = Form(desk, url(statement))
    page.press("preview")

    real = services.statement_send

    def meanwhile(**given: Any) -> None:
        real(**given)
        raise ValidationError("A statement that is “Sent” cannot become “Sent”.")

    monkeypatch.setattr(services, "statement_send", meanwhile)
    assert Shown(page).press("send")["Location"] == url(statement, "delivery")


def test_busy_database_sends_nothing_and_loses_nothing(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = make_approved()
    page = Form(desk, url(statement)).fill(note="A note")
    page.press("preview")

    def busy(**given: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(services, "statement_send", busy)
    shown_again = Shown(page)
    assert "The database is busy. Nothing was sent" in shown(shown_again.press("send"))
    assert shown_again.answer_values()["note"] == ["A note"]


def test_pdf_that_cannot_be_made_is_said(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = make_approved()
    broken = dataclasses.replace(sending.WRITERS["pdf"], write=lambda *given: 1 / 0)
    monkeypatch.setattr(sending, "WRITERS", {"pdf": broken})
    assert "The PDF file cannot be made" in shown(desk.get(url(statement, "sent_pdf"), follow=True))


def test_second_click_sends_nothing_more(desk: Client) -> None:
    page = Form(desk, url(make_approved()))
    page.press("preview")
    preview = Shown(page)
    preview.press("send")
    assert preview.press("send").status_code == 302
    assert Mail.objects.count() == 1


def test_statement_that_was_changed_meanwhile_is_shown_again(desk: Client) -> None:
    statement = make_approved()
    page = Form(desk, url(statement))
    page.press("preview")
    preview = Shown(page)
    Statement.objects.filter(pk=statement.pk).update(title="Another title")
    assert "Somebody changed the statement since you looked at it." in shown(preview.press("send"))
    assert Mail.objects.count() == 0
    assert Shown(preview).press("send").status_code == 302


def test_opening_pages_changes_nothing(desk: Client) -> None:
    statement = make_approved()
    before = Statement.objects.values().get(pk=statement.pk)
    for name in ("send", "sent_pdf"):
        assert desk.get(url(statement, name)).status_code == 200
    assert Statement.objects.values().get(pk=statement.pk) == before


def test_what_stands_in_the_way_is_said_and_nothing_typed_is_lost(desk: Client) -> None:
    statement = make_approved()
    statement.contacts.all().delete()
    page = Form(desk, url(statement)).fill(note="A note")
    assert "There is no contact." in shown(page.press("preview"))
    assert page.answer_values()["note"] == ["A note"]


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_draft_is_not_sent_from_here(desk: Client, status: str) -> None:
    statement = make_approved(status=status)
    for response in (desk.get(url(statement)), desk.post(url(statement), {"step": "send"})):
        assert response["Location"] == reverse("admin:liaison_statement_change", args=[statement.pk])
    assert again(statement).status == status


@pytest.mark.parametrize("permissions", [["view_statement"], ["view_statement", "change_statement"]])
def test_who_may_not_send_neither_sees_the_button_nor_the_page(client: Client, permissions: list[str]) -> None:
    user = factory.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    statement = make_approved()
    assert url(statement) not in shown(client.get(reverse("admin:liaison_statement_change", args=[statement.pk])))
    assert client.get(url(statement)).status_code == 403
    assert client.post(url(statement), {"step": "send"}).status_code == 403


def test_button_is_offered_for_what_is_approved(desk: Client) -> None:
    for status, is_offered in [("draft", False), ("in_review", False), ("approved", True), ("sent", False)]:
        statement = make_approved(make_receiver(f"A {status}"), status=status)
        page = shown(desk.get(reverse("admin:liaison_statement_change", args=[statement.pk])))
        assert (url(statement) in page) is is_offered


def test_correction_is_sent_with_its_reason_and_mails(desk: Client) -> None:
    statement = send(make_approved())
    draft = services.statement_correct(statement=statement, by=None)
    Statement.objects.filter(pk=draft.pk).update(title="A better title")
    page = Form(desk, url(draft))
    assert "This field is required." in shown(page.press("preview"))
    page.fill(reason="The title was wrong.").press("preview")
    assert Shown(page).press("send")["Location"] == url(statement, "delivery")
    assert (again(statement).title, statement.mails.count()) == ("A better title", 2)
    assert statement.revisions.get(number=1).reason == "The title was wrong."


# Where it stands


def test_page_of_a_statement_shows_each_mail_with_the_servers_answer(desk: Client) -> None:
    statement = send(make_approved(make_receiver("A", "a@example.org"), make_receiver("B", "b@example.org")))
    sent, failed = statement.mails.order_by("pk")
    stand(sent, state="sent", sent_at=timezone.now(), answer="250 queued as 7")
    stand(failed, state="failed", answer="550 no such user")
    page = shown(desk.get(reverse("admin:liaison_statement_change", args=[statement.pk])))
    assert [words for words in ("250 queued as 7", "550 no such user") if words not in page] == []
    assert "1 mail failed, or it is unknown whether it arrived." in page
    assert reverse("admin:liaison_mail_change", args=[failed.pk]) in page


def test_pages_of_delivery_cost_the_same_for_one_recipient_and_for_ten(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    receivers = [make_receiver(f"B{place}", f"b{place}@example.org") for place in range(10)]
    few, many = send(make_approved(receivers[0])), send(make_approved(*receivers))
    with django_assert_max_num_queries(60) as one:
        desk.get(url(few, "delivery"))
    with django_assert_max_num_queries(60) as ten:
        desk.get(url(many, "delivery"))
    assert len(one) == len(ten)


def test_form_costs_the_same_for_one_recipient_and_for_ten(desk: Client, django_assert_max_num_queries: Any) -> None:
    receivers = [make_receiver(f"B{place}", f"b{place}@example.org") for place in range(10)]
    few, many = make_approved(receivers[0]), make_approved(*receivers)
    with django_assert_max_num_queries(80) as one:
        desk.get(url(few))
    with django_assert_max_num_queries(80) as ten:
        desk.get(url(many))
    assert len(one) == len(ten)


# Sent otherwise


def record_page(desk: Client, statement: Statement) -> Form:
    return Form(desk, url(statement, "act", "record-sent"))


def test_recording_takes_the_way_and_the_proof_of_each(desk: Client) -> None:
    statement = make_approved()
    prefix = key(statement)
    page = record_page(desk, statement).fill(**{f"{prefix}__channel": "system", f"{prefix}__address": "TIES"})
    file = SimpleUploadedFile("receipt.pdf", b"%PDF-1.7", "application/pdf")
    response = desk.post(page.url, page.values | {f"{prefix}-proof": file})
    assert response.status_code == 302
    party = statement.parties.get(part="to")
    assert (party.sent_channel, party.sent_address, party.sent_proof.name) == ("system", "TIES", "receipt.pdf")
    assert Mail.objects.count() == 0


def test_recording_asks_how_it_was_sent_where_something_else_is_told(desk: Client) -> None:
    statement = make_approved()
    page = record_page(desk, statement).fill(**{f"{key(statement)}__address": "TIES"})
    response = desk.post(page.url, page.values)
    assert "Say how it was sent." in shown(response)
    assert 'value="TIES"' in shown(response)
    assert again(statement).status == "approved"


def test_day_in_the_future_is_refused_beside_its_field(desk: Client) -> None:
    statement = make_approved()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    page = record_page(desk, statement)
    page.fill(**{f"{key(statement)}__channel": "hand", f"{key(statement)}__sent_on": tomorrow})
    assert "A statement cannot have been sent in the future." in shown(desk.post(page.url, page.values))
    assert again(statement).status == "approved"


def test_how_it_reached_somebody_can_be_told_later(desk: Client) -> None:
    statement = send(make_approved(make_receiver("A")))
    prefix = key(statement)
    page = Form(desk, url(statement, "delivered", statement.recipients[0].pk))
    response = desk.post(page.url, page.values | {f"{prefix}-channel": "hand", f"{prefix}-note": "Given to the Chair"})
    assert response["Location"] == url(statement, "delivery")
    assert "Given to the Chair" in shown(desk.get(response["Location"]))


def test_proof_is_given_as_a_file_to_staff_alone(desk: Client) -> None:
    statement = make_approved()
    party = statement.recipients[0]
    delivery = Delivery(party.pk, "hand", proof=Proof("proof.html", b"<script>alert(1)</script>", "text/html"))
    services.statement_record_sent(statement=statement, by=None, deliveries=[delivery])
    address = url(statement, "proof", statement.files.proofs().get().pk)
    response = desk.get(address)
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/octet-stream",
        'attachment; filename="proof.html"',
    )
    assert Client().get(address).status_code == 302


def test_only_proofs_of_the_statement_are_given(desk: Client) -> None:
    statement = send(make_approved())
    assert desk.get(url(statement, "proof", statement.files.first().pk)).status_code == 404
