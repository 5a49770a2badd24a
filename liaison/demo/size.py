"""`demo --size N`: N made-up documents and a quarter as many statements, a batch at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction

from contacts.search import index
from contributions.models import Document
from liaison.reference.tables import Tally

from .cast import load_cast
from .papers import PAPERS_A_STATEMENT, add_papers
from .parts import POPULAR
from .scenes import SCENES
from .statements import add_statements

STATEMENTS_A_BATCH = 10 * len(SCENES)  # whole rounds, so that a thread falls into one batch


def load_size(size: int, today: datetime.date) -> dict[str, Tally]:
    """Add what is missing of so many documents and a quarter as many statements.

    A batch is one transaction: a run that was stopped leaves whole batches, and the next goes on from there.
    """
    cast = load_cast(today)
    index.rebuild(kinds=["question", "member", "topic", "person"])
    popular: dict[int, Document] = {}
    papers = statements = 0
    for first, last in _batches(size):
        with transaction.atomic():
            added, documents = add_papers(range(first, last + 1), cast, today)
            popular = popular or {number: documents[number] for number in POPULAR if number in documents}
            numbers = range((first - 1) // PAPERS_A_STATEMENT + 1, last // PAPERS_A_STATEMENT + 1)
            new = add_statements(numbers, popular | documents, cast, today)
            index.touch(*documents.values(), *new)
            statements += len(new)
            papers += added
    return {
        "Made-up documents": Tally(papers, size - papers),
        "Made-up statements": Tally(statements, size // PAPERS_A_STATEMENT - statements),
    }


def _batches(size: int) -> Iterator[tuple[int, int]]:
    step = STATEMENTS_A_BATCH * PAPERS_A_STATEMENT
    for first in range(1, size + 1, step):
        yield first, min(first + step - 1, size)
