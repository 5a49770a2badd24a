"""The forms by which statements are sent, and by which somebody says how they reached whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.contents import ending, holds_what_its_name_says

from .forms import ActForm, LinesField, SentForm
from .mail.addresses import read_address
from .models import Mail, Party, Statement
from .models.statements import LANGUAGES
from .services.covers import Cover, Dispatch
from .services.delivering import Delivery, Proof
from .services.dispatch import Proposal, file_choices, proposals, reply_addresses

MAIL, NONE = "mail", "none"
WORDS = ("subject", "text")
PROOFS = [".pdf", ".docx", ".eml", ".msg", ".txt", ".png", ".jpg", ".jpeg"]
BREAKS = re.compile(r"[;,]\s*")


class AddressLines(LinesField):
    """One a line, or several in a line where it holds addresses alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 2, "cols": 60, "dir": "ltr"})} | kwargs)

    def to_python(self, value: Any) -> Any:
        found = []
        for line in super().to_python(value):
            parts = [part for part in BREAKS.split(line) if part]
            found += parts if all("@" in part for part in parts) else [line]
        return found


def check_addresses(texts: list[str]) -> list[ValidationError]:
    errors = []
    for text in texts:
        try:
            read_address(text)
        except ValidationError as refusal:
            errors.append(refusal)
    return errors


class DispatchForm(ActForm):
    reply_to = AddressLines(
        label=gettext_lazy("Replies go to"),
        help_text=gettext_lazy("E-mail addresses, one a line. Empty: to the address from which the mails come."),
    )
    field_order = ["reason", "reply_to", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["rows"] = 2
        if self.statement.is_correction:
            self.fields["reason"] = forms.CharField(
                label=_("Reason for the correction"),
                widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
                help_text=_("Shown in public, with the differences."),
            )
            self.order_fields(self.field_order)
        self.initial.setdefault("reply_to", reply_addresses(self.statement))

    def clean_reply_to(self) -> list[str]:
        addresses: list[str] = self.cleaned_data["reply_to"]
        if errors := check_addresses(addresses):
            raise ValidationError(errors)
        return addresses


class CoverForm(forms.Form):
    """The mail to one recipient or copy. A text that nobody changed follows the language that is chosen."""

    go = forms.ChoiceField(
        label=gettext_lazy("Send it by mail?"),
        widget=forms.RadioSelect,
        choices=[(MAIL, gettext_lazy("Send a mail")), (NONE, gettext_lazy("No mail from here"))],
        required=False,
    )
    to = AddressLines(label=gettext_lazy("To"), help_text=gettext_lazy("E-mail addresses, one a line."))
    cc = AddressLines(label=gettext_lazy("Copy"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"),
        choices=LANGUAGES,
        help_text=gettext_lazy("Subject and text follow when you look at it, unless you changed them."),
    )
    files = forms.MultipleChoiceField(label=gettext_lazy("Files"), required=False, widget=forms.CheckboxSelectMultiple)
    subject = forms.CharField(
        label=gettext_lazy("Subject"), required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 80})
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "cols": 80}),
        help_text=gettext_lazy("{symbol} and {link} stand for the number and the page, known when it is sent."),
    )

    def __init__(self, data: Any = None, *, proposal: Proposal, files: list[tuple[str, str]], go: str) -> None:
        cover = proposal.cover
        initial = {"go": go, "to": list(cover.to), "cc": list(cover.cc), "language": cover.language}
        initial |= {"files": list(cover.files), "subject": cover.subject, "text": cover.text}
        super().__init__(data, prefix=f"p{cover.party}", initial=initial, label_suffix="")
        self.proposal, self.party = proposal, proposal.party
        self.fields["files"].choices = files
        for name in WORDS:
            self.fields[name].widget.attrs["dir"] = "auto"

    @property
    def lacks_address(self) -> bool:
        """Whether the register knows none."""
        return not self.proposal.to

    @property
    def heading(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in WORDS]

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[name] for name in WORDS]

    @property
    def words_have_errors(self) -> bool:
        return any(field.errors for field in self.words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("go") and "go" not in self.errors:
            self._take_address_for_yes(cleaned)
        if cleaned.get("go") != MAIL:
            return cleaned
        for name in ("to", "cc"):
            if errors := check_addresses(cleaned.get(name, [])):
                self.add_error(name, errors)
        if not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", _("There is no address: give one, or choose “No mail from here”."))
        self._follow(cleaned)
        for name in WORDS:
            if not cleaned.get(name):
                self.add_error(name, _("This cannot be empty."))
        return cleaned

    def _take_address_for_yes(self, cleaned: dict[str, Any]) -> None:
        """Who types an address and chooses nothing wants the mail to go there."""
        if not cleaned.get("to"):
            self.add_error("go", _("Give an address, or choose “No mail from here”."))
            return
        self.data = self.data.copy()
        cleaned["go"] = self.data[self.add_prefix("go")] = MAIL

    def _follow(self, cleaned: dict[str, Any]) -> None:
        """What stands there as it was proposed in one language stands there in the chosen one."""
        texts = self.proposal.texts
        chosen = texts.get(cleaned.get("language", ""))
        if chosen is None:
            return
        self.data = self.data.copy()
        for place, name in enumerate(WORDS):
            typed = cleaned.get(name, "").replace("\r\n", "\n")
            if typed in {proposed[place] for proposed in texts.values()}:
                typed = chosen[place]
            cleaned[name] = self.data[self.add_prefix(name)] = typed

    @property
    def cover(self) -> Cover:
        values = self.cleaned_data
        return Cover(
            party=self.party.pk,
            to=tuple(values["to"]),
            cc=tuple(values["cc"]),
            subject=values["subject"],
            text=values["text"],
            language=values["language"],
            files=tuple(values["files"]),
        )


class DispatchForms:
    """All of the page: what concerns every mail, and a form for each. The statement is read with `for_detail`."""

    def __init__(self, statement: Statement, data: Any = None) -> None:
        self.statement, self.data = statement, data
        self.head = DispatchForm(data, statement=statement)
        files, chosen = file_choices(statement), _got_it_by_mail(statement)
        self.covers = []
        for proposal in proposals(statement):
            go = _proposed_way(proposal, statement, chosen)
            given = data if data is not None and f"p{proposal.party.pk}-language" in data else None
            self.covers.append(CoverForm(given, proposal=proposal, files=files, go=go))
        self.added = [form.party for form in self.covers if data is not None and not form.is_bound]

    def is_valid(self) -> bool:
        return not [form for form in [self.head, *self.covers] if not form.is_valid()]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in [self.head, *self.covers]) or bool(self.added)

    @property
    def without_address(self) -> list[Party]:
        """Recipients and copies of whom the register knows no address and nothing was decided."""
        return [form.party for form in self.covers if form.lacks_address and not (form.is_bound and form.is_valid())]

    def refuse(self, refusal: ValidationError) -> None:
        _refuse(refusal, self.head, self.covers)

    @property
    def dispatch(self) -> Dispatch:
        mailed = [form for form in self.covers if form.cleaned_data["go"] == MAIL]
        return Dispatch(
            covers=tuple(form.cover for form in mailed),
            left_out=frozenset(form.party.pk for form in self.covers if form not in mailed),
            reply_to=tuple(self.head.cleaned_data["reply_to"]),
            seen=str(self.data.get("seen", "")),
        )


