"""Taking in a list of documents: what becomes new, changed, unchanged, refused; all or nothing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from contributions import services
from contributions.lists import papers, store
from contributions.lists.reading import read_list
from contributions.models import Brief, Document
from contributions.services import documents_import
from tests import factory
from tests.contributions.lists import bytes_of, changes, refusals, states, table_of, take_in, workbook_of, xlsx_of

pytestmark = pytest.mark.django_db

HEADINGS = ["Document", "Title", "Source", "Questions", "Date", "Kind", "Topic", "Brief"]
PAPER = ["2/34", "One", "Kenya", "Q3/2", "2023-05-22", "For information", "COP", "It helps."]


@pytest.fixture(autouse=True)
def register() -> None:
    factory.make_question("3/2")
    factory.make_question("5/2")
    factory.make_entity("Kenya", kind="member_state", country="KE")
    factory.make_entity("Utopia", kind="member_state", country="UT")
    factory.make_topic("Child Online Protection", code="COP")


def row(**values: str) -> list[str]:
    """The paper above with other values in some columns."""
    return [values.get(heading.lower(), value) for heading, value in zip(HEADINGS, PAPER, strict=True)]


def test_new_document_is_as_if_it_was_saved_in_the_admin() -> None:
    take_in(HEADINGS, PAPER)
    document = Document.objects.for_detail().get()
    stored = (document.symbol, document.code, document.slug, document.url, document.kind, document.is_public)
    assert stored == (
        "2/34",
        "D22-SG02-C-0034",
        "d22-sg02-c-0034",
        "https://www.itu.int/md/D22-SG02-C-0034/en",
        "information",
        True,
    )
    other = factory.make_document("2/35")
    assert (document.sort_key < other.sort_key, document.period) == (True, other.period)


def test_all_that_a_row_says_is_stored() -> None:
    take_in(HEADINGS, row(source="Utopia; Kenya", questions="5/2, 3/2"))
    document = Document.objects.for_detail().get()
    rows = [(source.position, source.entity.name) for source in document.source_rows.all()]
    assert rows == [(1, "Utopia"), (2, "Kenya")]
    assert (document.source_text, document.received_on) == ("Utopia; Kenya", datetime.date(2023, 5, 22))
    assert {question.number for question in document.questions.all()} == {"3/2", "5/2"}
    assert [(brief.topic.code, brief.text) for brief in document.briefs.all()] == [("COP", "It helps.")]


def test_body_that_the_symbol_tells_issues_it() -> None:
    take_in(HEADINGS, PAPER, row(document="TDAG-20/3"))
    assert dict(Document.objects.values_list("symbol", "body__code")) == {"2/34": "ITU-D SG2", "TDAG-20/3": None}


def test_kind_that_the_symbol_tells_is_taken() -> None:
    take_in(["Document", "Title"], ["2/ADM/1", "A"], ["2/REP/1", "R"], ["2/TD/1", "T"], ["2/1", "C"])
    kinds = dict(Document.objects.values_list("symbol", "kind"))
    assert kinds == {"2/ADM/1": "administrative", "2/REP/1": "report", "2/TD/1": "temporary", "2/1": "action"}


def test_contributions_of_which_the_kind_is_not_said_are_told() -> None:
    outcome = take_in(
        ["Document", "Title", "Type"], ["2/1", "A", "Contribution"], ["2/2", "B", ""], ["2/3", "C", "Action"]
    )
    assert outcome.notes == [
        "Whether they are for action or for information is not said of 2 new contributions. They are taken as for "
        "action: row 2, 3."
    ]


def test_contribution_of_either_kind_stays_what_it_is() -> None:
    factory.make_document("2/34", title="One", kind="information")
    outcome = take_in(["Document", "Title", "Type"], ["2/34", "One", "Contribution"])
    assert states(outcome) == {"2/34": "unchanged"}


def test_same_list_again_changes_nothing() -> None:
    rows = [HEADINGS, PAPER, row(document="S2-2304711", source="Nowhere Ltd"), row(document="2/34 (Rev.1)")]
    take_in(*rows)
    before = list(Document.objects.order_by("pk").values())
    again = take_in(*rows)
    assert set(states(again).values()) == {"unchanged"}
    assert (again.is_saved, list(Document.objects.order_by("pk").values())) == (True, before)


def test_dry_run_says_the_same_and_stores_nothing() -> None:
    outcome = take_in(HEADINGS, PAPER, dry_run=True)
    assert (states(outcome), outcome.is_saved, Document.objects.count()) == ({"2/34": "new"}, False, 0)


def test_changed_row_is_told_by_column_with_both_values() -> None:
    take_in(HEADINGS, PAPER)
    outcome = take_in(HEADINGS, row(title="Two", source="Utopia", questions="5/2", brief="It hurts."), dry_run=True)
    assert changes(outcome) == {
        "2/34": [
            ("title", "One", "Two"),
            ("source as printed", "Kenya", "Utopia"),
            ("sources", "Kenya", "Utopia"),
            ("Questions", "Q3/2", "Q5/2"),
            ("brief on Child Online Protection", "It helps.", "It hurts."),
        ]
    }


def test_changed_row_is_stored() -> None:
    take_in(HEADINGS, PAPER)
    take_in(HEADINGS, row(title="Two", source="Utopia", questions="5/2", brief="It hurts.", date="23 May 2023"))
    document = Document.objects.for_detail().get()
    assert (document.title, document.source_text, document.received_on.day) == ("Two", "Utopia", 23)
    assert [entity.name for entity in document.entities] == ["Utopia"]
    assert [question.number for question in document.questions.all()] == ["5/2"]
    assert [brief.text for brief in document.briefs.all()] == ["It hurts."]


def test_edit_of_a_clerk_shows_as_changed_before_it_is_overwritten() -> None:
    take_in(HEADINGS, PAPER)
    Document.objects.update(title="Corrected by hand")
    outcome = take_in(HEADINGS, PAPER, dry_run=True)
    assert changes(outcome) == {"2/34": [("title", "Corrected by hand", "One")]}


def test_empty_cell_leaves_what_is_stored() -> None:
    take_in([*HEADINGS, "Abstract", "Address"], [*PAPER, "Words", "https://example.org/34"])
    outcome = take_in([*HEADINGS, "Abstract", "Address"], ["2/34", "", "-", "n/a", "", "", "None", "", "", ""])
    document = Document.objects.for_detail().get()
    assert states(outcome) == {"2/34": "unchanged"}
    assert (document.abstract, document.url, len(document.briefs.all())) == ("Words", "https://example.org/34", 1)


def test_spelling_of_a_stored_symbol_stays() -> None:
    factory.make_document("2/34", title="One")
    outcome = take_in(["Document", "Title"], ["D22-SG02-C-0034-E", "One"])
    assert (states(outcome), Document.objects.get().symbol) == ({"D22-SG02-C-0034-E": "unchanged"}, "2/34")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2/71(Rev.1)", "2/71(Rev.1)"),
        ("Document 2/71 (Rev.1)", "2/71 (Rev.1)"),
        ("https://www.itu.int/md/D22-SG02-C-0071!R1/en", "2/71 (Rev.1)"),
    ],
)
def test_symbol_is_stored_as_it_is_printed_without_its_wrapping(text: str, stored: str) -> None:
    take_in(["Document", "Title"], [text, "One"])
    assert Document.objects.get().symbol == stored


def test_link_of_a_symbol_is_its_address_unless_a_column_says_another() -> None:
    workbook = workbook_of(["Document", "Title", "URL"], ["2/34", "One"], ["2/35", "Two", "https://example.org/b"])
    for cell in ("A2", "A3"):
        workbook.active[cell].hyperlink = "https://example.org/a"
    table = read_list("list.xlsx", bytes_of(workbook))
    documents_import(table=table, period=factory.make_period())
    addresses = dict(Document.objects.values_list("symbol", "url"))
    assert addresses == {"2/34": "https://example.org/a", "2/35": "https://example.org/b"}


def test_link_that_leads_to_no_page_is_no_address() -> None:
    workbook = workbook_of(["Document", "Title"], ["S2-1", "One"])
    workbook.active["A2"].hyperlink = "mailto:somebody@example.org"
    documents_import(table=read_list("list.xlsx", bytes_of(workbook)), period=factory.make_period())
    assert Document.objects.get().url == ""


def test_date_that_excel_made_of_a_symbol_is_refused() -> None:
    table = read_list("list.xlsx", xlsx_of(["Document", "Title", "Question"], [datetime.date(2023, 2, 3), "One", None]))
    outcome = documents_import(table=table, period=factory.make_period())
    assert refusals(outcome)[2][0].startswith("Symbol: “3 February 2023” is a date.")


def test_revision_addendum_and_corrigendum_are_documents_of_their_own() -> None:
    symbols = ["2/71", "2/71 (Rev.1)", "2/71 (Add.1)", "2/71 (Corr.1)", "SG2RGQ/71"]
    take_in(["Document", "Title"], *([symbol, "Title"] for symbol in symbols))
    assert sorted(Document.objects.values_list("symbol", flat=True)) == sorted(symbols)


def test_two_rows_of_one_document_are_refused_with_both_numbers() -> None:
    outcome = take_in(HEADINGS, PAPER, row(document="2/35"), row(document="Document 2/34-E"))
    assert refusals(outcome) == {
        2: ("“2/34” is the document of row 4 too.",),
        4: ("“2/34” is the document of row 2 too.",),
    }


def test_one_refused_row_stops_the_whole_list_and_all_are_told() -> None:
    factory.make_document("2/36", title="Stored")
    outcome = take_in(
        HEADINGS, PAPER, row(document="Q3/2"), ["2/36", "Changed"], ["2/37", ""], row(document="2/38", date="soon")
    )
    assert sorted(refusals(outcome)) == [3, 5, 6]
    assert (outcome.is_saved, Document.objects.get().title) == (False, "Stored")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"document": "Q3/2"}, "Symbol: “Q3/2” is a Question, not a document."),
        ({"document": ""}, "Symbol: It is missing."),
        ({"document": "34"}, "Symbol: “34” is not a document symbol. Write it as 2/34"),
        ({"document": "3-Feb"}, "Symbol: “3-Feb” is a date. A spreadsheet program makes dates of 2/3"),
        ({"document": "9/34"}, "Symbol: “9/34” is not a document symbol: ITU-D has study groups 1 and 2 only."),
        ({"title": ""}, "A new document needs a title."),
        ({"questions": "9/2"}, "Questions: 2022-2025 has no Question 9/2."),
        ({"questions": "3-Feb"}, "Questions: “3-Feb” is not read as Questions. A spreadsheet program makes dates"),
        ({"date": "31.04.2023"}, "Date: “31.04.2023” is not a date. Write it as 2023-05-22."),
        ({"date": "03/04/2023"}, "Date: “03/04/2023” may be 3 April 2023 or 4 March 2023."),
        ({"kind": "Novel"}, "Kind: “Novel” is not known. Write one of: Contribution for action,"),
        ({"topic": "Fish"}, "Topics: None of the topics of the register is called “Fish”."),
        ({"topic": ""}, "The brief has no topic: fill in its column."),
        ({"source": "x" * 401}, "Source: It is too long: up to 400 characters can be kept as printed."),
    ],
)
def test_refused_row_says_why(values: dict[str, str], reason: str) -> None:
    told = refusals(take_in(HEADINGS, row(**values)))[2]
    assert (len(told), told[0][: len(reason)]) == (1, reason)


@pytest.mark.parametrize(
    ("heading", "value", "reason"),
    [
        ("Address", "somewhere", "Web address: “somewhere” is not a web address."),
        ("Address", "javascript:alert(1)", "Web address: “javascript:alert(1)” is not a web address."),
        ("Language", "Klingon", "Language: “Klingon” is not known. Write one of: en, fr, es, ru, ar, zh."),
        ("Access", "perhaps", "Access: “perhaps” is not known. Write one of: Open to all,"),
        ("Meeting", "Nowhere", "Meeting: None of the meetings of the register is called “Nowhere”."),
        ("Study period", "1920-1924", "Study period: None of the study periods of the register is called “1920-1924”."),
        ("Issued by", "SG99", "Issued by: None of the bodies of the register is called “SG99”."),
        ("Other symbols", "3-Feb", "Other symbols: “3-Feb” is no symbol."),
    ],
)
def test_refused_value_of_the_further_columns_says_why(heading: str, value: str, reason: str) -> None:
    told = refusals(take_in(["Document", "Title", heading], ["2/34", "One", value]))[2]
    assert (len(told), told[0][: len(reason)]) == (1, reason)


def test_further_columns_are_stored() -> None:
    meeting = factory.make_meeting(name="May meeting")
    body = factory.make_body("CWG-COP")
    take_in(
        ["Document", "Title", "Meeting", "Issued by", "Language", "Access", "URL", "Abstract", "Other symbols"],
        ["2/34", "Un", "may meeting", "CWG COP", "French", "TIES", "www.example.org/34", "Words", "SG2RGQ/20; X-1"],
    )
    document = Document.objects.for_detail().get()
    assert (document.meeting, document.body, document.language, document.access) == (meeting, body, "fr", "account")
    assert (document.url, document.abstract) == ("https://www.example.org/34", "Words")
    others = [(other.symbol, other.prefix, other.number) for other in document.other_symbols.all()]
    assert others == [("SG2RGQ/20", "D22", 20), ("X-1", "", None)]


def test_other_symbols_and_briefs_are_added_and_none_is_taken_away() -> None:
    take_in(["Document", "Title", "Other symbols", "Topic", "Brief"], ["2/34", "One", "SG2RGQ/20", "COP", "First"])
    factory.make_topic("Broadband")
    take_in(["Document", "Other symbols", "Topic", "Brief"], ["2/34", "sg2rgq/20, 2/TD/7", "Broadband", "Second"])
    document = Document.objects.get()
    assert [other.symbol for other in document.other_symbols.all()] == ["2/TD/7", "SG2RGQ/20"]
    assert sorted(document.briefs.values_list("text", flat=True)) == ["First", "Second"]


def test_topic_without_a_brief_lists_the_document_under_it() -> None:
    take_in(["Document", "Title", "Topic"], ["2/34", "One", "Child online protection"])
    brief = Brief.objects.get()
    assert (brief.topic.code, brief.text) == ("COP", "")


def test_brief_takes_the_place_of_a_topic_without_one() -> None:
    take_in(["Document", "Title", "Topic"], ["2/34", "One", "COP"])
    take_in(["Document", "Topic", "Brief"], ["2/34", "COP", "It helps."])
    assert Brief.objects.get().text == "It helps."


def test_brief_for_several_topics_is_kept_under_each_and_told() -> None:
    factory.make_topic("Broadband")
    outcome = take_in(HEADINGS, row(topic="COP; Broadband"))
    assert outcome.rows[0].warnings == (
        "The brief is kept under each of its topics: Child Online Protection, Broadband.",
    )
    assert Brief.objects.filter(text="It helps.").count() == 2


def test_topic_of_a_brief_may_stand_in_its_heading() -> None:
    take_in(["Document", "Title", "Brief info related to COP"], ["2/34", "One", "It helps."])
    assert Brief.objects.get().topic.code == "COP"


def test_heading_of_briefs_that_names_no_topic_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        take_in(["Document", "Title", "Brief (Fish)"], ["2/34", "One", "It helps."])
    assert refused.value.message_dict == {
        "file": ["A column of briefs is headed “Fish”, which names no one topic of the register."]
    }


def test_briefs_without_any_topic_ask_for_one() -> None:
    table = table_of(["Document", "Title", "Summary"], ["2/34", "One", "It helps."])
    with pytest.raises(ValidationError) as refused:
        documents_import(table=table, period=factory.make_period())
    assert list(refused.value.message_dict) == ["topic"]
    documents_import(table=table, period=factory.make_period(), topic=factory.make_topic("Broadband"))
    assert Brief.objects.get().topic.name == "Broadband"


# Where the rows stand


def test_symbols_without_a_period_are_refused_and_counted() -> None:
    outcome = take_in(HEADINGS, PAPER, period=None)
    assert outcome.without_period == 1
    assert refusals(outcome)[2][0] == "Symbol: “2/34” does not tell its study period. Choose one for the list."


def test_symbol_may_tell_its_period_itself() -> None:
    take_in(["Document", "Title"], ["D22-SG02-C-0034", "One"], period=None)
    assert Document.objects.get().period == factory.make_period()


def test_period_of_the_meeting_is_taken() -> None:
    meeting = factory.make_meeting(period=factory.make_period())
    take_in(["Document", "Title"], ["2/34", "One"], period=None, meeting=meeting)
    assert (Document.objects.get().period, Document.objects.get().meeting) == (factory.make_period(), meeting)


def test_column_of_periods_comes_first() -> None:
    factory.make_period("2018-2021")
    take_in(["Document", "Title", "Study period"], ["2/34", "Old", "2018–2021"], ["2/34", "New", ""])
    assert dict(Document.objects.values_list("title", "prefix")) == {"Old": "D18", "New": "D22"}


def test_symbol_of_another_period_than_the_list_is_told() -> None:
    factory.make_period("2018-2021")
    outcome = take_in(["Document", "Title"], ["D18-SG02-C-0034", "Old"])
    assert outcome.rows[0].warnings == ("“D18-SG02-C-0034” is of 2018-2021, not of 2022-2025.",)
    assert Document.objects.get().period.label == "2018-2021"


def test_symbol_of_another_period_than_its_row_is_refused() -> None:
    factory.make_period("2018-2021")
    outcome = take_in(["Document", "Title", "Period"], ["D18-SG02-C-0034", "Old", "2022-2025"])
    assert refusals(outcome)[2] == ("Symbol: “D18-SG02-C-0034” is of 2018-2021, but the row says 2022-2025.",)


def test_document_of_another_meeting_shows_as_changed() -> None:
    factory.make_document("2/34", title="One", meeting=factory.make_meeting(name="March"))
    outcome = take_in(["Document", "Title"], ["2/34", "One"], meeting=factory.make_meeting(name="May"))
    assert changes(outcome) == {"2/34": [("meeting", "March", "May")]}


def test_all_questions_of_a_group_are_meant_by_all() -> None:
    take_in(["Document", "Title", "Question"], ["2/34", "One", "ALL/2"])
    assert sorted(question.number for question in Document.objects.get().questions.all()) == ["3/2", "5/2"]


def test_symbol_of_another_organisation_is_kept_and_told() -> None:
    outcome = take_in(["Document", "Title"], ["S2-2304711", "One"])
    assert outcome.rows[0].warnings == ("The symbol “S2-2304711” is of no form that this site can read.",)
    document = Document.objects.get()
    assert (document.symbol, document.number, document.slug) == ("S2-2304711", None, "s2-2304711")


def test_symbols_of_unknown_form_are_alike_within_a_period_alone() -> None:
    factory.make_document("s2-2304711", title="Old", period=factory.make_period("2018-2021"))
    factory.make_document("s2-2304711", title="One")
    assert states(take_in(["Document", "Title"], ["S2-2304711", "One"])) == {"S2-2304711": "unchanged"}


def test_symbol_that_is_another_symbol_of_a_document_is_told() -> None:
    take_in(["Document", "Title", "Other symbols"], ["2/34", "One", "SG2RGQ/20"])
    outcome = take_in(["Document", "Title"], ["SG2RGQ/20", "One"], dry_run=True)
    assert outcome.rows[0].warnings == ("It is another symbol of 2/34 in the register.",)


def test_addresses_that_are_taken_get_a_number() -> None:
    factory.make_document("2/1", slug="x-1")
    factory.make_document("2/2", slug="x-1-2")
    take_in(["Document", "Title"], ["X-1", "A"], ["X 1", "B"], ["X.1", "C"])
    found = Document.objects.filter(number=None).order_by("pk").values_list("title", "slug")
    assert list(found) == [("A", "x-1-3"), ("B", "x-1-4"), ("C", "x1")]


# Sources


def test_source_chosen_by_hand_for_an_unknown_name_stays() -> None:
    take_in(HEADINGS, row(source="Nowhere Ltd; Kenya"))
    document = Document.objects.get()
    document.sources.add(factory.make_entity("Nowhere Limited"))
    outcome = take_in(HEADINGS, row(source="Nowhere Ltd; Kenya"))
    assert (states(outcome), document.sources.count()) == ({"2/34": "unchanged"}, 2)


def test_source_that_several_have_refuses_the_row_until_it_is_answered() -> None:
    meant = factory.make_entity("Korea", code="KOR")
    factory.make_entity("KOREA", code="PRK")
    outcome = take_in(HEADINGS, row(source="Korea"))
    assert refusals(outcome)[2] == ("Source: More than one entity may be meant. “Korea”: KOREA / Korea",)
    assert [asked.key for asked in outcome.asked] == ["korea"]
    take_in(HEADINGS, row(source="Korea"), answers={"korea": meant.pk})
    assert list(Document.objects.get().sources.all()) == [meant]


def test_long_list_of_known_sources_is_kept_as_entities() -> None:
    entities = [factory.make_entity(f"The Republic of Utopia Number {number}") for number in range(20)]
    outcome = take_in(HEADINGS, row(source="; ".join(entity.name for entity in entities)))
    document = Document.objects.for_detail().get()
    assert (document.source_text, document.entities) == ("", entities)
    assert outcome.rows[0].warnings == ("The source is too long to be kept as printed; its entities are kept.",)


# Together


def test_what_was_done_stands_in_the_history_of_each_document() -> None:
    factory.make_document("2/35", title="Old")
    factory.make_document("2/36", title="Same")
    clerk = factory.make_secretary()
    take_in(["Document", "Title"], ["2/34", "One"], ["2/35", "New"], ["2/36", "Same"], by=clerk)
    log = LogEntry.objects.order_by("object_repr").values_list("object_repr", "action_flag", "change_message", "user")
    assert list(log) == [
        ("2/34", 1, "Added by the list “list.csv”, row 2.", clerk.pk),
        ("2/35", 2, "Changed by the list “list.csv”, row 3: title.", clerk.pk),
    ]


def test_nothing_is_done_where_the_register_changed_since_it_was_looked_at() -> None:
    seen = take_in(HEADINGS, PAPER, dry_run=True).fingerprint
    factory.make_document("2/34", title="Somebody else's")
    outcome = take_in(HEADINGS, PAPER, expected=seen)
    assert (outcome.is_outdated, outcome.is_saved, Document.objects.get().title) == (True, False, "Somebody else's")


def test_list_is_taken_in_where_the_register_is_as_it_was_looked_at() -> None:
    seen = take_in(HEADINGS, PAPER, dry_run=True).fingerprint
    assert take_in(HEADINGS, PAPER, expected=seen).is_saved


def test_failure_in_the_middle_stores_nothing(monkeypatch: Any) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(store.Brief.objects, "bulk_create", fail)
    with pytest.raises(ValidationError, match="Somebody else stored one of the documents"):
        take_in(HEADINGS, PAPER)
    assert Document.objects.count() == 0


def test_queries_of_a_batch_do_not_grow_with_its_rows() -> None:
    def queries(count: int, first: int, title: str = "Title") -> int:
        rows = [row(document=f"2/{first + number}", title=f"{title} {number}") for number in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert take_in(HEADINGS, *rows, by=clerk).is_saved
        return len(captured)

    clerk = factory.make_secretary()
    take_in(HEADINGS, PAPER, by=clerk)
    assert queries(30, 200) == queries(2, 100)
    assert queries(30, 200, "Other") == queries(2, 100, "Other")


def test_several_batches_are_one_act(monkeypatch: Any) -> None:
    monkeypatch.setattr(store, "BATCH", 2)
    rows = [row(document=f"2/{number}") for number in range(1, 8)]
    assert (take_in(HEADINGS, *rows).is_saved, Document.objects.count()) == (True, 7)
    assert set(states(take_in(HEADINGS, *rows)).values()) == {"unchanged"}
    assert take_in(HEADINGS, *rows, row(document="2/8", date="soon")).is_saved is False


def test_service_takes_no_positional_arguments() -> None:
    with pytest.raises(TypeError):
        services.documents_import(table_of(HEADINGS))  # type: ignore[misc]


def test_list_with_more_names_than_any_has_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(papers, "MOST_NAMES", 3)
    with pytest.raises(ValidationError, match=r"More than 3 sources are named. Is the column “Source” \(C\) one of"):
        take_in(HEADINGS, row(source="a; b"), row(document="2/35", source="c; d"))


def test_many_unknown_names_in_a_cell_are_counted() -> None:
    outcome = take_in(HEADINGS, row(source="; ".join(f"Nobody {number}" for number in range(12))))
    assert outcome.rows[0].warnings[10:] == ("2 more names are not in the register either.",)
