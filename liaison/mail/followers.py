"""What becomes of mails to followers: none is kept, and none that waits tells what is no longer to be told."""

from __future__ import annotations

from liaison.models import Follower, Mail, MailAddress, MailHtml, Statement

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


def take_out(statement: Statement) -> None:
    """Within the act by which it is no longer public, or not with the same words: mails that wait leave it out.

    What is left of such a mail goes as text alone.
    """
    if not statement.slug:
        return
    end = f"/statements/{statement.slug}/"
    for mail in Mail.objects.waiting().filter(kind=Mail.Kind.SUBSCRIPTION, text__contains=end).select_for_update():
        blocks = [block for block in mail.text.split("\n\n") if not _speaks_of(block, end)]
        Mail.objects.filter(pk=mail.pk).update(text="\n\n".join(blocks))
        MailHtml.objects.filter(mail=mail).delete()


def _speaks_of(block: str, end: str) -> bool:
    return any(line.endswith(end) for line in block.splitlines())
