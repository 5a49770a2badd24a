"""What follows from the senders and recipients of a statement."""

from __future__ import annotations

import datetime
from typing import Any

from .parties import Party

PURPOSES = Party.Purpose.choices


class WithParties:
    """Of a statement. Parties are read from the prefetched rows, so a list costs no query for them."""

    parties: Any

    def _part(self, part: str) -> list[Party]:
        return [party for party in self.parties.all() if party.part == part]

    @property
    def senders(self) -> list[Party]:
        return self._part(Party.Part.FROM)

    @property
    def recipients(self) -> list[Party]:
        return self._part(Party.Part.TO)

    @property
    def copies(self) -> list[Party]:
        return self._part(Party.Part.CC)

    @property
    def received_by(self) -> list[Party]:
        """The recipients, then those in copy."""
        return [*self.recipients, *self.copies]

    @property
    def purposes(self) -> list[tuple[str, list[Party]]]:
        """What is asked, each purpose with the recipients of whom it is asked, in the order of Purpose."""
        asked = [(label, [party for party in self.recipients if party.purpose == value]) for value, label in PURPOSES]
        return [(label, parties) for label, parties in asked if parties]

    @property
    def deadlines(self) -> list[Party]:
        return [party for party in self.recipients if party.deadline or party.deadline_text]

    @property
    def outcomes(self) -> list[Party]:
        """Recipients of whom something is known or awaited."""
        return [party for party in self.recipients if party.has_news or party.is_asked]

    @property
    def recipients_asked(self) -> list[Party]:
        return [party for party in self.recipients if party.is_asked]

    @property
    def next_deadline(self) -> datetime.date | None:
        """The earliest day by which somebody who has not answered is to answer."""
        return min((party.deadline for party in self.recipients if party.is_open and party.deadline), default=None)

    @property
    def is_answered(self) -> bool:
        """Action or comment was asked, and all who were asked have answered."""
        return bool(self.recipients_asked) and not any(party.is_open for party in self.recipients)
