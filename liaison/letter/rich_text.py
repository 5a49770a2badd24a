"""Rich text: HTML of a small, fixed vocabulary, as it is stored, and the Letter's blocks.

`sanitise` is for what comes in (forms, imports) and again for what goes out. `blocks_from_html` reads stored HTML,
`html_from_blocks` writes it; between the two nothing of the vocabulary is lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from .letter import LIST_STYLES, Block, Break, Cell, Heading, Inline, ItemList, Paragraph, Run, Table

TAGS = {"p", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "sub", "sup", "br", "span"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto"}
LIST_TYPES = dict(zip(LIST_STYLES, "1aAiI", strict=True))
STYLE_OF_TYPE = {letter: style for style, letter in LIST_TYPES.items()}
SAME = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}
RENAMED = re.compile(rf"<(/?)({'|'.join(SAME)})(?=[\s>/])", re.I)
SPACE = re.compile(r"[ \t\r\n\f]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MAX_DEPTH = 24
STRUCTURES = ("ul", "ol", "table")
MAX_SPAN = 50


def sanitise(text: str) -> str:
    """HTML reduced to the vocabulary; scripts, styles, foreign links and unknown tags go, their text stays."""
    text = RENAMED.sub(lambda match: f"<{match[1]}{SAME[match[2].lower()]}", CONTROL.sub("", text))
    return nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None).strip()


@dataclass
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


class _Tree(HTMLParser):
    """The tree of sanitised HTML; tags nested beyond MAX_DEPTH lose their tag, never their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1]
        node = _Node(tag, {name: value or "" for name, value in attrs})
        deep = len(self.open) > MAX_DEPTH or (tag in STRUCTURES and len(self.open) > MAX_DEPTH - 4)
        if deep:
            node.children = parent.children
        else:
            parent.children.append(node)
        if tag != "br":
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                break

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def blocks_from_html(text: str) -> tuple[Block, ...]:
    """The blocks of stored HTML. It is sanitised first, so anything may be given."""
    tree = _Tree()
    tree.feed(sanitise(text))
    tree.close()
    return tuple(_blocks(tree.root.children))


BLOCK_TAGS = {"p", "h3", "h4", "ul", "ol", "table", "li", "tr", "td", "th", "thead", "tbody"}


def _blocks(children: Iterable[_Node | str]) -> Iterator[Block]:
    loose: list[_Node | str] = []
    for child in children:
        if isinstance(child, str) or child.tag not in BLOCK_TAGS:
            loose.append(child)
            continue
        yield from _paragraphs(loose)
        loose = []
        yield from _block(child)
    yield from _paragraphs(loose)


def _block(node: _Node) -> Iterator[Block]:
    if node.tag in ("ul", "ol"):
        items = [tuple(_blocks([child])) for child in node.children if isinstance(child, _Node)]
        if items := [item for item in items if item]:
            style = STYLE_OF_TYPE.get(node.attributes.get("type", ""), "decimal")
            yield ItemList(node.tag == "ol", _whole(node.attributes.get("start"), 1, 9999), style, tuple(items))
    elif node.tag == "table":
        yield from _table(node)
    elif node.tag in ("h3", "h4"):
        if inlines := _inlines(node.children):
            yield Heading(int(node.tag[1]), inlines)
    elif node.tag == "p" and not any(isinstance(child, _Node) and child.tag in BLOCK_TAGS for child in node.children):
        yield from _paragraphs(node.children)
    else:
        yield from _blocks(node.children)


def _paragraphs(children: list[_Node | str]) -> Iterator[Block]:
    if inlines := _inlines(children):
        yield Paragraph(inlines)


def _table(node: _Node) -> Iterator[Block]:
    rows: list[tuple[_Node, bool]] = []
    for child in node.children:
        if isinstance(child, _Node) and child.tag in ("thead", "tbody"):
            rows += [
                (row, child.tag == "thead") for row in child.children if isinstance(row, _Node) and row.tag == "tr"
            ]
        elif isinstance(child, _Node) and child.tag == "tr":
            rows.append((child, False))
    cells: list[tuple[Cell, ...]] = []
    head_rows = 0
    for row, in_head in rows:
        nodes = [cell for cell in row.children if isinstance(cell, _Node) and cell.tag in ("td", "th")]
        if not nodes:
            continue
        if head_rows == len(cells) and (in_head or all(cell.tag == "th" for cell in nodes)):
            head_rows += 1
        cells.append(tuple(_cell(cell) for cell in nodes))
    if cells:
        yield Table(head_rows, tuple(cells))


