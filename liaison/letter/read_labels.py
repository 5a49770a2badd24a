"""The labels of the form: which words, in which language, open which part of a statement.

The labels that we print ourselves, in six languages, are read as well as the rows of SPELLINGS. A new form of another
organisation adds rows; what the parts mean does not change. Accents, case, an asterisk, "(s)" and the colon make no
difference to a label.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .labels import LABELS
from .letter import PURPOSES
from .text_lines import Line, flat

# field, language, labels
SPELLINGS: tuple[tuple[str, str, str], ...] = (
    ("to", "en", "to | addressed to | recipient | recipients | addressee | addressees | destination"),
    ("to", "fr", "à | a | destinataire | destinataires"),
    ("to", "es", "para | destinatario | destinatarios"),
    ("to", "ru", "кому | адресат | адресаты"),
    ("from", "en", "from | source | sources | sender | originator | submitted by | originating group"),
    ("from", "fr", "de | origine | expéditeur"),
    ("from", "es", "de | origen | remitente"),
    ("from", "ru", "от | от кого | источник"),
    ("for", "en", "for | purpose | purpose of liaison | liaison for"),
    ("for", "fr", "pour | objectif | but"),
    ("for", "es", "finalidad | propósito"),
    ("for", "ru", "для | цель"),
    (
        "approval",
        "en",
        "approval | approved | approved by | approved at | agreed | agreed by | agreed at | agreed to at",
    ),
    ("approval", "fr", "approbation | approuvé par | approuvée par"),
    ("approval", "es", "aprobación | aprobado por | aprobada por"),
    ("approval", "ru", "утверждено | утверждение | согласовано"),
    ("deadline", "en", "deadline | deadline for reply | deadline for response | deadline for comments | reply by"),
    (
        "deadline",
        "en",
        "deadline for action | response required by | date for reply | due date | due | reply requested by",
    ),
    ("deadline", "fr", "date limite | délai | échéance"),
    ("deadline", "es", "plazo | fecha límite"),
    ("deadline", "ru", "предельный срок | срок | крайний срок"),
    ("contact", "en", "contact | contacts | contact person | contact persons | contact point | contact points"),
    ("contact", "en", "contact details | for contact | liaison officer | liaison contact | liaison rapporteur"),
    (
        "contact",
        "en",
        "bdt focal point | focal point | focal points | bdt focal points | tsb focal point | br focal point",
    ),
    ("contact", "fr", "contact | personne à contacter | point de contact | coordonnateur du bdt"),
    ("contact", "es", "contacto | persona de contacto | punto de contacto | coordinador de la bdt"),
    ("contact", "ru", "для контактов | контакт | контактное лицо | координатор брэ"),
    ("cc", "en", "cc | c.c. | copy | copies | copy to | copies to | copied to"),
    ("cc", "fr", "copie | copie à | copies à"),
    ("cc", "es", "copia | copia a | con copia a"),
    ("cc", "ru", "копия | копии"),
    ("in_reply_to", "en", "in reply to | reply to | in response to | response to | in answer to | answer to"),
    ("in_reply_to", "en", "reply to the liaison statement | reply to liaison statement | reply to ls | in reply to ls"),
    ("in_reply_to", "fr", "en réponse à | réponse à"),
    ("in_reply_to", "es", "en respuesta a | respuesta a"),
    ("in_reply_to", "ru", "в ответ на | ответ на"),
    (
        "reply_to",
        "en",
        "replies to | send replies to | send any reply to | send reply to | reply address | address for replies",
    ),
    ("reply_to", "fr", "adresser les réponses à | réponses à"),
    ("reply_to", "es", "respuestas a | enviar respuestas a"),
    ("reply_to", "ru", "ответы направлять"),
    (
        "symbol",
        "en",
        "symbol | document | document no. | document no | document number | document symbol | doc. no. | doc",
    ),
    ("symbol", "en", "doc. | document n° | document #"),
    ("symbol", "fr", "document | cote"),
    ("symbol", "es", "documento | signatura"),
    ("symbol", "ru", "документ"),
    ("reference", "en", "reference | references | ref | ref. | our reference | your reference"),
    ("reference", "fr", "référence | références | réf."),
    ("reference", "es", "referencia | referencias"),
    ("reference", "ru", "ссылка | ссылки"),
    ("meeting", "en", "meeting | meeting place and date | meeting place and dates | place and date | place, date"),
    ("meeting", "fr", "réunion | lieu et date"),
    ("meeting", "es", "reunión | lugar y fecha"),
    ("meeting", "ru", "собрание"),
    ("date", "en", "date | dated | date of issue | issued"),
    ("date", "fr", "date"),
    ("date", "es", "fecha"),
    ("date", "ru", "дата"),
    ("title", "en", "title | subject"),
    ("title", "fr", "titre | objet"),
    ("title", "es", "título | asunto"),
    ("title", "ru", "название | тема"),
    ("question", "en", "question | questions"),
    ("question", "es", "cuestión | cuestiones"),
    ("question", "ru", "вопрос | вопросы"),
    ("action_required", "en", "action required | required action | action requested"),
    ("action_required", "fr", "suite à donner"),
    ("action_required", "es", "acción solicitada"),
    ("action_required", "ru", "требуемые действия"),
    ("study_period", "en", "study period"),
    ("study_period", "fr", "période d'études"),
    ("study_period", "es", "periodo de estudios | período de estudios"),
    ("study_period", "ru", "исследовательский период"),
    ("original", "en", "original | original language | language"),
    ("original", "fr", "original | langue"),
    ("original", "es", "original | idioma"),
    ("original", "ru", "оригинал"),
    ("keywords", "en", "keywords | keyword | key words"),
    ("keywords", "fr", "mots clés | mots-clés"),
    ("keywords", "es", "palabras clave"),
    ("keywords", "ru", "ключевые слова"),
    ("abstract", "en", "abstract | summary"),
    ("abstract", "fr", "résumé"),
    ("abstract", "es", "resumen"),
    ("abstract", "ru", "резюме"),
    ("attachments", "en", "attachments | attachment | list of attachments | attached | enclosures | enclosure"),
    ("attachments", "fr", "pièces jointes | pièce jointe"),
    ("attachments", "es", "documentos adjuntos | adjuntos"),
    ("attachments", "ru", "вложения"),
    ("next_meeting", "en", "next meeting | next meetings | date of next meeting | date of next meetings"),
    ("next_meeting", "en", "dates of next meetings | next meeting dates"),
    ("next_meeting", "fr", "prochaine réunion | prochaines réunions"),
    ("next_meeting", "es", "próxima reunión | próximas reuniones"),
    ("next_meeting", "ru", "следующее собрание"),
)
# The words that say what a recipient is to do; each also stands in a label: "For action to:".
PURPOSE_WORDS: tuple[tuple[str, str], ...] = (
    ("action", "action | actions | décision | actuación | действий | действия | принятия мер | للإجراء"),
    (
        "comment",
        "comment | comments | commentaires | commentaire | observaciones | замечаний | комментариев | комментарии",
    ),
    ("information", "information | info | información | информации | сведения | للإحاطة"),
)
# our own printed labels: their name in LABELS and the part that they open
PRINTED = {
    **{
        name: name
        for name in ("to", "cc", "from", "for", "approval", "deadline", "in_reply_to", "meeting", "reference")
    },
    **{name: name for name in ("contact", "reply_to", "keywords", "abstract", "attachments", "original")},
    **{name: name for name in ("study_period", "action_required")},
    "bdt_focal_point": "contact",
    "document": "symbol",
    "also_issued_as": "symbol",
}
NOBODY = frozenset({"", "-", "–", "—", "--", "n/a", "na", "n.a.", "none", "nil", "néant", "ninguno", "нет", "无", "/"})
MASTHEAD = frozenset({"symbol", "reference", "date", "original", "study_period", "meeting", "title", "question"})
CORE = frozenset({"to", "from", "for", "purpose", "approval", "deadline", "contact", "cc", "in_reply_to", "reply_to"})
ONE_LINE = frozenset({"date", "deadline", "for", "symbol", "original", "study_period", "reference", "question"})
PEOPLE = re.compile(
    r"\b(?:focal points?|contact (?:person|point)s?|co-?rapporteurs?|rapporteurs?|coordinators?)\b", re.I
)
MAX_LABEL = 60  # characters


@functools.lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """What is compared: no accents, no case, no asterisk or bracketed plural, one space."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace("’", "'")
    plain = plain.replace("(s)", "").replace("*", "")
    return flat(plain).casefold().strip(" :：.-")


