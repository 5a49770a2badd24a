"""A desk with a row for every address that there is, and who may open what of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from contributions.models import Topic, UploadedList
from liaison import saves, services
from liaison.admin.acts import ACTS
from liaison.admin.mails import ACTS as MAIL_ACTS
from liaison.models import Statement, StatementFile
from liaison.roles import EDITOR, READER, ROLES, SECRETARY
from tests import factory
from tests.contributions.lists import csv_of
from tests.liaison.intake.files import CLEAR, uploaded
from tests.liaison.test_admin_pages import ROWS

STRANGER, STAFF, SUPERUSER = "signed in, no staff", "staff without a group", "superuser"
RANKS = ["nobody", STRANGER, STAFF, READER, EDITOR, SECRETARY, SUPERUSER]
MODEL_PAGES = {"changelist": "view", "add": "add", "change": "view", "delete": "delete", "history": "view"}
CLOSED = "closed"  # nobody, by this address

# Who may open a page, and from whom it takes a POST, of those that are no plain page of a model. A page that looks at
# something may be open to more than those who may do what stands on it.
PAGES = {
    "desk-keys": (STAFF, STAFF),
    "board_seen": (CLOSED, STAFF),
    "board_section": (READER, READER),
    "handover_person": (READER, READER),
    "handover": (READER, READER),
    "followers": (READER, SUPERUSER),
    "begin_period": (SECRETARY, SECRETARY),
    "period_left": (READER, READER),
    "index": (STAFF, STAFF),
    "password_change": (STAFF, STAFF),
    "password_change_done": (STAFF, STAFF),
    "jsi18n": (STAFF, STAFF),
    "contacts_user_second_step": (SUPERUSER, SUPERUSER),
    "auth_user_password_change": (SUPERUSER, SUPERUSER),
    "contacts_body_merge": (SECRETARY, SECRETARY),
    "contacts_entity_merge": (SECRETARY, SECRETARY),
    "contacts_person_merge": (SECRETARY, SECRETARY),
    "contributions_topic_merge": (EDITOR, EDITOR),
    "contributions_meeting_merge": (EDITOR, EDITOR),
    "contributions_document_list": (EDITOR, EDITOR),
    "contributions_document_list_empty": (EDITOR, EDITOR),
    "contributions_document_list_look": (EDITOR, EDITOR),
    "liaison_mail_act": (SECRETARY, SECRETARY),
    "liaison_statement_preview": (READER, READER),
    "liaison_intake": (EDITOR, EDITOR),
    "liaison_intake_one": (EDITOR, EDITOR),
    "liaison_intake_file": (EDITOR, EDITOR),
    "liaison_intake_original": (EDITOR, EDITOR),
    "liaison_statement_beside_original": (READER, READER),
    "liaison_statement_original": (READER, READER),
    "liaison_statement_versions": (READER, EDITOR),
    "liaison_statement_version": (READER, EDITOR),
    "liaison_statement_version_preview": (READER, READER),
    "liaison_statement_incoming_mail": (EDITOR, EDITOR),
    "liaison_statement_incoming": (READER, EDITOR),
    "liaison_statement_send": (SECRETARY, SECRETARY),
    "liaison_statement_sent_pdf": (SECRETARY, SECRETARY),
    "liaison_statement_delivery": (READER, READER),
    "liaison_statement_delivered": (EDITOR, EDITOR),
    "liaison_statement_proof": (READER, READER),
    "liaison_statement_meeting": (READER, READER),
    "liaison_statement_problems_new": (EDITOR, EDITOR),
    "liaison_statement_problems": (EDITOR, EDITOR),
    "liaison_statement_compile": (EDITOR, EDITOR),
    "liaison_statement_compile_again": (EDITOR, EDITOR),
    "liaison_statement_reply": (EDITOR, EDITOR),
    "liaison_statement_copy": (EDITOR, EDITOR),
    "liaison_statement_agree": (SECRETARY, SECRETARY),
    "liaison_statement_review": (READER, EDITOR),
    "liaison_statement_revoke": (READER, EDITOR),
    "liaison_statement_unseal": (SECRETARY, SECRETARY),
    "liaison_statement_compare": (READER, READER),
    "liaison_statement_save": (READER, READER),
    "liaison_statement_save_pdf": (READER, READER),
    "liaison_statement_restore": (EDITOR, EDITOR),
    "app_list": (READER, READER),
    "autocomplete": (READER, CLOSED),
    "view_on_site": (STAFF, STAFF),
}
# Pages of models that go by the rights of another model, or take nothing whoever asks.
OTHERWISE = {
    "liaison_annex_add": (CLOSED, CLOSED),
    "liaison_annex_change": (READER, EDITOR),
    "liaison_annex_delete": (EDITOR, EDITOR),
}
for kept in ("mail", "event", "revision", "translation"):  # to be read alone
    OTHERWISE |= {f"liaison_{kept}_add": (CLOSED, CLOSED), f"liaison_{kept}_delete": (CLOSED, CLOSED)}
    OTHERWISE[f"liaison_{kept}_change"] = (READER, CLOSED)
ACT_OF = {
    **dict.fromkeys(["submit", "return", "record-received", "close", "reopen"], EDITOR),
    **dict.fromkeys(["agree", "record-sent", "publish", "remove", "correct", "send-correction", "withdraw"], SECRETARY),
    **dict.fromkeys(["redact"], SECRETARY),
}


@dataclass(frozen=True)
class Address:
    """`needs` are the least who may open it and who may POST to it."""

    name: str
    path: str
    needs: tuple[str, str]


def named() -> set[str]:
    """All names of the desk's addresses."""
    return set(_named(get_resolver().url_patterns, ""))


