import pytest

from concerted.analytics.linkage import Linkage, Ruling, link

from .people_for_tests import county, table
from .test_rules import ANN

pytestmark = pytest.mark.slow

OTHER = {**ANN, "given_name": "Dorothy"}


def number(result: Linkage) -> dict[str, int]:
    columns = result.clusters
    return dict(zip(columns.column("record_id").to_pylist(), columns.column("cluster").to_pylist(), strict=True))


def test_same_joins_what_the_model_would_not() -> None:
    people = table(ANN, {"given_name": "Zebedee", "family_name": "Quist"})
    assert len(set(number(link(people)).values())) == 2
    assert len(set(number(link(people, decisions=[Ruling("r1", "r0", "same")])).values())) == 1


def test_different_parts_what_the_model_would_join() -> None:
    result = number(link(table(ANN, ANN), decisions=[Ruling("r0", "r1", "different")]))
    assert result["r0"] != result["r1"]


def test_different_holds_through_a_third_record() -> None:
    result = number(link(table(ANN, ANN, ANN, ANN), decisions=[Ruling("r0", "r3", "different")]))
    assert result["r0"] != result["r3"]


def test_different_cuts_at_the_weakest_path() -> None:
    weak = {**ANN, "postcode": None, "address": None, "born_on": None, "sex": None}
    people = table(ANN, ANN, {**ANN, "given_name": "Peggy"}, weak)
    result = number(link(people, decisions=[Ruling("r0", "r3", "different")]))
    assert result["r0"] == result["r1"] == result["r2"]
    assert result["r3"] != result["r0"]


def test_rulings_survive_the_next_run_with_more_records() -> None:
    rulings = [Ruling("r0", "r1", "different"), Ruling("r0", "r2", "same")]
    people = [ANN, ANN, OTHER]
    first = number(link(table(*people), decisions=rulings))
    second = number(link(table(*people, ANN, OTHER, ANN), decisions=rulings))
    for result in (first, second):
        assert result["r0"] == result["r2"]
        assert result["r0"] != result["r1"]


def test_a_ruling_on_an_absent_record_is_passed_over() -> None:
    assert len(set(number(link(table(ANN, ANN), decisions=[Ruling("r0", "gone", "different")])).values())) == 1


def test_the_later_ruling_on_a_pair_stands() -> None:
    rulings = [Ruling("r0", "r1", "different"), Ruling("r1", "r0", "same")]
    assert len(set(number(link(table(ANN, ANN), decisions=rulings)).values())) == 1


def test_different_stands_against_same_through_a_third_and_the_rest_is_named() -> None:
    rulings = [Ruling("r0", "r1", "same"), Ruling("r1", "r2", "same"), Ruling("r0", "r2", "different")]
    result = link(table(ANN, ANN, ANN), decisions=rulings)
    found = number(result)
    assert found["r0"] != found["r2"]
    assert [ruling.verdict for ruling in result.unmet] == ["same"]


def test_different_is_obeyed_in_a_large_file() -> None:
    people, truth = county(600)
    twice = next(row for row in range(len(truth) - 1) if truth[row] == truth[row + 1])
    ruling = Ruling(f"{twice:06d}", f"{twice + 1:06d}", "different")
    result = number(link(people, decisions=[ruling]))
    assert result[ruling.record_l] != result[ruling.record_r]


@pytest.mark.parametrize("verdict", ["maybe", ""])
def test_a_ruling_says_same_or_different(verdict: str) -> None:
    with pytest.raises(ValueError, match="same"):
        Ruling("a", "b", verdict)  # type: ignore[arg-type]


def test_a_ruling_is_about_two_records() -> None:
    with pytest.raises(ValueError, match="two records"):
        Ruling("a", "a", "same")
