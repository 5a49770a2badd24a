import contextlib
import itertools
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.symbol_forms import FORMS
from contributions.symbols import Context, Symbol, SymbolError, find_symbols, normalise, parse, suggest_address

D22 = Context(period_prefix="D22")
SG2 = Context(period_prefix="D22", group="SG02")
R15 = Context(period_prefix="R15")
T25 = Context(period_prefix="T25")
NONE = Context()

# context, machine code, printed form, all spellings
DOCUMENTS = [
    (
        D22,
        "D22-SG02-C-0034",
        "2/34",
        """2/34|2-34|2/34-E|2/34/E|2 / 34|2/034|Document 2/34|Doc. 2/34|DOC 2/34|Doc.2/34-e|Document No. 2/34|
        ITU-D 2/34|D22-SG02-C-0034|d22-sg02-c-0034|D22-SG2-C-34|SG02-C-0034|D22-SG02-C-0034-E|D22-SG02-C-0034!!MSW-E|
        SG2-C34|D22-SG02-C-0034!!PDF-F.pdf|https://www.itu.int/md/D22-SG02-C-0034/en|http://itu.int/md/D22-SG02-C-0034|2/C/34|
        https://www.itu.int/md/D22-SG02-C-0034/|https://www.itu.int/md/dologin_md.asp?id=D22-SG02-C-0034!!MSW-E|
        https://www.itu.int/md/meetingdoc.asp?lang=en&parent=D22-SG02-C-0034|
        https://www.itu.int/dms_pub/itu-d/md/22/sg02/c/D22-SG02-C-0034!!MSW-E.docx""",
    ),
    (
        D22,
        "D22-SG02-C-0071-R1",
        "2/71 (Rev.1)",
        """2/71 (Rev.1)|2/71(Rev.1)|2/71 (Rev. 1)|2/71 Rev.1|2/71 Rev 1|2/71Rev1|2/71-Rev.1|2/71R1|2/71-R1|2/71!R1|
        2-71-r1|2/71 (REV 1)|2/71 (Rev.01)|2/71 (Rév.1)|2/71 (R1)|2/71 (Revision 1)|2/71(Rev.1)-E|2/71-E (Rev.1)|
        Revision 1 to Document 2/71-E|Rev.1 to 2/71|D22-SG02-C-0071-R1|d22-sg02-c-0071-r1|D22-SG02-C-0071!R1|
        D22-SG02-C-0071!R1!MSW-E.docx|https://www.itu.int/md/D22-SG02-C-0071%21R1/fr""",
    ),
    (D22, "D22-SG01-C-0043-R1", "1/43 (Rev.1)", "1/043(Rev.1)|1/43 Rev.1"),
    (D22, "D22-SG02-ADM-0001-R2", "2/ADM/1 (Rev.2)", "2/ADM/1 (Rev.2)|2-adm-1-r2|Document 2/ADM/1 (Rev.2)"),
    (D22, "D22-SG01-REP-0020", "1/REP/20", "1/REP/20-E|1/rep/20"),
    (D22, "D14-SG02-REP-0042", "2/REP/42", "2/REP/42 (2017)|D14-SG02-REP-0042"),
    (D22, "D-SG01-REP-0010", "1/REP/10", "1/REP/10 (2014)"),
    (
        D22,
        "D22-SG02.RGQ-C-0020",
        "SG2RGQ/20",
        """SG2RGQ/20|SG2 RGQ/20|SG02RGQ/20|SG2RGQ-20|sg2rgq/020-E|D22-SG02.RGQ-C-0020|D22-SG02-RGQ-C-0020|
        d22-sg02-rgq-c-0020""",
    ),
    (D22, "D22-SG02.RGQ-ADM-0003", "SG2RGQ/ADM/3", "SG2RGQ/ADM/3|d22-sg02-rgq-adm-0003"),
    (
        D22,
        "D14-TDAG22-C-0013",
        "TDAG17-22/13",
        "TDAG17-22/13-E|TDAG17- 22/13-E|TDAG-17/13|TDAG17-22-13|ITU-D/TDAG17-22/13-E",
    ),
    (D22, "D14-TDAG22-C-0041", "TDAG17-22/41", "D14-TDAG22-C-0041!!MSW-E|TDAG17-22/41"),
    (D22, "D14-TDAG21-C-0006", "TDAG16-21/6", "TDAG16-21/6|TDAG-2016/6"),
    (D22, "D18-TDAG25-C-0013", "TDAG-20/13", "TDAG-20/13-E|TDAG20-25/13|TDAG-20-13|D18-TDAG25-C-0013"),
    (D22, "D18-TDAG25-C-0013-R1", "TDAG-20/13 (Rev.1)", "Revision 1 to Document TDAG-20/13- E|TDAG-20/13(Rev.1)-E"),
    (D22, "D22-TDAG2022-C-0013", "TDAG-22/13", "TDAG-22/13|TDAG-22/13-F|TDAG-2022/13"),
    (D22, "D22-TDAG2023-C-0005", "TDAG-23/5", "TDAG-23/5"),
    (NONE, "D10-TDAG17-C-0005", "D10-TDAG17-C-0005", "TDAG12-17/5"),
    (
        D22,
        "D14-WTDC17-C-0023-A4",
        "WTDC-17/23 (Add.4)",
        """WTDC-17/23(Add.4)-E|WTDC17/23(Add.4)|Addendum 4 to Document WTDC-17/23-E|D14-WTDC17-C-0023!A4!MSW-E|
        WTDC-17/23-E Add. 4""",
    ),
    (
        D22,
        "D14-WTDC17-C-0023-A4-R1",
        "WTDC-17/23 (Add.4) (Rev.1)",
        """WTDC-17/23(Add.4)(Rev.1)|D14-WTDC17-C-0023!A4-R1|d14-wtdc17-c-0023-a4-r1|
        Revision 1 to Addendum 4 to Document WTDC-17/23""",
    ),
    (D22, "D14-WTDC17-C-0013", "WTDC-17/13", "WTDC17/13-E|WTDC-17/13|WTDC-2017/13"),
    (NONE, "D-WTDC22-C-0013", "WTDC-22/13", "WTDC-22/13"),
    (D22, "S20-CL-C-0057", "C20/57", "C20/57-E|c20/57|C20-57|S20-CL-C-0057|https://www.itu.int/md/S20-CL-C-0057/en"),
    (D22, "S11-CL-C-0045-R1", "C11/45 (Rev.1)", "C11/45(Rev.1)-E"),
    (D22, "S16-CL-C-0134", "C16/134", "S16-CL-C-0134|C16/134"),
    (D22, "S19-CL-C-0037-C1", "C19/37 (Corr.1)", "C19/37(Corr.1)|C19/37 Cor.1|Corrigendum 1 to Document C19/37-E"),
    (D22, "S19-CL-INF-0003", "C19/INF/3", "C19/INF/3-E"),
    (D22, "S-CWGCOP14-C-0003", "CWG-COP-14/3", "CWG-COP-14/3-E|cwg-cop-14-3"),
    (D22, "S-WGCP1-C-0016-R1", "WG-CP/1/16 (Rev.1)", "WG-CP/1/16 Rev.1"),
    (NONE, "R-RAG2019-C-0004", "RAG19/4", "RAG19/4-E|RAG2019/4"),
    (NONE, "R-RAG1995-C-0009", "RAG95/9", "RAG95/9-E"),
    (NONE, "R-RAG2000.1-C-0027", "RAG2000-1/27", "RAG2000-1/27-E|RAG00-1/27"),
    (NONE, "R-RAG2015.1-C-0010", "RAG15-1/10", "RAG15-1/10-E"),
    (NONE, "R-WP5A-C-0650", "5A/650", "5A/650-E|Document 5A/650"),
    (R15, "R15-WP5A-C-0650", "5A/650", "5A/650-E|R15-WP5A-C-0650"),
    (R15, "R15-WP8A-TEMP-0223-R1", "8A/TEMP/223 (Rev.1)", "8A/TEMP/223(Rev. 1)|8A/TEMP/223R1"),
    (R15, "R15-SG05-C-0057", "5/57", "5/57|https://www.itu.int/md/R15-SG05-C-0057/es"),
    (R15, "R15-TG5.1-C-0036", "R15-TG5.1-C-0036", "R15-TG5.1-C-0036|r15-tg5-1-c-0036"),
    (T25, "T25-SG17-C-0548", "SG17-C548", "T25-SG17-C-0548|SG17-C548|t25-sg17-c-0548|ITU-T SG17-C548"),
    (T25, "T25-SG02-TD-GEN-0197", "SG2-TD197/GEN", "SG2-TD197/GEN"),
    (D22, "SG17-C-0548", "SG17-C548", "SG17-C548|SG17-C-0548"),
    (D22, "T-SG02-C-0034", "SG2-C34", "ITU-T SG2-C34|T-SG02-C-0034"),
    (
        NONE,
        "T17-SG12-181127-TD-GEN-0648",
        "T17-SG12-181127-TD-GEN-0648",
        """T17-SG12-181127-TD-GEN-0648|t17-sg12-181127-td-gen-0648|
        https://www.itu.int/md/T17-SG12-181127-TD-GEN-0648/en""",
    ),
    (NONE, "T25-SG21-260706-TD-PLEN-0348", "T25-SG21-260706-TD-PLEN-0348", "T25-SG21-260706-TD-PLEN-0348!!MSW-E.docx"),
    (NONE, "T25-TSB-CIR-0179", "T25-TSB-CIR-0179", "T25-TSB-CIR-0179"),
    (NONE, "S23-SG-CIR-0023", "S23-SG-CIR-0023", "S23-SG-CIR-0023|https://www.itu.int/md/S23-SG-CIR-0023/en"),
    (NONE, "T13-WTSA.16-C-0046-A30", "T13-WTSA.16-C-0046-A30", "T13-WTSA.16-C-0046!A30!MSW-E|t13-wtsa-16-c-0046-a30"),
    (SG2, "D22-SG02-C-0034", "2/34", "Document 34|Doc. 34-E|2/34"),
    (SG2, "D22-SG02-ADM-0001", "2/ADM/1", "ADM/1"),
    (NONE, "SG02-C-0034", "2/34", "2/34|SG02-C-0034|sg02-c-0034"),
]  # fmt: skip
SPELLINGS = [
    pytest.param(context, spelling.strip(), code, printed, id=spelling.strip())
    for context, code, printed, spellings in DOCUMENTS
    for spelling in spellings.split("|")
]


