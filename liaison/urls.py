"""Pages, each at its address and under every language's prefix."""

from django.urls import path

from .letter.formats import PUBLIC_WRITERS
from .views import (
    accessibility,
    addresses,
    bodies,
    bundles,
    citing,
    data,
    documents,
    exports,
    following,
    history,
    home,
    meetings,
    overview,
    people,
    reviews,
    search,
    statements,
    tables,
    topics,
)

TABLES = [
    ("statements", "statement", tables.statement_table),
    ("documents", "document", tables.document_table),
    ("meetings", "meeting", tables.meeting_table),
    ("rapporteurs", "rapporteur", tables.rapporteur_table),
]

app_name = "liaison"
urlpatterns = [
    path("", home.home, name="home"),
    # /statements/
    path("statements/", statements.statement_list, name="statement-list"),
    path("statements/<slug:slug>/", statements.statement_detail, name="statement-detail"),
    path("statements/<slug:slug>/history/", history.statement_history, name="statement-history"),
    path("statements/<slug:slug>/history/differences/", history.differences, name="statement-differences"),
    path(
        "statements/<slug:slug>/history/<int:number>.<str:extension>", history.revision_file, name="statement-revision"
    ),
    path("statements/<slug:slug>/addresses/", addresses.statement_addresses, name="statement-addresses"),
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
    *(
        path(
            f"statements/<slug:slug>.{extension}",
            citing.statement_citation,
            {"extension": extension},
            name=f"statement-{extension}",
        )
        for extension in citing.FORMS
    ),
    path("statements/<slug:slug>.zip", bundles.statement_pack, name="statement-zip"),
    *(
        path(f"{name}.{extension}", view, {"extension": extension}, name=f"{table}-list-{extension}")
        for name, table, view in TABLES
        for extension in tables.KINDS
    ),
    path("statements.pdf", bundles.register_pdf, name="statement-list-pdf"),
    path("statements.json", data.statements_json, name="statement-list-json"),
    path("statements.zip", bundles.register_zip, name="statement-list-zip"),
    # /documents/, /contributions/
    path("documents.json", data.documents_json, name="document-list-json"),
    path("documents/", documents.document_list, name="document-list"),
    path("documents/<slug:slug>/", documents.document_detail, name="document-detail"),
    path("contributions/", documents.contribution_list, name="contribution-list"),
    # /study-groups/, /questions/, /bodies/
    path("study-groups/", bodies.study_group_list, name="study-group-list"),
    path("study-groups/<slug:slug>/", bodies.study_group_detail, name="study-group-detail"),
    path("questions/<slug:slug>/", bodies.question_detail, name="question-detail"),
    path("bodies/", bodies.body_list, name="body-list"),
    path("bodies/<slug:slug>/", bodies.body_detail, name="body-detail"),
    # /meetings/, /topics/, /members/, /rapporteurs/
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/<slug:slug>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<slug:slug>/statements.docx", bundles.meeting_statements, name="meeting-docx"),
    path("topics/", topics.topic_list, name="topic-list"),
    path("topics/<slug:slug>/", topics.topic_detail, name="topic-detail"),
    path("members/", people.member_list, name="member-list"),
    path("members/<slug:slug>/", people.member_detail, name="member-detail"),
    path("members/<slug:slug>.csv", people.member_csv, name="member-csv"),
    path("rapporteurs/", people.rapporteur_list, name="rapporteur-list"),
    # /review/: drafts, for whoever has the address
    path("review/<slug:token>/", reviews.review_detail, name="review-detail"),
    path("review/<slug:token>/draft.pdf", reviews.review_pdf, name="review-pdf"),
    # /follow/: lists by e-mail
    path("follow/", following.follow, name="follow"),
    path("follow/asked/", following.follow_asked, name="follow-asked"),
    path("follow/confirm/<str:token>/", following.follow_confirm_page, name="follow-confirm"),
    path("follow/stop/<str:token>/", following.follow_stop, name="follow-stop"),
    path("follow/yours/<str:token>/", following.follow_yours, name="follow-yours"),
    path("follow/yours/<str:token>/stored.json", following.follow_stored, name="follow-stored"),
    # /api/: how other systems read
    path("api/", data.api_page, name="api"),
    # /overview/, /search/
    path("overview/", overview.overview, name="overview"),
    path("search/", search.search_page, name="search"),
    # What is promised to every reader
    path("accessibility/", accessibility.accessibility, name="accessibility"),
]
