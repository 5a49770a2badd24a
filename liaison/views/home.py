"""The first page: what is new, what is due, and the study groups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "liaison/home.html")
