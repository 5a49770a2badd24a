"""A made-up set of papers in six languages, and what is asked of it and of the demonstration: a fixed set of queries,
each with the row that must come first."""

from __future__ import annotations

import datetime

from tests.factory import make_annex, make_document, make_entity, make_entry, make_period, make_public_statement

# symbol, language, title, abstract
PAPERS = [
    ("1/501", "en", "Affordable broadband for remote islands", "Submarine cables reach few islands; satellites do."),
    ("1/502", "en", "Spectrum pricing and licensing policies", "How regulators price spectrum in auctions."),
    ("1/503", "en", "Children and their safety in online games", "Age checks, reporting tools and parents."),
    ("1/504", "en", "Women in engineering: a mentoring programme", "Mentors from industry meet students."),
    ("1/505", "en", "Emergency telecommunications after cyclones", "Restoring networks within two days."),
    ("1/506", "en", "Cybersecurity exercises among regional teams", "Incident response teams train together."),
    ("1/507", "en", "E-waste: collecting and recycling old telephones", "Producers pay for the recycling."),
    ("1/508", "en", "Rural electrification as a condition of connectivity", "Solar power for base stations."),
    ("1/509", "en", "Measuring the quality of mobile service", "Drive tests and crowdsourced measurements."),
    ("1/510", "en", "Accessible websites for persons with disabilities", "Captions, contrast and screen readers."),
    ("1/511", "en", "Counterfeit handsets and their blocking", "A registry of device identities."),
    ("1/512", "en", "Television white spaces for village schools", "Unused channels carry lessons."),
    ("1/513", "en", "Digital postal addresses in growing cities", "Geocodes of eight letters for every door."),
    ("1/514", "en", "Weather radar interference from wireless networks", "Dynamic frequency selection fails."),
    ("1/601", "fr", "Les réseaux nationaux à large bande", "Étude des coûts de déploiement de la fibre optique."),
    ("1/602", "fr", "Protection des données à caractère personnel", "La loi oblige les opérateurs."),
    ("1/603", "fr", "Élèves et enseignants face au numérique", "Écoles équipées, maîtres formés."),
    ("1/604", "fr", "Télémédecine dans les hôpitaux ruraux", "Le médecin consulte à distance."),
    ("1/605", "fr", "L’œuvre de la coopération régionale", "Bilan de dix années."),
    ("1/606", "fr", "Tarifs d’itinérance en Afrique de l’Ouest", "Accords entre autorités."),
    ("1/701", "es", "Telecomunicaciones para la niñez rural", "Escuelas conectadas en la montaña."),
    ("1/702", "es", "Ciudades inteligentes y sensores", "Gestión del tráfico y del agua."),
    ("1/703", "es", "Alfabetización digital de las personas mayores", "Cursos en bibliotecas."),
    ("1/704", "es", "Señales de alerta temprana ante terremotos", "Avisos por difusión celular."),
    ("1/705", "es", "Competencia en el mercado de la telefonía móvil", "Portabilidad numérica."),
    ("1/801", "ru", "Защита детей в сети", "Родители и школы; горячие линии."),
    ("1/802", "ru", "Цифровое телевидение в отдалённых районах", "Спутниковые приёмники для деревень."),
    ("1/803", "ru", "Подготовка инженеров связи", "Учебные центры и стажировки."),
    ("1/804", "ru", "Электронные подписи в государственных услугах", "Сертификаты и удостоверяющие центры."),
    ("1/805", "ru", "Умный город: освещение улиц", "Датчики экономят энергию."),
    ("1/901", "ar", "حماية الأطفال على الإنترنت", "المدارس والأسر تتعاون."),
    ("1/902", "ar", "شبكات الاتصالات في المناطق الريفية", "تكلفة المحطات."),
    ("1/903", "ar", "المُعَلِّمَةُ والتعليم الرقمي", "تدريب المدرسات."),
    ("1/904", "ar", "الأمن السيبراني للمؤسسات الصغيرة", "دليل عملي."),
    ("1/905", "ar", "الهواتف الذكية والصحة", "تطبيقات للمرضى."),
    ("1/951", "zh", "农村地区的宽带网络建设", "光纤和卫星的成本比较。"),
    ("1/952", "zh", "保护上网儿童的国家战略", "学校与家长合作。"),
    ("1/953", "zh", "智慧城市与物联网标准", "传感器数据共享。"),
    ("1/954", "zh", "应急通信系统的恢复", "地震后两天内恢复。"),
    ("1/955", "zh", "电子废物回收管理", "生产者承担费用。"),
    ("2/79 (Rev.1)", "en", "Guidelines for measuring pico cells, revised", "Figures of a second survey."),
    ("SG2RGQ/320", "en", "Draft outline of a report on lighthouse beacons", "Chapters and editors."),
    ("2/ADM/41", "en", "Rooms and hours of the autumn meeting", "Where the groups sit."),
    ("2/REP/23", "en", "Report of the session on tidal power", "Who spoke, what was decided."),
    ("TDAG-23/17", "en", "Working methods of advisers", "Electronic meetings."),
]  # fmt: skip

