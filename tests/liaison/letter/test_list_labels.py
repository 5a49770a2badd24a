import pytest

from liaison.letter.labels import LABELS
from liaison.letter.list_labels import LIST_LABELS, all_labels
from liaison.models import Party


@pytest.mark.parametrize("language", LABELS)
def test_every_language_has_all_words(language):
    assert list(LIST_LABELS[language]) == list(LIST_LABELS["en"])
    assert all(LIST_LABELS[language].values())


@pytest.mark.parametrize("language", LABELS)
def test_every_outcome_has_a_word(language):
    assert set(Party.Outcome.values) <= set(LIST_LABELS[language])


@pytest.mark.parametrize("language", LABELS)
def test_number_of_what_is_left_out_is_told(language):
    assert "7" in LIST_LABELS[language]["and_more"].format(number=7)


def test_words_of_lists_come_before_those_of_a_statement():
    assert (all_labels("fr")["withdrawn"], all_labels("fr")["title"]) == ("Retirée", "Titre")
