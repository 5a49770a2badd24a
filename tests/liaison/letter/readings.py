"""What the files of tests/data/letters, and the seed, are to be read as: written by hand, to the letter."""

from datetime import date
from pathlib import Path

from liaison.letter.letter import (
    Annex,
    Approval,
    Attachment,
    Cell,
    Contact,
    Entry,
    InReplyTo,
    ItemList,
    Letter,
    Meeting,
    Party,
    Recipient,
    Table,
    paragraph,
)

ROOT = Path(__file__).resolve().parents[3]
LETTERS = ROOT / "tests" / "data" / "letters"
SEED_FILE = ROOT / "liaison" / "data" / "statement-2023-05-22-q3-2-cwg-cop.txt"


def file_text(name: str) -> str:
    return (LETTERS / name).read_text(encoding="utf-8")


def _entry(symbol: str, source: str, title: str, brief: str) -> Entry:
    return Entry(symbol, source, title, (paragraph(brief),))


SEED = Letter(
    title="Liaison statement from ITU-D Study Group 2 Question 3/2 to Council Working Group on Child Online Protection",
    subtitle=(
        "ITU-D Study Group 2 Question 3/2:",
        "Securing information and communication networks: Best practices for developing a culture of cybersecurity",
    ),
    date=date(2023, 5, 22),
    action_required="This report is transmitted to the CWG-COP for information.",
    from_=(Party("ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)", questions=("3/2",)),),
    to=(Recipient("Council Working Group on Child Online Protection", purpose="information"),),
    approval=Approval(
        "ITU-D Study Group 2 Q3/2 Rapporteur Group Meeting on 22 May 2023", "rapporteur_group", date(2023, 5, 22)
    ),
    contacts=(
        Contact("Contact", "Ms", "Jabin Vahora", "Co-Rapporteur for Question 3/2", "United States", "",
                "Vahorajs@state.gov"),
        Contact("Contact", "Ms", "Vanessa Copetti Cravo", "Co-Rapporteur for Question 3/2", "Brazil", "",
                "Vanessac@anatel.gov.br"),
        Contact("Contact", "Ms", "Maria Bolshakova", "Vice-Rapporteur for Question 3/2", "Russian Federation", "",
                "bolshakova@niir.ru"),
        Contact("BDT Focal Point", "Mr", "Orhan Osmani", "BDT Focal Point for Question 3/2", "", "",
                "Orhan.Osmani@itu.int"),
    ),
    content=(
        paragraph(
            "ITU-D Study Group 2 on Question 3/2 (ITU-D SG2 Q3/2), Securing information and communication networks: "
            "Best practices for developing a culture of cybersecurity, sends this liaison statement to the Council "
            "Working Group on Child Online Protection (CWG-COP) for information."
        ),
        paragraph(
            "ITU-D SG2 Q3/2 held its first and second Rapporteur Group (RG) meetings for the 2022-2025 study period on "
            "7 December 2022 and 22 May 2023."
        ),
        paragraph(
            "Following the decisions made at the World Telecommunication Development Conference 2022 (WTDC-22) one of "
            "the questions and issues for study at Q3/2 is “update the perspectives, studies and experiences of the "
            "report for Question 3/2 for the last study period”. One of the chapters of the last study period’s report "
            "is focused on Child Online Protection (COP) related issues."
        ),
        paragraph(
            "The two ITU-D SG2 RG Q3/2 meetings showed continued interest of the ITU-D SG2 members to share their best "
            "practices and approaches related to COP."
        ),
        paragraph(
            "Moreover, ITU Plenipotentiary Conference 2022 revised Resolution 179 on ITU's role on COP that clearly "
            "states the need for COP related activities coordination between ITU-D SG2 Q3/2 and the CWG-COP."
        ),
        paragraph(
            "The liaison statement contains Annex 1 with brief info and the links to contributions on COP related "
            "issues considered at these meetings."
        ),
        paragraph(
            "ITU-D SG2 Q3/2 also looks forward to collaboration with CWG-COP and also takes this opportunity to update "
            "its contacts:"
        ),
        Table(
            rows=(
                (
                    Cell((paragraph("ITU-D SG2 Q3/2"),), rowspan=3),
                    Cell((paragraph("Jabin Vahora\nCo-Rapporteur (USA)"),)),
                    Cell((paragraph("Vahorajs@state.gov"),)),
                ),
                (
                    Cell((paragraph("Vanessa Copetti Cravo\nCo-Rapporteur (Brazil)"),)),
                    Cell((paragraph("Vanessac@anatel.gov.br"),)),
                ),
                (
                    Cell((paragraph("Orhan Osmani\nBDT Focal Point for Question 3/2"),)),
                    Cell((paragraph("Orhan.Osmani@itu.int"),)),
                ),
            )
        ),
        paragraph(
            "The next meeting of ITU-D SG2 Q3/2 is planned in the period from 30 October to 3 November 2023 as per "
            "Document 2/ADM/1 (Rev.2)."
        ),
    ),
    next_meetings=(
        Meeting(
            "The next meeting of ITU-D SG2 Q3/2 is planned in the period from 30 October to 3 November 2023 as per "
            "Document 2/ADM/1 (Rev.2).",
            date(2023, 10, 30),
            date(2023, 11, 3),
        ),
    ),
    annexes=(
        Annex(
            number=1,
            title="contributions on COP related issues considered at the ITU-D SG2 Q3/2 meetings",
            intro=(
                paragraph(
                    "Brief info and the links to contributions on COP related issues considered at the two ITU-D SG2 "
                    "Q3/2 RGs meetings (December 2022, May 2023)"
                ),
            ),
            columns=("Doc. & source", "Title", "Brief info related to COP"),
            entries=(
                _entry(
                    "2/34",
                    "Côte d'Ivoire",
                    "Initiatives to support children and young people, national strategy for the protection and "
                    "empowerment of children and young people online: the experience of Côte d'Ivoire",
                    "The document contains info on an initiative undertaken by Côte d'Ivoire to protect children "
                    "against the dangers and threats of using ICTs. The initiative, www.jemeprotegeenligne.ci is a "
                    "website targeted at children between 5 and 19 years old as well as teachers and parents with the "
                    "goal of educating children and young people and raising awareness.",
                ),
                _entry(
                    "2/71 (Rev.1)",
                    "Russian Federation",
                    "New practices of the Russian Federation in the field of creating a culture of cybersecurity",
                    "The document contains info on the All-Russian Cyber Hygiene Program, launched in August, 2022. "
                    "The program is planned for three years and includes various activities aimed at attracting the "
                    "attention of Russian citizens to the issues of cybersecurity and the formation of their skills of "
                    "safe behaviour on the Internet. Large-scale information campaign is one of the major program’s "
                    "part: the citizens were segmented into age groups, their online behaviour and the type of digital "
                    "content consumed have been also taken into account. Based on this approach, targeted means of "
                    "information dissemination applied for 3 groups of population (12-18 y.o./18-45 y.o/45+).",
                ),
                _entry(
                    "2/77",
                    "United Kingdom",
                    "Sharing experience from the UK on promoting and developing cybersecurity skills",
                    "This contribution sets out examples of UK practice around three areas: cybersecurity skills for "
                    "adults, cybersecurity skills for young people (i.a. 11-18 y.o.), and developing the cybersecurity "
                    "profession. Young people from a range of backgrounds need to be inspired and supported to pursue "
                    "a career in cyber. The work targets a range of age groups through both curricular and "
                    "extra-curricular programmes, qualifications, and support to those pursuing cyber in higher "
                    "education.",
                ),
                _entry(
                    "SG2RGQ/20",
                    "Nigeria",
                    "Child Online Protection practices in Nigeria",
                    "The document presents the efforts of Nigeria in regard to COP through the Nigerian Communications "
                    "Commission (NCC), (the independent national regulatory authority for the telecommunications "
                    "industry) in collaboration with the Office of the National Security Adviser in Nigeria who works "
                    "with other stakeholders to ensure child protection in the Nigerian cyber space.",
                ),
                _entry(
                    "SG2RGQ/80",
                    "Russian Federation",
                    "Information sharing practices to protect children from disruptive online content. Award \"For a "
                    "Safe Digital Childhood\"",
                    "The document contains info on some practices on the exchange of information between two Russian "
                    "federal executive bodies to protect children from destructive online content, as well as "
                    "information about the Award “For a Safe Digital Childhood” by Alliance for the Protection of "
                    "Children in the Digital Environment, aimed at supporting projects to develop a safe digital "
                    "environment throughout Russia.",
                ),
            ),
        ),
    ),
)  # fmt: skip

