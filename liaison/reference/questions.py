"""Study periods and the Questions of ITU-D's study groups in them."""

from __future__ import annotations

from contacts.models import Body, Question, StudyPeriod

from .tables import DATA, Tally, names_in, read_table


def load_periods() -> Tally:
    """Add the missing periods. Their first and last days are those of the years in their labels."""
    rows = read_table(DATA / "study_periods.csv")
    known = set(StudyPeriod.objects.values_list("label", flat=True)) | set(
        StudyPeriod.objects.values_list("prefix", flat=True)
    )
    missing = [row for row in rows if not known & {row["label"], row["prefix"]}]
    StudyPeriod.objects.bulk_create(StudyPeriod(**row) for row in missing)
    return Tally(len(missing), len(rows) - len(missing))


def load_questions(bodies: dict[str, Body]) -> Tally:
    """Add the missing Questions, of the earlier periods first, with what they continue."""
    rows = read_table(DATA / "questions.csv")
    periods = _periods_of_table()
    present = {(q.period_id, q.group_id, q.number): q for q in Question.objects.select_related("period")}
    slugs = {question.slug for question in present.values()}
    added = 0
    for row in rows:
        period, group = periods[row["period"]], bodies[row["group"]]
        key, slug = (period.pk, group.pk, row["number"]), f"{row['period']}-q{row['number'].replace('/', '-')}"
        if key in present or slug in slugs:
            continue
        present[key] = question = Question.objects.create(
            period=period,
            group=group,
            number=row["number"],
            position=int(row["number"].partition("/")[0]),
            slug=slug,
            **names_in(row),
            terms_of_reference=row["terms_of_reference"],
            note=row["note"],
        )
        earlier = periods.get(row["continues"])
        if earlier and (before := present.get((earlier.pk, group.pk, row["number"]))):
            question.continues.add(before)
        added += 1
    return Tally(added, len(rows) - added)


def _periods_of_table() -> dict[str, StudyPeriod]:
    """By the label in the table; a period whose label staff changed is known by its document prefix."""
    periods = list(StudyPeriod.objects.all())
    present = {period.prefix: period for period in periods} | {period.label: period for period in periods}
    rows = read_table(DATA / "study_periods.csv")
    return {row["label"]: present.get(row["label"]) or present[row["prefix"]] for row in rows}