def _named(patterns: Iterable[Any], space: str) -> Iterator[str]:
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from _named(pattern.url_patterns, pattern.namespace or space)
        elif space == "admin" and pattern.name:
            yield pattern.name


def addresses() -> list[Address]:
    found = [Address(name, path, PAGES[name]) for name, path in _paths()]
    acts = [Address(f"act {name}", _act(name), (role, role)) for name, role in ACT_OF.items()]
    return [*found, *acts, *_model_addresses()]


def _model_addresses() -> Iterator[Address]:
    """By the table of roles alone: what Django's permissions make of it is what is tried."""
    for model in admin.site._registry:
        row, label = ROWS[model._meta.label](), f"{model._meta.app_label}_{model._meta.model_name}"
        for page, verb in MODEL_PAGES.items():
            args = [] if page in ("changelist", "add") else [row.pk]
            posted = "change" if page == "change" else verb
            needs = OTHERWISE.get(f"{label}_{page}") or (_least(model._meta, verb), _least(model._meta, posted))
            yield Address(f"{label}_{page}", reverse(f"admin:{label}_{page}", args=args), needs)


def _least(options: Any, verb: str) -> str:
    permission = f"{options.app_label}.{verb}_{options.model_name}"
    return next((role for role in (READER, EDITOR, SECRETARY) if permission in ROLES[role]), SUPERUSER)


def _act(name: str) -> str:
    """The page of an act, for a statement on which it may be done."""
    act = ACTS[name]
    before = Statement.OPEN_TO_EDITS if act.of_correction else services.MOVES[name].before
    public = factory.make_public_statement() if act.of_correction else None
    values = {"status": before[0], "direction": act.directions[0], "correction_of": public}
    return reverse("admin:liaison_statement_act", args=[factory.make_statement(**values).pk, name])


def _paths() -> Iterator[tuple[str, str]]:
    """Each page of the table with rows that it can show."""
    draft, sent, clerk = ROWS["liaison.Statement"](), factory.make_public_statement(), factory.make_secretary()
    args: dict[str, list[Any]] = {name: [] for name in PAGES}
    args |= _of_statements(draft, sent, clerk) | _of_others(clerk)
    query = {
        "liaison_statement_agree": f"?statement={draft.pk}",
        "autocomplete": "?app_label=liaison&model_name=party&field_name=body",
        "liaison_statement_compare": f"?old={_saves(draft)[0]}&new={_saves(draft)[0]}",
    }
    for name, values in args.items():
        yield name, reverse(f"admin:{name}", args=values) + query.get(name, "")


