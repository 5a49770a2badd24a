"""People as a statement prints them, whatever stands on which line."""

import pytest

from liaison.letter.letter import Contact

from .forms import messages_with, read_with

ADA = Contact("Contact", "Ms", "Ada Example", "Rapporteur for Question 4/1", "Sampleland", email="ada@example.org")


@pytest.mark.parametrize(
    "printed",
    [
        "Ms Ada Example\nRapporteur for Question 4/1, Sampleland\nE-mail: ada@example.org",
        "Ms Ada Example\nRapporteur for Question 4/1 (Sampleland)\nEmail: ada@example.org",
        "Ms Ada Example, Rapporteur for Question 4/1, Sampleland\nE-mail: ada@example.org",
        "Ms Ada Example, Rapporteur for Question 4/1, Sampleland, E-mail: ada@example.org",
        "Ms Ada Example\nRapporteur for Question 4/1\nSampleland\nada@example.org",
        "Ms\u00a0Ada Example\nRapporteur for Question 4/1, Sampleland\nE-mail: ada [at] example.org",
        "Ms Ada Example\nRapporteur for Question 4/1, Sampleland\nE-mail: ada(at)example dot org",
        "Ms Ada Example\nRapporteur for Question 4/1, Sampleland\nMail: <ada@example.org>",
        "Name: Ms Ada Example\nRole: Rapporteur for Question 4/1\nCountry: Sampleland\nE-mail: ada@example.org",
    ],
)
def test_contact_is_the_same_however_it_is_printed(printed):
    assert read_with(Contact=printed).contacts == (ADA,)


def test_several_people_of_one_label_are_told_apart():
    printed = (
        "Ms Ada Example\nRapporteur for Question 4/1, Sampleland\nE-mail: ada@example.org\n"
        "Mr Bo Example\nCo-Rapporteur for Question 4/1, Testonia\nE-mail: bo@example.org\n\n"
        "Cy Example\nCo-Rapporteur for Question 4/1, Modelia\nTel: +00 1 234 567"
    )
    assert read_with(Contact=printed).contacts == (
        ADA,
        Contact("Contact", "Mr", "Bo Example", "Co-Rapporteur for Question 4/1", "Testonia", email="bo@example.org"),
        Contact("Contact", "", "Cy Example", "Co-Rapporteur for Question 4/1", "Modelia", phone="+00 1 234 567"),
    )


def test_people_of_several_labels_keep_their_label():
    letter = read_with(BDT_Focal_Point="Mr Di Example\nBDT Focal Point for Question 4/1\nE-mail: di@example.int")
    assert letter.contacts == (
        ADA,
        Contact("BDT Focal Point", "Mr", "Di Example", "BDT Focal Point for Question 4/1", email="di@example.int"),
    )


def test_addresses_beside_the_name_are_of_the_same_person():
    printed = "Eva Example\tTel: +00 14529 5813\nExample Telecom\tE-mail: eva@example.com\nSampleland"
    assert read_with(Contact=printed).contacts == (
        Contact(
            "Contact", "", "Eva Example", "", "Example Telecom, Sampleland", "", "eva@example.com", "+00 14529 5813"
        ),
    )


@pytest.mark.parametrize(
    "number", ["+00 12 345 6789", "+00\u00a012\u00a0345\u00a06789", "+00-12-345-6789", "+00\u201112\u2011345\u20116789"]
)
def test_numbers_are_read_with_any_hyphen_and_space(number):
    (contact,) = read_with(Contact=f"Ms Ada Example\nTel.: {number}").contacts
    assert (contact.name, contact.phone) == ("Ada Example", number.replace("\u00a0", " "))


def test_second_address_of_a_person_is_a_finding():
    printed = "Ms Ada Example\nRapporteur for Question 4/1, Sampleland\nE-mail: ada@example.org, a@example.net"
    assert read_with(Contact=printed).contacts == (ADA,)
    assert messages_with(Contact=printed) == ["A second e-mail address, “a@example.net”, was left out."]


def test_address_that_is_none_is_a_finding():
    assert messages_with(Contact="Ms Ada Example\nE-mail: by post") == ["“by post” is not an e-mail address."]


def test_two_people_on_one_line_are_a_finding():
    assert messages_with(Contact="Ms Ada Example and Mr Bo Example") == [
        "“Ms Ada Example and Mr Bo Example” names more than one person."
    ]


@pytest.mark.parametrize("printed", ["-", "n/a", "None", ""])
def test_nobody_is_no_contact(printed):
    assert read_with(Contact=printed).contacts == ()


def test_blanks_of_the_form_are_findings_and_no_contact():
    printed = "Name\nOrganization\nCountry\nTel: +xx\nE-mail: a@b.com"
    assert read_with(Contact=printed).contacts == ()
    assert messages_with(Contact=printed)[0] == "“Name” is a blank of the form, not filled in."
