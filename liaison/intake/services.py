"""What is done with files that come in. Each act is one transaction and raises ValidationError where it may not be."""

from __future__ import annotations

import datetime
import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.contents import is_program
from config.queueing import aside
from contacts.models import User
from liaison.letter.ingest import Original, ingest
from liaison.letter.read_apart import apart_to_dict, read_apart
from liaison.letter.readers import OTHERS, READERS, refuse_size
from liaison.letter.refusal import Refusal
from liaison.letter.register import Register
from liaison.models import Intake, IntakeFile, Statement
from liaison.models.intake import MOST_ATTEMPTS
from liaison.room import room_for_file
from liaison.services import statement_record_received, statement_record_sent

from .review import Review
from .unzip import MOST_FILES, clean_name, unzip

logger = logging.getLogger(__name__)

State, Plan = IntakeFile.State, IntakeFile.Plan
SECONDS = 5.0  # of work in one request, before the page shows how far it is


# ---- uploading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Given:
    """A file as it was given, by itself or in a zip, or why it is not taken."""

    name: str
    folder: str = ""
    data: bytes = b""
    refusal: str = ""


def intake_upload(*, files: Sequence[UploadedFile], by: User) -> Intake:
    """Keep what was uploaded, each file to be read; those in zips one by one. Nothing is read yet.

    A file of which it is plain that it cannot be read is a row that says so. Raises ValidationError for none, and for
    more than are taken in at once.
    """
    kept: list[Any] = []
    try:
        with transaction.atomic():
            intake = Intake.objects.create(owner=by)
            for count, given in enumerate(_all_given(files), start=1):
                if count > MOST_FILES:
                    raise ValidationError(_("Up to %(count)d files are taken in at once.") % {"count": MOST_FILES})
                _keep(intake, given, kept)
            if not intake.files.exists():
                raise ValidationError(_("Choose a file."))
    except BaseException:
        for file in kept:
            file.storage.delete(file.name)
        raise
    return intake


def _all_given(files: Sequence[UploadedFile]) -> Iterator[_Given]:
    for file in files:
        name = clean_name(file.name or "")
        if PurePath(name).suffix.lower() != ".zip":
            refused = refuse_size(name, file.size or 0)
            yield _Given(name, refusal=refused.findings[0].message) if refused else _Given(name, data=file.read())
            continue
        try:
            for entry in unzip(file.read()):
                folder = " / ".join(filter(None, [name, *entry.folder.split("/")]))
                yield _Given(entry.name, folder, entry.data, entry.refusal)
        except Refusal as refusal:
            yield _Given(name, refusal=str(refusal))


def _keep(intake: Intake, given: _Given, kept: list[Any]) -> None:
    refusal = given.refusal or _plainly_not(given.name, given.data)
    row = IntakeFile(intake=intake, name=given.name[-255:], folder=given.folder[-400:], size=len(given.data))
    if refusal:
        row.state, row.error = State.REFUSED, refusal
    else:
        row.sha256 = hashlib.sha256(given.data).hexdigest()
        with room_for_file():
            row.file.save(given.name[-100:], ContentFile(given.data), save=False)
        kept.append(row.file)
    row.save()


def _plainly_not(name: str, data: bytes) -> str:
    """Why a file of this name's ending and these contents is not kept at all; "" where it may be read."""
    ending = PurePath(name).suffix.lower()
    if ending in READERS:
        return _("The file is not what its name says: it is a program.") if is_program(data) else ""
    known = ", ".join(sorted(READERS))
    return OTHERS.get(ending) or _("Files of this kind cannot be read. These can: %(known)s.") % {"known": known}


# ---- reading ---------------------------------------------------------------------------------------------------------


def intake_work(*, intake: Intake | None = None, seconds: float = SECONDS, most: int | None = None) -> int:
    """Read files that wait, then make statements of those that were chosen; returns how many it dealt with.

    Ends once the time is up; one file that was begun is ended. Any number may work at once.
    """
    files = IntakeFile.objects.filter(intake=intake) if intake else IntakeFile.objects.all()
    until, done, register = time.monotonic() + seconds, 0, None
    while time.monotonic() < until and (most is None or done < most):
        file = files.claim()
        if file:
            register = register or Register()
            _read(file, register)
        else:
            file = files.planned().light().first()
            if file is None:
                break
            _take_planned(file)
        done += 1
    return done


def _read(file: IntakeFile, register: Register) -> None:
    """What comes of it is stored unless somebody else decided meanwhile."""
    began = file.started_at
    if file.attempts > MOST_ATTEMPTS:
        _refuse(file, _("The reading of this file was broken off twice, so it is not tried again."))
    else:
        try:
            _fill(file, register)
        except Exception:  # whatever a file does, the others are read
            logger.exception("The file %s of intake %s could not be read", file.pk, file.intake_id)
            _refuse(file, _("The site failed on this file. Its log says why; please tell whoever looks after it."))
    with transaction.atomic():
        stored = IntakeFile.objects.select_for_update().filter(pk=file.pk, state=State.WAITING, started_at=began)
        if stored.exists():
            file.save()
            if file.state == State.REFUSED:
                _drop_content(file)


