"""A new study period: its Questions, each continuing those it takes up, and the end of the roles of the old one.

One act, whole or not at all, and doing it again changes nothing: what is there already is kept as it is.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .enumeration import enumerated
from .models import Appointment, Body, Question, StudyPeriod
from .models.naming import NAMES

COLUMNS = ("old", "new", "title")
NUMBER = Question._meta.get_field("number").max_length or 20


@dataclass(frozen=True)
class Fate:
    """What becomes of a Question: "" as `new` ends it, "" as `old` makes one that continues none.

    Two with one `new` are merged; one `old` with two `new` is divided. `title` is for a new title, "" keeps the old.
    """

    old: str
    new: str
    title: str = ""


@dataclass
class Outcome:
    """What was done, or would be."""

    period: StudyPeriod
    before: StudyPeriod
    is_new: bool = False
    made: list[Question] = field(default_factory=list)
    kept: list[Question] = field(default_factory=list)
    continued: list[tuple[Question, Question]] = field(default_factory=list)  # the old one and the new one
    ended_questions: list[Question] = field(default_factory=list)
    ended_roles: list[Appointment] = field(default_factory=list)
    last_day: datetime.date | None = None

    @property
    def changes_nothing(self) -> bool:
        return not (self.is_new or self.made or self.continued or self.ended_roles)


def fates_of(before: StudyPeriod) -> list[Fate]:
    """As a beginning: each Question goes on under its number."""
    return [
        Fate(number, number)
        for number in Question.objects.of_period(before).in_order().values_list("number", flat=True)
    ]


def read_fates(text: str) -> list[Fate]:
    """From CSV with the columns old, new and title, of which title may be left out. Raises ValidationError."""
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True))
    except csv.Error as error:
        raise ValidationError(_("This is no CSV: %(error)s") % {"error": error}) from error
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    heads = [cell.lower() for cell in rows[0]] if rows else []
    if "old" not in heads or "new" not in heads or set(heads) - set(COLUMNS):
        raise ValidationError(_("The first line names the columns: old,new,title."))
    wrong = [str(number) for number, row in enumerate(rows, start=1) if len(row) > len(heads)]
    if wrong:
        raise ValidationError(_("Too many cells in line %(lines)s.") % {"lines": enumerated(wrong)})
    found = [dict(zip(heads, row, strict=False)) for row in rows[1:]]
    return [Fate(row.get("old", ""), row.get("new", ""), row.get("title", "")) for row in found]


def period_begin(
    *,
    before: StudyPeriod,
    label: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    fates: Sequence[Fate],
    prefix: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Begin a study period after another.

    Roles of the old period end on its last day; where that is not known, or later, on the day before the new one.
    Raises ValidationError, keyed by argument, with nothing done.
    """
    with transaction.atomic():
        before = StudyPeriod.objects.select_for_update().get(pk=before.pk)
        outcome = _begun(before, label.strip(), starts_on, ends_on, prefix.strip().upper())
        _questions(outcome, list(fates))
        _end_roles(outcome)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _begun(before: StudyPeriod, label: str, starts_on: datetime.date, ends_on: datetime.date, prefix: str) -> Outcome:
    if label == before.label:
        raise ValidationError({"label": _("The new period has a label of its own.")})
    if before.starts_on and starts_on <= before.starts_on:
        raise ValidationError({"starts_on": _("It begins after the one before it.")})
    known = StudyPeriod.objects.labelled(label).first()
    period = known or StudyPeriod(label=label, prefix=prefix, starts_on=starts_on, ends_on=ends_on)
    if known and (known.starts_on, known.ends_on, known.prefix) != (starts_on, ends_on, prefix):
        words = {"first": known.starts_on or "–", "last": known.ends_on or "–", "prefix": known.prefix or "–"}
        text = _("This period is there already, from %(first)s to %(last)s, prefix %(prefix)s. Give the same.")
        raise ValidationError({"label": text % words})
    if known is None:
        period.full_clean()
        period.save()
    eve = starts_on - datetime.timedelta(days=1)
    last_day = min(before.ends_on or eve, eve)
    return Outcome(period, before, is_new=known is None, last_day=last_day)


# ---- Questions -------------------------------------------------------------------------------------------------------


