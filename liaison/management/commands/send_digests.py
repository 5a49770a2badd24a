"""Once a day: tell followers of lists what is new on them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from liaison.digests.sending import digests_send


class Command(BaseCommand):
    help = (
        "Queue a mail to each follower of whose lists something is new, and erase addresses that were not confirmed "
        "in time or could not be reached for long. Run it once a day; again on the same day does nothing more."
    )

    def handle(self, **options: Any) -> None:
        done = digests_send()
        self.stdout.write(
            f"{done['queued']} mails queued, nothing new for {done['quiet']}. "
            f"Erased: {done['expired']} requests, {done['erased']} addresses."
        )
