"""Made-up texts in six languages whose words are as common and as rare as those of real ones (Zipf's law)."""

from __future__ import annotations

import bisect
import itertools
import random

LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh"]
VOCABULARY = 30_000  # words of a language
SYLLABLES = {
    "en": "ba con der est fil gra hor int ket lum mor net ond pra rel ser tan ver wil yst".split(),
    "fr": "ba cou dé ére fin gra hon int leu mai né ond pré rè soi tion vou".split(),
    "es": "ba cue dor ese fin gra hor ito lla mar ño ond pre rro ser ción ver".split(),
    "ru": "ба вод дел ени жар зна ком лен мор ние осн пра рез сто тел уча".split(),
    "ar": "با تر جم حد دو رس سل شر صن عم فن قد كت لم من نو".split(),
    "zh": [chr(0x4E00 + 13 * number) for number in range(600)],
}


def vocabulary(code: str) -> list[str]:
    """Words of one syllable first, then longer ones: as in real languages common words are short, in no order else."""
    dice = random.Random(code)  # noqa: S311 -- made-up words, the same each time
    parts = SYLLABLES[code]
    found: dict[str, None] = {}
    for syllables in (2, 3) if code == "zh" else (1, 2, 3, 4):
        wanted = min(VOCABULARY - len(found), len(parts) ** syllables // 2)
        enough = len(found) + wanted
        while len(found) < enough:
            found["".join(dice.choices(parts, k=syllables))] = None
    return list(found)


class Language:
    """Draws words of one language. The first of its list are in every text, the last in hardly any."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.words = vocabulary(code)
        self.steps = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def draw(self, dice: random.Random, count: int) -> list[str]:
        top = self.steps[-1]
        return [self.words[bisect.bisect(self.steps, dice.random() * top)] for _ in range(count)]

    def text(self, dice: random.Random, count: int) -> str:
        words = self.draw(dice, count)
        if self.code == "zh":
            return "，".join("".join(words[start : start + 8]) for start in range(0, count, 8)) + "。"
        return " ".join(words) + "."


ALL = {code: Language(code) for code in LANGUAGES}


def language_of(number: int) -> str:
    """Half of all texts are in English, a tenth in each of the others."""
    return "en" if number % 2 else LANGUAGES[1 + number // 2 % 5]
