"""The index of search: a row for each row of the register that the public can find. Kept by `contacts.search.index`."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models.lookups import Lookup

from contacts.gathering import keys_for

# An FTS5 table with a row for each SearchRow, under its id
HOLDING_IN_SQLITE = "SELECT rowid FROM contacts_searchwords WHERE contacts_searchwords MATCH %s"

VALUES_IN_SQLITE = "SELECT value FROM json_each(%s)"


class WordsField(models.TextField):
    """The normalised words of a row: a tsvector on PostgreSQL. On SQLite they stand in a table of their own."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if connection.vendor == "postgresql" else ""


class PairsField(models.TextField):
    """Numbers of the words that stand side by side: an array on PostgreSQL, nothing on SQLite, which counts places."""

    def db_type(self, connection: Any) -> str:
        return "integer[]" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::integer[]" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return list(value) if connection.vendor == "postgresql" else ""


@models.BigAutoField.register_lookup
class Among(Lookup):
    """`pk__among=`: one of a frozenset of keys, or of Keys, which are one value of the query, however many they are."""

    lookup_name = "among"
    prepare_rhs = False
    on_postgresql = "%s::bigint[]"

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [value]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY({self.on_postgresql})", [*values, keys_for("postgresql", self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} IN ({VALUES_IN_SQLITE})", [*values, keys_for("sqlite", self.rhs)]


@models.BigAutoField.register_lookup
class EachOf(Among):
    """`pk__each_of=`: the same, where each key is to be looked up in an index.

    PostgreSQL's planner is not shown them: it would reckon for each how many rows have it, which costs as much as to
    look it up, and walk through a whole table where they are many.
    """

    lookup_name = "each_of"
    on_postgresql = "(SELECT %s::bigint[])::bigint[]"


@WordsField.register_lookup
class Matches(Lookup):
    """`words__matches=`: a query as `contacts.search.backends` writes it for the engine."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [value]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*values, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{alias}.id IN ({HOLDING_IN_SQLITE})", [self.rhs]


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    def of_kind(self, kind: str) -> SearchRowQuerySet:
        return self.filter(kind=kind)

    def of_keys(self, kind: str, keys: Any) -> SearchRowQuerySet:
        return self.filter(kind=kind, key__in=keys)

    def of_each(self, keys: Mapping[str, Collection[int]]) -> SearchRowQuerySet:
        """Those with one of the keys of their kind."""
        wanted = (models.Q(kind=kind, key__in=list(of_kind)) for kind, of_kind in keys.items())
        return self.filter(reduce(or_, wanted, models.Q(pk__in=[])))

    def holding(self, query: str) -> SearchRowQuerySet:
        """`query` in the language of the engine; "" finds nothing."""
        return self.filter(words__matches=query) if query else self.none()

    def newest_first(self) -> SearchRowQuerySet:
        return self.order_by("-date", "-key")


class SearchRow(models.Model):
    """What can be found of a row of the register, in its public form alone.

    `title` and `text` are as readers see them, for marking what was found; `digest` tells whether it is in step.
    """

    kind = models.CharField(max_length=12)
    key = models.BigIntegerField()
    date = models.DateField(default=datetime.date.min)  # which stands for none, and comes last
    title = models.TextField()
    text = models.TextField()
    digest = models.CharField(max_length=32)
    words = WordsField()
    title_words = WordsField(default="")
    pairs = PairsField(default=list)

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="searchrow_once")]
        indexes = [models.Index(fields=["kind", "-date", "-key"], name="searchrow_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.title}"


class SearchProgress(models.Model):
    """How far a rebuild of the index has come with one kind; the row goes when the rebuild is done."""

    kind = models.CharField(max_length=12, unique=True)
    reached = models.BigIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.reached}"
