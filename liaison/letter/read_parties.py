"""Senders, recipients, what each recipient is asked to do and until when.

A party is one line of its block, one part between semicolons, or one code of a list ("3GPP, GSMA & ITU-T SG20, SG13",
where the prefix that is left out is written out again). What stands in brackets stays with its body. A name with a
comma in it ("Study Group 2, Question 3/2") is one party; where a comma may part two of them, a finding asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .labels import LABELS
from .letter import Party, Recipient
from .read_contacts import ROLE, read_email
from .read_dates import find_dates, whole_date
from .read_labels import PURPOSE_BY_WORD, PURPOSE_WORD, is_nobody, label_key, purposes_in
from .read_symbols import find_questions
from .text_lines import HYPHENS, Findings, Line, flat, split_outside, unfinished

CODE_WORD = re.compile(r"[A-Z0-9][A-Z0-9/&.-]*|one[A-Z]\w+|[A-Z][a-z]*[A-Z0-9]\w*")
GROUP_WORDS = frozenset("Study Group Groups Working Party Parties Task Focus Committee Team Forum Alliance".split())
QUESTION_PART = re.compile(r"(?:Questions?\b|Q\.?\s?\d|\d+[A-Z]?(?:/\d+)?(?:\s?\([^()]*\))?$|Cuesti|Вопрос)", re.I)
COMMA = re.compile(r" ?,(?: ?(?:and|&|et|y|и) )? ?| (?:and|&|et|y|и) ")
AND_SO_ON = re.compile(r"[\s,]+(?:etc\.?|et al\.?|and others|among others)$", re.I)
SEMICOLON = re.compile(r" ?; ?")
CLAUSE = re.compile(r", (?:and )?")
PREFIX = re.compile(r"(?P<prefix>(?:ITU-[DRT]|3GPP|ETSI|IETF|IEEE|ISO/IEC|ISO|IEC|oneM2M))\s+\S")
SHORT = re.compile(r"(?:SG|WP|Study Group|Working Party|TSG|SA|RAN|CT|JTC|TC|SC)\s?-?\d*\w*", re.I)
OTHERS = frozenset(
    "others | all others | the others | all other recipients | other recipients | the rest | "
    "les autres | otros | другие".split(" | ")
)
EVERYONE = frozenset("all | all recipients | everyone | tous | todos | все".split(" | "))
_FOR = r"(?:for|pour|para|для)"
_BY = r"(?:by|before|until|no later than|not later than|avant le|antes del?|до)"
CONNECT = re.compile(
    rf"(?:^|\s)(?:{_FOR}|to|by|of|a|au|aux|the|your|their|its|and|or|et|y|и|only|purposes?|please)(?=\s|$)|[()\[\]:;,.–—/-]"
)
_DEADLINE = "|".join(re.escape(words["deadline"]) for words in LABELS.values())
BY_DATE = re.compile(rf"[\s,،，(]*(?:\b{_BY}\b\s|(?:{_DEADLINE})\s?[:：]?)\s*(?P<text>[^;()]+)\)?", re.I)
INLINE_PURPOSE = re.compile(
    rf"(?:[\s,–—-]+\(?{_FOR}\s+(?P<one>[^()]+?)\)?|\s*\(\s*(?:{_FOR}\s+)?(?P<two>[^()]+?)\s*\)|\s*[:–—]\s+(?:{_FOR}\s+)?(?P<three>[^():]+))$",
    re.I,
)


LONG = 500  # characters; a longer text is no list of names
MANY = 100  # recipients; among more of them a short name is not looked for


@dataclass(frozen=True)
class Words:
    """Words of one line, so that a finding can say where they stand."""

    text: str
    line: Line


def split_parties(lines: Iterable[Line], field: str, findings: Findings) -> list[Words]:
    """The parties named in a block, one each; nobody for "-", "n/a" and the like."""
    whole: list[Words] = []
    for line in lines:
        for cell in line.cells:
            for text in filter(None, split_outside(SEMICOLON, flat(cell))):
                if whole and _goes_on(whole[-1].text, text):
                    whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {text}")
                else:
                    whole.append(Words(text, line))
    parties = []
    for words in whole:
        if not is_nobody(words.text):
            parties += [replace(words, text=text) for text in _split_codes(words, field, findings)]
    return parties


def _goes_on(before: str, text: str) -> bool:
    if len(before) > LONG or _purpose_alone(text) or is_nobody(before):
        return False
    return unfinished(before) or text[0].islower() or text[0] == "(" or bool(QUESTION_PART.match(text))


def _purpose_alone(text: str) -> bool:
    return bool(purposes_in(text)) and not _beside_purpose(text)


def _split_codes(words: Words, field: str, findings: Findings) -> list[str]:
    """The codes of a list, each with its prefix; the text as it is where it is no list of codes."""
    text = words.text.rstrip(" ,")
    if match := AND_SO_ON.search(text):
        findings.warning(field, words.line, f"“{match[0].strip(' ,')}” in “{text}” names nobody.")
        text = text[: match.start()].rstrip(" ,")
    parts = [part.strip() for part in split_outside(COMMA, text)]
    if len(parts) == 1 or len(text) > LONG or not all(parts):
        return [text]
    heads = [part for number, part in enumerate(parts) if number == 0 or not QUESTION_PART.match(part)]
    coded = [_is_code(_without_purpose(part)) for part in heads]
    if len(heads) == 1 or not all(coded):
        if any(coded[1:]) and not ROLE.search(text):
            findings.warning(field, words.line, f"“{text}” may name more than one body: it was kept as one.")
        return [text]
    result: list[str] = []
    position = 0
    for number, part in enumerate(parts):
        start = text.index(part, position)
        if number and QUESTION_PART.match(part):
            result[-1] += text[position:start] + part
        else:
            result.append(part)
        position = start + len(part)
    return _with_prefixes(result)


def _is_code(text: str) -> bool:
    """Whether a text is made of codes alone: "3GPP", "ITU-T Study Group 17 (SG17)"."""
    words = re.sub(r"\([^()]*\)$", "", text.translate(HYPHENS)).split()
    coded = [bool(CODE_WORD.fullmatch(word)) for word in words]
    return any(coded) and all(code or word in GROUP_WORDS for code, word in zip(coded, words, strict=True))


def _without_purpose(part: str) -> str:
    match = INLINE_PURPOSE.search(part)
    return part[: match.start()] if match and purposes_in(match[0]) else part


def _with_prefixes(codes: list[str]) -> list[str]:
    prefix = ""
    result = []
    for code in codes:
        if match := PREFIX.match(code.translate(HYPHENS)):
            prefix = match["prefix"]
        elif prefix and SHORT.fullmatch(code.split(" (")[0].split(" Q")[0]):
            result.append(f"{prefix} {code}")
            continue
        else:
            prefix = ""
        result.append(code)
    return result


def read_senders(lines: Sequence[Line], findings: Findings) -> list[Party]:
    parties = []
    for words in split_parties(lines, "from", findings):
        address, text = _address(words.text)
        if address == text and parties and not parties[-1].address:
            parties[-1] = replace(parties[-1], address=address)
            continue
        parties.append(Party(text=text, questions=find_questions(text), address=address))
    return parties


def read_recipients(
    lines: Sequence[Line], findings: Findings, field: str = "to", purpose: str | None = None, first: int = 0
) -> list[Recipient]:
    """`purpose` is that of the label ("For action to:"); a recipient's own words come before it."""
    recipients = []
    for words in split_parties(lines, field, findings):
        where = f"{field}[{first + len(recipients)}]"
        text, own, deadline, deadline_text = _inline_wishes(words, where, findings)
        address, text = _address(text)
        if address == text and recipients and not recipients[-1].address:
            recipients[-1] = replace(recipients[-1], address=address)
            continue
        recipients.append(
            Recipient(
                text=text,
                questions=find_questions(text),
                address=address,
                purpose=own or purpose,
                deadline=deadline,
                deadline_text=deadline_text,
            )
        )
    return recipients


