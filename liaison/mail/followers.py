"""What is left of a mail to a follower once its fate is known: nothing, and whether the address is still good."""

from __future__ import annotations

from liaison.models import Follower, Mail, MailAddress

FATE_OPEN = (Mail.State.QUEUED, Mail.State.SENDING)


def let_go(mail: Mail) -> None:
    """Within the transaction that settles a mail. One to a follower is deleted, so that no address is kept with it.

    One whose fate is unknown is not sent again either, for nobody may look at it to decide. An address that the
    server refused for good gets no more mails until its owner asks again.
    """
    if mail.kind != Mail.Kind.SUBSCRIPTION or mail.state in FATE_OPEN:
        return
    refused = [address.email for address in mail.recipients if address.state == MailAddress.State.REFUSED]
    if refused:
        Follower.objects.with_addresses(refused).pause()
    mail.delete()