def _keys(names: str) -> list[str]:
    return [label_key(name) for name in names.split("|")]


def _spellings() -> Iterator[tuple[str, str, str]]:
    """Field, language and key of each label."""
    for field, language, names in SPELLINGS:
        yield from ((field, language, key) for key in _keys(names))
    for language, words in LABELS.items():
        for name, field in PRINTED.items():
            yield field, language, label_key(words[name])


_FIELDS: dict[str, tuple[str, frozenset[str]]] = {}
for _field, _language, _key in _spellings():
    _first, _known = _FIELDS.get(_key, (_field, frozenset()))
    _FIELDS[_key] = (_first, _known | {_language})

PURPOSE_BY_WORD = {key: purpose for purpose, names in PURPOSE_WORDS for key in _keys(names)} | {
    label_key(words[f"{prefix}{purpose}"]): purpose
    for words in LABELS.values()
    for purpose in PURPOSES
    for prefix in ("", "for_")
}
_WORDS = "|".join(sorted(map(re.escape, PURPOSE_BY_WORD), key=len, reverse=True))
PURPOSE_WORD = re.compile(rf"(?<!\w)(?:{_WORDS})(?!\w)")
_FOR = r"(?:for|pour|para|для)"
PURPOSE_LABEL = re.compile(
    rf"(?:(?:to|a|para|кому)[ ,-]*)?\(?(?:{_FOR} )?(?:the )?(?P<purpose>{_WORDS})\)?(?: (?:to|by|of|a|au|aux))?"
)
FOR_PURPOSE = re.compile(rf"{_FOR} (?:the |your |their )?(?P<purpose>(?:{_WORDS})(?:\W.*)?)")