THREE_RECIPIENTS = Letter(
    title="Reply liaison statement from ITU-D Study Group 1 Question 5/1 on spectrum for remote islands",
    subtitle=(
        "ITU-D Study Group 1 Question 5/1:",
        "Telecommunications and information and communication technologies for rural and remote areas",
    ),
    symbol="SG1RGQ/311-E",
    reference="SG1/45 Annex 2",
    date=date(2024, 10, 2),
    action_required="The recipients are invited to send their comments before the next meeting.",
    from_=(Party("ITU-D Study Group 1, Question 5/1", questions=("5/1",)),),
    to=(
        Recipient("ITU-R Working Party 5D", purpose="action", deadline=date(2025, 1, 31)),
        Recipient(
            "Telecommunication Development Advisory Group (TDAG)", purpose="comment", deadline=date(2025, 1, 31)
        ),
        Recipient("ITU-T Study Group 5, Question 11/5", questions=("11/5",), purpose="information"),
    ),
    cc=(Recipient("Inter-Sector Coordination Group"),),
    in_reply_to=(
        InReplyTo("Document 5D/TEMP/77 (liaison statement of 3 June 2024)", "5D/TEMP/77", date(2024, 6, 3)),
    ),
    meeting=Meeting("Geneva, 30 September - 4 October 2024", date(2024, 9, 30), date(2024, 10, 4)),
    approval=Approval(
        "ITU-D Study Group 1 meeting, Geneva, 2 October 2024", level="study_group", date=date(2024, 10, 2)
    ),
    contacts=(
        Contact("Contact", "Dr", "Alba Testperson", "Rapporteur for Question 5/1", "Republic of Exampleland", "",
                "alba@example.org", "+00 12 345 6789"),
        Contact("Contact", "", "Borys Musterman", "Co-Rapporteur for Question 5/1", "Testonia, Republic of", "",
                "borys@example.net"),
        Contact("Contact", "Sr.", "Carlos Deejemplo", "Vice-Rapporteur for Question 5/1", "Modelia", "",
                "carlos@example.com"),
        Contact("BDT Focal Point", "Ms", "Dana Probeson", "BDT Focal Point for Question 5/1", "", "",
                "dana@example.int"),
    ),
    content=(
        paragraph(
            "ITU-D Study Group 1 thanks ITU-R Working Party 5D for its liaison statement of 3 June 2024."
        ),
        paragraph("The group asks for comments on:"),
        ItemList(items=((paragraph("the use of satellite links;"),), (paragraph("the cost of masts."),))),
        paragraph("The steps are:"),
        ItemList(ordered=True, items=((paragraph("collect cases;"),), (paragraph("publish them."),))),
        paragraph(
            "The next meetings of Question 5/1 will be held on 5 May 2025 and from 28 September to 2 October 2025."
        ),
    ),
    next_meetings=(
        Meeting(
            "The next meetings of Question 5/1 will be held on 5 May 2025 and from 28 September to 2 October 2025.",
            date(2025, 5, 5),
            date(2025, 5, 5),
        ),
        Meeting(
            "The next meetings of Question 5/1 will be held on 5 May 2025 and from 28 September to 2 October 2025.",
            date(2025, 9, 28),
            date(2025, 10, 2),
        ),
    ),
    annexes=(
        Annex(
            number=1,
            title="documents on remote islands",
            intro=(paragraph("The following documents were considered:"),),
            columns=("Document", "Source", "Title", "Summary"),
            entries=(
                Entry("1/12", "Exampleland", "Masts on islands",
                      (paragraph("Short masts."), paragraph("A second paragraph of the same cell."))),
                _entry("SG1RGQ/7 (Rev.1)", "Testonia, Modelia", "Satellite links", "Long links."),
            ),
        ),
        Annex(
            number=2,
            title="Definitions used",
            content=(
                paragraph("A mast is a pole with a purpose."),
                paragraph("An island is land with water around it."),
            ),
        ),
    ),
)  # fmt: skip

