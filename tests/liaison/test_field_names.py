from django.utils import translation

from liaison.field_names import FIELD_WORDS, differences_for_reader, field_label
from liaison.letter.letter import Letter, Recipient
from liaison.letter.paths import WORDS


def test_fields_are_named_by_the_words_of_the_letter():
    assert {key: str(word) for key, word in FIELD_WORDS.items()} == WORDS


def test_field_of_a_finding_is_named():
    assert field_label("to[1].deadline") == "Recipient 2, reply by"


def test_values_are_in_the_language_of_the_reader():
    old, new = Letter(to=(Recipient("A"),)), Letter(to=(Recipient("A", purpose="information"),))
    with translation.override("fr"):
        assert [change.new for change in differences_for_reader(old, new)] == ["Information"]
    with translation.override("es"):
        assert [change.new for change in differences_for_reader(old, new)] == ["Información"]