def _address(text: str) -> tuple[str, str]:
    address, rest = read_email(text)
    rest = re.sub(r"\(\s*\)|<\s*>", "", rest).strip(" ,;:")
    return (address, rest) if rest else (address, address or text)


def _inline_wishes(words: Words, field: str, findings: Findings) -> tuple[str, str | None, date | None, str]:
    """ "ITU-T SG17 (for action by 30 June 2023)": the name, the purpose, the deadline and its words."""
    match = INLINE_PURPOSE.search(words.text) if len(words.text) <= LONG else None
    if not match or match.start() == 0:
        return words.text, None, None, ""
    wish = next(part for part in match.groups() if part)
    deadline, deadline_text = None, ""
    if by := BY_DATE.search(wish):
        deadline, deadline_text = read_deadline(by["text"], words.line, f"{field}.deadline", findings)
        wish = wish[: by.start()]
    purposes = purposes_in(wish)
    if not purposes or _beside_purpose(wish):
        return words.text, None, None, ""
    if len(purposes) > 1:
        findings.warning(f"{field}.purpose", words.line, f"“{words.text}” gives two purposes; a recipient has one.")
        return words.text[: match.start()].strip(" ,"), None, deadline, deadline_text
    return words.text[: match.start()].strip(" ,"), purposes[0], deadline, deadline_text


