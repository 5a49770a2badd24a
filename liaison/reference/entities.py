"""Member States with their ITU regions and the spellings that documents use, and the bureau that submits documents."""

from __future__ import annotations

from django.utils.text import slugify

from contacts.keys import match_key
from contacts.models import Alias, Entity

from .tables import DATA, Row, Tally, names_in, read_table, values_of


def load_entities() -> Tally:
    """Add the missing entities. A Member State is known by its country, any of them by its address."""
    states = [row | {"kind": Entity.Kind.MEMBER_STATE} for row in read_table(DATA / "member_states.csv")]
    rows = states + read_table(DATA / "other_entities.csv")
    slugs = set(Entity.objects.values_list("slug", flat=True))
    countries = set(Entity.objects.member_states().values_list("country", flat=True)) - {""}
    missing = [row for row in rows if slugify(row["name"]) not in slugs and row["country"] not in countries]
    entities = Entity.objects.bulk_create(_entity(row) for row in missing)
    Alias.objects.bulk_create(
        alias for row, entity in zip(missing, entities, strict=True) for alias in _spellings(row, entity)
    )
    return Tally(len(missing), len(rows) - len(missing))


def _entity(row: Row) -> Entity:
    values = {column: row[column] for column in ("kind", "code", "country", "region", "note")}
    return Entity(slug=slugify(row["name"]), **values, **names_in(row))


def _spellings(row: Row, entity: Entity) -> list[Alias]:
    """Those of the table, and the names in other languages, under which a document in that language has it."""
    former = values_of(row["former"])
    texts = {match_key(text): text for text in former + values_of(row["spellings"])}
    for name in names_in(row).values():
        texts.setdefault(match_key(name), name)
    del texts[match_key(row["name"])]
    return [
        Alias(entity=entity, text=text, kind=Alias.Kind.FORMER if text in former else Alias.Kind.SPELLING)
        for text in texts.values()
    ]