@dataclass(frozen=True)
class Label:
    """`printed` has no colon; `rest` follows on the same line; `marked` means that a colon or a tab ends the label."""

    field: str
    printed: str
    rest: str
    marked: bool
    languages: frozenset[str]
    purpose: str | None = None


def is_nobody(text: str) -> bool:
    if len(text) > MAX_LABEL:
        return False
    return flat(text).casefold().strip(" .") in NOBODY or flat(text).casefold() in NOBODY


def purposes_in(text: str) -> list[str]:
    """The purposes whose words stand in the text, each once, in its order."""
    found = [PURPOSE_BY_WORD[word] for word in PURPOSE_WORD.findall(label_key(text))]
    return list(dict.fromkeys(found))


def read_label(line: Line) -> Label | None:
    """The label with which a line begins, or that it is."""
    if not line.cells:
        return None
    first = line.cells[0]
    head, colon, rest = _cut(first)
    others = [cell for cell in line.cells[1:] if cell]
    if colon and len(head) <= MAX_LABEL and (label := _known_label(head, "\n".join([rest, *others]).strip(), True)):
        return label
    if len(first) > MAX_LABEL:
        return None
    if others:
        return _known_label(first, "\n".join(others), True)
    if match := FOR_PURPOSE.fullmatch(label_key(first)):
        printed, _, rest = first.partition(" ")
        if purposes_in(match["purpose"]) and not re.search(r"\d", rest):
            return Label("for", printed, rest, False, frozenset())
    return _known_label(first, "", False)


def _cut(text: str) -> tuple[str, str, str]:
    match = re.search(r"[:：]", text[: MAX_LABEL + 2])
    if not match:
        return text, "", ""
    head, rest = text[: match.start()], text[match.end() :]
    return head.strip(), ":", rest.strip().removeprefix("*").strip()


def _known_label(printed: str, rest: str, marked: bool) -> Label | None:
    key = label_key(printed)
    if key in _FIELDS and (marked or len(key) > 1):
        field, languages = _FIELDS[key]
        return Label(field, flat(printed), rest, marked, languages)
    if marked and (match := PURPOSE_LABEL.fullmatch(key)):
        return Label("purpose", flat(printed), rest, True, frozenset(), PURPOSE_BY_WORD[match["purpose"]])
    if marked and PEOPLE.search(key) and len(key.split()) <= 6 and not re.search(r"[.;]", key):
        return Label("contact", flat(printed), rest, True, frozenset())
    return None
