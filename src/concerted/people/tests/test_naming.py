import pytest

from concerted.people.naming import full_name


@pytest.mark.parametrize(
    ("given", "family", "read"),
    [
        ("Rebecca", "WATSON", "Rebecca Watson"),
        ("SHANNON-LOUISE", "GRABOWSKA-TILLINGHAM", "Shannon-Louise Grabowska-Tillingham"),
        ("K.", "O'NEILL", "K. O'Neill"),
        ("Ailsa", "McKay", "Ailsa McKay"),
        ("", "de Souza", "de Souza"),
    ],
)
def test_capitals_are_read_in_ordinary_letters_and_nothing_else_changes(given, family, read):
    assert full_name(given, family) == read