def _got_it_by_mail(statement: Statement) -> set[int]:
    """Of a correction: the parties to whom the statement went by mail from here."""
    if not statement.correction_of_id:
        return set()
    return set(Mail.objects.for_delivery(statement.correction_of).values_list("party", flat=True))


def _proposed_way(proposal: Proposal, statement: Statement, got_it: set[int]) -> str:
    if statement.is_correction:
        return MAIL if proposal.to and proposal.party.corrects_id in got_it else NONE
    return MAIL if proposal.to else ""


class DeliveryForm(forms.Form):
    """How it reached one party, as far as that is known."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Sent by"), required=False, choices=[("", "–––"), *Party.Channel.choices]
    )
    sent_on = forms.DateField(
        label=gettext_lazy("Sent on"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Empty: the day of record."),
    )
    address = forms.CharField(
        label=gettext_lazy("To which address"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"size": 60, "dir": "auto"}),
        help_text=gettext_lazy("An e-mail address, an inbox of a document system, a person."),
    )
    note = forms.CharField(
        label=gettext_lazy("Proof in words"), required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 60})
    )
    proof = forms.FileField(
        label=gettext_lazy("Proof as a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(PROOFS)}),
        help_text=gettext_lazy("A receipt, the mail as it was sent. Kept with its checksum; staff only."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, party: Party) -> None:
        initial = {"channel": party.sent_channel, "sent_on": party.sent_on, "address": party.sent_address}
        super().__init__(
            data, files, prefix=f"p{party.pk}", initial=initial | {"note": party.sent_note}, label_suffix=""
        )
        self.party = party

    def clean_proof(self) -> Any:
        proof = self.cleaned_data["proof"]
        if proof and ending(proof.name) not in PROOFS:
            known = ", ".join(PROOFS)
            raise ValidationError(_("A proof is a file of one of these kinds: %(known)s.") % {"known": known})
        if proof and not holds_what_its_name_says(proof.name, proof):
            raise ValidationError(_("The file is not what its name says: something else is in it."))
        return proof

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told = [name for name in ("sent_on", "address", "note", "proof") if cleaned.get(name)]
        if told and not cleaned.get("channel"):
            self.add_error("channel", _("Say how it was sent."))
        return cleaned

    @property
    def delivery(self) -> Delivery | None:
        """None where nothing is known."""
        values = self.cleaned_data
        if not values["channel"]:
            return None
        file = values["proof"]
        proof = Proof(file.name, file.read(), file.content_type or "") if file else None
        return Delivery(self.party.pk, values["channel"], values["sent_on"], values["address"], values["note"], proof)


class DeliveryForms:
    """Recording as sent: the day of record, and how it reached each."""

    def __init__(self, statement: Statement, parties: list[Party], request: HttpRequest) -> None:
        given = request.POST if request.method == "POST" else None
        self.head = SentForm(given, statement=statement)
        self.rows = [DeliveryForm(given, request.FILES or None, party=party) for party in parties]
        self.files_are_lost = bool(request.FILES)

    def is_valid(self) -> bool:
        return not [form for form in [self.head, *self.rows] if not form.is_valid()]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in [self.head, *self.rows])

    @property
    def deliveries(self) -> list[Delivery]:
        return [delivery for form in self.rows if (delivery := form.delivery)]

    def refuse(self, refusal: ValidationError) -> None:
        _refuse(refusal, self.head, self.rows)


def _refuse(refusal: ValidationError, head: forms.Form, rows: Sequence[forms.Form]) -> None:
    """Show why the service refused: beside the field of the row where it names one (`p7-to`), else in the head."""
    by_prefix = {row.prefix: row for row in rows}
    for key, messages in refusal.update_error_dict({}).items():
        prefix, _sep, name = key.partition("-")
        form, name = (by_prefix[prefix], name) if prefix in by_prefix else (head, key)
        form.add_error(name if name in form.fields else None, messages)
