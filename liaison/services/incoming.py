"""What is done with a statement that came in: our symbol, a place on a meeting's list until it has an outcome, who
looks after it, who is told, and to whom it is passed on. All of it lives on after the statement was recorded, and
nothing of it says who sees the statement."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contacts.models import Appointment, Body, Question, StudyPeriod, User
from contributions import symbols
from contributions.models import Document, Meeting
from contributions.numbering import next_symbol
from liaison.mail.services import mail_queue
from liaison.models import Consideration, Event, Mail, Note, Party, Statement, StatementFile

from .handling import party_handle
from .moves import check, permit
from .settling import code_of_django
from .trail import event_add, locked

Outcome, Direction = Party.Outcome, Statement.Direction
RECEIVED = (Direction.INCOMING, Direction.INTERNAL)
TRIES = 5  # for a number that somebody else takes at the same moment


# ---- whose it is -----------------------------------------------------------------------------------------------------


def addressed(statement: Statement) -> list[Party]:
    """Our bodies among the recipients; where there is none, among the copies. Read from the prefetched rows."""
    ours = set(Body.objects.ours().values_list("pk", flat=True))
    of_recipients = [party for party in statement.recipients if party.body_id in ours]
    return of_recipients or [party for party in statement.copies if party.body_id in ours]


def questions_of(statement: Statement) -> list[Question]:
    """Those to which it is assigned, else those to which it is addressed."""
    assigned = list(statement.assigned_questions.for_list())
    return assigned or [question for party in addressed(statement) for question in party.questions.all()]


def meeting_for(
    statement: Statement, *, bodies: Iterable[Body] = (), on: datetime.date | None = None, but: Iterable[int] = ()
) -> Meeting | None:
    """The next meeting of the addressee that is not over: of its Questions if any is planned, else of the body.

    `bodies` are others than the addressees; `but` are keys of meetings that are not meant.
    """
    upcoming = Meeting.objects.upcoming(on).exclude(pk__in=list(but)).select_related("body", "period")
    chosen = list(bodies) or [party.body for party in addressed(statement) if party.body]
    wanted = [question.pk for question in questions_of(statement) if question.group in chosen]
    questions = list(Question.objects.taking_up(wanted)) if wanted else []
    found = upcoming.for_question(*questions).first() if questions else None
    return found or upcoming.for_body(*chosen).first()


def holders_for(statement: Statement, on: datetime.date | None = None) -> list[Appointment]:
    """Who is in office on a day (today) for the Questions that it concerns; for the bodies where it names none."""
    questions = [question.pk for question in questions_of(statement)]
    current = Appointment.objects.current(on)
    if questions:
        return list(current.taking_up(questions).for_list())
    return list(current.filter(body__in=[party.body_id for party in addressed(statement)]).for_list())


# ---- our symbol ------------------------------------------------------------------------------------------------------


@transaction.atomic
def incoming_register(*, statement: Statement, by: User | None, meeting: Meeting, symbol: str = "") -> Statement:
    """Register it as a document of ours among those of a meeting, on whose list it then sits.

    Without a symbol it gets the next number of the meeting's series. The symbol of a document that is in the register
    already means that one. Raises ValidationError where a symbol cannot be read, or belongs to another statement.
    """
    stored = _received(statement, by)
    if stored.registered_as:
        raise ValidationError(_("It is registered as %(symbol)s already.") % {"symbol": stored.registered_as})
    document = _document(stored, meeting, symbol.strip())
    if Statement.objects.filter(registered_as=document).exists():
        words = {"symbol": document.symbol}
        raise ValidationError({"symbol": _("Another liaison statement is registered as %(symbol)s.") % words})
    stored.registered_as = document
    stored.save(update_fields=["registered_as", "updated_at"])
    Consideration.objects.get_or_create(statement=stored, meeting=meeting)
    words = {"symbol": document.symbol, "meeting": meeting}
    _told(stored, by, _("Registered as %(symbol)s, for %(meeting)s.") % words)
    return stored


def _document(statement: Statement, meeting: Meeting, typed: str) -> Document:
    for _try in range(TRIES):
        symbol = typed or next_symbol(meeting)
        if not symbol:
            raise ValidationError({"symbol": _("Write the symbol: the meeting has no series of documents as yet.")})
        document = _new_document(statement, meeting, symbol)
        if known := Document.objects.twins(document).first():
            if not typed:
                continue
            if known.kind != Document.Kind.LIAISON_STATEMENT:
                words = {"symbol": known.symbol, "kind": known.get_kind_display(), "title": known.title[:80]}
                text = _("%(symbol)s is no liaison statement in the register: %(kind)s, “%(title)s”.")
                raise ValidationError({"symbol": text % words})
            return known
        try:
            with transaction.atomic():
                document.save()
        except IntegrityError:  # somebody else took it a moment ago
            continue
        document.questions.set(questions_of(statement))
        return document
    raise ValidationError(_("Somebody else is taking numbers of this series. Try again."))


def _new_document(statement: Statement, meeting: Meeting, symbol: str) -> Document:
    """For staff alone, until the statement is published."""
    document = Document(
        symbol=symbol,
        period=meeting.period or StudyPeriod.objects.current().first(),
        body=meeting.body,
        meeting=meeting,
        kind=Document.Kind.LIAISON_STATEMENT,
        title=statement.title,
        language=statement.language,
        source_text="; ".join(party.printed for party in statement.senders)[:400],
        received_on=statement.received_on,
        is_public=statement.is_public,
    )
    try:
        symbols.parse(symbol, document.context)
    except symbols.SymbolError as error:
        raise ValidationError({"symbol": _(error.message) % error.params}) from error
    document.read_symbol()
    return document


# ---- meetings and outcomes -------------------------------------------------------------------------------------------


@transaction.atomic
def incoming_place(*, statement: Statement, by: User | None, meeting: Meeting) -> Consideration:
    """Put it on a meeting's list."""
    stored = _received(statement, by)
    if meeting.is_cancelled:
        raise ValidationError({"meeting": _("This meeting was cancelled.")})
    if stored.considerations.at(meeting).exists():
        raise ValidationError({"meeting": _("The statement is on this meeting’s list already.")})
    row = Consideration.objects.create(statement=stored, meeting=meeting)
    _told(stored, by, _("On the list of %(meeting)s.") % {"meeting": meeting})
    return row


