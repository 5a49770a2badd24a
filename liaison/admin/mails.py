"""The queue of mails: what waits, what went out, and what somebody has to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.admin.desk import ReadOnlyAdmin
from contacts.enumeration import enumerated
from contacts.refusable import RefusableForm
from liaison.mail.services import mail_arrived, mail_cancel, mail_retry
from liaison.models import Mail

State = Mail.State


@dataclass(frozen=True)
class MailAct:
    """`states` says where its button is shown; whether it may be done the service decides."""

    name: str
    label: Any
    explanation: Any
    done: Any
    service: Callable[..., Mail]
    states: list[str]
    is_grave: bool = False

    def is_offered(self, mail: Mail) -> bool:
        return mail.state in self.states


ACTS = {
    act.name: act
    for act in [
        MailAct(
            "arrived",
            gettext_lazy("It arrived"),
            gettext_lazy("You know from the receiver that the mail is there. It is recorded as sent."),
            gettext_lazy("The mail is recorded as sent."),
            mail_arrived,
            [State.UNKNOWN],
        ),
        MailAct(
            "send-again",
            gettext_lazy("Send again"),
            gettext_lazy(
                "You know from the receiver that the mail did not arrive. It goes out once more, and if it did arrive "
                "after all, it arrives twice. Say in the note how you know."
            ),
            gettext_lazy("The mail waits to be sent again."),
            mail_retry,
            [State.UNKNOWN],
            is_grave=True,
        ),
        MailAct(
            "try-again",
            gettext_lazy("Try again"),
            gettext_lazy("The mail is tried again from the beginning, to the addresses that did not take it."),
            gettext_lazy("The mail waits to be tried again."),
            mail_retry,
            [State.FAILED],
        ),
        MailAct(
            "cancel",
            gettext_lazy("Cancel"),
            gettext_lazy("The mail is not tried any more. Addresses that took it keep it. This cannot be undone."),
            gettext_lazy("The mail is not tried any more."),
            mail_cancel,
            [State.QUEUED, State.FAILED, State.UNKNOWN],
            is_grave=True,
        ),
    ]
}


class MailActForm(RefusableForm):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Kept with the mail and among the events of its statement; staff only."),
    )


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    change_form_template = "admin/liaison/mail/change_form.html"
    list_display = ["state_shown", "subject_shown", "recipients_shown", "attempts", "next_try", "answered", "queued"]
    list_display_links = ["subject_shown"]
    list_filter = ["state", "kind", "language"]
    search_fields = ["subject", "addresses__email", "statement__title", "statement__symbol", "message_id"]
    search_help_text = gettext_lazy("By words of the subject, address, or statement.")
    ordering = ["-queued_at", "-pk"]
    date_hierarchy = "queued_at"
    actions = ["try_selected", "cancel_selected"]
    readonly_fields = ["text_shown", "next_try", "message_id_shown"]

    class Media:
        css = {"all": ["desk/mails.css"]}

    def get_fieldsets(self, request: HttpRequest, obj: Mail | None = None) -> Any:
        """Without what says nothing of this mail."""
        of_subscriber = ["unsubscribe_url"] if obj and obj.unsubscribe_url else []
        of_thread = ["references"] if obj and obj.references else []
        of_worker = [("leased_until", "leased_by")] if obj and obj.leased_by else []
        times = [("queued_at", "queued_by"), ("attempts", "next_try"), ("handed_over_at", "sent_at")]
        return [
            (None, {"fields": ["subject", ("kind", "language"), ("statement", "party"), "text_shown"]}),
            (_("Delivery"), {"fields": [*times, *of_worker, ("message_id_shown", "size"), *of_thread, *of_subscriber]}),
        ]

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        queryset = super().get_queryset(request).of_the_desk()
        place = request.resolver_match.url_name if request.resolver_match else ""
        return queryset.for_list().defer("text") if place == "liaison_mail_changelist" else queryset.for_detail()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        waiting_since = Mail.objects.neglected().values_list("next_try_at", flat=True).first()
        counts = [(state, State(state).label, number) for state, number in Mail.objects.of_the_desk().counts().items()]
        context = {"counts": counts, "waiting_since": waiting_since} | (extra_context or {})
        return super().changelist_view(request, context)

    @admin.display(description=gettext_lazy("subject"), ordering="subject")
    def subject_shown(self, mail: Mail) -> str:
        return Truncator(mail.subject).chars(80)

    @admin.display(description=gettext_lazy("to"))
    def recipients_shown(self, mail: Mail) -> str:
        return enumerated(address.email for address in mail.recipients)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, mail: Mail) -> str:
        return format_html('<span class="desk-state desk-mail-{}">{}</span>', mail.state, mail.get_state_display())

    @admin.display(description=gettext_lazy("next try"), ordering="next_try_at")
    def next_try(self, mail: Mail) -> str:
        return _short(mail.next_try_at) if mail.is_waiting else str(self.get_empty_value_display())

    @admin.display(description=gettext_lazy("queued"), ordering="queued_at")
    def queued(self, mail: Mail) -> str:
        return _short(mail.queued_at)

    @admin.display(description=gettext_lazy("last answer"))
    def answered(self, mail: Mail) -> str:
        return Truncator(mail.answer).chars(80)

    @admin.display(description=gettext_lazy("text"))
    def text_shown(self, mail: Mail) -> str:
        text = '<pre class="desk-mail-text" dir="auto" lang="{}">{}</pre>'
        return format_html(text, mail.language, mail.text)

    @admin.display(description="Message-ID")
    def message_id_shown(self, mail: Mail) -> str:
        return format_html('<bdi dir="ltr">{}</bdi>', mail.message_id)

    @admin.action(description=gettext_lazy("Try the selected failed mails again"), permissions=["act"])
    def try_selected(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        self._do_each(request, ACTS["try-again"], queryset)

    @admin.action(description=gettext_lazy("Cancel the selected waiting and failed mails"), permissions=["act"])
    def cancel_selected(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        """What is unknown is decided one by one."""
        self._do_each(request, ACTS["cancel"], queryset.in_state(State.QUEUED, State.FAILED))

    def _do_each(self, request: HttpRequest, act: MailAct, queryset: QuerySet[Mail]) -> None:
        """Those that it is for, each in a transaction of its own: one that changed meanwhile is left as it is."""
        done = 0
        for mail in queryset.in_state(*act.states):
            try:
                act.service(mail=mail, by=request.user)
            except ValidationError:
                continue
            done += 1
            self.log_change(request, mail, str(act.label))
        text = ngettext("Done with %(number)d mail.", "Done with %(number)d mails.", done) % {"number": done}
        left = _("The others are left as they are: this is not for their state.")
        self.message_user(request, text if done else left, messages.SUCCESS if done else messages.WARNING)

    # What may be done

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("liaison.change_mail")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None:
            may = self.has_act_permission(request)
            acts = [act for act in ACTS.values() if may and act.is_offered(obj)]
            context |= {"mail": obj, "acts": acts}
        return super().render_change_form(request, context, add=add, obj=obj, **kwargs)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.act_view)
        return [path("<path:object_id>/act/<slug:name>/", view, name="liaison_mail_act"), *super().get_urls()]

    def act_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        mail, act = self.get_object(request, unquote(object_id)), ACTS.get(name)
        if mail is None or act is None:
            raise Http404
        if not (self.has_view_permission(request, mail) and self.has_act_permission(request)):
            raise PermissionDenied
        form = MailActForm(request.POST or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            try:
                act.service(mail=mail, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                self.log_change(request, mail, str(act.label))
                self.message_user(request, act.done, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:liaison_mail_change", args=[mail.pk]))
        context = {"title": act.label, "opts": self.opts, "mail": mail, "act": act, "form": form}
        return TemplateResponse(request, "admin/liaison/mail/act.html", self.admin_site.each_context(request) | context)


def _short(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
