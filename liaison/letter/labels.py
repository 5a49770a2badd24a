"""The words that every copy of a statement prints around its data, in the six languages of the Union.

Digits are Western in all of them, as in the Union's own documents. A language that is not known gets English.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

COLONS = {"fr": "\u00a0: ", "zh": "："}
COMMAS = {"ar": "، ", "zh": "，"}
# Before the words of a banner, where they stand in a line of text.
STATUS = {"en": "Status", "fr": "Statut", "es": "Estado", "ru": "Статус", "ar": "الحالة", "zh": "状态"}

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "liaison_statement": "Liaison statement",
        "action_required": "Action required",
        "to": "To",
        "cc": "Cc",
        "from": "From",
        "for": "For",
        "approval": "Approval",
        "deadline": "Deadline",
        "in_reply_to": "In reply to",
        "meeting": "Meeting",
        "reference": "Reference",
        "contact": "Contact",
        "bdt_focal_point": "BDT Focal Point",
        "reply_to": "Replies to",
        "email": "E-mail",
        "phone": "Tel.",
        "keywords": "Keywords",
        "abstract": "Abstract",
        "attachments": "Attachments",
        "annex": "Annex {number}",
        "annex_to": "Annex to the liaison statement",
        "original": "Original",
        "study_period": "Study period",
        "also_issued_as": "Also issued as",
        "page": "Page {page} of {pages}",
        "draft": "DRAFT - not agreed",
        "withdrawn": "WITHDRAWN",
        "transcription": "Transcription",
        "transcription_note": "Text of a liaison statement received, transcribed from the original, which prevails.",
        "document_and_source": "Document and source",
        "document": "Document",
        "source": "Source",
        "title": "Title",
        "title_and_brief": "Title and brief information",
        "brief": "Brief information",
        "action": "Action",
        "comment": "Comment",
        "information": "Information",
        "for_action": "for action",
        "for_comment": "for comment",
        "for_information": "for information",
        "question": "Question {number}",
        "study_group": "Study group",
        "rapporteur_group": "Rapporteur group",
        "correspondence": "By correspondence",
        "management": "Management team",
    },
    "fr": {
        "liaison_statement": "Note de liaison",
        "action_required": "Suite à donner",
        "to": "À",
        "cc": "Copie",
        "from": "De",
        "for": "Pour",
        "approval": "Approbation",
        "deadline": "Date limite",
        "in_reply_to": "En réponse à",
        "meeting": "Réunion",
        "reference": "Référence",
        "contact": "Contact",
        "bdt_focal_point": "Coordonnateur du BDT",
        "reply_to": "Réponses à",
        "email": "Courriel",
        "phone": "Tél.",
        "keywords": "Mots clés",
        "abstract": "Résumé",
        "attachments": "Pièces jointes",
        "annex": "Annexe {number}",
        "annex_to": "Annexe à la note de liaison",
        "original": "Original",
        "study_period": "Période d'études",
        "also_issued_as": "Publié aussi sous la cote",
        "page": "Page {page} sur {pages}",
        "draft": "PROJET - non approuvé",
        "withdrawn": "RETIRÉE",
        "transcription": "Transcription",
        "transcription_note": "Texte d'une note de liaison reçue, saisi d'après l'original. L'original fait foi.",
        "document_and_source": "Document et source",
        "document": "Document",
        "source": "Source",
        "title": "Titre",
        "title_and_brief": "Titre et informations succinctes",
        "brief": "Informations succinctes",
        "action": "Suite à donner",
        "comment": "Observations",
        "information": "Information",
        "for_action": "pour suite à donner",
        "for_comment": "pour observations",
        "for_information": "pour information",
        "question": "Question {number}",
        "study_group": "Commission d'études",
        "rapporteur_group": "Groupe du Rapporteur",
        "correspondence": "Par correspondance",
        "management": "Équipe de direction",
    },
    "es": {
        "liaison_statement": "Declaración de coordinación",
        "action_required": "Acción solicitada",
        "to": "A",
        "cc": "Copia",
        "from": "De",
        "for": "Para",
        "approval": "Aprobación",
        "deadline": "Plazo",
        "in_reply_to": "En respuesta a",
        "meeting": "Reunión",
        "reference": "Referencia",
        "contact": "Contacto",
        "bdt_focal_point": "Coordinador de la BDT",
        "reply_to": "Respuestas a",
        "email": "Correo-e",
        "phone": "Tel.",
        "keywords": "Palabras clave",
        "abstract": "Resumen",
        "attachments": "Documentos adjuntos",
        "annex": "Anexo {number}",
        "annex_to": "Anexo a la declaración de coordinación",
        "original": "Original",
        "study_period": "Periodo de estudios",
        "also_issued_as": "Publicado también como",
        "page": "Página {page} de {pages}",
        "draft": "PROYECTO - no aprobado",
        "withdrawn": "RETIRADA",
        "transcription": "Transcripción",
        "transcription_note": (
            "Texto de una declaración de coordinación recibida, transcrito del original. El original prevalece."
        ),
        "document_and_source": "Documento y origen",
        "document": "Documento",
        "source": "Origen",
        "title": "Título",
        "title_and_brief": "Título e información resumida",
        "brief": "Información resumida",
        "action": "Acción",
        "comment": "Comentarios",
        "information": "Información",
        "for_action": "para acción",
        "for_comment": "para comentarios",
        "for_information": "para información",
        "question": "Cuestión {number}",
        "study_group": "Comisión de Estudio",
        "rapporteur_group": "Grupo de Relator",
        "correspondence": "Por correspondencia",
        "management": "Equipo de dirección",
    },
    "ru": {
        "liaison_statement": "Заявление о взаимодействии",
        "action_required": "Требуемые действия",
        "to": "Кому",
        "cc": "Копия",
        "from": "От кого",
        "for": "Цель",
        "approval": "Утверждение",
        "deadline": "Предельный срок",
        "in_reply_to": "В ответ на",
        "meeting": "Собрание",
        "reference": "Ссылка",
        "contact": "Для контактов",
        "bdt_focal_point": "Координатор БРЭ",
        "reply_to": "Ответы направлять",
        "email": "Эл. почта",
        "phone": "Тел.",
        "keywords": "Ключевые слова",
        "abstract": "Резюме",
        "attachments": "Прилагаемые файлы",
        "annex": "Приложение {number}",
        "annex_to": "Приложение к заявлению о взаимодействии",
        "original": "Оригинал",
        "study_period": "Исследовательский период",
        "also_issued_as": "Издано также под номером",
        "page": "Стр. {page} из {pages}",
        "draft": "ПРОЕКТ - не согласовано",
        "withdrawn": "ОТОЗВАНО",
        "transcription": "Запись текста",
        "transcription_note": (
            "Текст полученного заявления о взаимодействии, набранный с оригинала. Преимущество имеет оригинал."
        ),
        "document_and_source": "Документ и источник",
        "document": "Документ",
        "source": "Источник",
        "title": "Название",
        "title_and_brief": "Название и краткая информация",
        "brief": "Краткая информация",
        "action": "Принятие мер",
        "comment": "Замечания",
        "information": "Информация",
        "for_action": "для принятия мер",
        "for_comment": "для замечаний",
        "for_information": "для информации",
        "question": "Вопрос {number}",
        "study_group": "Исследовательская комиссия",
        "rapporteur_group": "Группа Докладчика",
        "correspondence": "По переписке",
        "management": "Руководящий состав",
    },
    "ar": {
        "liaison_statement": "بيان اتصال",
        "action_required": "الإجراء المطلوب",
        "to": "إلى",
        "cc": "نسخة إلى",
        "from": "من",
        "for": "الغرض",
        "approval": "الموافقة",
        "deadline": "الموعد النهائي",
        "in_reply_to": "ردّاً على",
        "meeting": "الاجتماع",
        "reference": "المرجع",
        "contact": "للاتصال",
        "bdt_focal_point": "جهة الاتصال في المكتب",
        "reply_to": "توجَّه الردود إلى",
        "email": "البريد الإلكتروني",
        "phone": "الهاتف",
        "keywords": "كلمات أساسية",
        "abstract": "ملخص",
        "attachments": "المرفقات",
        "annex": "الملحق {number}",
        "annex_to": "ملحق ببيان الاتصال",
        "original": "الأصل",
        "study_period": "فترة الدراسة",
        "also_issued_as": "صدر أيضاً بالرمز",
        "page": "الصفحة {page} من {pages}",
        "draft": "مشروع - لم يُتفق عليه",
        "withdrawn": "مسحوب",
        "transcription": "نسخ نصي",
        "transcription_note": "نص بيان اتصال وارد، منقول عن الأصل. والأصل هو المعتمد.",
        "document_and_source": "الوثيقة والمصدر",
        "document": "الوثيقة",
        "source": "المصدر",
        "title": "العنوان",
        "title_and_brief": "العنوان ومعلومات موجزة",
        "brief": "معلومات موجزة",
        "action": "لاتخاذ إجراء",
        "comment": "لإبداء التعليقات",
        "information": "للعلم",
        "for_action": "لاتخاذ إجراء",
        "for_comment": "لإبداء التعليقات",
        "for_information": "للعلم",
        "question": "المسألة {number}",
        "study_group": "لجنة الدراسات",
        "rapporteur_group": "فريق المقرر",
        "correspondence": "بالمراسلة",
        "management": "فريق الإدارة",
    },
    "zh": {
        "liaison_statement": "联络声明",
        "action_required": "所需行动",
        "to": "致",
        "cc": "抄送",
        "from": "来自",
        "for": "目的",
        "approval": "批准",
        "deadline": "截止日期",
        "in_reply_to": "回复",
        "meeting": "会议",
        "reference": "参考",
        "contact": "联系人",
        "bdt_focal_point": "电信发展局联系人",
        "reply_to": "回复请寄",
        "email": "电子邮件",
        "phone": "电话",
        "keywords": "关键词",
        "abstract": "摘要",
        "attachments": "附文",
        "annex": "附件{number}",
        "annex_to": "联络声明附件",
        "original": "原文",
        "study_period": "研究期",
        "also_issued_as": "其他文号",
        "page": "第 {page} 页，共 {pages} 页",
        "draft": "草案 - 尚未商定",
        "withdrawn": "已撤回",
        "transcription": "文本转录",
        "transcription_note": "本文系根据原件转录的来文联络声明，以原件为准。",
        "document_and_source": "文件与来源",
        "document": "文件",
        "source": "来源",
        "title": "标题",
        "title_and_brief": "标题与简要信息",
        "brief": "简要信息",
        "action": "供采取行动",
        "comment": "供发表意见",
        "information": "供参考",
        "for_action": "供采取行动",
        "for_comment": "供发表意见",
        "for_information": "供参考",
        "question": "第{number}号课题",
        "study_group": "研究组",
        "rapporteur_group": "报告人组",
        "correspondence": "通过信函",
        "management": "管理班子",
    },
}

LANGUAGE_NAMES: dict[str, dict[str, str]] = {
    "en": {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"},
    "fr": {"ar": "arabe", "en": "anglais", "es": "espagnol", "fr": "français", "ru": "russe", "zh": "chinois"},
    "es": {"ar": "árabe", "en": "inglés", "es": "español", "fr": "francés", "ru": "ruso", "zh": "chino"},
    "ru": {
        "ar": "арабский",
        "en": "английский",
        "es": "испанский",
        "fr": "французский",
        "ru": "русский",
        "zh": "китайский",
    },
    "ar": {
        "ar": "بالعربية",
        "en": "بالإنكليزية",
        "es": "بالإسبانية",
        "fr": "بالفرنسية",
        "ru": "بالروسية",
        "zh": "بالصينية",
    },
    "zh": {"ar": "阿拉伯文", "en": "英文", "es": "西班牙文", "fr": "法文", "ru": "俄文", "zh": "中文"},
}

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
}


def base_language(code: str) -> str:
    """The code of LABELS that stands for a language code such as "fr-CH" or "zh-hans"; "en" for all others."""
    base = code.lower().replace("_", "-").partition("-")[0]
    return base if base in LABELS else "en"


def labels(language: str) -> Mapping[str, str]:
    return MappingProxyType(LABELS[base_language(language)])


def colon(language: str) -> str:
    """What stands between a label and its words, the space after it included."""
    return COLONS.get(base_language(language), ": ")


def comma(language: str) -> str:
    return COMMAS.get(base_language(language), ", ")


def language_name(code: str, language: str) -> str:
    """The name of the language `code`, in `language`; the code itself where it is none of the six."""
    return LANGUAGE_NAMES[base_language(language)].get(code.lower().replace("_", "-").partition("-")[0], code)


def contact_label(label: str, language: str) -> str:
    """A contact's label as it is printed: the form's own English words are translated, any other stays."""
    words = labels(language)
    known = {"": words["contact"], "contact": words["contact"], "bdt focal point": words["bdt_focal_point"]}
    return known.get(label.strip().rstrip(":").casefold(), label)


def full_name(honorific: str, name: str, language: str) -> str:
    """With the honorific before the name; in Chinese a Chinese one after it."""
    parts = [honorific.strip(), name.strip()]
    if base_language(language) == "zh" and not honorific.isascii():
        parts.reverse()
    return " ".join(filter(None, parts))


def printed_date(date: datetime.date | None, language: str) -> str:
    """The date as the Union prints it ("22 May 2023"); "" for None."""
    if date is None:
        return ""
    language = base_language(language)
    if language == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    month = MONTHS[language][date.month - 1]
    if language == "es":
        return f"{date.day} de {month} de {date.year}"
    if language == "fr" and date.day == 1:
        return f"1er {month} {date.year}"
    return f"{date.day} {month} {date.year}" + (" г." if language == "ru" else "")