@pytest.mark.parametrize(("context", "text", "code", "printed"), SPELLINGS)
def test_spelling_is_read_as_its_document(context, text, code, printed):
    symbol = parse(text, context)
    assert (symbol.code, symbol.printed) == (code, printed)


@pytest.mark.parametrize(("context", "code", "printed", "spellings"), DOCUMENTS)
def test_spellings_of_one_document_are_equal(context, code, printed, spellings):
    symbol = parse(code)
    again = [parse(code.replace(".", "-").lower()), parse(printed, symbol.context)]
    assert {parse(text.strip(), context) for text in spellings.split("|")}.union(again) == {symbol}


def test_documents_are_all_different():
    codes = {code for _, code, _, _ in DOCUMENTS}
    assert len({parse(code) for code in codes}) == len(codes)


@pytest.mark.parametrize("hyphen", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d")
@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\u2009", "\u202f", "\n", "\t "])
def test_odd_hyphens_and_spaces_are_read(hyphen, space):
    assert parse(f"{space}TDAG{hyphen}20/13{space}(Rev.{space}1){hyphen}E{space}").code == "D18-TDAG25-C-0013-R1"


def test_direction_marks_around_a_symbol_are_ignored():
    assert parse("\u200e2/34\u200f\ufeff") == parse("2/34")


REFUSED = {
    "empty": ["", " ", "\u00a0\n", "\u200b"],
    "unknown": [
        "hello", "2/", "/34", "2//34", "3/2/1/9", "22 May 2023", "1.2.3", "24/7", "34", "Document 34", "ADM/1", "2.34",
        "12/05/2023", "2/0", "2/34 2/35", "2/34, 2/35", "2/34x", "x2/34", "2/34-EE", "2/34-E-F", "2/34 (Rev.)", "-2/34",
        "2/34 (Rev.0)", "2/34 (Rev.x)", "2/34 (Rev.1", "2/34 (Rev.100)", "2/1234567", "USB-C-3", "T05-SG16-COL",
        "D22-SG02-XYZ-0001", "D22-SG02-C", "D22-SG02", "SG2/34", "and/or", "2/34/5", "X22-SG02-C-0034", "TDAG-1917/3",
        "D18-SG02-RGQ01.2", "+41 22 730 5035/5435", "2/34 (2017) (2018)", "D22-SG02.C-C-0001", "; DROP TABLE",
    ],
    "characters": ["2/34\x00", "2/34 😀", "2/٣٤", "２/34", "2/३४", "²/34", "Документ 2/34", "2/34\x1b"],
    "long": ["2/34" * 2500, "2" * 10_000, "2/" + "0" * 300 + "34", " " * 10_000],
    "question": ["Q3/2", "Q 3/2", "Question 3/2", "Q9-3/2", "Q1A/2"],
    "group": ["3/2", "9/12", "7/34 (Rev.1)"],
    "tdag": ["TDAG22/13", "TDAG17/13-E", "TDAG20-13"],
    "order": [
        "2/71 (Rev.1)(Add.4)", "2/71 (Rev.1)(Rev.2)", "2/71 (Add.1)(Add.2)", "D14-WTDC17-C-0022!A1-A2",
        "2/71 (Corr.1)(Rev.1)", "Addendum 4 to Revision 1 to Document 2/71",
    ],
    "address": [
        "https://example.org/md/D22-SG02-C-0034/en", "https://www.itu.int/", "http://",
        "https://itu.int.example.org/md/D22-SG02-C-0034",
    ],
    "sector": ["ITU-T 2/34", "ITU-R C20/57", "ITU-T SG2RGQ/20"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "text"),
    [pytest.param(reason, text, id=f"{reason}-{text[:20]!a}") for reason, texts in REFUSED.items() for text in texts],
)
def test_what_is_not_a_symbol_is_refused_with_its_reason(reason, text):
    with pytest.raises(SymbolError) as refusal:
        parse(text)
    assert refusal.value.reason == reason


def test_refusal_is_a_sentence_that_names_the_text():
    with pytest.raises(ValueError, match=re.escape("“3/2” is not a document symbol: ITU-D has study groups 1 and 2")):
        parse(" 3/2 ", D22)


@pytest.mark.parametrize(
    "pattern", ["2/34 ", "-", "(", "A1", "Rev.", "D22-", "SG", "!A1", "https://itu.int/", "A-", "1/"]
)
def test_long_text_takes_bounded_time(pattern):
    began = time.perf_counter()
    for size in (299, 100_000):
        with pytest.raises(SymbolError):
            parse("2/34" + (pattern * size)[:size] + "x")
    list(find_symbols(pattern * 5_000))
    assert time.perf_counter() - began < 2


def test_context_fills_only_what_is_abbreviated():
    assert [parse("2/34", context).code for context in (NONE, Context("D"), D22, Context("D", "D14", "SG01"))] == [
        "SG02-C-0034", "D-SG02-C-0034", "D22-SG02-C-0034", "D14-SG02-C-0034"
    ]  # fmt: skip
    assert parse("D14-SG02-C-0034", D22).period == "14"
    assert parse("C20/57", D22).prefix == "S20"
    assert parse("5A/650", D22).period is None


def test_context_of_an_unknown_sector_or_two_sectors_is_refused():
    for arguments in ({"sector": "X"}, {"period_prefix": "22"}, {"sector": "T", "period_prefix": "D22"}):
        with pytest.raises(SymbolError):
            Context(**arguments)
    assert Context("", "", "") == Context()
    assert Context(period_prefix="d22", group="sg2") == Context("D", "D22", "SG02")


def test_language_is_kept_but_is_not_identity():
    english, french = parse("2/34-E"), parse("https://www.itu.int/md/D22-SG02-C-0034/fr")
    assert (english.language, french.language, parse("2/34").language) == ("E", "F", None)
    assert english == parse("2/34-R")
    assert english != french
    assert hash(english) == hash(parse("2/34"))


def test_unknown_sector_and_period_match_any():
    known = parse("2/34", D22)
    assert known.matches(parse("2/34"))
    assert parse("2/34").matches(known)
    assert not known.matches(parse("2/34", Context(period_prefix="D18")))
    assert not known.matches(parse("2/34 (Rev.1)"))


def test_bare_drops_revision_and_language_but_not_the_addendum():
    bare = parse("WTDC-17/23 (Add.4) (Rev.1)-E").bare
    assert (bare.printed, bare.language) == ("WTDC-17/23 (Add.4)", None)


def test_normalise_prints_in_the_house_form():
    assert normalise("document 2-071 rev 1 /e", D22) == "2/71 (Rev.1)"


def test_columns_of_a_document():
    symbol = parse("SG2RGQ/20 (Rev.2)", D22)
    assert (symbol.prefix, symbol.series_key, symbol.number, symbol.addendum, symbol.revision, symbol.slug) == (
        "D22", "SG02.RGQ-C", 20, 0, 2, "d22-sg02-rgq-c-0020-r2"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "address"),
    [
        ("2/34", "en", "https://www.itu.int/md/D22-SG02-C-0034/en"),
        ("SG2RGQ/20", "fr", "https://www.itu.int/md/D22-SG02.RGQ-C-0020/fr"),
        ("2/71 (Rev.1)", "zh-hans", "https://www.itu.int/md/D22-SG02-C-0071!R1/zh"),
        ("WTDC-17/23 (Add.4) (Rev.1)", "xx", "https://www.itu.int/md/D14-WTDC17-C-0023!A4-R1/en"),
        ("C20/57", "es", "https://www.itu.int/md/S20-CL-C-0057/es"),
        ("T17-SG12-181127-TD-GEN-0648", "en", "https://www.itu.int/md/T17-SG12-181127-TD-GEN-0648/en"),
        ("TDAG-22/13", "en", ""),
        ("CWG-COP-14/3", "en", ""),
        ("RAG19/4", "en", ""),
        ("5A/650", "en", ""),
        ("S20-CWGCOP14-C-0003", "en", ""),  # the names of these groups are ours
        ("S20-WGCP1-C-0003", "en", ""),
        ("R19-RAG2019-C-0004", "en", ""),
    ],
)
def test_suggested_address(text, language, address):
    assert suggest_address(parse(text, D22), language) == address


