"""All addresses of the site, and the constant one that they are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as addresses_of_the_site


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Constant</title><p>Nothing is asked of anybody.")


urlpatterns = [path("constant/", constant), *addresses_of_the_site]
