"""What programs read: addresses without a language, named without a namespace."""

from django.urls import path

from .api import site
from .views import calendars, feeds, lists, site_maps, status, symbols

urlpatterns = [
    path("healthz", status.healthz, name="healthz"),
    path("readyz", status.readyz, name="readyz"),
    path("robots.txt", site_maps.robots, name="robots"),
    path("calendar.ics", calendars.calendar, name="calendar"),
    path("statements.atom", feeds.statement_feed, name="statement-feed"),
    path("documents.atom", feeds.document_feed, name="document-feed"),
    path("sitemap.xml", site_maps.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", site_maps.sitemap_section, name="sitemap-section"),
    path("names/<slug:of>", lists.names, name="names"),
    path("api/v1/", site.urls()),
    path("s/<int:key>", symbols.short, name="short"),
    path("doc/", symbols.doc),
    path("doc/<path:symbol>", symbols.doc, name="doc"),
]
