"""A register with rows in every state, and the addresses of the pages that show them, to be looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse

from contacts.models import User
from contributions.models import Document, UploadedList
from liaison import saves, services
from liaison.intake.services import file_take, intake_work
from liaison.models import Intake, Statement
from tests import factory
from tests.access.addresses import named_pages, names_of
from tests.contributions.lists import csv_of
from tests.desk import add_url, change_url, list_url, registered
from tests.liaison.digests.followers import ask, make_follower
from tests.liaison.intake.files import CLEAR, text, uploaded
from tests.liaison.sendable import make_approved, make_receiver, send
from tests.liaison.test_admin_pages import ROWS
from tests.register import HARD_PAGES, PAGES, make_hard_statements, make_register

MISSING = ["/no-such-page/", "/doc/nothing-like-it"]  # answered with 404


@dataclass
class World:
    clerk: User
    public: list[str] = field(default_factory=list)
    desk: list[str] = field(default_factory=list)


def make_world(*, size: int = 0, is_whole: bool = False) -> World:
    """`size`: so many made-up documents too, and lists that have pages; `is_whole`: every page of the desk, not only
    what a clerk sees every day and one page of each kind."""
    make_register()
    make_hard_statements()
    if size:
        call_command("demo", size=size, verbosity=0, stdout=io.StringIO())
    world = World(clerk=factory.make_secretary(username="secretary"))
    factory.index_all()
    ready, sent, redacted = (make_approved(make_receiver(f"TO-{n}", f"to{n}@example.org")) for n in range(3))
    world.desk = [*main_pages(world.clerk, ready, send(sent))]
    if is_whole:
        world.desk += other_pages(world.clerk, send(redacted))
    world.public = [*PAGES.values(), *HARD_PAGES, *state_pages(is_rich=bool(size))]
    return world


def missing(world: World) -> set[str]:
    """The names of pages that are not walked."""
    closed = {f"admin:{name}" for name in closed_pages(world.clerk)}
    return named_pages() - names_of([*world.public, *world.desk]) - closed


def state_pages(*, is_rich: bool) -> Iterator[str]:
    """Public pages that need a row of their own."""
    draft = full_statement()
    _link, token = services.review_share(statement=draft, by=None, label="A rapporteur")
    yield reverse("liaison:review-detail", args=[token])
    yield reverse("liaison:statement-addresses", args=["one"])
    yield "/doc/2/34"
    yield from pages_of_followers()
    if is_rich:
        yield from ("/statements/?page=2", "/documents/?page=2", "/search/?q=report", "/statements/?group=itu-d-sg2")
        newest = Statement.objects.listed().newest_first()
        yield from (statement.get_absolute_url() for statement in newest[:8])


def pages_of_followers() -> Iterator[str]:
    """Of somebody who asked to follow a list, and of somebody who does."""
    token, follower = ask(email="bob@example.org"), make_follower()
    yield reverse("liaison:follow-asked")
    yield reverse("liaison:follow-confirm", args=[token])
    yield from (reverse(f"liaison:follow-{name}", args=[follower.token]) for name in ("stop", "yours"))


def full_statement() -> Any:
    return ROWS["liaison.Statement"]()


def page(name: str, *args: Any) -> str:
    return reverse(f"admin:{name}", args=args)


def main_pages(clerk: User, ready: Statement, sent: Statement) -> Iterator[str]:
    """The desk as it is used: the board, lists and forms, and one page of each step of the work."""
    draft = full_statement()
    services.version_add(statement=draft, language="fr", by=clerk)
    yield from ("/admin/", page("desk-keys"), list_url(Statement), list_url(Document), add_url(Statement))
    yield from (change_url(row) for row in (draft, sent, draft.annexes.get(), ROWS["contributions.Document"]()))
    yield from (change_url(ROWS[f"contacts.{name}"]()) for name in ("Body", "Person", "StudyPeriod"))
    yield from (page("liaison_statement_act", draft.pk, "record-sent"), page("liaison_statement_send", ready.pk))
    yield from (page("liaison_statement_compile", draft.pk), page("liaison_statement_delivery", sent.pk))
    yield from (page("liaison_statement_versions", draft.pk), page("liaison_statement_version", draft.pk, "fr"))
    yield from (page("contacts_body_merge", *(factory.make_body().pk for _ in range(2))), page("liaison_intake"))
    yield from read_files(clerk)
    yield from pages_of_saves()


def other_pages(clerk: User, sent: Statement) -> Iterator[str]:
    """All the rest."""
    for model in registered():
        yield from pages_of_model(model, clerk)
    yield from (
        page("followers"),
        page("login"),
        page("password_change"),
        page("password_change_done"),
        page("app_list", "liaison"),
    )
    yield from (page("board_section", name) for name in ("mine", "overdue", "mails", "handovers"))
    yield page("auth_user_password_change", clerk.pk)
    yield from (page("contacts_user_second_step", clerk.pk), reverse("mfa_index"))
    yield from pages_of_people()
    yield from pages_of_handling(clerk, sent)
    yield from (page(f"{label}_merge", *pair) for label, pair in pairs())
    yield from pages_of_lists(clerk)


def pages_of_model(model: type[Model], clerk: User) -> Iterator[str]:
    row, name = ROWS[model._meta.label](), f"{model._meta.app_label}_{model._meta.model_name}"
    yield from (list_url(model), change_url(row), page(f"{name}_history", row.pk))
    pages = {f"{name}_add": add_url(model), f"{name}_delete": page(f"{name}_delete", row.pk)}
    yield from (pages[name] for name in pages.keys() - closed_pages(clerk))


def closed_pages(clerk: User) -> set[str]:
    """Nobody adds or deletes rows of some models at the desk."""
    request = RequestFactory().get("/")
    request.user = clerk
    found = set()
    for model, desk in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        found |= {f"{name}_add"} if not desk.has_add_permission(request) else set()
        found |= {f"{name}_delete"} if not desk.has_delete_permission(request) else set()
    return found


def pages_of_people() -> list[str]:
    appointment = ROWS["contacts.Appointment"]()
    period = factory.make_period()
    of_person = page("handover_person", appointment.person_id)
    return [page("handover", appointment.pk), of_person, page("begin_period"), page("period_left", period.pk)]


def pages_of_handling(clerk: User, sent: Statement) -> Iterator[str]:
    """What came in, what was sent, what is redacted, agreed, shared and copied."""
    incoming = factory.make_public_statement(status="recorded", direction="incoming")
    services.incoming_note(statement=incoming, by=clerk, text="A note")
    yield from (page(f"liaison_statement_{name}", incoming.pk) for name in ("incoming", "incoming_mail", "reply"))
    yield page("liaison_statement_delivered", sent.pk, sent.recipients[0].pk)
    services.statement_redact(statement=sent, words="Text", reason="Asked for", replacement="[redacted]", by=clerk)
    yield from (page("liaison_statement_unseal", sent.pk), page("liaison_statement_copy", sent.pk))
    yield from (page("liaison_statement_act", sent.pk, name) for name in ("publish", "withdraw", "redact", "correct"))
    draft = full_statement()
    services.review_share(statement=draft, by=clerk, label="A rapporteur")
    yield from (page("liaison_statement_review", draft.pk), page("liaison_statement_act", draft.pk, "agree"))
    yield f"{page('liaison_statement_agree')}?statement={draft.pk}"
    yield page("liaison_statement_compile_again", draft.pk, 1)
    yield page("liaison_mail_act", ROWS["liaison.Mail"]().pk, "cancel")


def pairs() -> Iterator[tuple[str, list[int]]]:
    makers = {
        "contacts_entity": factory.make_entity,
        "contacts_person": factory.make_person,
        "contributions_topic": factory.make_topic,
        "contributions_meeting": factory.make_meeting,
    }
    for label, make in makers.items():
        yield label, [make().pk for _ in range(2)]


def read_files(clerk: User) -> Iterator[str]:
    """Files that came in and were read: one without a doubt, one of many."""
    intake: Intake = uploaded(("clear.txt", CLEAR), ("wrapped.txt", text("wrapped.txt")), by=clerk)
    intake_work(intake=intake)
    yield page("liaison_intake_one", intake.pk)
    yield from (page("liaison_intake_file", intake.pk, file.pk) for file in intake.files.all())
    taken = uploaded(("again.txt", text("wrapped.txt")), by=clerk)
    intake_work(intake=taken)
    made = file_take(file=taken.files.get(), by=clerk)
    yield page("liaison_statement_beside_original", made.pk, made.files.get().pk)


def pages_of_lists(clerk: User) -> Iterator[str]:
    """A list of documents that was given to the desk, with what is new and what would change."""
    upload = page("contributions_document_list")
    factory.make_document("2/235", title="Old")
    client = Client()
    client.force_login(clerk)
    rows = csv_of(["Symbol", "Title", "Source"], ["2/234", "One", ""], ["2/235", "New", ""], ["2/236", "X", "Nobody"])
    client.post(upload, {"file": SimpleUploadedFile("list.csv", rows), "period": factory.make_period().pk})
    yield from (upload, page("contributions_document_list_look", UploadedList.objects.get().pk))


def pages_of_saves() -> Iterator[str]:
    """A draft that was saved twice."""
    statement = factory.make_statement(title="Before", content="<p>Before</p>")
    for title in ("After", "At last"):
        services.draft_keep(statement=statement, by=None)
        Statement.objects.filter(pk=statement.pk).update(title=title, content="")
    newest, oldest = saves.saves_of(statement)
    yield page("liaison_statement_history", statement.pk)
    yield from (page(f"liaison_statement_{name}", statement.pk, oldest.pk) for name in ("save", "restore"))
    yield f"{page('liaison_statement_compare', statement.pk)}?old={oldest.pk}&new={newest.pk}"
