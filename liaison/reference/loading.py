"""All tables in their order, as one act."""

from __future__ import annotations

from django.db import transaction

from contacts.search import index

from .bodies import load_bodies
from .entities import load_entities
from .questions import load_periods, load_questions
from .subjects import load_roles, load_topics
from .tables import Tally


@transaction.atomic
def load_reference() -> dict[str, Tally]:
    """Add what the register lacks; the tally of each table."""
    tallies = {"Study periods": load_periods()}
    tallies["Bodies"], bodies = load_bodies()
    tallies["Questions"] = load_questions(bodies)
    tallies["Roles"] = load_roles()
    tallies["Members and other entities"] = load_entities()
    tallies["Topics"] = load_topics()
    index.rebuild(kinds=["body", "question", "member", "topic"])
    return tallies