# Papers that share words with those above and are not what is looked for.
DECOYS = [
    ("en", "Made-up minutes of a plenary {n}", "Broadband, spectrum, children, women, networks, quality and cities."),
    ("fr", "Compte rendu fictif {n}", "Réseaux, données, élèves, médecins, coopération et tarifs."),
    ("es", "Acta ficticia {n}", "Telecomunicaciones, ciudades, personas, señales y competencia."),
    ("ru", "Вымышленный протокол {n}", "Сети, дети, телевидение, инженеры, подписи и города."),
    ("ar", "محضر وهمي {n}", "الأطفال والشبكات والتعليم والأمن والهواتف."),
    ("zh", "虚构的会议记录{n}", "宽带、儿童、城市、通信、废物。"),
]

STATEMENTS = {
    "broadband-mapping": ("Request for comments on broadband mapping", "<p>Maps of coverage differ by operator.</p>"),
    "tsunami-buoys": ("Information on tsunami buoys", "<p>Buoys report pressure through satellites.</p>"),
    "numbering-theft": ("Reply on the misuse of numbering resources", "<p>Ranges were hijacked for fraud.</p>"),
}

SPELLINGS = [
    ("1/501", ["1/501", "1-501", "Document 1/501", "D22-SG01-C-0501", "d22-sg01-c-0501", "1/501-E", " 1/501 ",
               "doc. 1/501", "https://www.itu.int/md/D22-SG01-C-0501/en", "1 / 501"]),
    ("2/79 (Rev.1)", ["2/79 (Rev.1)", "2/79(Rev.1)", "2/79 Rev.1", "2/79-R1", "2/79!R1", "D22-SG02-C-0079!R1",
                      "D22-SG02-C-0079-R1", "Revision 1 to Document 2/79", "2/79 (Rev.1)-E", "2/79"]),
    ("SG2RGQ/320", ["SG2RGQ/320", "sg2rgq/320", "SG2RGQ-320", "SG2RGQ/320-E", "D22-SG02.RGQ-C-0320",
                    "d22-sg02-rgq-c-0320", "SG2 RGQ/320", "SG02RGQ/320", "Document SG2RGQ/320", "SG2RGQ/320-F"]),
]  # fmt: skip

# What is asked, and the paper that must come first among documents
PAPER_QUERIES = [
    # inflected forms and other ends of words
    ("island", "1/501"), ("remote island", "1/501"), ("spectrum price", "1/502"),
    ("child safety", "1/503"), ("child game", "1/503"), ("woman engineer", "1/504"),
    ("mentor programme", "1/504"), ("cyclone", "1/505"), ("emergency telecommunication", "1/505"),
    ("exercise of team", "1/506"), ("cyber-security exercises", "1/506"),
    ("cybersecurity exercise", "1/506"), ("recycle telephone", "1/507"), ("e-waste", "1/507"), ("ewaste", "1/507"),
    ("electrifications", "1/508"), ("rural electrification", "1/508"), ("measure quality", "1/509"),
    ("accessible website", "1/510"), ("disability", "1/510"), ("blocked handset", "1/511"),
    ("counterfeit", "1/511"), ("village school", "1/512"), ("white space", "1/512"), ("geocode", "1/513"),
    ("city address", "1/513"), ("interfering radars", "1/514"),
    # phrases, without, either, a beginning
    ('"remote islands"', "1/501"), ('"spectrum pricing"', "1/502"), ("networks -cyclones -minutes radar", "1/514"),
    ("geocodes OR nonexistentword", "1/513"), ("zzz OR handsets", "1/511"), ("electrific", "1/508"),
    ("lighthou", "SG2RGQ/320"), ("counterf", "1/511"), ("submarine cab", "1/501"), ('"captions, contrast"', "1/510"),
    ("quality -minutes mobile", "1/509"),
    # accents and case
    ("reseaux nationaux", "1/601"), ("RÉSEAUX NATIONAUX", "1/601"), ("réseau national", "1/601"),
    ("donnees a caractere personnel", "1/602"), ("protection des données", "1/602"), ("eleves", "1/603"),
    ("ÉLÈVE", "1/603"), ("enseignant numérique", "1/603"), ("telemedecine hopital", "1/604"),
    ("hôpitaux ruraux", "1/604"), ("medecin consulte", "1/604"), ("coopération régionale", "1/605"),
    ("itinerance", "1/606"), ("tarif d'itinérance", "1/606"), ("l'Ouest", "1/606"), ("tarifs afrique ouest", "1/606"),
    ("niñez", "1/701"), ("ninez rural", "1/701"), ("telecomunicación rural", "1/701"), ("ciudad inteligente", "1/702"),
    ("sensor", "1/702"), ("alfabetizacion", "1/703"), ("ALFABETIZACIÓN digital", "1/703"), ("persona mayor", "1/703"),
    ("alertas tempranas", "1/704"), ("terremoto", "1/704"), ("senales de alerta", "1/704"),
    ("telefonia movil", "1/705"),
    ("mercados de telefonía", "1/705"),
    # Cyrillic
    ("защиты детей", "1/801"), ("ЗАЩИТА ДЕТЕЙ", "1/801"), ("дети сеть", "1/801"),
    ("отдаленные районы", "1/802"), ("отдалённый район", "1/802"), ("цифрового телевидения", "1/802"),
    ("инженер связи", "1/803"), ("подготовке инженеров", "1/803"), ("электронная подпись", "1/804"),
    ("государственная услуга", "1/804"), ("умные города", "1/805"), ("освещения", "1/805"),
    # Arabic, in its letter variants
    ("حماية الاطفال", "1/901"), ("حمايه الأطفال", "1/901"), ("أطفال إنترنت", "1/901"), ("شبكة اتصالات", "1/902"),
    ("الإتصالات", "1/902"), ("المناطق الريفيه", "1/902"), ("المعلمة", "1/903"), ("المعلمه", "1/903"),
    ("التعليم الرقمى", "1/903"), ("الامن السيبراني", "1/904"), ("مؤسسات صغيرة", "1/904"), ("هواتف ذكية", "1/905"),
    # Chinese, without spaces
    ("宽带网络", "1/951"), ("农村", "1/951"), ("上网儿童", "1/952"), ("国家战略", "1/952"),
    ("智慧城市", "1/953"), ("物联网", "1/953"), ("标准 城市", "1/953"), ("应急通信", "1/954"),
    ("恢复", "1/954"), ("地震", "1/954"), ("电子废物", "1/955"), ("回收", "1/955"), ("废物 管理", "1/955"),
    # other series by their words
    ("pico cell", "2/79 (Rev.1)"), ("lighthouse beacon", "SG2RGQ/320"), ("autumn meeting rooms", "2/ADM/41"),
    ("tidal power", "2/REP/23"), ("working methods advisers", "TDAG-23/17"),
    # the demonstration's own
    ("Child Online Protection practices in Nigeria", "SG2RGQ/20"), ("initiatives to support children", "2/34"),
]  # fmt: skip

