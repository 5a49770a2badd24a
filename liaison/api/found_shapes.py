"""What the answers of search and of symbols look like, and what a problem looks like."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .letter_shape import Shape
from .shapes import Day


class Hit(Shape):
    kind: Literal["statement", "document", "question", "body", "person", "member", "topic"]
    slug: str | None = Field(description="null of people")
    url: str | None
    api: str | None
    symbol: str | None
    title: str
    date: Day | None
    excerpt: str = Field(description="The words around what was found; “” where only the title has it")


class HitsOfKind(Shape):
    count: int = Field(description="How many there are, counted to 10,001")
    hits: list[Hit]
    all: str | None = Field(description="The address of all of them, where a list can be searched")


class SearchResults(Shape):
    q: str
    named: list[Hit] = Field(description="Documents and statements whose symbol was asked for")
    statements: HitsOfKind
    documents: HitsOfKind
    questions: HitsOfKind
    bodies: HitsOfKind
    people: HitsOfKind
    members: HitsOfKind
    topics: HitsOfKind


class SymbolMatch(Shape):
    kind: Literal["document", "statement"]
    slug: str
    url: str
    api: str
    symbol: str
    title: str
    study_period: str | None


class SymbolMatches(Shape):
    """What a symbol names: several where it was used in several study periods."""

    symbol: str
    matches: list[SymbolMatch]


class WrongParameter(Shape):
    parameter: str
    message: str


class Problem(BaseModel):
    """What is wrong, as RFC 9457 says it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Bad Request",
                    "status": 400,
                    "detail": "direction: “sideways” is not one of the values.",
                    "errors": [{"parameter": "direction", "message": "“sideways” is not one of the values."}],
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    errors: list[WrongParameter] | None = Field(default=None, description="The parameters that are wrong, each by name")
    near: list[SymbolMatch] | None = Field(default=None, description="What an unknown symbol may have meant")
