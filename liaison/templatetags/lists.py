"""Headings of lists that sort them."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def sort_heading(context: template.Context, found: Any, name: str, label: str) -> SafeString:
    """A `<th>` that says by what the list is sorted and links to the other order, keeping the filters."""
    ascending, descending = found.sort == name, found.sort == f"-{name}"
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{name}" if ascending else name
    order = "ascending" if ascending else "descending" if descending else ""
    state = format_html(' aria-sort="{}"', order) if order else ""
    arrow = "\u00a0▲" if ascending else "\u00a0▼" if descending else ""
    return format_html(
        '<th scope="col"{}><a href="?{}">{}<span aria-hidden="true">{}</span></a></th>',
        state,
        query.urlencode(),
        label,
        arrow,
    )


@register.simple_tag(takes_context=True)
def this_list(context: template.Context, name: str) -> str:
    """The address of the list that is shown, as another page or file: its filters without the number of the page."""
    query = _filters_in_use(context)
    return f"{reverse(f'liaison:{name}')}{'?' if query else ''}{query.urlencode()}"


@register.simple_tag(takes_context=True)
def follow_this_list(context: template.Context, kind: str) -> str:
    """The page on which the list that is shown is followed by e-mail, with its filters."""
    query = _filters_in_use(context)
    query.pop("sort", None)
    query.pop("list", None)
    filters = query.urlencode()
    return f"{reverse('liaison:follow')}?list={kind}{'&' if filters else ''}{filters}"


def _filters_in_use(context: template.Context) -> QueryDict:
    query = context["request"].GET.copy()
    query.pop("page", None)
    for key in [key for key, value in query.items() if not value]:
        del query[key]
    return query
