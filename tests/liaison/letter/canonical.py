"""Hypothesis strategies for letters in canonical form: those that a printed copy carries whole.

What is drawn here is its own printed form (`letter.as_printed() == letter`), so a reader has to give it back from our
Word file exactly. Names and words are made up, in the six languages of the Union.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from liaison.letter.letter import (
    Annex,
    Approval,
    Attachment,
    Contact,
    Entry,
    InReplyTo,
    Letter,
    Meeting,
    Paragraph,
    Party,
    Recipient,
    paragraph,
)

from .blocks import blocks as any_blocks

TITLES = {
    "en": "Reply to the liaison statement from the Example Forum",
    "fr": "Note de liaison sur les mires d'essai à l'intention du Forum Exemple",
    "es": "Declaración de coordinación sobre señales de prueba",
    "ru": "Заявление о взаимодействии по испытательным таблицам",
    "ar": "بيان اتصال بشأن إشارات الاختبار",
    "zh": "关于测试图的联络声明",
}
BODIES = {
    "en": ["Example Forum", "Sample Alliance", "Pattern Institute"],
    "fr": ["Forum Exemple", "Alliance Échantillon", "Institut des mires"],
    "es": ["Foro Ejemplo", "Alianza Muestra", "Instituto de señales"],
    "ru": ["Форум образцов", "Союз примеров", "Институт таблиц"],
    "ar": ["منتدى الأمثلة", "تحالف العينات", "معهد الإشارات"],
    "zh": ["示例论坛", "样本联盟", "图案研究所"],
}
SENTENCES = {
    "en": ["We thank you for your statement.", "The group looked at the pattern with care and found it good."],
    "fr": ["Nous vous remercions de votre note.", "Le groupe a étudié la mire avec soin et l'a trouvée bonne."],
    "es": ["Les agradecemos su declaración.", "El grupo estudió la señal con cuidado y la encontró buena."],
    "ru": ["Благодарим вас за заявление.", "Группа внимательно изучила таблицу и нашла ее хорошей."],
    "ar": ["نشكركم على بيانكم.", "درس الفريق الإشارة بعناية ووجدها جيدة."],
    "zh": ["感谢贵方的声明。", "小组仔细研究了该图案，认为很好。"],
}
ROLES = {
    "en": "Rapporteur for patterns",
    "fr": "Rapporteur pour les mires",
    "es": "Relator de señales",
    "ru": "Докладчик по таблицам",
    "ar": "المقرر المعني بالإشارات",
    "zh": "图案报告人",
}
DAYS = st.sampled_from([None, date(2024, 2, 29), date(2023, 12, 1)])
SYMBOLS = ["SG9/LS/4", "9/TD/12", "9/71 (Rev.1)", "D22-SG09-C-0034"]
MAILS = ["", "ada@example.org", "liaison.officer@forum.example"]
URLS = ["", "https://example.org/9-12"]


def several(each: st.SearchStrategy, most: int = 2) -> st.SearchStrategy:
    return st.lists(each, max_size=most, unique_by=repr).map(tuple)


@st.composite
def letters(draw: st.DrawFn, languages: str = "en fr es ru ar zh", plain: bool = False) -> Letter:
    """`plain` leaves out what plain text does not carry: all blocks but paragraphs, several of them in a cell,
    signatures, deadlines of one of several recipients."""
    language = draw(st.sampled_from(languages.split()))
    sentences = st.sampled_from(SENTENCES[language])
    blocks = plain_blocks(language) if plain else any_blocks
    letter = Letter(
        title=TITLES[language],
        subtitle=draw(several(st.sampled_from(BODIES[language]))),
        symbol=draw(st.sampled_from([None, SYMBOLS[0]])),
        reference=draw(st.sampled_from(["", "EF/24/117"])),
        date=draw(DAYS),
        language=language,
        original_language=draw(st.sampled_from(["en", "fr", "ar", language])),
        study_period=draw(st.sampled_from([None, "2022-2025"])),
        action_required=draw(st.just("") | sentences),
        from_=(draw(parties(language)),),
        to=draw(recipients(language, with_deadlines=not plain)),
        in_reply_to=draw(several(st.sampled_from([InReplyTo("LS of the Forum, EF-LS-41"), InReplyTo("EF-LS-42")]))),
        meeting=draw(st.sampled_from([Meeting(), Meeting("Example City")])),
        approval=draw(st.sampled_from([Approval(), Approval("", "study_group", date(2024, 2, 1))])),
        contacts=draw(several(contacts(language))),
        reply_to=draw(st.sampled_from(["", "liaison@example.org"])),
        keywords=draw(several(st.sampled_from(BODIES[language]))),
        signatures=() if plain else draw(several(st.sampled_from(["Ada Exampleson", "Bob Sampleman"]))),
        abstract=draw(several(sentences.map(paragraph), 1)),
        content=draw(blocks),
        annexes=tuple(
            draw(annexes(language, number, blocks, plain=plain)) for number in range(1, draw(st.integers(1, 3)))
        ),
        attachments=draw(several(st.builds(Attachment, st.sampled_from(BODIES["en"]), url=st.sampled_from(URLS)))),
    )
    others = draw(several(st.sampled_from(SYMBOLS[1:3]))) if letter.symbol else ()
    return letter.replace(other_symbols=others).as_printed()


def parties(language: str) -> st.SearchStrategy[Party]:
    return st.builds(Party, st.sampled_from(BODIES[language]))


def recipients(language: str, *, with_deadlines: bool) -> st.SearchStrategy[tuple[Recipient, ...]]:
    """Recipients each with a wish of their own, or all with one."""
    purposes = st.sampled_from(["action", "comment", "information"])
    deadlines = st.sampled_from(
        [(None, ""), (date(2024, 6, 1), ""), (None, "mid-May")] if with_deadlines else [(None, "")]
    )
    one = st.builds(
        lambda text, purpose, deadline: Recipient(text, None, (), "", purpose, *deadline),
        st.sampled_from(BODIES[language]),
        purposes,
        deadlines,
    )
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda to: to.text).map(tuple)


def contacts(language: str) -> st.SearchStrategy[Contact]:
    honorifics = {"en": "Ms", "fr": "Mme", "es": "Sra.", "ru": "Г-жа", "ar": "السيدة", "zh": "女士"}
    return st.builds(
        Contact,
        st.sampled_from(["Contact", "BDT Focal Point"]),
        st.just(honorifics[language]),
        st.sampled_from(["Ada Exampleson", "Bob Sampleman"]),
        st.just(ROLES[language]),
        st.sampled_from(["", BODIES[language][0]]),
        email=st.sampled_from(MAILS[1:]),
        phone=st.sampled_from(["", "+99 1 234 5678"]),
    )


@st.composite
def annexes(draw: st.DrawFn, language: str, number: int, blocks: st.SearchStrategy, *, plain: bool) -> Annex:
    entry = st.builds(
        Entry,
        st.sampled_from(SYMBOLS),
        st.sampled_from(BODIES[language]),
        st.sampled_from([TITLES[language]]),
        several(st.sampled_from(SENTENCES[language]).map(paragraph), 1 if plain else 2),
        st.sampled_from(URLS),
    )
    return Annex(
        number,
        draw(st.sampled_from(["", BODIES[language][0]])),
        draw(blocks),
        (),
        draw(several(entry, 3)),
        draw(blocks),
    )


def plain_blocks(language: str) -> st.SearchStrategy[tuple[Paragraph, ...]]:
    """Paragraphs of one sentence or more: all that plain text carries."""
    several_sentences = st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=4).map(" ".join)
    return st.lists(several_sentences.map(paragraph), max_size=3).map(tuple)