def _cell(node: _Node) -> Cell:
    spans = (_whole(node.attributes.get(name), 1, MAX_SPAN) for name in ("colspan", "rowspan"))
    return Cell(tuple(_blocks(node.children)), *spans)


def _whole(value: str | None, least: int, most: int) -> int:
    return min(max(int(value), least), most) if value and value.isascii() and value.isdigit() else least


def _inlines(children: Iterable[_Node | str]) -> tuple[Inline, ...]:
    """Runs with single spaces, none at the ends of a line; neighbours of one style are one run."""
    runs: list[Inline] = []
    for inline in _styled(children, frozenset(), "", ""):
        if isinstance(inline, Break):
            _trim_end(runs)
            runs.append(inline)
            continue
        text = SPACE.sub(" ", inline.text)
        if not runs or isinstance(runs[-1], Break) or runs[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        last = runs[-1] if runs else None
        if isinstance(last, Run) and (last.marks, last.href, last.lang) == (inline.marks, inline.href, inline.lang):
            runs[-1] = Run(last.text + text, last.marks, last.href, last.lang)
        else:
            runs.append(Run(text, inline.marks, inline.href, inline.lang))
    _trim_end(runs)
    return tuple(runs) if any(isinstance(run, Run) for run in runs) else ()


def _trim_end(runs: list[Inline]) -> None:
    while runs and isinstance(last := runs[-1], Run):
        text = last.text.rstrip(" ")
        if text:
            runs[-1] = Run(text, last.marks, last.href, last.lang)
            return
        runs.pop()


def _styled(children: Iterable[_Node | str], marks: frozenset[str], href: str, lang: str) -> Iterator[Inline]:
    for child in children:
        if isinstance(child, str):
            yield Run(child, tuple(sorted(marks)), href, lang)
        elif child.tag == "br":
            yield Break()
        else:
            inner = marks | {child.tag} if child.tag in ("strong", "em", "sub", "sup") else marks
            link = child.attributes.get("href", href) if child.tag == "a" else href
            yield from _styled(child.children, inner, link, child.attributes.get("lang", lang))


def html_from_blocks(blocks: Iterable[Block]) -> str:
    """The HTML that is stored; safe to print, since all text is escaped and links are of the known schemes."""
    return "".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{inline_html(block.inlines)}</p>"
    if isinstance(block, Heading):
        tag = "h4" if block.level > 3 else "h3"
        return f"<{tag}>{inline_html(block.inlines)}</{tag}>"
    if isinstance(block, ItemList):
        items = "".join(f"<li>{_item_html(item)}</li>" for item in block.items)
        if not block.ordered:
            return f"<ul>{items}</ul>"
        start = f' start="{block.start}"' if block.start != 1 else ""
        kind = f' type="{LIST_TYPES[block.style]}"' if block.style in LIST_TYPES and block.style != "decimal" else ""
        return f"<ol{start}{kind}>{items}</ol>"
    head = "".join(_row_html(row, "th") for row in block.rows[: block.head_rows])
    body = "".join(_row_html(row, "td") for row in block.rows[block.head_rows :])
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _item_html(blocks: tuple[Block, ...]) -> str:
    """A single paragraph stands bare in its item or cell."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return inline_html(blocks[0].inlines)
    return html_from_blocks(blocks)


def _row_html(row: tuple[Cell, ...], tag: str) -> str:
    cells = []
    for cell in row:
        spans = "".join(
            f' {name}="{value}"' for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value != 1
        )
        scope = ' scope="col"' if tag == "th" else ""
        cells.append(f"<{tag}{scope}{spans}>{_item_html(cell.blocks)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def inline_html(inlines: Iterable[Inline]) -> str:
    return "".join("<br>" if isinstance(inline, Break) else _run_html(inline) for inline in inlines)


def _run_html(run: Run) -> str:
    text = html.escape(run.text, quote=False)
    for mark in reversed(run.marks):
        text = f"<{mark}>{text}</{mark}>"
    if run.href.partition(":")[0].lower() in SCHEMES:
        text = f'<a href="{html.escape(run.href)}">{text}</a>'
    return f'<span lang="{html.escape(run.lang)}">{text}</span>' if run.lang else text