def _beside_purpose(text: str) -> str:
    """What a text says beside purposes and the small words around them."""
    rest = PURPOSE_WORD.sub(" ", label_key(text))
    for _ in range(2):
        rest = CONNECT.sub(" ", rest)
    return flat(rest)


def apply_purposes(recipients: list[Recipient], lines: Sequence[Line], findings: Findings) -> list[Recipient]:
    """Give each recipient the purpose that a "For:" block states for all, or for those whom it names."""
    result = list(recipients)
    rest: str | None = None
    named: set[int] = set()
    for line in lines:
        if len(line.text) > LONG:
            findings.warning("to", line, f"“{line.text}” is no purpose that is known.")
            continue
        for clause in _clauses(line):
            who, purposes, by = _read_clause(clause)
            if len(purposes) != 1:
                problem = "gives two purposes; a recipient has one" if purposes else "is no purpose that is known"
                findings.warning("to[0].purpose" if result else "to", line, f"“{clause}” {problem}.")
                continue
            if not who or label_key(who) in OTHERS | EVERYONE:
                rest = purposes[0]
                if by:
                    result = apply_deadline(result, [replace(line, cells=(by,))], findings)
                continue
            for number in _named(who, result, line, findings):
                named.add(number)
                deadline, text = read_deadline(by, line, f"to[{number}].deadline", findings) if by else (None, "")
                result[number] = _asked(result[number], purposes[0], deadline, text, f"to[{number}]", line, findings)
    return [
        replace(one, purpose=one.purpose or (rest if number not in named else None))
        for number, one in enumerate(result)
    ]


def _asked(
    one: Recipient, purpose: str, deadline: date | None, text: str, field: str, line: Line, findings: Findings
) -> Recipient:
    if one.purpose and one.purpose != purpose:
        findings.warning(f"{field}.purpose", line, f"“{one.text}” is given both {one.purpose} and {purpose}.")
        return replace(one, purpose=None)
    return replace(one, purpose=purpose, deadline=deadline or one.deadline, deadline_text=text or one.deadline_text)


def _clauses(line: Line) -> list[str]:
    """The parts of a line that state a purpose each: "X for action, Y for information" are two."""
    result: list[str] = []
    for cell in line.cells:
        for text in filter(None, split_outside(SEMICOLON, flat(cell))):
            for part in split_outside(CLAUSE, text):
                if is_nobody(part):
                    continue
                before = result[-1] if result else ""
                whole = bool(before) and purposes_in(before) and _beside_purpose(before) and purposes_in(part)
                result += [part] if whole or not before or part is text or part == text else []
                if not (whole or not before or part == text):
                    result[-1] = f"{before}, {part}"
    return result


def _read_clause(clause: str) -> tuple[str, list[str], str]:
    """Whom a clause names ("" for all), the purposes, and a deadline's words."""
    by = ""
    match = BY_DATE.search(clause)
    if match and find_dates(match["text"]):
        by, clause = match["text"].strip(), clause[: match.start()] + clause[match.end() :]
    purposes = purposes_in(clause)
    if not _beside_purpose(clause):
        return "", purposes, by
    key = _WISH.sub(" ", clause)
    who = re.sub(
        rf"^[\s,:–—(-]*(?:{_FOR}\s|to\s|by\s|of\s)*|[\s,:–—()-]+(?:{_FOR}|to)?[\s,:–—()-]*$", "", key, flags=re.I
    )
    return flat(who), purposes, by


