"""Rows that hang on a statement and are read with it in one query: by its letter, page, thread and form."""

from __future__ import annotations

from dataclasses import replace

from contacts.together import Part

TEXTS = ("content", "abstract")  # long: read of one statement, not of those beside it
TEXTS_OF_LIST = (*TEXTS, "action_required", "signatures")
PARTIES = Part(
    *("parties", "liaison.Party", "statement", ("position", "pk"), ("body", "considered_at", "answered_by")),
    without=tuple(f"answered_by__{name}" for name in TEXTS),
)
ANNEXES = Part("annexes", "liaison.Annex", "statement", ("number",))
PARTS = (
    PARTIES,
    Part(
        *("questions", "liaison.Party_questions", "party", ("-period__label", "group__code", "position", "number")),
        beside=("question", "question__period", "question__group"),
        is_many_to_many=True,
        of=PARTIES,
    ),
    Part("contacts", "liaison.StatementContact", "statement", ("position", "pk"), beside=("person",)),
    ANNEXES,
    Part("entries", "liaison.Entry", "annex", ("position", "pk"), beside=("document",), of=ANNEXES),
    Part("next_meetings", "liaison.NextMeeting", "statement", ("position", "pk"), beside=("meeting",)),
    Part(
        *("replies", "liaison.Reply", "statement", ("position", "pk"), ("target",)),
        without=tuple(f"target__{name}" for name in TEXTS),
    ),
    Part("attachments", "liaison.Attachment", "statement", ("position", "pk"), beside=("document",)),
    Part("topics", "liaison.Statement_topics", "statement", ("name",), ("topic",), is_many_to_many=True),
)
CORRECTIONS = Part(
    *("revisions", "liaison.Revision", "statement", ("number",), (), ("letter",)),
    only=(("number__gt", 0),),
    held_as="corrections_made",
)
# Beside what the letter needs of a row, what the desk calls the record that is chosen in it by.
ALSO_IN_FORM = {
    "parties": ("body__parent", "considered_at__body", "sent_proof"),
    "contacts": ("person__entity",),
    "next_meetings": ("meeting__body",),
    "attachments": ("document__body", "document__period"),
}
PARTS_OF_PAGE = (
    CORRECTIONS,
    Part(
        *("translations", "liaison.Translation", "statement", ("language",), (), ("letter",)),
        only=(("status", "published"),),
        held_as="published_versions",
    ),
    Part("redactions", "liaison.Redaction", "statement", ("at", "pk"), without=("sealed",)),
)


def _in_form(part: Part) -> Part:
    above = _in_form(part.of) if part.of else None
    return replace(part, beside=(*part.beside, *ALSO_IN_FORM.get(part.name, ())), of=above)


PARTS_OF_FORM = (
    *(_in_form(part) for part in PARTS),
    Part("import_findings", "liaison.ImportFinding", "statement", ("pk",)),
    Part(
        *("considerations", "liaison.Consideration", "statement", ("meeting__starts_on", "pk")),
        beside=("meeting", "forwarded_to"),
    ),
    Part("notes", "liaison.Note", "statement", ("at", "pk"), ("by",), ("by__password",)),
    Part("events", "liaison.Event", "statement", ("at", "pk"), ("by",), ("by__password",)),
)
PARTS_OF_THREAD = (replace(PARTIES, beside=("body",), without=()), CORRECTIONS)
