import datetime as dt
import json

import pytest

from concerted.analytics.linkage import Linkage, Ruling, evidence_in_words, link

from .people_for_tests import table

pytestmark = pytest.mark.slow

BORN = dt.date(1984, 3, 7)
ANN = {
    "given_name": "Margaret",
    "family_name": "Holmwick",
    "born_on": BORN,
    "sex": "F",
    "postcode": "CO4 3SQ",
    "address": "12 Mill Road",
}


def linked(*rows: dict, decisions: tuple[Ruling, ...] = ()) -> Linkage:
    return link(table(*rows), decisions=decisions)


def together(result: Linkage) -> bool:
    return len(set(result.clusters.column("cluster").to_pylist())) == 1


def words(result: Linkage) -> list[str]:
    return evidence_in_words(result.pairs.column("evidence")[0].as_py())


def test_equal_records_are_one_person() -> None:
    assert together(linked(ANN, ANN))


def test_two_people_are_two() -> None:
    other = {**ANN, "given_name": "Colin", "family_name": "Barstan", "born_on": dt.date(1961, 11, 20), "sex": "M"}
    assert not together(linked(ANN, other))


def test_a_nickname_is_the_same_forename() -> None:
    result = linked(ANN, {**ANN, "given_name": "Peggy", "postcode": None, "address": None})
    assert together(result)
    assert "The forenames are forms of one name." in words(result)


def test_a_nickname_weighs_more_than_an_unrelated_forename() -> None:
    nick = linked(ANN, {**ANN, "given_name": "Peggy"}).pairs.column("weight")[0].as_py()
    elses = link(table(ANN, {**ANN, "given_name": "Wendy"})).pairs
    assert elses.num_rows == 0 or elses.column("weight")[0].as_py() < nick - 5


def test_swapped_names_are_recognised() -> None:
    result = linked(ANN, {**ANN, "given_name": "Holmwick", "family_name": "Margaret"})
    assert together(result)
    assert "Forename and surname are the other way round." in words(result)


def test_a_changed_surname_is_recognised_by_the_former_one() -> None:
    result = linked(ANN, {**ANN, "family_name": "Fordley", "former_family_name": "Holmwick", "postcode": None})
    assert together(result)
    assert "The surname is one the other record had before." in words(result)


def test_swapped_day_and_month_are_recognised() -> None:
    result = linked(ANN, {**ANN, "born_on": dt.date(1984, 7, 3)})
    assert together(result)
    assert "Day and month of birth are the other way round." in words(result)


def test_one_wrong_digit_in_the_birth_date_is_recognised() -> None:
    result = linked(ANN, {**ANN, "born_on": dt.date(1984, 3, 1)})
    assert together(result)
    assert "The birth date differs by one digit." in words(result)


def test_twins_are_not_joined() -> None:
    result = linked(ANN, {**ANN, "given_name": "Dorothy"})
    assert not together(result)


def test_twins_of_several_records_each_stay_apart() -> None:
    twin = {**ANN, "given_name": "Dorothy"}
    result = linked(ANN, ANN, {**ANN, "born_on": None}, twin, twin, {**twin, "postcode": None})
    numbers = result.clusters.column("cluster").to_pylist()
    assert numbers[0] == numbers[1] == numbers[2]
    assert numbers[3] == numbers[4] == numbers[5]
    assert numbers[0] != numbers[3]


def test_parent_and_child_of_one_name_at_one_address_are_not_joined() -> None:
    result = linked(ANN, {**ANN, "born_on": dt.date(1957, 10, 22)})
    assert not together(result)


def test_another_forename_of_the_household_is_another_person() -> None:
    assert not together(linked(ANN, {**ANN, "given_name": "Dorothy", "born_on": None}))


def test_a_namesake_at_the_address_is_shown_to_a_person_and_not_joined() -> None:
    result = linked(ANN, {**ANN, "born_on": dt.date(1979, 10, 22)})
    assert not together(result)
    assert result.pairs.column("band").to_pylist() == ["doubtful"]
    assert "Same names at one address but another birth date." in words(result)


def test_twins_of_one_sex_are_shown_to_a_person() -> None:
    result = linked(ANN, {**ANN, "given_name": "Dorothy"})
    assert result.pairs.column("band").to_pylist() == ["doubtful"]
    assert "Same surname and birth date but another forename, as twins have." in words(result)


def test_a_common_name_alone_joins_nobody() -> None:
    known = {"given_name": "John", "family_name": "Smith", "born_on": None}
    assert not together(linked({**known, "postcode": "CO4 3SQ"}, {**known, "postcode": "SS1 9ZZ"}))


def test_a_misspelt_nickname_is_still_the_same_forename() -> None:
    result = linked({**ANN, "given_name": "Christopher"}, {**ANN, "given_name": "Chrsi", "postcode": None})
    assert together(result)


def test_a_file_whose_forenames_are_unreliable_has_no_family_rules() -> None:
    pairs = []
    for number in range(60):
        place = {"postcode": f"CO{number} 1AA", "address": f"{number} Mill Road"}
        one = {**ANN, "family_name": f"Hol{number}wick", **place}
        pairs += [one, {**one, "given_name": "Wendy"}]
    result = link(table(*pairs))
    assert "twin" not in " ".join(result.pairs.column("evidence").to_pylist())


def test_a_birth_year_with_one_wrong_digit_is_not_taken_for_a_parent() -> None:
    assert together(linked(ANN, {**ANN, "born_on": dt.date(1964, 3, 7)}))


@pytest.mark.parametrize("default", [dt.date(1900, 1, 1), dt.date(1970, 1, 1)])
def test_a_default_birth_date_counts_as_missing(default: dt.date) -> None:
    result = linked({**ANN, "born_on": default}, {**ANN, "born_on": default})
    assert together(result)
    fields = [entry["field"] for entry in json.loads(result.pairs.column("evidence")[0].as_py())]
    assert "birth date" not in fields


def test_a_default_birth_date_does_not_contradict_a_real_one() -> None:
    assert together(linked(ANN, {**ANN, "born_on": dt.date(1900, 1, 1)}))


def test_evidence_holds_no_value_of_either_record() -> None:
    result = linked(ANN, {**ANN, "given_name": "Peggy", "family_name": "Holmwyck"}, {**ANN, "given_name": "Dorothy"})
    text = " ".join(result.pairs.column("evidence").to_pylist()).lower()
    assert text
    for value in ("margaret", "peggy", "dorothy", "holmw", "1984", "co4", "3sq", "mill"):
        assert value not in text


def test_evidence_has_field_level_weight_and_words() -> None:
    entries = json.loads(linked(ANN, ANN).pairs.column("evidence")[0].as_py())
    assert {"forename", "surname", "birth date", "address", "sex"} == {entry["field"] for entry in entries}
    assert all(set(entry) == {"field", "level", "weight", "words"} for entry in entries)


def test_evidence_of_a_twin_rule_says_so() -> None:
    entry = {"field": "rule", "level": "twin", "weight": -14, "words": "W."}
    assert evidence_in_words([{"field": "a", "level": "b", "weight": 2.0, "words": "V."}, entry]) == ["W.", "V."]
