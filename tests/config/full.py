"""Something of everything that is kept: what was sent and corrected, files, uploads, mails, people, the index."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from config.backup.engines import named_files
from liaison import services
from liaison.intake.services import intake_upload
from liaison.mail.services import mail_queue
from liaison.models import Mail
from tests import factory
from tests.liaison.sendable import make_approved, make_receiver, send

Rows = dict[str, list[tuple[Any, ...]]]


def fill() -> None:
    question, member, topic = factory.make_question(), factory.make_entity("Utopia"), factory.make_topic("Protection")
    paper = factory.make_document("2/34", sources=[member], questions=[question], body=question.group)
    factory.make_brief(document=paper, topic=topic)
    factory.make_appointment(question=question, entity=member)
    secretary = factory.make_secretary()
    statement = make_approved(make_receiver("IETF", "ietf@example.org"), title="Réponse, ответ, رد")
    factory.make_entry(factory.make_annex(statement), document=paper, symbol="2/34")
    sent = send(statement, by=secretary)
    draft = services.statement_correct(statement=sent, by=secretary)
    draft.title = "Corrected"
    draft.save()
    services.correction_send(correction=draft, reason="A word", by=secretary)
    intake_upload(files=[SimpleUploadedFile("old.txt", b"LIAISON STATEMENT\n")], by=secretary)
    mail_queue(kind=Mail.Kind.HANDLING, to=["ann@example.org"], subject="S", text="T", statement=sent, by=secretary)
    factory.index_all()


def rows(alias: str = "default", *, but: set[str] = frozenset()) -> Rows:  # type: ignore[assignment]
    """Every row of every table by its name, in order, as Python has them."""
    found: Rows = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table not in but:
            fields = [field.attname for field in model._meta.concrete_fields]
            found[model._meta.db_table] = list(model._base_manager.using(alias).order_by("pk").values_list(*fields))
    return found


def files() -> dict[str, bytes]:
    """Every stored file that a row names."""
    with connection.cursor() as cursor:
        names = named_files(cursor)
    found = {}
    for name in names:
        with default_storage.open(name) as stored:
            found[name] = stored.read()
    return found
