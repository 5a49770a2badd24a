"""The language versions of a statement: added beside the original, saved, published, and taken away while drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.letter.build import build
from liaison.letter.labels import contact_label
from liaison.letter.letter import Finding, Letter
from liaison.letter.read_json import from_dict
from liaison.letter.to_json import to_dict
from liaison.letter.translated import in_translation, text_differences
from liaison.models import Event, Statement, Translation

from .trail import event_add, locked

Status = Translation.Status


@transaction.atomic
def version_add(
    *,
    statement: Statement,
    language: str,
    by: User | None,
    words: Letter | None = None,
    findings: Iterable[list[str]] = (),
) -> Translation:
    """A draft in another language: with the words of a translation, else with the original's, to be typed over.

    `findings` are what else is to be known of the file, as level, field, where, message. Raises ValidationError for
    the original's language and one that is there.
    """
    stored = locked(statement)
    if language == stored.language:
        raise ValidationError({"language": _("This is the statement’s own language.")})
    if stored.translations.filter(language=language).exists():
        raise ValidationError({"language": _("There is a version in this language already.")})
    original = build(stored)
    letter, found = in_translation(original, words or _with_labels(original, language), language)
    version = Translation.objects.create(
        statement=stored,
        language=language,
        letter=to_dict(letter),
        original=to_dict(original),
        findings=[*findings, *([one.level, one.field, one.where, one.message] for one in found)],
    )
    event_add(statement=stored, kind=Event.Kind.EDITED, by=by, note=_("Version added: %(name)s") % _named(version))
    return version


def _with_labels(original: Letter, language: str) -> Letter:
    """With the headings of contacts in the language, as the form has them."""
    contacts = (replace(one, label=contact_label(one.label, language)) for one in original.contacts)
    return original.replace(contacts=tuple(contacts))


@transaction.atomic
def version_save(
    *, version: Translation, words: Letter, settled: Collection[str], by: User | None, seen: str
) -> Translation:
    """Keep words beside the statement as it is now. `seen` is the state that was looked at.

    Raises ValidationError where somebody else saved it meanwhile.
    """
    original = build(locked(version.statement))
    stored = Translation.objects.select_for_update().get(pk=version.pk)
    if seen != state_of(stored):
        text = _("Somebody else saved this version after you opened it. What you typed is below: look, and save again.")
        raise ValidationError(text, code="changed")
    letter, _found = in_translation(original, words, stored.language)
    stored.letter, stored.original, stored.settled = to_dict(letter), to_dict(original), sorted(settled)
    stored.save()
    _touch(stored)
    return stored


@transaction.atomic
def version_publish(*, version: Translation, by: User | None) -> Translation:
    """Show it beside the statement, once nothing of it is in doubt any more."""
    if version_doubts(Translation.objects.select_for_update().get(pk=version.pk)):
        raise ValidationError(_("Something differs from the original. Correct it, or say that it is in order."))
    return _move(version, Status.PUBLISHED, by, Event.Kind.PUBLISHED)


@transaction.atomic
def version_hide(*, version: Translation, by: User | None) -> Translation:
    return _move(version, Status.DRAFT, by, Event.Kind.HIDDEN)


@transaction.atomic
def version_delete(*, version: Translation, by: User | None) -> None:
    """Raises ValidationError for one that is published, or was read from a file that is kept for good."""
    stored = Translation.objects.select_for_update().get(pk=version.pk)
    if stored.status != Status.DRAFT:
        raise ValidationError(_("A published version is not deleted. Take it out of public view first."))
    if stored.files.exists() and not stored.statement.is_draft:
        raise ValidationError(
            _("The files of a statement that was sent or recorded are kept, so its version stays. Change its words.")
        )
    for file in stored.files.all():
        storage, name = file.file.storage, file.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    stored.files.all().delete()
    event_add(
        statement=stored.statement, kind=Event.Kind.EDITED, by=by, note=_("Version deleted: %(name)s") % _named(stored)
    )
    stored.delete()


def version_findings(version: Translation) -> list[Finding]:
    """What its file gave otherwise than the original, and what its text now names that the original does not."""
    original, letter = version_letters(version)
    return [*(Finding(*one) for one in version.findings), *text_differences(original, letter)]


def version_doubts(version: Translation) -> list[Finding]:
    """Those that nobody has found in order."""
    return [one for one in version_findings(version) if one.level != "note" and one.key not in version.settled]


def version_letters(version: Translation) -> tuple[Letter, Letter]:
    """The original as it is now, and the version beside it."""
    original = build(Statement.objects.for_detail().get(pk=version.statement_id))
    return original, in_translation(original, from_dict(version.letter), version.language)[0]


def _move(version: Translation, status: str, by: User | None, kind: str) -> Translation:
    stored = Translation.objects.select_for_update().get(pk=version.pk)
    if stored.status == status:
        raise ValidationError(_("This version is “%(state)s” already.") % {"state": stored.get_status_display()})
    stored.status = status
    stored.save()
    event_add(statement=stored.statement, kind=kind, by=by, note=str(stored.language_name))
    _touch(stored)
    return stored


def _touch(version: Translation) -> None:
    """Copies are as old as their statement."""
    Statement.objects.filter(pk=version.statement_id).update(updated_at=timezone.now())


def state_of(version: Translation) -> str:
    return version.updated_at.isoformat()


def _named(version: Translation) -> dict[str, str]:
    return {"name": version.language_name}
