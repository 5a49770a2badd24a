"""Roles that people hold, and topics that documents concern."""

from __future__ import annotations

from django.utils.text import slugify

from contacts.models import Role
from contributions.models import Topic

from .tables import DATA, Tally, names_in, read_table


def load_roles() -> Tally:
    rows = read_table(DATA / "roles.csv")
    known = set(Role.objects.values_list("code", flat=True))
    Role.objects.bulk_create(
        Role(code=row["code"], position=position, contact_label=row["contact_label"], **names_in(row))
        for position, row in enumerate(rows, start=1)
        if row["code"] not in known
    )
    added = len({row["code"] for row in rows} - known)
    return Tally(added, len(rows) - added)


def load_topics() -> Tally:
    rows = {slugify(row["name"]): row for row in read_table(DATA / "topics.csv")}
    missing = rows.keys() - set(Topic.objects.values_list("slug", flat=True))
    Topic.objects.bulk_create(
        Topic(slug=slug, code=row["code"], **names_in(row)) for slug, row in rows.items() if slug in missing
    )
    return Tally(len(missing), len(rows) - len(missing))
