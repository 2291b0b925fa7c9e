import pyarrow as pa
import pytest

from concerted.analytics.linkage import (
    LinkageSettings,
    NoSuchColumn,
    NothingToCompare,
    as_records,
    link,
    recognise_columns,
)
from concerted.analytics.linkage.settings import version_of

from .people_for_tests import county, table
from .test_rules import ANN

pytestmark = pytest.mark.slow


def clusters(people: pa.Table) -> list[int]:
    return link(people).clusters.column("cluster").to_pylist()


def test_equal_input_gives_equal_output() -> None:
    people, _ = county(700)
    first, second = link(people), link(people)
    assert first.clusters.equals(second.clusters)
    assert first.pairs.equals(second.pairs)
    assert first.version == second.version


def test_the_order_of_the_records_changes_no_cluster() -> None:
    people, _ = county(700)
    turned = people.take(list(range(people.num_rows - 1, -1, -1)))
    assert clusters(people) == clusters(turned)[::-1]


def test_an_empty_table_has_no_clusters() -> None:
    result = link(table())
    assert result.clusters.num_rows == 0
    assert result.pairs.num_rows == 0


def test_one_record_is_one_person() -> None:
    assert len(clusters(table(ANN))) == 1


def test_records_without_any_value_are_refused() -> None:
    with pytest.raises(NothingToCompare):
        link(table({}, {}, {}))


def test_no_birth_date_at_all_still_links() -> None:
    people, _ = county(400)
    result = clusters(people.drop_columns(["born_on"]))
    assert 1 < len(set(result)) < len(result)


def test_a_column_of_nulls_changes_nothing() -> None:
    people = table(ANN, ANN).append_column("email", pa.nulls(2))
    assert len(set(clusters(people))) == 1


def test_only_names_still_link() -> None:
    people, _ = county(400)
    result = clusters(people.select(["record_id", "given_name", "family_name"]))
    assert len(set(result)) < len(result)


def test_only_a_full_name_and_birth_date_still_link() -> None:
    rows = pa.table(
        {
            "record_id": ["a", "b"],
            "full_name": ["HOLMWICK, Margaret", "Margaret Holmwick"],
            "born_on": ["1984-03-07"] * 2,
        }
    )
    assert len(set(clusters(rows))) == 1


def test_missing_values_bring_nobody_together() -> None:
    rows = [{"given_name": f"Name{number}x", "family_name": None} for number in range(60)]
    assert len(set(clusters(table(*rows)))) == 60


def test_accents_apostrophes_case_and_titles_do_not_matter() -> None:
    other = {**ANN, "given_name": "Mrs MÁRGARET", "family_name": "O’Holm-Wick"}
    assert len(set(clusters(table({**ANN, "family_name": "oholmwick"}, other)))) == 1


@pytest.mark.parametrize("ids", [["a", "a"], ["a", None]])
def test_record_ids_must_be_there_and_differ(ids: list[str | None]) -> None:
    with pytest.raises(ValueError, match="record_id"):
        link(pa.table({"record_id": ids, "given_name": ["x", "y"]}))


def test_a_table_without_record_id_is_refused() -> None:
    with pytest.raises(ValueError, match="record_id"):
        link(pa.table({"given_name": ["x", "y"]}))


def test_whole_numbers_as_record_ids_come_back_as_they_were() -> None:
    people = pa.table({"record_id": [7, 3], "given_name": ["Ann", "Bob"], "family_name": ["Lee", "Fox"]})
    assert link(people).clusters.column("record_id").to_pylist() == [7, 3]


def test_the_version_changes_with_the_settings() -> None:
    assert version_of(LinkageSettings()) != version_of(LinkageSettings(link=0.5))


def test_thresholds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="thresholds"):
        LinkageSettings(link=0.2, doubtful=0.5)


def test_columns_are_recognised_by_name_and_told_by_option() -> None:
    people = pa.table({"Unique ID": [1], "First Name": ["a"], "SURNAME": ["b"], "D.O.B.": ["c"], "nom": ["d"]})
    found = recognise_columns(people, {"full_name": "nom"})
    assert found == {
        "full_name": "nom",
        "record_id": "Unique ID",
        "given_name": "First Name",
        "family_name": "SURNAME",
        "born_on": "D.O.B.",
    }


def test_an_option_must_name_a_column() -> None:
    with pytest.raises(NoSuchColumn, match="nom"):
        recognise_columns(pa.table({"a": [1]}), {"full_name": "nom"})


def test_repeated_ids_of_a_file_are_replaced_by_row_numbers() -> None:
    people = pa.table({"id": ["x", "x"], "surname": ["a", "b"]})
    assert as_records(people, recognise_columns(people)).column("record_id").to_pylist() == ["0" * 12, "0" * 11 + "1"]