SAME_LINE = Letter(
    title="Liaison statement from ITU-D Study Group 2 Question 7/2 to ITU-T Study Group 5",
    subtitle=("ITU-D Study Group 2 Question 7/2: Strategies and policies concerning human exposure",),
    date=date(2023, 3, 3),
    from_=(Party("ITU-D Study Group 2 (SG2), Question 7/2 (Q7/2)", questions=("7/2",)),),
    to=(Recipient("ITU-T Study Group 5", purpose="comment", deadline_text="mid-June 2023"),),
    cc=(Recipient("ITU-R WP 1C"), Recipient("World Test Organization")),
    approval=Approval("Agreed by correspondence on 1 March 2023", "correspondence", date(2023, 3, 1)),
    contacts=(
        Contact("contact", "Ms", "Ella Fictional", "Rapporteur for Question 7/2", "Sampleland", "",
                "ella@example.org", "+00 11 222 333"),
        Contact("BDT focal point", "Mr", "Finn Invented", "BDT Focal Point for Question 7/2", "", "",
                "finn@example.int"),
    ),
    keywords=("exposure", "limits", "EMF"),
    content=(
        paragraph("Question 7/2 would welcome views on the limits that are in use."),
        paragraph("No decision has been taken."),
    ),
    attachments=(Attachment("Document 2/99", "2/99"),),
)  # fmt: skip

