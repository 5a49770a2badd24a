"""How often a password or a code may be wrong.

Five times within five minutes for one account from one address. Whoever types another's name again and again from
elsewhere does not lock that person out: after fifty failures within an hour, from wherever, each address may try once
a minute. A code is six digits, and who is asked for one knew the password: twenty wrong ones within an hour are the
most for an account from all addresses together.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from contacts import attempts
from contacts.attempts import Limit

PAIR = Limit("password", 5, 5 * 60)
SLOWED = Limit("password", 1, 60)
ACCOUNT = Limit("account", 50, 3600)
CODE = Limit("code", 5, 5 * 60)
CODES = Limit("codes", 20, 3600)
USED = Limit("used code", 1, 120)  # longer than a code is good for, with its tolerance


@contextlib.contextmanager
def password_attempt(account: str, address: str) -> Iterator[None]:
    """What is within tries a password, and raises whatever it likes if that is wrong. Raises TooManyError before."""
    name = account.casefold()
    limit = SLOWED if attempts.is_reached(ACCOUNT, name) else PAIR
    attempts.take(limit, name, address)
    try:
        yield
    except Exception:
        attempts.note(ACCOUNT, name)
        raise
    attempts.forget(PAIR, name, address)


@contextlib.contextmanager
def code_attempt(account: int, address: str) -> Iterator[None]:
    """Likewise for a code."""
    attempts.take(CODE, account, address)
    taken = attempts.take(CODES, account)
    yield
    attempts.forget(CODE, account, address)
    taken.delete()