@transaction.atomic
def incoming_decide(*, consideration: Consideration, by: User | None, outcome: str, note: str = "") -> Consideration:
    """Write down what a meeting made of it. Deferred, it goes on to the list of the next meeting.

    Any other outcome ends it here, and is kept with the recipient as what became of the statement; the note is not.
    """
    stored = _received(consideration.statement, by)
    row = Consideration.objects.select_for_update().get(pk=consideration.pk)
    if not row.is_open:
        raise ValidationError(_("What became of it there was written down already."))
    if outcome not in Outcome.values or outcome == Outcome.FORWARDED:
        raise ValidationError({"outcome": _("Choose an outcome.")})
    row.outcome = outcome
    row.note = "\n".join(filter(None, [row.note, note.strip()]))
    row.save()
    words = {"meeting": row.meeting, "outcome": row.get_outcome_display(), "note": note.strip()}
    _told(stored, by, _("%(meeting)s: %(outcome)s. %(note)s") % words)
    if outcome == Outcome.DEFERRED:
        _carry(stored, row, by, timezone.localdate())
    else:
        _tell_parties(stored, row.meeting, outcome, by)
    return row


@transaction.atomic
def incoming_forward(
    *, statement: Statement, by: User | None, body: Body, note: str = "", is_mailed: bool = False
) -> Statement:
    """Pass it on to another group. One of ours gets it on its next meeting's list; any may get it by mail.

    Wherever it waited it is forwarded. Raises ValidationError where it is to be mailed and no address is known.
    """
    stored = _received(statement, by)
    if body.pk in {party.body_id for party in stored.recipients}:
        raise ValidationError({"body": _("It is addressed to %(body)s already.") % {"body": body}})
    waiting = list(stored.considerations.open().select_for_update(of=("self",)).select_related("meeting"))
    for row in waiting:
        row.outcome, row.forwarded_to = Outcome.FORWARDED, body
        row.save()
        _tell_parties(stored, row.meeting, Outcome.FORWARDED, by)
    _told(stored, by, _("Forwarded to %(body)s. %(note)s") % {"body": body, "note": note.strip()})
    if Body.objects.ours().contains(body):
        known = stored.considerations.values_list("meeting", flat=True)
        if meeting := meeting_for(stored, bodies=[body], but=known):
            Consideration.objects.create(statement=stored, meeting=meeting)
    if is_mailed:
        _mail_body(stored, body, note.strip(), by)
    return stored