_WISH_WORDS = "|".join(sorted(map(re.escape, PURPOSE_BY_WORD), key=len, reverse=True))
_WISH = re.compile(rf"\(?\s*(?:{_FOR}\s+)?(?<!\w)(?:{_WISH_WORDS})(?!\w)(?:\s+(?:to|by|of|from)(?=\s))?\s*\)?", re.I)


def _named(who: str, recipients: Sequence[Recipient], line: Line, findings: Findings) -> list[int]:
    """The recipients whom a list of names means; a name that fits none or several is a finding."""
    numbers = []
    for words in split_parties([replace(line, cells=(who,))], "to", findings):
        few = enumerate(recipients[:MANY])
        fitting = [number for number, one in few if len(words.text) <= LONG and same_body(words.text, one.text)]
        exact = [number for number in fitting if label_key(recipients[number].text) == label_key(words.text)]
        fitting = exact or fitting
        if len(fitting) == 1:
            numbers.append(fitting[0])
        else:
            what = "fits several recipients" if fitting else "names none of the recipients"
            findings.warning("to", line, f"“{words.text}” {what}: its purpose or deadline was not set.")
    return numbers


def same_body(short: str, text: str) -> bool:
    """Whether a short name means the body printed as `text`: equal, within it as words, or its initials."""
    one, other = label_key(short), label_key(text)
    if one == other or re.search(rf"(?<![\w/-]){re.escape(one)}(?![\w/-])", other):
        return True
    if re.search(rf"(?<![\w/-]){re.escape(other)}(?![\w/-])", one):
        return True
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_][\w']*", text) if word[0].isupper())
    return len(initials) > 2 and initials.casefold() == re.sub(r"\W", "", one)


def read_deadline(text: str, line: Line, field: str, findings: Findings) -> tuple[date | None, str]:
    """The day, and the words where they say more or other than the day."""
    text = flat(text)
    if (whole := whole_date(text)) and whole.is_day:
        return whole.start, ""
    text = text.strip(" .")
    if is_nobody(text):
        return None, ""
    found = find_dates(text)
    if len(found) == 1 and found[0].is_day:
        rest = re.sub(rf"^(?:on\s|le\s)?(?:{_BY}\s)?", "", flat(text.replace(found[0].text, "")) + " ", flags=re.I)
        return found[0].start, text if rest.strip(" .,()") else ""
    problem = found[0].problem if len(found) == 1 else ""
    why = problem or ("several dates" if len(found) > 1 else "no single date" if found else "words, not a date")
    findings.warning(field, line, f"The deadline “{text}” has no date that can be read: {why}.")
    return None, text


def apply_deadline(recipients: list[Recipient], lines: Sequence[Line], findings: Findings) -> list[Recipient]:
    """Give the deadline to those whom it names, else to those asked to act or comment, else to all."""
    result = list(recipients)
    for line in lines:
        if len(line.text) > LONG:
            findings.warning("to", line, f"“{line.text}” is no deadline that can be read.")
            continue
        for text in filter(None, split_outside(SEMICOLON, flat(line.text))):
            who, colon, when = text.partition(":")
            if colon and find_dates(when) and label_key(who) not in OTHERS | EVERYONE:
                for number in _named(who, result, line, findings):
                    day, words = read_deadline(when, line, f"to[{number}].deadline", findings)
                    result[number] = replace(result[number], deadline=day, deadline_text=words)
                continue
            day, words = read_deadline(when if colon and find_dates(when) else text, line, "to[0].deadline", findings)
            if not result and (day or words):
                findings.warning("to", line, f"The deadline “{text}” has no recipient.")
            for number in _due(result):
                result[number] = replace(result[number], deadline=day, deadline_text=words)
    return result


def _due(recipients: Sequence[Recipient]) -> list[int]:
    free = [number for number, one in enumerate(recipients) if not one.deadline and not one.deadline_text]
    return [number for number in free if recipients[number].purpose != "information"] or free
