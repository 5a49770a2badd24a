"""The key under which names are matched: letters and digits, without accents, case, spaces or punctuation."""

import unicodedata


def match_key(text: str) -> str:
    """`"Côte d’Ivoire"` and `"COTE D'IVOIRE"` give one key; "" for text without a letter or digit."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())