def _saves(statement: Statement) -> list[int]:
    return [save.pk for save in saves.saves_of(statement)]


def _of_statements(draft: Statement, sent: Statement, clerk: Any) -> dict[str, list[Any]]:
    services.draft_keep(statement=draft, by=None)
    services.version_add(statement=draft, language="fr", by=clerk)
    link, _token = services.review_share(statement=draft, by=clerk, label="A rapporteur")
    approved = factory.make_statement(status="approved", direction="outgoing")
    recipient = factory.make_party(sent, part="to", body=factory.make_body())
    incoming = factory.make_public_statement(status="recorded", direction="incoming")
    redacted = factory.make_public_statement(redacted_on=factory.DAY)
    kept = default_storage.save("a.txt", ContentFile(b"Text"))
    proof, original = (
        StatementFile.objects.create(statement=sent, kind=kind, name="a.txt", file=kept, sha256="0" * 64)
        for kind in ("proof", "original")
    )
    draft_pages = "preview versions problems compile reply copy review compare".split()
    pages = {f"liaison_statement_{name}": [draft.pk] for name in draft_pages}
    pages |= {f"liaison_statement_{name}": [incoming.pk] for name in ("incoming", "incoming_mail", "reply")}
    pages |= {f"liaison_statement_{name}": [draft.pk, "fr"] for name in ("version", "version_preview")}
    pages |= {f"liaison_statement_{name}": [draft.pk, _saves(draft)[0]] for name in ("save", "save_pdf", "restore")}
    return pages | {
        "liaison_statement_send": [approved.pk],
        "liaison_statement_sent_pdf": [approved.pk],
        "liaison_statement_copy": [sent.pk],
        "liaison_statement_delivery": [sent.pk],
        "liaison_statement_delivered": [sent.pk, recipient.pk],
        "liaison_statement_proof": [sent.pk, proof.pk],
        "liaison_statement_original": [sent.pk, original.pk],
        "liaison_statement_beside_original": [sent.pk, original.pk],
        "liaison_statement_unseal": [redacted.pk],
        "liaison_statement_revoke": [draft.pk, link.pk],
        "liaison_statement_compile_again": [draft.pk, 1],
        "liaison_statement_meeting": [factory.make_meeting().pk],
        "liaison_mail_act": [ROWS["liaison.Mail"]().pk, next(iter(MAIL_ACTS))],
    }


def _of_others(clerk: Any) -> dict[str, list[Any]]:
    intake = uploaded(("clear.txt", CLEAR), by=clerk)
    file = intake.files.get()
    appointment = ROWS["contacts.Appointment"]()
    client = Client()
    client.force_login(clerk)
    rows = csv_of(["Symbol", "Title", "Source"], ["2/234", "One", ""])
    upload = {"file": SimpleUploadedFile("list.csv", rows), "period": factory.make_period().pk}
    client.post(reverse("admin:contributions_document_list"), upload)
    makers = {
        "contacts_body": factory.make_body,
        "contacts_entity": factory.make_entity,
        "contacts_person": factory.make_person,
        "contributions_topic": factory.make_topic,
        "contributions_meeting": factory.make_meeting,
    }
    merges = {f"{label}_merge": [make().pk, make().pk] for label, make in makers.items()}
    return merges | {
        "board_section": ["mine"],
        "handover_person": [appointment.person_id],
        "handover": [appointment.pk],
        "period_left": [factory.make_period().pk],
        "contacts_user_second_step": [factory.make_user().pk],
        "auth_user_password_change": [factory.make_user().pk],
        "contributions_document_list_empty": ["csv"],
        "contributions_document_list_look": [UploadedList.objects.get().pk],
        "liaison_intake_one": [intake.pk],
        "liaison_intake_file": [intake.pk, file.pk],
        "liaison_intake_original": [intake.pk, file.pk],
        "app_list": ["liaison"],
        "view_on_site": [_content_type(), factory.make_topic().pk],
    }


def _content_type() -> int:
    return ContentType.objects.get_for_model(Topic).pk
