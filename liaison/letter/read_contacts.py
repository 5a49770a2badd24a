"""Contacts as a statement prints them: a name with its honorific, a role, an affiliation, then addresses.

    Ms Ada Example
    Co-Rapporteur for Question 3/2, Country
    E-mail: ada@example.org

A person begins at a line with an honorific, after a blank line, or after the e-mail address of the one before. The
affiliation stands after the last comma of the role's line, or on lines of its own, which are joined with ", ".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .labels import LABELS
from .letter import Contact
from .read_labels import is_nobody, label_key
from .text_lines import Findings, Line, flat, split_outside

HONORIFIC = re.compile(
    r"(?P<honorific>(?:(?:H\.?E\.?|Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Drs|Prof|Professor|Eng|Ing|Ir|Sir|Dame|Hon|Amb|Ambassador|Col|Capt|Gen|"
    r"MM|M|Mme|Mlle|Sr|Sra|Srta|Dra|Don|Doña|Г-н|Г-жа|г-н|г-жа|السيد|السيدة|الدكتور|الدكتورة)\.?[ \u00a0]+)+)(?=\S)",
)
AFTER_NAME = re.compile(r"\s?(女士|先生|小姐|博士|教授)$")
ROLE = re.compile(
    r"\b(?:(?:co|vice)-?\s?)?"
    r"(?:rapporteure?s?|chair(?:man|woman|person|s)?|president|secretary|editor|conven[eo]rs?)\b"
    r"|\b(?:focal points?|counsell?ors?|co-?ordinators?|coordonnat(?:eur|rice)s?|directors?|heads?|officers?|managers?|"
    r"advis[eo]rs?|experts?|engineers?|liaison|delegates?|representatives?|presidente|présidente?|relat(?:or|ora)e?s?|"
    r"(?:cor|vicer)elat(?:or|ora)e?s?|coordinadora?|conseill(?:er|ère)|consejer[oa]|"
    r"point de contact|punto de contacto)\b"
    r"|докладчик|председател|координатор|советник|المقرر|الرئيس|جهة الاتصال|报告人|主席|协调人|联系人|顾问|主任",
    re.I,
)
EMAIL = re.compile(
    r"(?:mailto:)?<?(?P<user>[\w.+'-]{1,64}(?:(?:\s?[\[({]\s?dot\s?[\])}]\s?| dot )[\w.+'-]{1,64}){0,3})"
    r"(?:@|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?| at (?=[\w-]+(?: dot [\w-]+)+))"
    r"(?P<host>[\w-]+(?:(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?| dot )[\w-]+){1,6})>?",
    re.I,
)
DOT = re.compile(r"\s?[\[({]\s?dot\s?[\])}]\s?| dot ", re.I)
_OWN = {name: [words[name] for words in LABELS.values()] for name in ("email", "phone")}


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted((re.escape(word.rstrip(".")) for word in words), key=len, reverse=True))


_EMAIL_LABELS = _either(
    [
        *_OWN["email"],
        "E-mail address",
        "E-mail",
        "Email address",
        "Email",
        "Mail",
        "Courriel",
        "Correo electrónico",
        "Correo",
    ]
)
_PHONE_LABELS = _either(
    [
        *_OWN["phone"],
        "Telephone",
        "Tel. number",
        "Tel. No",
        "Tel",
        "Phone number",
        "Phone",
        "Mobile",
        "Cell",
        "Téléphone",
        "Tél",
        "Teléfono",
        "Телефон",
    ]
)
_OTHER_LABELS = (
    "Address|Adresse|Dirección|Адрес|Fax|Name|Nom|Nombre|Organi[sz]ation|Country|Pays|País|Affiliation|Company|"
    "Role|Function|Title"
)
PART = re.compile(
    rf"(?<![\w-])(?:(?P<email>{_EMAIL_LABELS})|(?P<phone>{_PHONE_LABELS})|(?P<other>{_OTHER_LABELS}))"
    rf"(?:\(s\))?\s?(?:\.\s?:?|[:：]|(?=\s[+(\d]))\s?",
    re.I,
)
COMBINED = re.compile(r"(?:tel(?:ephone)?|phone)\.?\s?/\s?fax\.?\s?(?:/\s?e-?mail)?\s?[:：]\s?", re.I)
COMBINED_CUT = re.compile(r"\s/\s|;")
PHONE = re.compile(r"\+?\(?\d[\d\s()./\u2010-\u2015-]{5,25}\d(?:\s?(?:ext|x)\.?\s?\d{1,6})?")
COMMA = re.compile(r"[,،，]\s?")
AFTER_COMMA_IS_ROLE = re.compile(
    r"^(?:Questions?\b|Q\.?\s?\d|ITU-[DRT]\b|Study Group|SG\s?\d|WP|Working Party|Cuesti|Вопрос)", re.I
)
INVERTED_COUNTRY = re.compile(
    r"^(?:[\w ]+ )?(?:Republic|States|State|Kingdom) of(?: the)?$|^(?:the|République\b.*)$", re.I
)
NOT_AFFILIATION = re.compile(r"^(?:acting|interim|ad interim|a\.i\.|.*\d.*|ITU.*)$", re.I)
LONG_ROLE = 500  # characters
PLACEHOLDER = re.compile(r"^(?:name|organi[sz]ation|country|company|affiliation|\+x+|a@b\.com|x+)$", re.I)


def read_email(text: str) -> tuple[str, str]:
    """The first e-mail address of a text, "[at]" and "dot" put right, and the text without it."""
    match = EMAIL.search(text)
    if not match:
        return "", text
    address = f"{DOT.sub('.', match['user'])}@{DOT.sub('.', match['host'])}".strip("'.")
    return address, flat(text[: match.start()] + " " + text[match.end() :])


def split_honorific(text: str) -> tuple[str, str]:
    if match := HONORIFIC.match(text):
        return flat(match["honorific"]), text[match.end() :].strip()
    if match := AFTER_NAME.search(text):
        return match[1], text[: match.start()].strip()
    return "", text


def split_role(text: str) -> tuple[str, str]:
    """Role and affiliation: "Co-Rapporteur for Question 3/2, Country", "Co-Rapporteur (Country)"."""
    if match := re.fullmatch(r"(?P<role>.+?)\s?\((?P<inside>[^()]+)\)", text):
        inside = match["inside"].strip()
        if not NOT_AFFILIATION.match(inside) and "," not in match["role"]:
            return match["role"].strip(), inside
    parts = split_outside(COMMA, text)
    if len(parts) < 2 or AFTER_COMMA_IS_ROLE.match(parts[-1]) or ROLE.search(parts[-1]):
        return text, ""
    take = 2 if len(parts) > 2 and INVERTED_COUNTRY.match(parts[-1]) else 1
    return ", ".join(parts[:-take]).strip(), ", ".join(parts[-take:]).strip()


def looks_like_contact(lines: Sequence[Line]) -> bool:
    """Whether a block of lines holds a person with an address, and no prose."""
    texts = [flat(line.text) for line in lines]
    if not texts or len(texts) > 10 or any(len(text) > 120 for text in texts):
        return False
    addressed = any(EMAIL.search(text) or PART.match(text) for text in texts)
    return addressed and not re.search(r"[.;:]$", texts[0])


def read_contacts(label: str, lines: Sequence[Line], findings: Findings, number: int = 0) -> list[Contact]:
    """The people under one label. `lines` keep their blank lines; `number` is that of the first contact."""
    reader = _ContactReader(label, findings, number)
    filled = [line.text for line in lines if line.text] + [""]
    passed = 0
    for line in lines:
        passed += bool(line.text)
        reader.read(line, filled[passed] if line.text else "")
    return reader.finish()


class _ContactReader:
    def __init__(self, label: str, findings: Findings, number: int) -> None:
        self.label = label
        self.findings = findings
        self.number = number
        self.contacts: list[Contact] = []
        self.now = Contact(label=label)
        self.gap = False
        self.beside = False  # addresses stand in a second column, beside name and affiliation

    def read(self, line: Line, following: str) -> None:
        if not line.text:
            self.gap = True
            return
        mailed = bool(EMAIL.search(line.text))
        for cell in line.cells:
            if flat(cell):
                self._cell(flat(cell), line, following, mailed)
        self.gap = False

    def finish(self) -> list[Contact]:
        self._close()
        return self.contacts

    def _close(self) -> None:
        if self.now != Contact(label=self.label):
            self.contacts.append(self.now)
        self.now = Contact(label=self.label)

    @property
    def _field(self) -> str:
        return f"contacts[{self.number + len(self.contacts)}]"

    def _cell(self, text: str, line: Line, following: str, mailed: bool) -> None:
        if is_nobody(text):
            return
        if PLACEHOLDER.match(PART.sub("", text).strip()):
            self.findings.warning(self._field, line, f"“{text}” is a blank of the form, not filled in.")
            return
        if combined := COMBINED.match(text):
            for words in filter(None, map(str.strip, COMBINED_CUT.split(text[combined.end() :]))):
                self._words(words, line, following, mailed)
            return
        for words, kind in _parts(text):
            if kind == "":
                self._words(words, line, following, mailed)
            elif words:
                self._address(kind, words, line)

    def _address(self, kind: str, words: str, line: Line) -> None:
        if kind == "email" and not EMAIL.search(words):
            self.findings.warning(f"{self._field}.email", line, f"“{words}” is not an e-mail address.")
        elif kind == "email":
            self._email(words, line)
        elif kind == "phone":
            address, number = read_email(words)
            self._set("phone", f"{self.now.phone}, {number}" if self.now.phone and number else number or self.now.phone)
            if address:
                self._email(address, line)
        elif label_key(kind) in ("name", "nom", "nombre"):
            self._name(words, line)
        elif label_key(kind) in ("role", "function", "title"):
            self._set("role", _with(self.now.role, words))
        elif label_key(kind) in ("address", "adresse", "direccion", "адрес"):
            self._set("address", _with(self.now.address, words))
        elif label_key(kind) == "fax":
            self._set("address", _with(self.now.address, f"{kind}: {words}"))
        else:
            self._set("affiliation", _with(self.now.affiliation, words))

    def _email(self, words: str, line: Line) -> None:
        address, rest = read_email(words)
        if self.now.email and address != self.now.email:
            self.findings.warning(f"{self._field}.email", line, f"A second e-mail address, “{address}”, was left out.")
        else:
            self._set("email", address)
        rest = rest.strip(" ,;()<>")
        if EMAIL.search(rest):
            self._email(rest, line)
        elif rest:
            self._set("address", _with(self.now.address, rest))

    def _words(self, text: str, line: Line, following: str, mailed: bool) -> None:
        address, text = read_email(text)
        text = text.strip(" ,;()<>") if address else text
        if text:
            self._text(text, line, following, mailed)
        if address:
            self._email(address, line)

    def _text(self, text: str, line: Line, following: str, mailed: bool) -> None:
        if self._starts_person(text, following, mailed):
            self._close()
        if not self.now.name:
            self._name(text, line)
            self.beside = bool(PART.search(line.text)) and "," not in text
        elif PHONE.fullmatch(text):
            self._set("phone", _with(self.now.phone, text))
        elif ROLE.search(text) and not self.now.role:
            role, affiliation = split_role(text)
            self._set("role", role)
            self._set("affiliation", _with(self.now.affiliation, affiliation))
        elif len(self.now.role) < LONG_ROLE and (self.now.role[-1:] == "-" or text[0].islower()):
            self._continue_role(text)
        elif (self.now.email or self.now.phone) and not self.beside:
            self._set("address", _with(self.now.address, text))
        else:
            self._set("affiliation", _with(self.now.affiliation, text))

    def _continue_role(self, text: str) -> None:
        """The role's line went on: read role and affiliation again from the whole of it."""
        whole = " ".join(filter(None, (self.now.role, self.now.affiliation, text)))
        if self.now.role and self.now.affiliation:
            whole = f"{self.now.role}, {self.now.affiliation} {text}"
        role, affiliation = split_role(whole)
        self.now = replace(self.now, role=role, affiliation=affiliation)

    def _starts_person(self, text: str, following: str, mailed: bool) -> bool:
        if not self.now.name:
            return False
        if HONORIFIC.match(text) or (self.gap and (self.now.email or self.now.phone or self.now.role)):
            return True
        if PHONE.fullmatch(text) or ROLE.search(text):
            return False
        if self.now.email:
            return mailed or not self.beside
        return bool(self.now.phone and self.now.role and ROLE.search(following))

    def _name(self, text: str, line: Line) -> None:
        """A name, and what stands after it on its line: "Ms Ada Example, Co-Rapporteur, Country"."""
        honorific, rest = split_honorific(text)
        name, comma, more = rest.partition(",")
        if not comma and (match := re.fullmatch(r"(.+?)\s?\(([^()]+)\)", rest)):
            name, more = match.groups()
        if re.search(rf"\s(?:and|&|et|y|и)\s+{HONORIFIC.pattern}", name):
            self.findings.warning(self._field, line, f"“{text}” names more than one person.")
        self.now = replace(self.now, honorific=honorific, name=name.strip())
        if more := more.strip():
            role, affiliation = split_role(more) if ROLE.search(more) else ("", more)
            self.now = replace(self.now, role=role, affiliation=affiliation)

    def _set(self, field: str, value: str) -> None:
        self.now = replace(self.now, **{field: value})


def _with(before: str, more: str) -> str:
    return ", ".join(filter(None, (before, more)))


def _parts(text: str) -> list[tuple[str, str]]:
    """A line cut at its labels: ("Ada Example", ""), ("+00 1 234", "phone"), ("ada@example.org", "email")."""
    parts, start, kind = [], 0, ""
    for match in PART.finditer(text):
        parts.append((text[start : match.start()].strip(" ,;|/"), kind))
        kind = "email" if match["email"] else "phone" if match["phone"] else match["other"]
        start = match.end()
    parts.append((text[start:].strip(" ,;|"), kind))
    return [part for part in parts if part[0]]
