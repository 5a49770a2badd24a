"""Letters for tests: the statement of 22 May 2023, shortened translations of it, and made-up ones."""

from __future__ import annotations

from datetime import date

from liaison.letter.letter import (
    Annex,
    Approval,
    Attachment,
    Break,
    Cell,
    Contact,
    Entry,
    Heading,
    InReplyTo,
    ItemList,
    Letter,
    Meeting,
    Paragraph,
    Party,
    Recipient,
    Run,
    Table,
    paragraph,
)
from liaison.letter.sheet import Sheet

SHEET = Sheet(letterhead=("ITU-D", "International Telecommunication Union", "Telecommunication Development Sector"))
SHEETS = {
    "en": SHEET,
    "fr": Sheet(
        ("UIT-D", "Union internationale des télécommunications", "Secteur du développement des télécommunications")
    ),
    "ar": Sheet(("ITU-D", "الاتحاد الدولي للاتصالات", "قطاع تنمية الاتصالات")),
    "zh": Sheet(("ITU-D", "国际电信联盟", "电信发展部门")),
    "ru": Sheet(("МСЭ-D", "Международный союз электросвязи", "Сектор развития электросвязи")),
}

CONTACTS_TABLE = Table(
    head_rows=1,
    rows=(
        (Cell((paragraph("ITU-D SG2 Q3/2"),), colspan=2),),
        (Cell((paragraph("Jabin Vahora\nCo-Rapporteur (USA)"),)), Cell((paragraph("Vahorajs@state.gov"),))),
        (
            Cell((paragraph("Vanessa Copetti Cravo\nCo-Rapporteur (Brazil)"),)),
            Cell((paragraph("Vanessac@anatel.gov.br"),)),
        ),
        (
            Cell((paragraph("Orhan Osmani\nBDT Focal Point for Question 3/2"),)),
            Cell((paragraph("Orhan.Osmani@itu.int"),)),
        ),
    ),
)

