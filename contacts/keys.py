"""The keys under which names are matched and codes are ordered."""

import re
import unicodedata


def match_key(text: str) -> str:
    """Letters and digits, without accents, case, spaces or punctuation.

    `"Côte d’Ivoire"` and `"COTE D'IVOIRE"` give one key; "" for text without a letter or digit.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def natural_key(text: str) -> str:
    """Orders codes as people do: SG2 before SG11."""
    return re.sub("[0-9]+", lambda run: run[0].zfill(9), text.casefold())