def _fill(file: IntakeFile, register: Register) -> None:
    try:
        with file.file.open("rb") as stream:
            data = stream.read()
    except OSError:
        _refuse(file, _("The file is no longer in the store of files. Upload it again."))
        return
    with aside():
        apart = read_apart(file.name, data)
    if apart.reading.letter is None:
        _refuse(file, " ".join(finding.message for finding in apart.reading.findings if finding.level == "error"))
        return
    file.reading, file.state = apart_to_dict(apart), State.READ
    Review(file, register).take_down()


def _refuse(file: IntakeFile, why: str) -> None:
    file.state, file.error, file.reading = State.REFUSED, why.removeprefix(f"{file.name}: "), None


def _drop_content(file: IntakeFile) -> None:
    if file.file:
        storage, name = file.file.storage, file.file.name
        transaction.on_commit(lambda: storage.delete(name))
        IntakeFile.objects.filter(pk=file.pk).update(file="")
        file.file = ""


# ---- deciding --------------------------------------------------------------------------------------------------------


@transaction.atomic
def file_take(*, file: IntakeFile, by: User) -> Statement:
    """Make a draft of a file that was read, with its findings and the original beside it."""
    file = locked_file(file)
    review = Review(file)
    original = Original(file.name, file.file.name, file.size, file.sha256, review.apart.lines)
    findings = review.apart.reading.findings
    statement = ingest(review.resolved, findings, by=by, original=original, settled=review.settled)
    file.state, file.statement, file.decided_by = State.TAKEN, statement, by
    file.plan, file.error, file.reading, file.file = "", "", None, ""  # the statement keeps the file
    file.save()
    return statement


@transaction.atomic
def file_record(*, file: IntakeFile, by: User, day: datetime.date | None = None, note: str = "") -> Statement:
    """Make a statement of a file and record it at once: as sent where the sender is ours, else as received.

    `day` is that of record, or of receipt. Raises ValidationError, with nothing stored, where it cannot be recorded.
    """
    statement = file_take(file=file, by=by)
    if statement.direction in (Statement.Direction.OUTGOING, Statement.Direction.INTERNAL):
        return statement_record_sent(statement=statement, by=by, sent_on=day, note=note)
    return statement_record_received(statement=statement, by=by, received_on=day or timezone.localdate(), note=note)


@transaction.atomic
def file_discard(*, file: IntakeFile, by: User) -> IntakeFile:
    """Put a file aside. It can be taken back until it is deleted, a month later."""
    file = locked_file(file, State.READ, State.WAITING)
    file.state, file.plan, file.reading, file.decided_by = State.DISCARDED, "", None, by
    file.save()
    return file


@transaction.atomic
def file_take_back(*, file: IntakeFile, by: User) -> IntakeFile:
    """Let a discarded file be read again."""
    file = locked_file(file, State.DISCARDED)
    file.state, file.started_at, file.attempts, file.decided_by = State.WAITING, None, 0, None
    file.save()
    return file


@transaction.atomic
def intake_plan(*, intake: Intake, plan: str, by: User, day: datetime.date | None = None) -> int:
    """Choose all files with nothing open to be made statements of, which `intake_work` then does; returns how many."""
    return intake.files.with_nothing_open().update(plan=plan, plan_on=day, decided_by=by, error="")


def _take_planned(file: IntakeFile) -> None:
    """What cannot be done is left as it was, with the reason. What is open by now is left to the clerk."""
    by = file.decided_by
    try:
        with transaction.atomic():
            locked = locked_file(file)
            if not locked.plan:
                return
            review = Review(locked)
            review.take_down()
            if locked.open_count:
                raise ValidationError(_("There is something to look at by now."))
            if locked.plan == Plan.RECORD:
                if review.is_ours and not (by and by.has_perm("liaison.send_statement")):
                    raise ValidationError(_("The statement is ours, and you may not record it as sent."))
                file_record(file=locked, by=by, day=None if review.is_ours else locked.plan_on)
            else:
                file_take(file=locked, by=by)
    except ValidationError as refusal:
        _leave(file, " ".join(refusal.messages))
    except Exception:  # whatever a file does, the others are taken in
        logger.exception("The file %s of intake %s could not be taken in", file.pk, file.intake_id)
        _leave(file, _("The site failed on this file. Its log says why; please tell whoever looks after it."))


@transaction.atomic
def _leave(file: IntakeFile, why: str) -> None:
    file = IntakeFile.objects.select_for_update(of=("self",)).select_related("intake").get(pk=file.pk)
    if file.state == State.READ:
        Review(file).take_down()
        file.plan, file.error = "", why
        file.save()


def locked_file(file: IntakeFile, *states: str) -> IntakeFile:
    """As it is stored, in one of the states; nobody else changes it until the transaction ends."""
    stored = IntakeFile.objects.select_for_update(of=("self",)).select_related("intake").get(pk=file.pk)
    if stored.state not in (states or (State.READ,)):
        words = {"name": stored.name, "state": stored.get_state_display()}
        raise ValidationError(_("“%(name)s” is “%(state)s” by now.") % words)
    return stored


# ---- tidying up ------------------------------------------------------------------------------------------------------


@transaction.atomic
def intake_sweep(*, at: datetime.datetime | None = None) -> int:
    """Delete what was refused or discarded a month ago, and intakes with nothing left; returns how many files."""
    expired = list(IntakeFile.objects.expired(at).light())
    for file in expired:
        _drop_content(file)
    IntakeFile.objects.filter(pk__in=[file.pk for file in expired]).delete()
    Intake.objects.filter(pk__in={file.intake_id for file in expired}, files__isnull=True).delete()
    return len(expired)