def test_symbols_are_in_order():
    texts = """2/34|1/2|SG11-C-0001|D14-SG02-C-0099|D18-SG01-C-0001|D22-SG01-C-0002|D22-SG01-C-0010|D22-SG02-ADM-0001|
        D22-SG02-C-0034|D22-SG02-C-0034-R1|D22-SG02-C-0034-R2|D22-SG02-C-0034-A1|D22-SG02-C-0034-A1-R1|D22-SG02-C-0035|
        D22-SG02-C-9999|D22-SG02-C-10000|D22-SG02.RGQ-C-0001|R-AB-C-0001|R-AB.CD-C-0001|R-AB1-C-0001|R-AB1.A-C-0001|
        R-AB02-C-0001|R-ABCD-C-0001|R-TG9.1-C-0001|R-TG11-C-0001|R-WP5A-C-0001|
        T97-SG02-C-0001|T01-SG02-C-0001"""
    symbols = [parse(text.strip()) for text in texts.split("|")]
    expected = [symbols[1], symbols[0], *symbols[2:]]
    assert sorted(set(symbols)) == expected
    assert sorted(symbols, key=lambda symbol: symbol.sort_key) == expected


PROSE = [
    ("See Documents 2/34, 2/71 (Rev.1) and SG2RGQ/20.", NONE, ["2/34", "2/71 (Rev.1)", "SG2RGQ/20"]),
    ("as per Document 2/ADM/1 (Rev.2).", D22, ["2/ADM/1 (Rev.2)"]),
    ("References: TDAG16-21/5 , TDAG15-20/32 , 1/REP/10 (2014), 1/REP/20 (2015)", D22,
     ["TDAG16-21/5", "TDAG15-20/32", "1/REP/10 (2014)", "1/REP/20 (2015)"]),
    ("(Doc.2/34-E; contribution 1/043(Rev.1))", NONE, ["2/34-E", "1/043(Rev.1)"]),
    ("Noted D22-SG02-C-0034 and C20/57-E, RAG19/4-E.", NONE, ["D22-SG02-C-0034", "C20/57-E", "RAG19/4-E"]),
    ("WTDC\u201117/23(Add.4)-E", NONE, ["WTDC\u201117/23(Add.4)-E"]),
    ("会议审议了文件C20/57。", NONE, ["C20/57"]),
    ("Source: Docs. 5A/TEMP/246, 257R1", NONE, ["5A/TEMP/246"]),
    ("papers 2/34 and 2/12 and 1/50", SG2, ["2/34"]),
    ("On 12/05/2023, 1/2 of 24/7 and/or 2/3; Question 3/2, Q2/1 and Questions 1/2 and 2/2; 5G/6", NONE, []),
    ("Tel. +41 22 730 5035/5435, +1 2/34, 4:2/34, v2/34, 2/34/5, 2/34.5, 1/05/23, 2/71%", SG2, []),
    ("https://www.itu.int/md/D22-SG02-C-0034/en www.itu.int/2/34-E C20/57@example.org ftp://x/~C20/57,C20/58", SG2, []),
    ("Document 2/71 (Rev.1)(Add.2) TDAG22/13 usb-c-3 USB-C-3 c20/57", NONE, []),
    ("Document 2/34 says 1/2 and 2/2", NONE, ["2/34"]),
    ("C20/57 and 1/2 of members", NONE, ["C20/57"]),
    ("", NONE, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "context", "expected"), PROSE)
