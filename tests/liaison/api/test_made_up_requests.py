"""Requests made up from the description of the API, right ones and wrong ones: each answer is as it is described.

`make fuzz` makes up many more of them than a run of the tests.
"""

from __future__ import annotations

import os
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from config.wsgi import application
from tests.liaison.api.addresses import make_all

# Each request ends as one to a server does, which on PostgreSQL closes the connection of the test.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "3"))  # of each kind to each address
PLAIN = {"Accept-Encoding": "identity"}  # what asks does not unpack
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
MADE = hypothesis.settings(
    max_examples=REQUESTS, derandomize="FUZZ_REQUESTS" not in os.environ, deadline=None, database=None,
    suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.generate],
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_answers_are_as_they_are_described(few_files: None, mode: Any) -> None:
    make_all()
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for found in description.get_all_operations():
        operation = found.ok()
        if mode.value == "negative" and not list(operation.query):
            continue  # any text is a path; wrong ones are among the right ones

        @MADE
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.validate_response(case.call(headers=PLAIN), checks=CHECKS)

        ask()
