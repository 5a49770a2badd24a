"""All that concerns a topic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from config.page_cache import keeps_page
from contributions.models import Document, Topic
from liaison.models import Statement
from liaison.paging import head_of, page_of


@keeps_page
def topic_list(request: HttpRequest) -> HttpResponse:
    page = page_of(Topic.objects.for_list(), lambda rows: rows, request.GET.get("page"))
    return render(request, "liaison/topic_list.html", {"page": page})


@keeps_page
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.all(), slug=slug)
    context = {
        "topic": topic,
        "statements": head_of(Statement.objects.listed().for_topic(topic).newest_first()),
        "documents": head_of(Document.objects.public().for_topic(topic).with_briefs_on(topic).newest_first()),
    }
    return render(request, "liaison/topic_detail.html", context)
