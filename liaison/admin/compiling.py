"""The page on which an annex is compiled from documents, beside the statement's form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributions.models import Document
from liaison import services
from liaison.models import Annex, Statement
from liaison.services.compiling import fingerprint, headings_for
from liaison.services.proposing import Proposal, ProposedRow, row_for

from .compile_forms import ChoiceForm, CompiledRowForm, CompiledRows, HeadForm

PREFIX = "rows"


class CompilePage:
    """One request: what is chosen, what that proposes, and the forms of it."""

    def __init__(self, request: HttpRequest, statement: Statement, annex: Annex | None) -> None:
        self.request, self.statement, self.annex = request, statement, annex
        self.choice = services.choice_for(statement, annex)
        self.choice_form = self._choice_form(request.GET)
        self.proposal = Proposal([])
        if self.choice_form.is_bound and not self.choice_form.is_valid():
            return
        if self.choice_form.is_bound:
            self.choice = self.choice_form.choice
        self.proposal = services.annex_propose(statement=statement, annex=annex, choice=self.choice)
        self.known = {_key(row): row for row in self.proposal.rows}

    def _choice_form(self, asked: QueryDict) -> ChoiceForm:
        given = asked if "chosen" in asked else None
        return ChoiceForm(given, statement=self.statement, initial=vars(self.choice) | {"chosen": "1"})

    def open(self) -> None:
        """The forms of what is proposed, all of it ticked but what was passed over."""
        title, columns = (self.annex.title, self.annex.columns) if self.annex else ("", headings_for(self.statement))
        initial = {"title": title, "columns": columns, "seen": fingerprint(self.annex)}
        self.head = HeadForm(statement=self.statement, initial=initial)
        rows = self.proposal.rows
        self.rows = CompiledRows(
            prefix=PREFIX, initial=[_initial(row, place) for place, row in enumerate(rows, start=1)]
        )
        for form, row in zip(self.rows.forms, rows, strict=True):
            form.row = row

    def take(self, data: QueryDict) -> None:
        """The forms as they were posted."""
        self.head = HeadForm(data, statement=self.statement)
        self.rows = CompiledRows(data, prefix=PREFIX)
        self._know()

    def _know(self) -> None:
        """What is known of each posted row: as it is proposed, or of a document added by its symbol, or words alone."""
        posted = [(form, _posted(form, "entry"), _posted(form, "document")) for form in self.rows.forms]
        others = {key for _form, _entry, key in posted if key and f"d{key}" not in self.known}
        documents = Document.objects.in_bulk(others)
        for form, entry, document in posted:
            row = self.known.get(f"e{entry}") or (None if entry else self.known.get(f"d{document}"))
            if row is None and document in documents:
                row = row_for(documents[document], self.statement, self.choice)
            form.row = row or ProposedRow(None, {})

    def is_valid(self) -> bool:
        """Both, so that all that is wrong is told at once."""
        return all([self.head.is_valid(), self.rows.is_valid()])

    def add(self) -> int:
        """Add rows to the form for what was named; nothing is stored. Returns how many."""
        self.head.is_valid()
        if self.head.has_error("add_symbols") or self.head.has_error("add_words"):
            return 0
        present = {_posted(form, "document") for form in self.rows.forms if form.is_picked}
        named = {document.pk: document for document in self.head.found if document.pk not in present}
        new = [row_for(document, self.statement, self.choice) for document in named.values()]
        new += [ProposedRow(None, {"title": words}) for words in self.head.words]
        data = self.request.POST.copy()
        data["add_symbols"] = data["add_words"] = ""
        first = len(self.rows.forms)
        for place, row in enumerate(new, start=first):
            values = _initial(row, place + 1) | {"picked": "on"}
            data.update({f"{PREFIX}-{place}-{name}": str(value or "") for name, value in values.items()})
        data[f"{PREFIX}-TOTAL_FORMS"] = str(first + len(new))
        self.take(data)
        return len(new)

    def save(self) -> Annex:
        """Raises ValidationError."""
        cleaned = self.head.cleaned_data
        forms = self.rows.in_order()
        picked = [form for form in forms if form.cleaned_data["picked"]]
        left = [form for form in forms if not form.cleaned_data["picked"]]
        rows = [form.pick() for form in picked]
        rows += [_picked(row_for(document, self.statement, self.choice)) for document in self.head.found]
        rows += [services.Picked(title=words) for words in self.head.words]
        return services.annex_compile(
            statement=self.statement,
            annex=self.annex,
            by=self.request.user,
            rows=rows,
            choice=self.choice,
            title=cleaned["title"],
            columns=cleaned["columns"],
            shown=[key for form in forms if (key := form.cleaned_data["entry"])],
            passed=[form.row.document.pk for form in left if form.row.document],
            expected=cleaned["seen"],
            change=cleaned.get("change", ""),
        )

    def refuse(self, refusal: ValidationError) -> None:
        """What was typed stays; where somebody else changed the annex, the next save stores it over theirs."""
        if getattr(refusal, "code", "") == "changed":
            data = self.request.POST.copy()
            data["seen"] = fingerprint(self.annex)
            self.take(data)
            self.is_valid()
        self.head.refuse(refusal)

    @property
    def query(self) -> str:
        """The choice as an address, so that saving goes by the one that was looked at."""
        query = QueryDict(mutable=True)
        for name in ("topics", "questions", "meetings"):
            query.setlist(name, [str(key) for key in getattr(self.choice, name)])
        for name in ("first", "last"):
            query[name] = ((day := getattr(self.choice, name)) and day.isoformat()) or ""
        for name in ("unsent", "contributions"):
            if getattr(self.choice, name):
                query[name] = "on"
        query["chosen"] = "1"
        return query.urlencode()


def _key(row: ProposedRow) -> str:
    return f"e{row.entry.pk}" if row.entry else f"d{row.document.pk}"  # type: ignore[union-attr]


def _posted(form: CompiledRowForm, name: str) -> int:
    value = form.data.get(form.add_prefix(name), "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _initial(row: ProposedRow, place: int) -> dict[str, Any]:
    words = row.words
    if row.entry:
        words = {name: getattr(row.entry, name) for name in ("symbol", "source", "title", "brief")}
    keys = {"entry": row.entry and row.entry.pk, "document": row.document and row.document.pk}
    return keys | {"picked": not row.is_passed, "position": place} | words


def _picked(row: ProposedRow) -> services.Picked:
    return services.Picked(document=row.document, taken=row.words, **row.words)


class CompilePages:
    """For the admin of statements: a new annex, and one that is compiled again."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<path:object_id>/compile/", wrap(self.compile_view), name="liaison_statement_compile"),
            path(
                "<path:object_id>/compile/<int:number>/",
                wrap(self.compile_view),
                name="liaison_statement_compile_again",
            ),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def compile_view(self, request: HttpRequest, object_id: str, number: int | None = None) -> HttpResponse:
        statement = self._found(request, object_id)  # type: ignore[attr-defined]
        if not self.has_change_permission(request, statement):  # type: ignore[attr-defined]
            raise PermissionDenied
        if not statement.is_draft:
            text = _("It is no draft any longer, so its annexes cannot be changed.")
            self.message_user(request, text, messages.WARNING)  # type: ignore[attr-defined]
            return HttpResponseRedirect(statement.get_admin_url())
        statement = Statement.objects.for_detail().get(pk=statement.pk)
        annex = next((row for row in statement.annexes.all() if row.number == number), None)
        if number is not None and annex is None:
            raise Http404
        page = CompilePage(request, statement, annex)
        if request.method != "POST" or page.choice_form.errors:
            page.open()
            return self._compile_answer(request, page)
        page.take(request.POST)
        if "_add" in request.POST:
            added = page.add()
            said = ngettext("%(n)d row was added below.", "%(n)d rows were added below.", added) % {"n": added}
            return self._compile_answer(request, page, said=said if added else "")
        if page.is_valid():
            try:
                saved = page.save()
            except ValidationError as refusal:
                page.refuse(refusal)
            else:
                return self._compiled(request, statement, saved)
        return self._compile_answer(request, page, is_refused=True)

    def _compiled(self, request: HttpRequest, statement: Statement, annex: Annex) -> HttpResponse:
        self.log_change(request, statement, _("Annex %(number)d compiled") % {"number": annex.number})  # type: ignore[attr-defined]
        rows = annex.entries.count()
        words = ngettext("The annex has %(n)d row.", "The annex has %(n)d rows.", rows) % {"n": rows}
        self.message_user(request, words, messages.SUCCESS)  # type: ignore[attr-defined]
        if "_continue" in request.POST:
            url = reverse("admin:liaison_statement_compile_again", args=[statement.pk, annex.number])
            return HttpResponseRedirect(url)
        return HttpResponseRedirect(statement.get_admin_url() + "#annexes-group")

    def _compile_answer(
        self, request: HttpRequest, page: CompilePage, *, said: str = "", is_refused: bool = False
    ) -> HttpResponse:
        annex = page.annex
        title = _("Compile annex %(number)d again") % {"number": annex.number} if annex else _("Compile an annex")
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": title,
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": page.statement,
            "page": page,
            "media": self.media + page.choice_form.media,  # type: ignore[attr-defined]
            "said": said,
            "is_refused": is_refused,
        }
        return TemplateResponse(request, "admin/liaison/statement/compile.html", context)