def considerations_carry_over(*, on: datetime.date | None = None, by: User | None = None) -> list[Consideration]:
    """Put what has no outcome after its meeting on the next meeting's list, each in a transaction of its own.

    Returns the new places. What waits for a meeting that is not planned yet stays where it is. Again changes nothing.
    """
    day = on or timezone.localdate()
    done = []
    for left in Consideration.objects.left_over(day).by_meeting():
        with transaction.atomic():
            stored = locked(left.statement)
            row = Consideration.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=left.pk)
            if row.is_open and (new := _carry(stored, row, by, day)):
                done.append(new)
    return done


def _carry(statement: Statement, row: Consideration, by: User | None, on: datetime.date) -> Consideration | None:
    known = set(statement.considerations.values_list("meeting", flat=True))
    over = row.meeting.ends_on or row.meeting.starts_on
    day = max(on, over + datetime.timedelta(days=1)) if over else on
    later = statement.considerations.open().exclude(pk=row.pk).filter(meeting__body=row.meeting.body_id).first()
    if later is None:
        meeting = meeting_for(statement, bodies=[row.meeting.body], on=day, but=known)
        if meeting is None:
            return None
        later = Consideration.objects.create(statement=statement, meeting=meeting)
    row.carried_to = later
    row.save(update_fields=["carried_to"])
    words = {"before": row.meeting, "next": later.meeting}
    _told(statement, by, _("Carried over from %(before)s to %(next)s.") % words)
    return later


def _tell_parties(statement: Statement, meeting: Meeting, outcome: str, by: User | None) -> None:
    """What became of it with the recipient whose meeting it was: that much is public once the statement is."""
    for party in addressed(statement):
        if party.body_id == meeting.body_id:
            party_handle(party=party, by=by, considered_at=meeting, outcome=outcome)


# ---- people ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def incoming_assign(
    *, statement: Statement, by: User | None, questions: Iterable[Question], assigned_to: User | None
) -> Statement:
    """Say which Questions deal with it, and who of the desk looks after it."""
    stored = _received(statement, by)
    chosen = list(questions)
    stored.assigned_to = assigned_to
    stored.save(update_fields=["assigned_to", "updated_at"])
    stored.assigned_questions.set(chosen)
    names = [question.label for question in chosen] + ([assigned_to.get_username()] if assigned_to else [])
    _told(stored, by, _("Assigned to %(names)s.") % {"names": enumerated(names) or _("nobody")})
    return stored


@transaction.atomic
def incoming_mail(
    *, statement: Statement, by: User | None, subject: str, text: str, files: Sequence[StatementFile] = ()
) -> Mail:
    """Queue one mail to all who are in office for it today, with the chosen files of the statement.

    Raises ValidationError where none of them has an address.
    """
    stored = _received(statement, by)
    people = dict.fromkeys(holder.person for holder in holders_for(stored))
    to = [_address(person.name, person.email) for person in people if person.email]
    if not to:
        raise ValidationError(_("Nobody who is in office for it has an e-mail address in the register."))
    mail = _queue(stored, to, [], subject, text, files, by)
    names = enumerated(person.name for person in people if person.email)
    _told(stored, by, _("Mailed to %(names)s.") % {"names": names})
    return mail