# Kind, what is asked, and what must come first of that kind
OTHER_QUERIES = [
    ("statements", "broadband maps", "broadband-mapping"),
    ("statements", "tsunami buoy", "tsunami-buoys"),
    ("statements", "misused numbering", "numbering-theft"),
    ("statements", "hijacked ranges", "numbering-theft"),
    ("statements", "coverage lighthouses", "annexed"),
    ("statements", "CWG-COP", "2023-05-22-itu-d-sg2-q3-2-to-cwg-cop"),
    ("statements", "Cote d'Ivoire", "2023-05-22-itu-d-sg2-q3-2-to-cwg-cop"),
    ("statements", "Nigerian Communications Commission", "2023-05-22-itu-d-sg2-q3-2-to-cwg-cop"),
    ("members", "Cote d'Ivoire", "cote-divoire"),
    ("members", "CÔTE D’IVOIRE", "cote-divoire"),
    ("members", "USA", "united-states-of-america"),
    ("members", "nigeria", "nigeria"),
    ("members", "Allemagne", "germany"),
    ("bodies", "CWG-COP", "cwg-cop"),
    ("bodies", "council working group child online", "cwg-cop"),
    ("bodies", "TDAG", "tdag"),
    ("questions", "Q3/2", "2022-2025-q3-2"),
    ("questions", "Question 3/2", "2022-2025-q3-2"),
    ("topics", "COP", "child-online-protection"),
    ("topics", "child online protection", "child-online-protection"),
]


def make_papers() -> None:
    period = make_period()
    day = datetime.date(2024, 3, 1)
    for symbol, language, title, abstract in PAPERS:
        make_document(symbol, period=period, language=language, title=title, abstract=abstract, received_on=day)
    for number in range(60):
        language, title, abstract = DECOYS[number % len(DECOYS)]
        make_document(
            f"1/{7000 + number}",
            period=period,
            language=language,
            title=title.format(n=number),
            abstract=abstract,
            received_on=day + datetime.timedelta(days=number),
        )
    for slug, (title, content) in STATEMENTS.items():
        make_public_statement(slug=slug, title=title, content=content)
    mapping = make_public_statement(slug="annexed", title="Papers on beacons", content="<p>See the annex.</p>")
    make_entry(make_annex(mapping), title="Coverage of coasts", brief="Lighthouses relay signals.")
    make_entity("Sample Operator", kind="sector_member")


def queries() -> list[tuple[str, str, str]]:
    """Kind, text, and the symbol or slug of what must come first."""
    found = [("named", spelling, symbol) for symbol, spellings in SPELLINGS for spelling in spellings]
    found += [("documents", text, symbol) for text, symbol in PAPER_QUERIES]
    return found + OTHER_QUERIES
