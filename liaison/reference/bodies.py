"""The ITU's bodies as a tree, and the organisations that exchange liaison statements with it."""

from __future__ import annotations

from django.utils.text import slugify

from contacts.models import Alias, Body

from .tables import DATA, Row, Tally, names_in, read_table, values_of

HOME = "ITU-D"
LETTERHEAD = ("ITU-D", "International Telecommunication Union", "Telecommunication Development Sector")


def load_bodies() -> tuple[Tally, dict[str, Body]]:
    """Add the missing bodies. Also returns the bodies of the register by their code in the table.

    A body that staff gave another code is known by its address; one that staff merged into another, by the spelling
    that it left there.
    """
    rows = read_table(DATA / "bodies.csv")
    present = list(Body.objects.all())
    by_slug = {body.slug: body for body in present}
    by_code = {alias.text: alias.body for alias in Alias.objects.exclude(body=None).select_related("body")}
    by_code |= {body.code: body for body in present}
    has_home = any(body.is_home for body in present)
    found: dict[str, Body] = {}
    spellings: list[Alias] = []
    added = 0
    for row in rows:
        body = by_code.get(row["code"]) or by_slug.get(_slug(row))
        if body is None:
            body = _create(row, found, is_home=row["code"] == HOME and not has_home)
            spellings += _spellings(row, body)
            added += 1
        found[row["code"]] = body
    Alias.objects.bulk_create(spellings)
    return Tally(added, len(rows) - added), found


def _slug(row: Row) -> str:
    return row["slug"] or slugify(row["code"])


def _create(row: Row, found: dict[str, Body], is_home: bool) -> Body:
    return Body.objects.create(
        code=row["code"],
        slug=_slug(row),
        kind=row["kind"],
        parent=found[row["parent"]] if row["parent"] else None,
        successor=found[row["successor"]] if row["successor"] else None,
        is_home=is_home,
        letterhead="\n".join(LETTERHEAD) if row["code"] == HOME else "",
        website=row["website"],
        note=row["note"],
        **names_in(row),
    )


def _spellings(row: Row, body: Body) -> list[Alias]:
    return [
        Alias(body=body, text=text, kind=kind)
        for kind, column in ((Alias.Kind.SPELLING, "spellings"), (Alias.Kind.FORMER, "former"))
        for text in values_of(row[column])
    ]
