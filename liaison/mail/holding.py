"""After a restore: mails that waited when the backup was made may have left since, so none leaves by itself."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from liaison.models import Mail, MailStep

State = Mail.State


@transaction.atomic
def mails_hold(*, since: datetime.datetime) -> int:
    """Whatever waited or was being sent at the time of the backup is unknown now: somebody decides about each."""
    mails = list(Mail.objects.in_state(State.QUEUED, State.SENDING))
    note = _("Restored from a backup of %(time)s, when it had not been sent: it may have been since.")
    note %= {"time": f"{since:%Y-%m-%d %H:%M}"}
    for mail in mails:
        mail.state, mail.answer, mail.handed_over_at = State.UNKNOWN, note, mail.handed_over_at or since
        mail.save(update_fields=["state", "answer", "handed_over_at"])
        MailStep.objects.create(mail=mail, kind=MailStep.Kind.UNKNOWN, note=note)
    return len(mails)
