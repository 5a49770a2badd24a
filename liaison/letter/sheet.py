"""The sheet: what a printed copy shows that is no part of the statement itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """What each writer of copies (HTML, PDF, Word, text) takes beside the Letter.

    `letterhead`: the home body's lines, the short name first ("ITU-D", the organisation, the sector).
    `banner`: words that stand on every page, "" for none: `labels(language)["draft"]` on what is not agreed, the
    words of the withdrawal on what was withdrawn.
    `transcription`: the statement came in from others, so it is printed on a neutral sheet that says that it is a
    transcription; the letterhead is then left out whatever it holds.
    `only_annex`: the number of the one annex to print; None prints the whole statement.
    `changed`: when what is printed last changed; absent, the statement's date stands for it. It becomes the file's
    date, so that one letter on one sheet is the same file each time.
    """

    letterhead: tuple[str, ...] = ()
    banner: str = ""
    transcription: bool = False
    only_annex: int | None = None
    changed: datetime.datetime | None = None
