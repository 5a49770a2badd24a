"""What a clerk says of a reading: other values, names of the register, doubts that are in order."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from contacts.keys import match_key
from contacts.models import Alias, User
from contacts.search import index
from liaison.letter import letter as forms
from liaison.letter.letter import Finding, Letter
from liaison.letter.paths import attribute, parts_of, replaced
from liaison.letter.register import Register, without_questions
from liaison.letter.resolve import Asked
from liaison.letter.to_json import to_dict
from liaison.models import Intake, IntakeFile

from .review import Review
from .services import locked_file

# The lists of a letter to which a clerk may add a row, and what a row of them is.
ROWS: dict[str, type] = {
    "from": forms.Party,
    "to": forms.Recipient,
    "cc": forms.Recipient,
    "in_reply_to": forms.InReplyTo,
    "contacts": forms.Contact,
    "next_meetings": forms.Meeting,
    "attachments": forms.Attachment,
}
ROW = re.compile(r"^(\w+)\[(\d+)\]")


@dataclass(frozen=True)
class Answer:
    """What a clerk says of a name: the row that is meant, a new one where it has no key yet, or None for the words."""

    asked: Asked
    row: models.Model | None
    keep_spelling: bool = False


@dataclass(frozen=True)
class Corrections:
    """`values` by path, such as {"to[1].deadline": day}; the row behind the last of a list is a new one."""

    values: Mapping[str, Any]
    answers: Sequence[Answer] = ()
    settled: Collection[str] = ()  # the keys of the doubts that are in order


@transaction.atomic
def review_correct(*, file: IntakeFile, corrections: Corrections, version: int, by: User) -> IntakeFile:
    """Keep corrections. `version` is that of the file that was looked at.

    Raises ValidationError where somebody else changed or decided the file meanwhile, or a new row cannot be.
    """
    file = locked_file(file)
    if file.version != version:
        text = _("Somebody else changed this file after you opened it. What you typed is below: look, and save again.")
        raise ValidationError(text, code="changed")
    reading = Review(file).apart.reading
    letter, findings = corrected(reading.letter or Letter(), reading.findings, corrections.values)
    changed = {path for path, value in corrections.values.items() if value_at(reading.letter, path) != value}
    rest = {one.key for one in findings if any(_concerns(one, path) for path in changed)}
    file.settled = sorted({one.key for one in findings} & {*corrections.settled, *rest})
    rows = [[one.level, one.field, one.where, one.message] for one in findings]
    file.reading = (file.reading or {}) | {"letter": to_dict(letter), "findings": rows}
    file.version += 1
    _answer(file, corrections.answers)
    return file


def _answer(file: IntakeFile, answers: Sequence[Answer]) -> None:
    """For all files of the intake where nobody of the register has the name, else for this file alone. The other files
    in which one of the names is open are looked at again."""
    intake = Intake.objects.select_for_update().get(pk=file.intake_id)
    for answer in answers:
        if answer.row and answer.row.pk is None:
            answer.row.full_clean()
            answer.row.save()
        key, row = answer.asked.key, answer.row.pk if answer.row else None
        file.answers[key] = row
        if not answer.asked.candidates:
            intake.answers[key] = row
        if answer.row and answer.keep_spelling:
            _keep_spelling(answer.asked, answer.row)
    intake.save(update_fields=["answers"])
    file.intake = intake
    look_again([file])
    if answers:
        others = list(intake.files.asking(answer.asked.key for answer in answers).exclude(pk=file.pk))
        for other in others:
            other.intake = intake
        look_again(others)


def _keep_spelling(asked: Asked, row: models.Model) -> None:
    if asked.kind not in ("body", "entity", "person"):
        return
    text = without_questions(asked.text) if asked.kind == "body" else asked.text
    owner = {asked.kind: row}
    names = {getattr(row, name, "") for name in ("code", "name", "email")}
    names |= set(Alias.objects.filter(**owner).values_list("text", flat=True))
    if text and len(text) <= 400 and match_key(text) not in {match_key(name) for name in names}:
        Alias.objects.create(text=text, **owner)
        index.touch(row)


@transaction.atomic
def intake_look_again(*, intake: Intake) -> int:
    """Match the names of its files anew, after something was added to the register."""
    files = list(intake.files.in_state(IntakeFile.State.READ).select_for_update())
    for file in files:
        file.intake = intake
    look_again(files)
    return len(files)


def look_again(files: Sequence[IntakeFile]) -> None:
    register = Register() if files else None
    for file in files:
        Review(file, register).take_down()
        file.save()


# ---- values ----------------------------------------------------------------------------------------------------------


def corrected(
    letter: Letter, findings: Iterable[Finding], values: Mapping[str, Any]
) -> tuple[Letter, tuple[Finding, ...]]:
    """The letter with other values. A row that is emptied is gone, and the findings of those after it move up."""
    for name, row in ROWS.items():
        places = [int(match[2]) for path in values if (match := ROW.match(path)) and match[1] == name]
        missing = max(places, default=-1) + 1 - len(getattr(letter, attribute(name)))
        letter = _with_rows(letter, name, [*getattr(letter, attribute(name)), *[row()] * max(missing, 0)])
    for path, value in values.items():
        letter = replaced(letter, parts_of(path), value)
    kept = list(findings)
    for name in ROWS:
        rows = getattr(letter, attribute(name))
        gone = [place for place, row in enumerate(rows) if _is_empty(row)]
        if gone:
            letter = _with_rows(letter, name, [row for place, row in enumerate(rows) if place not in gone])
            kept = [_moved_up(finding, name, gone) for finding in kept]
    return letter, tuple(kept)


def _moved_up(finding: Finding, name: str, gone: Sequence[int]) -> Finding:
    match = ROW.match(finding.field)
    if not match or match[1] != name:
        return finding
    place = int(match[2])
    if place in gone:
        return dataclasses.replace(finding, field=name)
    place -= sum(one < place for one in gone)
    return dataclasses.replace(finding, field=f"{name}[{place}]{finding.field[match.end() :]}")


def _is_empty(row: Any) -> bool:
    """Whether nothing is left of it but the heading that a contact has by itself."""
    return not any(getattr(row, field.name) for field in dataclasses.fields(row) if field.name not in ("label", "body"))


def _with_rows(letter: Letter, name: str, rows: Iterable[Any]) -> Letter:
    return letter.replace(**{attribute(name): tuple(rows)})


def value_at(letter: Letter | None, path: str) -> Any:
    """The value at a path; that of an empty row for one that is not there."""
    value: Any = letter or Letter()
    for name, place in parts_of(path):
        value = getattr(value, attribute(name))
        if place is not None:
            value = value[place] if place < len(value) else ROWS[name]()
    return value


def _concerns(finding: Finding, path: str) -> bool:
    return bool(finding.field) and (path == finding.field or path.startswith(f"{finding.field}."))
