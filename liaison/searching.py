"""Search over everything that has a public page. A symbol is looked up first; then words, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from contacts.models import Appointment, Body, Entity, Question
from contributions.models import Document, Topic
from liaison.models import Statement
from liaison.paging import Page, head_of
from liaison.symbol_targets import parsed, targets_of

MOST = 10  # of each kind


@dataclass
class Results:
    """What was found; `named` are the papers and statements whose symbol the text is."""

    named: list[Document | Statement] = field(default_factory=list)
    statements: Page = field(default_factory=Page)
    documents: Page = field(default_factory=Page)
    questions: Page = field(default_factory=Page)
    bodies: Page = field(default_factory=Page)
    people: Page = field(default_factory=Page)
    members: Page = field(default_factory=Page)
    topics: Page = field(default_factory=Page)

    @property
    def count(self) -> int:
        pages = [self.statements, self.documents, self.questions, self.bodies, self.people, self.members, self.topics]
        return len(self.named) + sum(page.count for page in pages)


def search(text: str) -> Results:
    results = Results(
        statements=head_of(Statement.objects.listed().matching(text).newest_first(), MOST),
        documents=head_of(Document.objects.public().matching(text).newest_first(), MOST),
        questions=head_of(Question.objects.matching(text).latest_first(), MOST),
    )
    if parsed(text):  # no body, person, member or topic is called 2/34
        results.named = targets_of(text)
        return results
    results.bodies = head_of(Body.objects.matching(text), MOST)
    results.people = head_of(Appointment.objects.matching(text).current().in_office_first(), MOST)
    results.members = head_of(Entity.objects.matching(text).in_groups(), MOST)
    results.topics = head_of(Topic.objects.matching(text), MOST)
    return results
