"""Hypothesis strategies for canonical blocks: what the rich text vocabulary can say, in its one normal form."""

from hypothesis import strategies as st

from liaison.letter.letter import LIST_STYLES, MARKS, Break, Cell, Heading, ItemList, Paragraph, Run, Table

ALPHABET = st.sampled_from("abcXYZ 019 &<>\"'’éñü Привет  مرحبا  中文 /@#$*_")
LINKS = st.sampled_from(["", "https://example.org/a?b=c&d", "mailto:a@example.org"])

words = st.text(ALPHABET, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
marks = st.lists(st.sampled_from(MARKS), unique=True, max_size=2).map(lambda names: tuple(sorted(names)))
runs = st.builds(Run, words, marks, LINKS, st.sampled_from(["", "", "fr"]))


def _canonical(pieces: list) -> tuple:
    """Runs of different styles with a space between, breaks only between runs."""
    inlines: list = []
    for run, broken in pieces:
        if inlines:
            last = inlines[-1]
            if broken or (last.marks, last.href, last.lang) == (run.marks, run.href, run.lang):
                inlines.append(Break())
            else:
                inlines[-1] = Run(last.text + " ", last.marks, last.href, last.lang)
        inlines.append(run)
    return tuple(inlines)


inlines = st.lists(st.tuples(runs, st.booleans()), min_size=1, max_size=4).map(_canonical)
paragraphs = st.builds(Paragraph, inlines)
headings = st.builds(Heading, st.sampled_from([3, 4]), inlines)


def _lists(children: st.SearchStrategy) -> st.SearchStrategy:
    items = st.lists(st.lists(children, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple)
    ordered = st.builds(ItemList, st.just(True), st.integers(1, 20), st.sampled_from(LIST_STYLES), items)
    return ordered | st.builds(ItemList, items=items)


@st.composite
def _tables(draw: st.DrawFn, children: st.SearchStrategy) -> Table:
    width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    cell = st.builds(Cell, st.lists(children, max_size=2).map(tuple), st.just(1), st.just(1))
    rows = tuple(tuple(draw(cell) for _column in range(width)) for _row in range(height))
    return Table(draw(st.integers(0, height)), rows)


simple = paragraphs | headings
nested = st.recursive(simple, lambda children: _lists(children) | _tables(children), max_leaves=6)
blocks = st.lists(nested, max_size=4).map(tuple)