def _questions(outcome: Outcome, fates: list[Fate]) -> None:
    old = {question.number: question for question in Question.objects.of_period(outcome.before).for_list().in_order()}
    _check(fates, old)
    groups = {number.rpartition("/")[2]: question.group for number, question in old.items()}
    existing = {(row.group_id, row.number): row for row in Question.objects.of_period(outcome.period).for_list()}
    for position, (number, rows) in enumerate(_by_new(fates).items(), start=1):
        sources = [old[row.old] for row in rows if row.old]
        group = sources[0].group if sources else groups[number.rpartition("/")[2]]
        if sources and number.rpartition("/")[2] != sources[0].number.rpartition("/")[2]:
            group = groups.get(number.rpartition("/")[2], group)
        question = existing.get((group.pk, number))
        if question is None:
            title = next((row.title for row in rows if row.title), "")
            question = _made(outcome.period, group, number, position, title, sources)
            outcome.made.append(question)
        else:
            outcome.kept.append(question)
        continued = set(question.continues.values_list("pk", flat=True))
        for source in sources:
            if source.pk not in continued:
                question.continues.add(source)
                outcome.continued.append((source, question))
    going_on = {row.old for row in fates if row.new}
    outcome.ended_questions = [question for number, question in old.items() if number not in going_on]


def _by_new(fates: Iterable[Fate]) -> dict[str, list[Fate]]:
    found: dict[str, list[Fate]] = {}
    for row in fates:
        if row.new:
            found.setdefault(row.new, []).append(row)
    return found


def _made(
    period: StudyPeriod, group: Body, number: str, position: int, title: str, sources: list[Question]
) -> Question:
    """With the names of the one that it continues, where it continues one and has no title of its own."""
    names = {name: getattr(sources[0], name) for name in NAMES} if len(sources) == 1 and not title else {"name": title}
    question = Question(period=period, group=group, number=number, position=position, **names)
    question.full_clean(exclude=["slug"])
    question.save()
    return question


def _check(fates: list[Fate], old: dict[str, Question]) -> None:
    """All that is wrong with the list at once, each with the number that it concerns."""
    errors = []
    groups = {number.rpartition("/")[2] for number in old}
    by_new = _by_new(fates)
    for row in fates:
        if row.old and row.old not in old:
            errors.append(_("%(number)s is no Question of the period before.") % {"number": row.old})
        if not (row.old or row.new):
            errors.append(_("A line names neither an old nor a new Question."))
        if len(row.new) > NUMBER:
            errors.append(_("“%(number)s…” is too long for a number.") % {"number": row.new[:NUMBER]})
    if len(set(fates)) < len(fates):
        twice = sorted({row.old or row.new for row in fates if fates.count(row) > 1})
        errors.append(_("Twice the same: %(numbers)s.") % {"numbers": enumerated(twice)})
    for number, rows in by_new.items():
        sources = [row.old for row in rows if row.old]
        titles = {row.title for row in rows if row.title}
        if len(titles) > 1:
            errors.append(_("%(number)s is given two titles.") % {"number": number})
        if len(sources) != 1 and not titles:
            errors.append(_("%(number)s needs a title.") % {"number": number})
        if not sources and number.rpartition("/")[2] not in groups:
            errors.append(_("%(number)s: no study group has Questions of this ending.") % {"number": number})
    both = {row.old for row in fates if row.old and not row.new} & {row.old for row in fates if row.new}
    errors += [_("%(number)s both ends and goes on.") % {"number": number} for number in sorted(both)]
    left = [number for number in old if number not in {row.old for row in fates}]
    if left:
        errors.append(_("Say what becomes of %(numbers)s.") % {"numbers": enumerated(left)})
    if errors:
        raise ValidationError({"fates": errors})


# ---- roles -----------------------------------------------------------------------------------------------------------


def _end_roles(outcome: Outcome) -> None:
    """Those of the old period that are open or would outlast it. One that began later keeps its days."""
    roles = Appointment.objects.of_period(outcome.before).outlasting(outcome.last_day).for_list()
    for role in roles.select_for_update(of=("self",)):
        role.ends_on = outcome.last_day
        role.save(update_fields=["ends_on"])
        outcome.ended_roles.append(role)