SEED = Letter(
    title="Liaison statement from ITU-D Study Group 2 Question 3/2 to Council Working Group on Child Online Protection",
    subtitle=(
        "ITU-D Study Group 2 Question 3/2:",
        "Securing information and communication networks: Best practices for developing a culture of cybersecurity",
    ),
    date=date(2023, 5, 22),
    action_required="This report is transmitted to the CWG-COP for information.",
    from_=(Party("ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)", "ITU-D SG2", ("3/2",)),),
    to=(Recipient("Council Working Group on Child Online Protection", "CWG-COP", purpose="information"),),
    approval=Approval(
        "ITU-D Study Group 2 Q3/2 Rapporteur Group Meeting on 22 May 2023", "rapporteur_group", date(2023, 5, 22)
    ),
    contacts=(
        Contact(
            "Contact",
            "Ms",
            "Jabin Vahora",
            "Co-Rapporteur for Question 3/2",
            "United States",
            email="Vahorajs@state.gov",
        ),
        Contact(
            "Contact",
            "Ms",
            "Vanessa Copetti Cravo",
            "Co-Rapporteur for Question 3/2",
            "Brazil",
            email="Vanessac@anatel.gov.br",
        ),
        Contact(
            "Contact",
            "Ms",
            "Maria Bolshakova",
            "Vice-Rapporteur for Question 3/2",
            "Russian Federation",
            email="bolshakova@niir.ru",
        ),
        Contact(
            "BDT Focal Point",
            "Mr",
            "Orhan Osmani",
            "BDT Focal Point for Question 3/2",
            email="Orhan.Osmani@itu.int",
        ),
    ),
    content=(
        Paragraph(
            (
                Run("ITU-D Study Group 2 on Question 3/2 (ITU-D SG2 Q3/2), "),
                Run(
                    "Securing information and communication networks: Best practices for developing a culture of "
                    "cybersecurity",
                    ("em",),
                ),
                Run(
                    ", sends this liaison statement to the Council Working Group on Child Online Protection (CWG-COP) "
                    "for information."
                ),
            )
        ),
        paragraph(
            "ITU-D SG2 Q3/2 held its first and second Rapporteur Group (RG) meetings for the 2022-2025 study period "
            "on 7 December 2022 and 22 May 2023."
        ),
        paragraph(
            "Following the decisions made at the World Telecommunication Development Conference 2022 (WTDC-22) one of "
            "the questions and issues for study at Q3/2 is “update the perspectives, studies and experiences of the "
            "report for Question 3/2 for the last study period”. One of the chapters of the last study period’s "
            "report is focused on Child Online Protection (COP) related issues."
        ),
        paragraph(
            "The two ITU-D SG2 RG Q3/2 meetings showed continued interest of the ITU-D SG2 members to share their "
            "best practices and approaches related to COP."
        ),
        Paragraph(
            (
                Run("Moreover, ITU Plenipotentiary Conference 2022 revised "),
                Run(
                    "Resolution 179",
                    href="https://www.itu.int/en/council/Documents/basic-texts-2023/RES-179-E.pdf",
                ),
                Run(
                    " on ITU's role on COP that clearly states the need for COP related activities coordination "
                    "between ITU-D SG2 Q3/2 and the CWG-COP."
                ),
            )
        ),
        Paragraph(
            (
                Run("The liaison statement contains "),
                Run("Annex 1", ("strong",)),
                Run(
                    " with brief info and the links to contributions on COP related issues considered at these "
                    "meetings."
                ),
            )
        ),
        paragraph(
            "ITU-D SG2 Q3/2 also looks forward to collaboration with CWG-COP and also takes this opportunity to "
            "update its contacts:"
        ),
        CONTACTS_TABLE,
        paragraph(
            "The next meeting of ITU-D SG2 Q3/2 is planned in the period from 30 October to 3 November 2023 as per "
            "Document 2/ADM/1 (Rev.2)."
        ),
    ),
    next_meetings=(Meeting("30 October to 3 November 2023", date(2023, 10, 30), date(2023, 11, 3)),),
    annexes=(
        Annex(
            1,
            "contributions on COP related issues considered at the ITU-D SG2 Q3/2 meetings",
            (
                paragraph(
                    "Brief info and the links to contributions on COP related issues considered\n"
                    "at the two ITU-D SG2 Q3/2 RGs meetings\n(December 2022, May 2023)"
                ),
            ),
            ("Doc. & source", "Title", "Brief info related to COP"),
            (
                Entry(
                    "2/34",
                    "Côte d'Ivoire",
                    "Initiatives to support children and young people, national strategy for the protection and "
                    "empowerment of children and young people online: the experience of Côte d'Ivoire",
                    (
                        paragraph(
                            "The document contains info on an initiative undertaken by Côte d'Ivoire to protect "
                            "children against the dangers and threats of using ICTs. The initiative, "
                            "www.jemeprotegeenligne.ci is a website targeted at children between 5 and 19 years old "
                            "as well as teachers and parents with the goal of educating children and young people "
                            "and raising awareness."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0034/en",
                ),
                Entry(
                    "2/71 (Rev.1)",
                    "Russian Federation",
                    "New practices of the Russian Federation in the field of creating a culture of cybersecurity",
                    (
                        paragraph(
                            "The document contains info on the All-Russian Cyber Hygiene Program, launched in "
                            "August, 2022. The program is planned for three years and includes various activities "
                            "aimed at attracting the attention of Russian citizens to the issues of cybersecurity "
                            "and the formation of their skills of safe behaviour on the Internet. Large-scale "
                            "information campaign is one of the major program’s part: the citizens were segmented "
                            "into age groups, their online behaviour and the type of digital content consumed have "
                            "been also taken into account. Based on this approach, targeted means of information "
                            "dissemination applied for 3 groups of population (12-18 y.o./18-45 y.o/45+)."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0071/en",
                ),
                Entry(
                    "2/77",
                    "United Kingdom",
                    "Sharing experience from the UK on promoting and developing cybersecurity skills",
                    (
                        paragraph(
                            "This contribution sets out examples of UK practice around three areas: cybersecurity "
                            "skills for adults, cybersecurity skills for young people (i.a. 11-18 y.o.), and "
                            "developing the cybersecurity profession. Young people from a range of backgrounds need "
                            "to be inspired and supported to pursue a career in cyber. The work targets a range of "
                            "age groups through both curricular and extra-curricular programmes, qualifications, and "
                            "support to those pursuing cyber in higher education."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0077/en",
                ),
                Entry(
                    "SG2RGQ/20",
                    "Nigeria",
                    "Child Online Protection practices in Nigeria",
                    (
                        paragraph(
                            "The document presents the efforts of Nigeria in regard to COP through the Nigerian "
                            "Communications Commission (NCC), (the independent national regulatory authority for the "
                            "telecommunications industry) in collaboration with the Office of the National Security "
                            "Adviser in Nigeria who works with other stakeholders to ensure child protection in the "
                            "Nigerian cyber space."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02.RGQ-C-0020/en",
                ),
                Entry(
                    "SG2RGQ/80",
                    "Russian Federation",
                    "Information sharing practices to protect children from disruptive online content. "
                    'Award "For a Safe Digital Childhood"',
                    (
                        paragraph(
                            "The document contains info on some practices on the exchange of information between two "
                            "Russian federal executive bodies to protect children from destructive online content, "
                            "as well as information about the Award “For a Safe Digital Childhood” by Alliance for "
                            "the Protection of Children in the Digital Environment, aimed at supporting projects to "
                            "develop a safe digital environment throughout Russia."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02.RGQ-C-0080/en",
                ),
            ),
        ),
    ),
)

FRENCH = SEED.replace(
    language="fr",
    title="Note de liaison de la Commission d'études 2 de l'UIT-D, Question 3/2, au Groupe de travail du Conseil sur "
    "la protection en ligne des enfants",
    subtitle=(
        "Commission d'études 2 de l'UIT-D, Question 3/2",
        "Sécurisation des réseaux d'information et de communication: bonnes pratiques pour créer une culture de la "
        "cybersécurité",
    ),
    action_required="Ce rapport est transmis au GTC-COP pour information.",
    from_=(Party("Commission d'études 2 de l'UIT-D (CE 2), Question 3/2 (Q3/2)", "ITU-D SG2", ("3/2",)),),
    to=(
        Recipient(
            "Groupe de travail du Conseil sur la protection en ligne des enfants", "CWG-COP", purpose="information"
        ),
    ),
    approval=Approval(
        "Réunion du Groupe du Rapporteur pour la Question 3/2 de la Commission d'études 2, 22 mai 2023",
        "rapporteur_group",
        date(2023, 5, 22),
    ),
    contacts=(
        Contact(
            "Contact",
            "Mme",
            "Jabin Vahora",
            "Corapporteure pour la Question 3/2",
            "États-Unis",
            email="Vahorajs@state.gov",
        ),
        Contact(
            "BDT Focal Point",
            "M.",
            "Orhan Osmani",
            "Coordonnateur du BDT pour la Question 3/2",
            email="Orhan.Osmani@itu.int",
        ),
    ),
    content=(
        paragraph(
            "La Commission d'études 2 de l'UIT-D adresse la présente note de liaison au Groupe de travail du Conseil "
            "sur la protection en ligne des enfants (GTC-COP) pour information."
        ),
        Heading(3, (Run("Contexte"),)),
        ItemList(
            items=(
                (paragraph("La première réunion du Groupe du Rapporteur s'est tenue le 7 décembre 2022."),),
                (paragraph("La deuxième réunion s'est tenue le 22 mai 2023."),),
            )
        ),
        paragraph("La prochaine réunion est prévue du 30 octobre au 3 novembre 2023."),
    ),
    annexes=(
        Annex(
            1,
            "contributions relatives à la protection en ligne des enfants",
            columns=("Document et source", "Titre", "Informations succinctes"),
            entries=(
                Entry(
                    "2/34",
                    "Côte d'Ivoire",
                    "Initiatives en faveur des enfants et des jeunes: l'expérience de la Côte d'Ivoire",
                    (
                        paragraph(
                            "Ce document présente une initiative prise par la Côte d'Ivoire pour protéger les enfants "
                            "contre les dangers liés à l'utilisation des TIC. Le site www.jemeprotegeenligne.ci "
                            "s'adresse aux enfants de 5 à 19 ans, aux enseignants et aux parents."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0034/fr",
                ),
            ),
        ),
    ),
)

ARABIC = SEED.replace(
    language="ar",
    symbol="SG2/LS/12 (Rev.1)",
    title="بيان اتصال من لجنة الدراسات 2 لقطاع تنمية الاتصالات، المسألة 3/2، إلى فريق العمل التابع للمجلس المعني "
    "بحماية الأطفال على الخط",
    subtitle=(
        "لجنة الدراسات 2 لقطاع تنمية الاتصالات، المسألة 3/2",
        "تأمين شبكات المعلومات والاتصالات: أفضل الممارسات من أجل بناء ثقافة الأمن السيبراني",
    ),
    action_required="يُحال هذا التقرير إلى فريق CWG-COP للعلم.",
    from_=(Party("لجنة الدراسات 2 لقطاع تنمية الاتصالات (SG2)، المسألة 3/2 (Q3/2)", "ITU-D SG2", ("3/2",)),),
    to=(Recipient("فريق العمل التابع للمجلس المعني بحماية الأطفال على الخط", "CWG-COP", purpose="information"),),
    approval=Approval(
        "اجتماع فريق المقرر المعني بالمسألة 3/2 للجنة الدراسات 2 في 22 مايو 2023",
        "rapporteur_group",
        date(2023, 5, 22),
    ),
    contacts=(
        Contact(
            "Contact",
            "السيدة",
            "Jabin Vahora",
            "المقررة المشاركة للمسألة 3/2",
            "الولايات المتحدة",
            email="Vahorajs@state.gov",
            phone="+41 22 730 0000",
        ),
        Contact(
            "BDT Focal Point",
            "السيد",
            "Orhan Osmani",
            "جهة الاتصال في المكتب للمسألة 3/2",
            email="Orhan.Osmani@itu.int",
        ),
    ),
    content=(
        Paragraph(
            (
                Run("ترسل لجنة الدراسات 2 لقطاع تنمية الاتصالات المعنية بالمسألة 3/2 (ITU-D SG2 Q3/2)، "),
                Run("تأمين شبكات المعلومات والاتصالات", ("em",)),
                Run("، بيان الاتصال هذا إلى فريق العمل (CWG-COP) للعلم. انظر الوثيقة 2/ADM/1 (Rev.2)."),
            )
        ),
        Heading(3, (Run("معلومات أساسية"),)),
        ItemList(
            items=(
                (paragraph("عُقد الاجتماع الأول لفريق المقرر في 7 ديسمبر 2022."),),
                (
                    Paragraph(
                        (
                            Run("عُقد الاجتماع الثاني في 22 مايو 2023؛ انظر "),
                            Run("الموقع الإلكتروني للاتحاد", href="https://www.itu.int/ar/"),
                            Run("."),
                        )
                    ),
                ),
            )
        ),
        paragraph("This paragraph is in English (see Resolution 179)."),
        Paragraph((Run("راجع مؤتمر المندوبين المفوضين "), Run("القرار 179", ("strong",)), Run("."))),
    ),
    annexes=(
        Annex(
            1,
            "المساهمات بشأن قضايا حماية الأطفال على الخط",
            (paragraph("معلومات موجزة وروابط إلى المساهمات التي نُظر فيها في الاجتماعين."),),
            ("الوثيقة والمصدر", "العنوان", "معلومات موجزة"),
            (
                Entry(
                    "2/34",
                    "كوت ديفوار",
                    "مبادرات لدعم الأطفال والشباب: تجربة كوت ديفوار",
                    (
                        paragraph(
                            "تتضمن الوثيقة معلومات عن مبادرة اتخذتها كوت ديفوار لحماية الأطفال من أخطار استخدام "
                            "تكنولوجيا المعلومات والاتصالات. والمبادرة www.jemeprotegeenligne.ci هي موقع إلكتروني "
                            "موجه إلى الأطفال بين 5 سنوات و19 سنة."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0034/ar",
                ),
                Entry(
                    "2/71 (Rev.1)",
                    "الاتحاد الروسي",
                    "ممارسات جديدة للاتحاد الروسي في مجال بناء ثقافة الأمن السيبراني",
                    (
                        paragraph(
                            "تتضمن الوثيقة معلومات عن البرنامج الروسي للنظافة السيبرانية الذي أُطلق في أغسطس 2022، "
                            "ومن المقرر أن يستمر ثلاث سنوات."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0071/ar",
                ),
            ),
        ),
    ),
)

CHINESE = SEED.replace(
    language="zh",
    symbol="SG2/LS/12-C",
    title="ITU-D 第2研究组第3/2号课题致理事会保护上网儿童工作组的联络声明",
    subtitle=("ITU-D 第2研究组第3/2号课题", "确保信息和通信网络的安全：培育网络安全文化的最佳做法"),
    action_required="本报告转呈保护上网儿童工作组（CWG-COP）供参考。",
    from_=(Party("ITU-D 第2研究组（SG2）第3/2号课题（Q3/2）", "ITU-D SG2", ("3/2",)),),
    to=(Recipient("理事会保护上网儿童工作组", "CWG-COP", purpose="information"),),
    approval=Approval("ITU-D 第2研究组第3/2号课题报告人组2023年5月22日会议", "rapporteur_group", date(2023, 5, 22)),
    contacts=(
        Contact("Contact", "女士", "Jabin Vahora", "第3/2号课题共同报告人", "美国", email="Vahorajs@state.gov"),
        Contact("BDT Focal Point", "先生", "Orhan Osmani", "第3/2号课题电信发展局联系人", email="Orhan.Osmani@itu.int"),
    ),
    content=(
        Paragraph(
            (
                Run("ITU-D 第2研究组第3/2号课题（ITU-D SG2 Q3/2）“"),
                Run("确保信息和通信网络的安全：培育网络安全文化的最佳做法", ("em",)),
                Run("”谨将本联络声明发送给理事会保护上网儿童工作组（CWG-COP）供参考。"),
            )
        ),
        Heading(3, (Run("背景"),)),
        ItemList(
            items=(
                (paragraph("第一次报告人组会议于2022年12月7日召开。"),),
                (paragraph("第二次会议于2023年5月22日召开。"),),
            )
        ),
        Paragraph((Run("国际电联2022年全权代表大会修订了"), Run("第179号决议", ("strong",)), Run("。"))),
    ),
    annexes=(
        Annex(
            1,
            "会议审议的与保护上网儿童相关的文稿",
            columns=("文件与来源", "标题", "与保护上网儿童相关的简要信息"),
            entries=(
                Entry(
                    "2/34",
                    "科特迪瓦",
                    "支持儿童和青年的举措：科特迪瓦的经验",
                    (
                        paragraph(
                            "文件介绍了科特迪瓦为保护儿童免受使用信息通信技术的危险和威胁而采取的举措。该举措"
                            "（www.jemeprotegeenligne.ci）是一个面向5至19岁儿童以及教师和家长的网站。"
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0034/zh",
                ),
            ),
        ),
    ),
)

RUSSIAN = SEED.replace(
    language="ru",
    symbol="SG2/LS/12-R",
    title="Заявление о взаимодействии 2-й Исследовательской комиссии МСЭ-D, Вопрос 3/2, для Рабочей группы Совета по "
    "защите ребенка в онлайновой среде",
    subtitle=(
        "2-я Исследовательская комиссия МСЭ-D, Вопрос 3/2",
        "Защищенность сетей информации и связи: передовой опыт по созданию культуры кибербезопасности",
    ),
    action_required="Настоящий отчет передается РГС-COP для информации.",
    from_=(Party("2-я Исследовательская комиссия МСЭ-D (ИК2), Вопрос 3/2", "ITU-D SG2", ("3/2",)),),
    to=(Recipient("Рабочая группа Совета по защите ребенка в онлайновой среде", "CWG-COP", purpose="information"),),
    approval=Approval(
        "Собрание Группы Докладчика по Вопросу 3/2, 22 мая 2023 г.", "rapporteur_group", date(2023, 5, 22)
    ),
    contacts=(
        Contact(
            "Contact",
            "Г-жа",
            "Jabin Vahora",
            "Содокладчик по Вопросу 3/2",
            "Соединенные Штаты",
            email="Vahorajs@state.gov",
        ),
        Contact(
            "BDT Focal Point",
            "Г-н",
            "Orhan Osmani",
            "Координатор БРЭ по Вопросу 3/2",
            email="Orhan.Osmani@itu.int",
        ),
    ),
    content=(
        paragraph(
            "2-я Исследовательская комиссия МСЭ-D направляет настоящее заявление о взаимодействии Рабочей группе "
            "Совета (РГС-COP) для информации."
        ),
        Heading(3, (Run("Базовая информация"),)),
        ItemList(
            True,
            1,
            "decimal",
            (
                (paragraph("Первое собрание Группы Докладчика состоялось 7 декабря 2022 года."),),
                (paragraph("Второе собрание состоялось 22 мая 2023 года."),),
            ),
        ),
        paragraph("Следующее собрание состоится 30 октября - 3 ноября 2023 года."),
    ),
    annexes=(
        Annex(
            1,
            "вклады, касающиеся защиты ребенка в онлайновой среде",
            columns=("Документ и источник", "Название", "Краткая информация"),
            entries=(
                Entry(
                    "2/34",
                    "Кот-д'Ивуар",
                    "Инициативы в интересах детей и молодежи: опыт Кот-д'Ивуара",
                    (
                        paragraph(
                            "В документе описана инициатива Кот-д'Ивуара по защите детей от опасностей, связанных с "
                            "использованием ИКТ. Сайт www.jemeprotegeenligne.ci предназначен для детей от 5 до 19 "
                            "лет, учителей и родителей."
                        ),
                    ),
                    "https://www.itu.int/md/D22-SG02-C-0034/ru",
                ),
            ),
        ),
    ),
)

IN_LANGUAGES = {"en": SEED, "fr": FRENCH, "ar": ARABIC, "zh": CHINESE, "ru": RUSSIAN}

# Every field of the form is filled; people, bodies and symbols are made up.
EVERYTHING = Letter(
    title="Reply to the liaison statement from the Example Forum on test patterns",
    subtitle=("Question 9/9: Test patterns for everyone",),
    symbol="SG9/LS/4 (Rev.1)",
    other_symbols=("9/TD/12", "EX-2024-0007"),
    reference="EF/24/117",
    date=date(2024, 2, 1),
    original_language="fr",
    study_period="2022-2025",
    action_required="Members are asked to comment on the table below.",
    from_=(Party("Example Study Group 9, Question 9/9", "EX SG9", ("9/9",)),),
    to=(
        Recipient(
            "Example Forum", "EF", address="secretariat@forum.example", purpose="action", deadline=date(2024, 6, 1)
        ),
        Recipient("Sample Alliance WG2", purpose="comment", deadline_text="mid-May 2024"),
        Recipient("Pattern Institute", purpose="information"),
    ),
    cc=(Recipient("Example Advisory Group", purpose="information"), Recipient("Example Study Group 1")),
    in_reply_to=(InReplyTo("LS on test patterns from the Example Forum", "EF-LS-41", date(2023, 11, 2)),),
    meeting=Meeting("Example City, 29 January - 2 February 2024", date(2024, 1, 29), date(2024, 2, 2)),
    approval=Approval("", "study_group", date(2024, 2, 1)),
    contacts=(
        Contact(
            "Contact",
            "Dr",
            "Ada Exampleson",
            "Rapporteur for Question 9/9",
            "Exampleland",
            "1 Sample Street, Example City",
            "ada@example.org",
            "+99 1 234 5678",
        ),
        Contact("Editor", "Mr", "Bob Sampleman", "Editor", "Sampleland", email="bob@example.org"),
    ),
    reply_to="liaison@example.org",
    signatures=("Ada Exampleson", "Rapporteur for Question 9/9"),
    keywords=("test pattern", "liaison", "échantillon"),
    abstract=(paragraph("This statement answers the Example Forum and asks for comments on one table."),),
    content=(
        Heading(3, (Run("Background"),)),
        Paragraph(
            (
                Run("The level is 10", ()),
                Run("-9", ("sup",)),
                Run(" of H"),
                Run("2", ("sub",)),
                Run("O; see "),
                Run("the ", href="https://example.org/report"),
                Run("report", ("strong",), "https://example.org/report"),
                Run("."),
                Break(),
                Run("A second line, with a word in Arabic: "),
                Run("بيان اتصال", lang="ar"),
                Run("."),
            )
        ),
        Heading(4, (Run("Steps"),)),
        ItemList(
            True,
            3,
            "lower-alpha",
            (
                (
                    paragraph("The first step"),
                    ItemList(items=((paragraph("with a part"),), (paragraph("and another"),))),
                ),
                (paragraph("The second step"), ItemList(True, 1, "lower-roman", ((paragraph("in Roman numbers"),),))),
            ),
        ),
        Table(
            2,
            (
                (Cell((paragraph("Pattern"),), rowspan=2), Cell((paragraph("Levels"),), colspan=2)),
                (Cell((paragraph("Low"),)), Cell((paragraph("High"),))),
                (Cell((paragraph("Bars"),)), Cell((paragraph("1"),)), Cell((paragraph("10"),))),
                (Cell((paragraph("Ramp"),)), Cell((paragraph("2 to 20, measured twice"),), colspan=2)),
            ),
        ),
    ),
    next_meetings=(Meeting("June 2024", date(2024, 6, 3), date(2024, 6, 7)),),
    annexes=(
        Annex(
            1,
            "Documents",
            columns=("Document", "Source", "Title", "Remarks"),
            entries=(
                Entry("9/12", "Exampleland", "A pattern of bars", (paragraph("Adopted."),), "https://example.org/9-12"),
                Entry(None, "Secretariat", "Oral report", (paragraph("Noted."),)),
            ),
        ),
        Annex(2, "Text", content=(paragraph("An annex of plain text."), paragraph("It has two paragraphs."))),
    ),
    attachments=(Attachment("Measurements", "9/TD/13", "https://example.org/measurements.xlsx", "0" * 64),),
)


def many_entries(count: int) -> Letter:
    """The seed with `count` rows in its annex, the seed's five over and over under new symbols."""
    annex = SEED.annexes[0]
    entries = []
    for number in range(count):
        entry = annex.entries[number % len(annex.entries)]
        entries.append(Entry(f"2/{100 + number}", entry.source, entry.title, entry.brief, entry.url))
    return SEED.replace(annexes=(Annex(1, annex.title, annex.intro, annex.columns, tuple(entries)),))