@transaction.atomic
def incoming_note(*, statement: Statement, by: User | None, text: str) -> Note:
    """What staff say to each other; it is never public."""
    permit("handle", by)
    if not text.strip():
        raise ValidationError({"text": _("Write the note.")})
    return Note.objects.create(statement=statement, text=text.strip(), by=by)


def _mail_body(statement: Statement, body: Body, note: str, by: User | None) -> None:
    addresses = list(body.addresses.all())
    to = [row.email for row in addresses if row.use == row.Use.TO]
    copies = [row.email for row in addresses if row.use == row.Use.COPY]
    if not addresses:
        words = {"body": body}
        raise ValidationError({"is_mailed": _("No liaison address of %(body)s is in the register.") % words})
    languages = {row.language for row in addresses}
    language = languages.pop() if len(languages) == 1 else ""
    with translation.override(code_of_django(language) if language else get_language()):
        subject, text = mail_words(statement, note)
        _queue(statement, to or copies, copies if to else [], subject, text, list(files_to_mail(statement)), by)


def _queue(
    statement: Statement,
    to: list[str],
    cc: list[str],
    subject: str,
    text: str,
    files: Sequence[StatementFile],
    by: User | None,
) -> Mail:
    """In the language that is active: of whoever works at the desk, or of the body's addresses."""
    return mail_queue(
        kind=Mail.Kind.HANDLING,
        to=to,
        cc=cc,
        subject=subject,
        text=text,
        language=(get_language() or "en")[:2],
        statement=statement,
        files=files,
        by=by,
    )


def files_to_mail(statement: Statement) -> list[StatementFile]:
    """What came in; where no file did, the PDF that was made of it."""
    files = list(statement.files.order_by("pk"))
    original = [file for file in files if file.kind == StatementFile.Kind.ORIGINAL]
    made = [file for file in files if file.kind == StatementFile.Kind.ISSUED and file.media_type == "application/pdf"]
    return original or made[-1:]


def mail_words(statement: Statement, note: str = "") -> tuple[str, str]:
    """Subject and text of a mail that brings it to those who deal with it."""
    registered = statement.registered_as.symbol if statement.registered_as else ""
    subject = _("Incoming liaison statement: %(title)s") % {"title": statement.title}
    waiting = [row.meeting for row in statement.considerations.open().select_related("meeting").by_meeting()]
    asked = [party for party in addressed(statement) if party.is_asked]
    deadline = min((party.deadline for party in asked if party.deadline), default=None)
    lines = [
        (_("Title"), statement.title),
        (_("From"), "; ".join(party.printed for party in statement.senders)),
        (_("To"), "; ".join(party.printed for party in statement.recipients)),
        (_("Registered as"), registered),
        (_("For"), enumerated(dict.fromkeys(str(party.get_purpose_display()) for party in asked))),
        (_("Reply by"), deadline.isoformat() if deadline else ""),
        (_("On the list of"), "; ".join(str(meeting) for meeting in waiting)),
    ]
    head = "\n".join(f"{label}: {value}" for label, value in lines if value)
    opening = _("A liaison statement has come in that concerns you.")
    return subject, "\n\n".join(filter(None, [_("Dear colleagues,"), opening, head, note])) + "\n"


def _address(name: str, email: str) -> str:
    plain = "".join(letter for letter in name if letter not in '<>"\\,;:()[]@')
    return f"{plain} <{email}>" if plain.strip() else email


# ---- what all of them need -------------------------------------------------------------------------------------------


def _received(statement: Statement, by: User | None) -> Statement:
    """The statement as it is stored, locked. Raises PermissionDenied, and ValidationError for what did not come in."""
    permit("handle", by)
    stored = locked(statement)
    if stored.direction not in RECEIVED:
        raise ValidationError(_("This is for statements that one of our bodies received."))
    if stored.is_draft:
        raise ValidationError(_("Record it as received first: until then it is a draft."))
    check("handle", stored, by)
    return stored


def _told(statement: Statement, by: User | None, note: str) -> Event:
    return event_add(statement=statement, kind=Event.Kind.HANDLED, by=by, note=note.strip(), to_status=statement.status)