def test_symbols_in_prose(text, context, expected):
    found = list(find_symbols(text, context))
    assert [text[start:end] for start, end, _ in found] == expected
    assert [symbol for _, _, symbol in found] == [parse(spelling, context) for spelling in expected]


GROUPS = ["SG01", "SG02", "SG02.RGQ", "SG17", "TDAG22", "TDAG25", "TDAG2022", "WTDC17", "CL", "RAG2019", "RAG2000.1",
          "WP5A", "CWGCOP14", "WGCP2", "WTSA.16", "TG5.1", "TSB", "SG"]  # fmt: skip
SERIES = ["C", "R", "ADM", "REP", "INF", "TD", "TD-GEN", "181127-TD-PLEN", "TEMP", "LS", "CIR"]
LETTERS = "ABCDRSTG19"
NAMES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["AB", "SG", "TD", "RAG", "TDAG"]),
    st.text(LETTERS, max_size=5),
    st.just("") | st.text(LETTERS, min_size=1, max_size=5).map(".{}".format),
)


@st.composite
def symbols(draw):
    sector = draw(st.sampled_from(["D", "T", "R", "S"]))
    period = draw(st.sampled_from([None, "97", "10", "14", "18", "20", "22", "25"]))
    group = draw(st.sampled_from(GROUPS) | NAMES)
    if group.startswith("SG") and period is None and draw(st.booleans()):
        sector, group = None, "SG02"
    parts = [draw(st.integers(0, 99)) if draw(st.booleans()) else 0 for _ in range(3)]
    try:
        return Symbol(sector, period, group, draw(st.sampled_from(SERIES)), draw(st.integers(1, 999_999)), *parts)
    except SymbolError:  # a name drawn by chance that cannot be a group, such as XY.C
        return Symbol(sector, period, "SG02", "C", 1, *parts)


