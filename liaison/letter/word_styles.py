"""The look of the Word file: the PDF's, in styles.

Everything that has a look has a style with a name ("Liaison Title", "Liaison Table Head"), most of them based on one of
Word's own (Heading 1, Body Text, List Bullet), so that whoever goes on editing the file changes the look in one place.
Child elements stand in the order of the schema: Word offers to repair a file in which they do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

BLUE, PALE, HAIR, GREY, RED = "00629B", "EAF3F9", "9DB4C0", "4A5560", "A3171E"
NEUTRAL, NEUTRAL_TINT = "37424C", "F1F3F4"
LATIN, ARABIC, CHINESE = "Calibri", "Arial", "Microsoft YaHei"
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN", "he": "he-IL"}
EAST_ASIAN = frozenset({"zh", "ja", "ko"})
TEXT_END = 9412  # twentieths of a point from the left margin to the right one


@dataclass(frozen=True)
class Look:
    """`language` is a code of two or three letters."""

    language: str
    right_to_left: bool
    transcription: bool = False

    @property
    def accent(self) -> str:
        return NEUTRAL if self.transcription else BLUE

    @property
    def tint(self) -> str:
        return NEUTRAL_TINT if self.transcription else PALE

    @property
    def has_italics(self) -> bool:
        return self.language not in ("ar", "zh")

    @property
    def has_capitals(self) -> bool:
        return self.language not in ("ar", "zh")

    def line(self, height: int) -> int:
        """The height of a line in 240ths of its font's own; Arabic wants more air, Chinese fonts bring theirs along."""
        return round(height * (1.13 if self.right_to_left else 0.96 if self.language == "zh" else 1.0))

    @property
    def languages(self) -> str:
        """The attributes that name the language of each kind of script."""
        own = LOCALES.get(self.language, self.language)
        is_east_asian = self.language in EAST_ASIAN
        latin = LOCALES["en"] if self.right_to_left or is_east_asian else own
        east_asian = own if is_east_asian else LOCALES["zh"]
        return f'w:val="{latin}" w:eastAsia="{east_asian}" w:bidi="{own if self.right_to_left else LOCALES["ar"]}"'


def styles(look: Look) -> str:
    """What stands in `w:styles`."""
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:eastAsia="{CHINESE}" w:hAnsi="{LATIN}" w:cs="{ARABIC}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(11)}<w:lang {look.languages}/></w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    every = [_defaults(look), _word_styles(look), _margins(look), _head_styles(look), _text_styles(look), _tables(look)]
    return defaults + "".join(style for group in every for style in group)


def style_id(name: str) -> str:
    """ "heading 1" is Heading1, "Liaison Title" is LiaisonTitle."""
    return "".join(part.capitalize() if part.islower() else part for part in name.split())


# ---- properties, in the order of the schema --------------------------------------------------------------------------

BOLD = "<w:b/><w:bCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"
CENTER = '<w:jc w:val="center"/>'
END = '<w:jc w:val="right"/>'  # in a paragraph from right to left Word takes it for the left


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _color(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _space(before: float = 0, after: float = 0, line: int = 0) -> str:
    """Points before and after; the height of a line in 240ths of its own."""
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{height}/>'


def _indent(left: int, right: int) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}"/>'


def _border(side: str, color: str, eighths: int, space: int, style: str = "single") -> str:
    return f'<w:{side} w:val="{style}" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _style(kind: str, name: str, base: str, properties: str = "", *, after: str = "", attributes: str = "") -> str:
    """`properties` are those of paragraph, run and table in their elements; `after` is the next paragraph's style."""
    own = ' w:customStyle="1"' if name.startswith("Liaison") else ""
    based = f'<w:basedOn w:val="{style_id(base)}"/>' if base else ""
    following = f'<w:next w:val="{style_id(after)}"/>' if after else ""
    shown = "<w:semiHidden/>" if attributes and kind != "paragraph" else "<w:qFormat/>"
    return (
        f'<w:style w:type="{kind}"{own}{attributes} w:styleId="{style_id(name)}"><w:name w:val="{escape(name)}"/>'
        f"{based}{following}{shown}{properties}</w:style>"
    )


