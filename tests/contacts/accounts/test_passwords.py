"""Which passwords are taken."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from contacts.models import User


@pytest.mark.parametrize(
    "password",
    ["x7fq-plm-2w9", "correct horse battery", "пароль из слов и 😀", "  two  spaces  within  ", "a long one " * 10],
)
def test_password_of_twelve_letters_of_any_script_is_taken_as_it_is(password: str) -> None:
    validate_password(password, User(username="ana"))
    user = User(username="ana")
    user.set_password(password)
    assert (user.check_password(password), user.check_password(" ".join(password.split())[:-1])) == (True, False)


@pytest.mark.parametrize("password", ["x7fq-plm-2w", "123456789012345", "ana.secretary", "q1w2e3r4t5y6"])
def test_short_common_or_similar_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="ana.secretary"))
