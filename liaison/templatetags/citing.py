"""How a statement is cited, in the head of its page and beside it."""

from __future__ import annotations

from django import template

from liaison.letter.letter import Letter
from liaison.models import Statement
from liaison.outputs.citing import citation_of, head_of

register = template.Library()


@register.inclusion_tag("liaison/_citation_head.html")
def citation_head(statement: Statement, letter: Letter) -> dict[str, object]:
    """Dublin Core and the words that Google Scholar and Zotero read; links to the same as files."""
    return {"rows": head_of(citation_of(statement, letter)), "statement": statement}