@given(symbols())
def test_code_and_slug_are_read_back_without_context(symbol):
    assert parse(symbol.code) == parse(symbol.slug) == parse(symbol.slug.upper()) == symbol


@given(symbols())
def test_printed_form_is_read_back_in_its_context(symbol):
    again = parse(symbol.printed, symbol.context)
    assert (again, hash(again), again.printed) == (symbol, hash(symbol), str(symbol))


@given(symbols())
def test_suggested_address_is_read_back(symbol):
    address = suggest_address(symbol, "fr")
    assert not address or (parse(address), parse(address).language) == (symbol, "F")


@given(st.lists(symbols(), max_size=4))
def test_order_is_total_and_is_that_of_the_sort_key(some):
    ordered = sorted(some)
    assert [symbol.sort_key for symbol in ordered] == sorted(symbol.sort_key for symbol in some)
    assert all((a < b) + (a == b) + (a > b) == 1 for a, b in itertools.product(some, some))
    assert all(re.fullmatch("[0-9A-Z]{1,120}", symbol.sort_key) for symbol in some)
    assert len({symbol.sort_key for symbol in some}) == len(set(some))


@given(st.text(max_size=320), st.sampled_from([None, D22, SG2, R15]))
def test_any_text_is_a_symbol_or_a_symbol_error(text, context):
    with contextlib.suppress(SymbolError):
        assert parse(parse(text, context).code) == parse(text, context)


PIECES = [
    "2", "34", "/", "-", " ", "(", ")", "Rev", ".", "1", "SG", "RGQ", "TDAG", "17", "C", "D22", "E", "!", "A", "ADM",
    ",", "WTDC", "CWG", "RAG", "2017", "\n", "é", "Addendum ", " to ", "Document ", "https://www.itu.int/md/",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from([NONE, D22, SG2, R15]))
def test_text_made_of_the_pieces_of_symbols_is_read_or_refused(text, context):
    found = list(find_symbols(text, context))
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    try:
        symbol = parse(text, context)
    except SymbolError:
        return
    assert parse(symbol.printed, symbol.context) == symbol == parse(symbol.slug)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_has_a_spelling_in_the_table(form):
    lines = [text.strip().upper() for _, _, _, spellings in DOCUMENTS for text in spellings.split("|")]
    assert any(form.whole.match(line) for line in [*lines, *REFUSED["tdag"]])