WRAPPED = Letter(
    title="Liaison statement from ITU-D Study Group 1 Question 2/1 to the Test Council on Broadcasting",
    from_=(Party("ITU-D Study Group 1, Q2/1", questions=("2/1",)),),
    to=(Recipient("Test Council on Broadcasting", deadline_text="05/06/2024"),),
    meeting=Meeting("14-15 November 2023", date(2023, 11, 14), date(2023, 11, 15)),
    approval=Approval("Q2/1 meeting on 31 November 2023"),
    contacts=(Contact("Contact", "", "Ivo Nobody", "", "Sampleland, Ministry of Masts"),),
    content=(
        paragraph(
            "Question 2/1 met in November and looked at several contributions on Digital broadcasting in Sampleland. "
            "It would be glad to learn what the Test Council thinks of the plan to switch off the analogue "
            "transmitters before the end of 2026, and whether other countries have such a plan."
        ),
        paragraph(
            "Question 2/1 thanks the Test Council on Broadcasting for its continued support, and hopes to work with it "
            "during the rest of the study period on the matters that both of them have to deal with."
        ),
    ),
)

FRENCH = Letter(
    title=(
        "Note de liaison de la Question 1/2 de la Commission d'études 2 de l'UIT-D au Groupe consultatif pour le "
        "développement des télécommunications"
    ),
    subtitle=(
        "Commission d'études 2 de l'UIT-D Question 1/2\u00a0:",
        "Villes et communautés intelligentes et durables",
    ),
    date=date(2024, 3, 1),
    language="fr",
    original_language="fr",
    action_required="Le présent rapport est transmis au GCDT pour information.",
    from_=(Party("Commission d'études 2 de l'UIT-D, Question 1/2", questions=("1/2",)),),
    to=(
        Recipient(
            "Groupe consultatif pour le développement des télécommunications",
            purpose="information",
            deadline=date(2024, 4, 15),
        ),
    ),
    approval=Approval(
        "Réunion du Groupe du Rapporteur pour la Question 1/2, 1er mars 2024", "rapporteur_group", date(2024, 3, 1)
    ),
    contacts=(
        Contact("Contact", "Mme", "Gaëlle Inventée", "Corapporteur pour la Question 1/2", "Côte d'Exemple", "",
                "gaelle@example.org"),
        Contact("Coordonnateur du BDT", "M.", "Hugo Fictif", "Coordonnateur du BDT pour la Question 1/2", "", "",
                "hugo@example.int"),
    ),
    content=(
        paragraph("La Question 1/2 a l'honneur de transmettre cette note de liaison."),
        paragraph("La prochaine réunion de la Question 1/2 aura lieu du 30 septembre au 4 octobre 2024."),
    ),
    next_meetings=(
        Meeting(
            "La prochaine réunion de la Question 1/2 aura lieu du 30 septembre au 4 octobre 2024.",
            date(2024, 9, 30),
            date(2024, 10, 4),
        ),
    ),
    annexes=(
        Annex(
            number=1,
            title="contributions examinées",
            columns=("Document et origine", "Titre", "Résumé"),
            entries=(_entry("2/150", "Modélie", "Éclairage «\u00a0intelligent\u00a0»", "Des lampes qui s'éteignent."),),
        ),
    ),
)  # fmt: skip

RUSSIAN = Letter(
    title="Заявление о взаимодействии Вопроса 6/2 2-й Исследовательской комиссии МСЭ-D",
    date=date(2024, 5, 22),
    language="ru",
    original_language="ru",
    from_=(Party("2-я Исследовательская комиссия МСЭ-D, Вопрос 6/2", questions=("6/2",)),),
    to=(Recipient("5-я Исследовательская комиссия МСЭ-Т", purpose="information"),),
    approval=Approval(
        "Собрание Группы Докладчика по Вопросу 6/2, 22 мая 2024 года", "rapporteur_group", date(2024, 5, 22)
    ),
    contacts=(
        Contact("Для контактов", "Г-жа", "Инна Выдуманная", "Докладчик по Вопросу 6/2", "Примерия", "",
                "inna@example.org"),
    ),
    content=(
        paragraph("Следующее собрание по Вопросу 6/2 состоится с 30 сентября по 4 октября 2024 года."),
    ),
    next_meetings=(
        Meeting(
            "Следующее собрание по Вопросу 6/2 состоится с 30 сентября по 4 октября 2024 года.",
            date(2024, 9, 30),
            date(2024, 10, 4),
        ),
    ),
)  # fmt: skip
