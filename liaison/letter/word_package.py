"""The Word file that a letter is written into: its parts, its page, its settings, its lists' numbering."""

from __future__ import annotations

import io
import zipfile

from .word_styles import Look, styles

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = f"{OFFICE}/relationships"
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TIMESTAMP = (1980, 1, 1, 0, 0, 0)  # of every part in the zip: the first that it can hold
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

LEVELS = 9
BODY_INDENT, BODY_STEP = 110, 340  # twentieths of a point
CELL_INDENT, CELL_STEP = 0, 260
BULLETS = "•–"
FORMATS = {
    "": ("bullet", ""),
    "decimal": ("decimal", "%{}."),
    "lower-alpha": ("lowerLetter", "%{})"),
    "upper-alpha": ("upperLetter", "%{})"),
    "lower-roman": ("lowerRoman", "%{})"),
    "upper-roman": ("upperRoman", "%{})"),
}
STYLES_NUMBERS = 2  # the first two numbers are those of the styles List Bullet and List Number


def package(look: Look) -> bytes:
    """A Word file with an empty body."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{_section(look)}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relationships(
            *((f"{R}/{name}", f"{name}.xml") for name in ("styles", "numbering", "settings"))
        ),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles(look)}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{_numbering()}</w:numbering>',
        "word/settings.xml": f'<w:settings xmlns:w="{W}">{_settings(look)}</w:settings>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, HEAD + xml)
    return file.getvalue()


def repacked(file: bytes) -> bytes:
    """The same parts, all of one date: the same letter is the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, TIMESTAMP), source.read(name), zipfile.ZIP_DEFLATED, 6)
    return result.getvalue()


def _content_types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings"}
    parts = {f"/word/{name}.xml": f"{MEDIA}.{kind}+xml" for name, kind in kinds.items()}
    parts["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _section(look: Look) -> str:
    """A4; margins of 2.2 cm at the sides, 2.5 cm above and 2.3 cm below, as in the PDF."""
    margins = {"top": 1417, "right": 1247, "bottom": 1304, "left": 1247, "header": 680, "footer": 567, "gutter": 0}
    sides = " ".join(f'w:{name}="{value}"' for name, value in margins.items())
    bidi = "<w:bidi/>" if look.right_to_left else ""
    return (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar {sides}/><w:cols w:space="708"/><w:titlePg/>{bidi}</w:sectPr>'
    )


def _settings(look: Look) -> str:
    """`compatibilityMode` 15 is Word 2013 and later: a lower one opens as "compatibility mode"."""
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat><w:doNotExpandShiftReturn/><w:compatSetting {mode}/></w:compat>"
        f'<w:themeFontLang {look.languages}/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


# ---- numbering -------------------------------------------------------------------------------------------------------


def indent(level: int, *, in_cell: bool) -> int:
    """Where the text of a list's level (0 is the first) begins, in twentieths of a point."""
    return CELL_INDENT + CELL_STEP * (level + 1) if in_cell else BODY_INDENT + BODY_STEP * (level + 1)


def kind_of_list(style: str, *, in_cell: bool) -> int:
    """The number of the definition of a list; "" for bullets."""
    return [*FORMATS].index(style) + (len(FORMATS) if in_cell else 0)


def _numbering() -> str:
    """The definitions, first for the body and then for cells, where there is less room, and the styles' own numbers."""
    kinds = [_kind(name, in_cell=in_cell) for in_cell in (False, True) for name in FORMATS]
    nums = (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>'
        for number in range(1, STYLES_NUMBERS + 1)
    )
    return "".join([*kinds, *nums])


def _kind(name: str, *, in_cell: bool) -> str:
    number = kind_of_list(name, in_cell=in_cell)
    levels = "".join(_level(name, level, in_cell=in_cell) for level in range(LEVELS))
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x11A150 + number:08X}"/>'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )


def _level(name: str, level: int, *, in_cell: bool) -> str:
    form, text = FORMATS[name]
    text = text.format(level + 1) or BULLETS[level % len(BULLETS)]
    step = CELL_STEP if in_cell else BODY_STEP
    fonts = '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:hint="default"/></w:rPr>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent(level, in_cell=in_cell)}" w:hanging="{step}"/></w:pPr>'
        f"{'' if name else fonts}</w:lvl>"
    )