def _paragraph(name: str, base: str, p: str = "", r: str = "", *, after: str = "", attributes: str = "") -> str:
    """`p` are the properties of the paragraph, `r` those of its text."""
    properties = f"<w:pPr>{p}</w:pPr>" if p else ""
    properties += f"<w:rPr>{r}</w:rPr>" if r else ""
    return _style("paragraph", name, base, properties, after=after, attributes=attributes)


# ---- Word's own styles, in our look ----------------------------------------------------------------------------------

DEFAULT = ' w:default="1"'


def _defaults(look: Look) -> list[str]:
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    bare = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
    bidi = "<w:bidi/>" if look.right_to_left else ""
    return [
        _paragraph("Normal", "", f"{bidi}{_space(0, 6.5, look.line(250))}", attributes=DEFAULT),
        _style("character", "Default Paragraph Font", "", attributes=DEFAULT),
        _style("table", "Normal Table", "", bare, attributes=DEFAULT),
        _style("numbering", "No List", "", attributes=DEFAULT),
    ]


def _word_styles(look: Look) -> list[str]:
    accent = _color(look.accent)
    justified = "" if look.right_to_left else '<w:jc w:val="both"/>'
    italic = "<w:rPr><w:i/><w:iCs/></w:rPr>" if look.has_italics else ""
    link = f'<w:rPr>{_color(BLUE)}<w:u w:val="single"/></w:rPr>'
    headings = [
        _paragraph(
            f"heading {level}",
            "Normal",
            f'{KEEP}{_space(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
            BOLD + accent + _size(size),
            after="Body Text",
        )
        for level, size, before, after in ((1, 15, 0, 11), (2, 12.5, 12, 6), (3, 11.5, 10, 5), (4, 11, 9, 4))
    ]
    return [
        *headings,
        _paragraph("Body Text", "Normal", justified),
        _paragraph("List Bullet", "Normal", _numbered(1) + _space(0, 3)),
        _paragraph("List Number", "Normal", _numbered(2) + _space(0, 3)),
        _paragraph("List Continue", "Normal", _space(0, 3)),
        _style("character", "Hyperlink", "Default Paragraph Font", link),
        _style("character", "Emphasis", "Default Paragraph Font", italic),
    ]


def _numbered(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def _margins(look: Look) -> list[str]:
    """The heads and feet of the pages."""
    small = _color(GREY) + _size(9)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_END}"/></w:tabs>'
    under = f"<w:pBdr>{_border('bottom', look.accent, 5, 3)}</w:pBdr>"
    over = f"<w:pBdr>{_border('top', HAIR, 4, 5)}</w:pBdr>"
    return [
        _paragraph("header", "Normal", under + tabs + _space(0, 9, 240), small),
        _paragraph("footer", "Normal", over + tabs + _space(0, 0, 240), small),
        _paragraph("Liaison First Header", "Normal", _space(0, 0, 240), small),
    ]


# ---- the head of the first page --------------------------------------------------------------------------------------


def _head_styles(look: Look) -> list[str]:
    accent, grey, red = _color(look.accent), _color(GREY), _color(RED)
    capitals = "<w:caps/>" if look.has_capitals else ""
    wide = '<w:spacing w:val="15"/>' if look.has_capitals else ""
    kind = BOLD + capitals + grey + wide + _size(10.5)
    italic = "<w:i/><w:iCs/>" if look.has_italics else ""
    frame = "".join(_border(side, RED, 6, 3) for side in ("top", "left", "bottom", "right"))
    flat = _space(0, 0, 240)
    rows = look.line(255)
    return [
        _paragraph(
            "Liaison Banner",
            "Normal",
            f"<w:pBdr>{frame}</w:pBdr>{_space(0, 12, 240)}{_indent(80, 80)}{CENTER}",
            BOLD + red + _size(12),
        ),
        _paragraph("Liaison Running Banner", "Liaison Banner", _space(0, 5, 240), _size(9)),
        _paragraph("Liaison Letterhead", "Normal", flat, BOLD),
        _paragraph("Liaison Letterhead Name", "Liaison Letterhead", "", accent + _size(22)),
        _paragraph("Liaison Letterhead Long Name", "Liaison Letterhead", "", accent + _size(14)),
        _paragraph("Liaison Letterhead Small", "Normal", flat, grey + _size(10)),
        _paragraph("Liaison Side", "Normal", flat + END, _size(10)),
        _paragraph("Liaison Symbol", "Liaison Side", "", BOLD + _size(12)),
        _paragraph("Liaison Kind", "Normal", f"{KEEP}{_space(13, 6, 240)}{CENTER}", kind),
        _paragraph("Liaison Title", "heading 1", _space(0, 6) + CENTER, after="Liaison Subtitle"),
        _paragraph("Liaison Question", "Normal", f"{KEEP}{_space(0, 0)}{CENTER}", BOLD),
        _paragraph("Liaison Subtitle", "Normal", _space(0, 0) + CENTER, italic),
        *_tinted(look, kind),
        _paragraph("Liaison Label", "Normal", _space(0, 0, rows), BOLD),
        _paragraph("Liaison Value", "Normal", _space(0, 0, rows)),
        _paragraph("Liaison Party", "Liaison Value", _space(0, 7, rows)),
    ]


