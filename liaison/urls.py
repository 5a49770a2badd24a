"""Pages, each at its address and under every language's prefix."""

from django.urls import path

from .letter.formats import PUBLIC_WRITERS
from .views import exports, home, statements

app_name = "liaison"
urlpatterns = [
    path("", home.home, name="home"),
    # /statements/
    path("statements/", statements.statement_list, name="statement-list"),
    path("statements/<slug:slug>/", statements.statement_detail, name="statement-detail"),
    path("statements/<slug:slug>/annexes/", statements.annex_list, name="annex-list"),
    path("statements/<slug:slug>/annexes/<int:number>/", statements.annex_detail, name="annex-detail"),
    path("statements/<slug:slug>/annexes/<int:number>.pdf", exports.annex_file, name="annex-pdf"),
    *(
        path(
            f"statements/<slug:slug>.{writer.extension}",
            exports.statement_file,
            {"extension": writer.extension},
            name=f"statement-{writer.extension}",
        )
        for writer in PUBLIC_WRITERS
    ),
    # /documents/, /contributions/
    # /study-groups/, /questions/, /bodies/
    # /meetings/, /topics/, /members/, /rapporteurs/
    # /search/
]
