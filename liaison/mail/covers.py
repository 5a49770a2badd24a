"""The words of the mail that carries a statement, in the six languages; staff may change them before it goes.

`{symbol}` and `{link}` stand for what is known only when the statement is sent: its number, and its page.
"""

from __future__ import annotations

import re

from liaison.letter.labels import base_language, colon, labels, printed_date
from liaison.models import Party, Statement

SYMBOL, LINK = "{symbol}", "{link}"
PLACES = re.compile(r"\{(symbol|link)\}")

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "hello": "Dear colleagues,",
        "attached": "Please find attached a liaison statement.",
        "corrected": "Please find attached a corrected liaison statement. It takes the place of the one sent before.",
        "number": "Number",
        "page": "Web page",
        "regards": "Kind regards,",
    },
    "fr": {
        "hello": "Chères et chers collègues,",
        "attached": "Vous trouverez ci-joint une note de liaison.",
        "corrected": "Vous trouverez ci-joint une note de liaison corrigée. Elle remplace celle envoyée précédemment.",
        "number": "Numéro",
        "page": "Page web",
        "regards": "Cordialement,",
    },
    "es": {
        "hello": "Estimadas y estimados colegas:",
        "attached": "Se adjunta una declaración de coordinación.",
        "corrected": "Se adjunta una declaración de coordinación corregida, que sustituye a la enviada anteriormente.",
        "number": "Número",
        "page": "Página web",
        "regards": "Atentamente,",
    },
    "ru": {
        "hello": "Уважаемые коллеги!",
        "attached": "Направляем во вложении заявление о взаимодействии.",
        "corrected": "Направляем во вложении исправленное заявление о взаимодействии. Оно заменяет направленное ранее.",
        "number": "Номер",
        "page": "Веб-страница",
        "regards": "С уважением,",
    },
    "ar": {
        "hello": "الزملاء الأعزاء،",
        "attached": "تجدون مرفقاً بيان اتصال.",
        "corrected": "تجدون مرفقاً بيان اتصال مصححاً يحل محل البيان الذي أُرسل سابقاً.",
        "number": "الرقم",
        "page": "صفحة الويب",
        "regards": "وتفضلوا بقبول فائق التقدير،",
    },
    "zh": {
        "hello": "各位同事：",
        "attached": "随函附上联络声明。",
        "corrected": "随函附上更正后的联络声明，以取代此前发送的版本。",
        "number": "编号",
        "page": "网页",
        "regards": "此致",
    },
}


def subject_for(statement: Statement, language: str, *, numbered: bool) -> str:
    """“Liaison statement SG2/LS12 (ITU-D SG2 Q3/2): title”."""
    kind = labels(language)["liaison_statement"]
    sender = "; ".join(party.short for party in statement.senders)
    named = " ".join(filter(None, [kind, SYMBOL if numbered else "", f"({sender})" if sender else ""]))
    return f"{named}{colon(language)}{statement.title.strip()}"


def text_for(
    statement: Statement, party: Party, language: str, *, numbered: bool, linked: bool, signature: str = ""
) -> str:
    """`signature` is the name under it; a copy is told to whom the statement goes."""
    words, printed = WORDS[base_language(language)], labels(language)
    receivers = [party] if party.part == Party.Part.TO else statement.recipients
    purpose = party.purpose or ("information" if party.part == Party.Part.CC else "")
    facts = [
        (printed["title"], statement.title.strip()),
        (words["number"], SYMBOL if numbered else ""),
        (printed["from"], "; ".join(sender.printed for sender in statement.senders)),
        (printed["to"], "; ".join(receiver.printed for receiver in receivers)),
        (printed["cc"], party.printed if party.part == Party.Part.CC else ""),
        (printed["for"], printed[purpose] if purpose else ""),
        (printed["deadline"], printed_date(party.deadline, language) or party.deadline_text),
        (printed["reply_to"], statement.reply_to),
    ]
    lines = [f"{label}{colon(language)}{value}" for label, value in facts if value]
    if linked:  # in a line of its own: an address within Arabic words breaks in the wrong place
        lines += ["", f"{words['page']}{colon(language).rstrip()}", LINK]
    opening = words["corrected" if statement.is_correction else "attached"]
    closing = "\n".join(filter(None, [words["regards"], signature]))
    return "\n\n".join([words["hello"], opening, "\n".join(lines), closing])


def filled(text: str, *, symbol: str, link: str) -> str:
    """With number and page in their places, whatever else stands in braces left alone."""
    values = {"symbol": symbol, "link": link}
    return PLACES.sub(lambda place: values[place[1]], text)