def _tinted(look: Look, kind: str) -> list[str]:
    """The cover note, and the box that says of which statement an annex is."""
    bar = "right" if look.right_to_left else "left"
    sides = {side: _border(side, look.tint, 8, 5) for side in ("top", "left", "bottom", "right")}
    plain = "".join(sides.values())
    sides[bar] = _border(bar, look.accent, 24, 6)
    barred = "".join(sides[side] for side in ("top", "left", "bottom", "right"))
    note = f"<w:pBdr>{barred}</w:pBdr>{_shade(look.tint)}{_space(12, 14)}{_indent(140, 120)}"
    box = f"{KEEP}<w:pBdr>{plain}</w:pBdr>{_shade(look.tint)}"
    inset = _indent(110, 110)
    return [
        _paragraph("Liaison Cover Note", "Normal", note),
        _paragraph("Liaison Annex Kind", "Normal", f"{box}{_space(14, 5, 240)}{inset}", kind),
        _paragraph("Liaison Annex Statement", "Normal", f"{box}{_space(0, 4)}{inset}", BOLD),
        _paragraph("Liaison Annex Subtitle", "Normal", f"{box}{_space(0, 4)}{inset}"),
    ]


# ---- content, lists, tables, signatures, annexes ---------------------------------------------------------------------


def _text_styles(look: Look) -> list[str]:
    tight = look.line(226)
    gap = '<w:spacing w:before="0" w:after="140" w:line="20" w:lineRule="exact"/>'
    return [
        _paragraph("Liaison Annex", "heading 1", "<w:pageBreakBefore/>", after="Body Text"),
        _paragraph("Liaison Text", "Body Text"),
        _paragraph("Liaison Bullet", "List Bullet"),
        _paragraph("Liaison Number", "List Number"),
        _paragraph("Liaison List Continue", "List Continue"),
        _paragraph("Liaison Table Text", "Normal", _space(1, 2, tight), _size(10)),
        _paragraph("Liaison Table Head", "Liaison Table Text", KEEP, BOLD),
        _paragraph("Liaison Table Bullet", "Liaison Bullet", _space(0, 3, tight), _size(10)),
        _paragraph("Liaison Table Number", "Liaison Number", _space(0, 3, tight), _size(10)),
        _paragraph("Liaison Signature", "Normal", f"<w:keepLines/>{_space(28, 12)}{_indent(TEXT_END // 2, 0)}"),
        _paragraph("Liaison Gap", "Normal", gap, _size(1)),
    ]


def _tables(look: Look) -> list[str]:
    rules = "".join(_border(side, HAIR, 4, 0) for side in ("top", "bottom", "insideH"))
    grid = "".join(_border(side, HAIR, 4, 0) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    under = _border("bottom", look.accent, 12, 0, "dashed" if look.transcription else "single")
    head = f'<w:tblStylePr w:type="firstRow"><w:tcPr>{_shade(look.tint)}</w:tcPr></w:tblStylePr>'
    return [
        _style("table", "Liaison Letterhead Table", "Normal Table", _table(under, (0, 0), (0, 110))),
        _style("table", "Liaison Header Table", "Normal Table", _table(rules, (0, 0), (70, 70))),
        _style("table", "Liaison Table", "Normal Table", _table(grid, (120, 120), (50, 40)) + head),
        _style("table", "Liaison Documents", "Liaison Table"),
    ]


def _table(borders: str, sides: tuple[int, int], ends: tuple[int, int]) -> str:
    margins = (("top", ends[0]), ("left", sides[0]), ("bottom", ends[1]), ("right", sides[1]))
    cells = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in margins)
    return f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>"
