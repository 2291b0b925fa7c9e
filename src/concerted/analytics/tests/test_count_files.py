"""Files of counts are read whole, or refused with file, column and row."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from concerted.analytics.count_files import added, columns_of, read_counts, refuse_parts_above_wholes, rows_in_words
from concerted.kernel.errors import BadFile

PLAIN = "area,people,events\nA,10,2\n,20,0\nA,5,1\n"


@pytest.fixture
def file(tmp_path):
    """Write text (or bytes) to counts.csv and return its path."""

    def write(held, name="counts.csv"):
        path = tmp_path / name
        path.write_bytes(held if isinstance(held, bytes) else held.encode())
        return path

    return write


def read(path, **options):
    return read_counts(path, words=["area"], numbers=["people", "events"], **options)


def test_rows_keep_their_numbers_and_an_empty_word_is_not_known(file):
    found = read(file(PLAIN))
    assert [(row.number, row.words, row.numbers) for row in found.rows] == [
        (2, ("A",), (10, 2)),
        (3, ("not known",), (20, 0)),
        (4, ("A",), (5, 1)),
    ]
    assert found.notes() == []
    assert len(found.sha256) == 64


def test_rows_of_the_same_words_are_added(file):
    groups = added(read(file(PLAIN)).rows)
    assert groups["A",].numbers == (15, 3)
    assert groups["A",].rows == (2, 4)


@pytest.mark.parametrize(
    "held",
    [
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace("10,2", "10.0,2.0"),
        PLAIN.replace("A,10", '"A",10'),
        PLAIN + "\n\n",
    ],
    ids=["Windows line ends", "byte order mark", "decimals that are whole", "quotes", "blank lines at the end"],
)
def test_ways_of_writing_the_same_file(file, held):
    assert read(file(held)).rows == read(file(PLAIN, "other.csv")).rows


def test_a_blank_line_among_the_rows_is_refused_with_its_number(file):
    with pytest.raises(BadFile, match="column people, row 3: the cell is empty"):
        read(file(PLAIN.replace("\n,20", "\n\n,20")))


def test_parquet_is_read_in_its_own_types(tmp_path):
    path = tmp_path / "counts.parquet"
    pq.write_table(pa.table({"area": [7, None], "people": [10.0, 20.0], "events": [2, 0]}), path)
    assert [(row.number, row.words, row.numbers) for row in read(path).rows] == [
        (1, ("7",), (10, 2)),
        (2, ("not known",), (20, 0)),
    ]
    assert columns_of(path) == ["area", "people", "events"]


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (PLAIN.replace("10", "ten"), "counts.csv, column people, row 2: 'ten' is not a whole number, 0 or above."),
        (PLAIN.replace("10", "-1"), "'-1' is not a whole number"),
        (PLAIN.replace("10", "nan"), "'nan' is not a whole number"),
        (PLAIN.replace("10", "9" * 400), "is not a whole number"),
        (PLAIN.replace("10", ""), "row 2: the cell is empty and not a whole number"),
        (PLAIN.replace("10", "1.5"), "'1.5' is not a whole number"),
        (PLAIN.replace("10", '"1,234"'), "'1,234' (write it without commas) is not a whole number"),
        (PLAIN.replace(",", ";"), "separated by semicolons; save it as CSV with commas"),
        (PLAIN.replace("people", "persons"), "counts.csv has no column people"),
        (PLAIN.replace("events", "people"), "counts.csv has no column events"),
        (PLAIN.replace("A,5,1", "A,5"), "row 4 has 2 columns and not 3: 'A,5'. Is the file cut off?"),
        ("area,people,events\n", "has a header and no rows"),
        ("", "counts.csv is empty"),
        (PLAIN.replace("A", "Ä").encode("latin-1"), "not UTF-8"),
        (b"PAR1 and no more", "damaged or cut off"),
    ],
)
def test_what_cannot_be_read_is_refused(file, held, says):
    with pytest.raises(BadFile) as refused:
        read(file(held))
    assert says in str(refused.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadFile, match=r"absent.csv cannot be opened"):
        read(tmp_path / "absent.csv")


def test_ten_wrong_cells_are_named_and_the_rest_counted(file):
    with pytest.raises(BadFile, match="And 2 more rows like these") as refused:
        read(file("area,people,events\n" + "A,x,1\n" * 12))
    assert str(refused.value).count("column people") == 10


def test_empty_numbers_and_fractions_may_be_allowed(file):
    found = read(file(PLAIN.replace("10", "").replace("20", "2.5")), whole=False, may_be_empty=True)
    assert [row.numbers[0] for row in found.rows] == [None, 2.5, 5]


def test_parts_above_their_wholes_are_refused_with_their_rows(file):
    found = read_counts(file(PLAIN.replace("20,0", "20,21")), words=[], numbers=["events", "people"])
    with pytest.raises(BadFile, match="row 3: events is 21 and people only 20"):
        refuse_parts_above_wholes(found, "events", "people")


def test_a_last_row_without_line_end_is_told(file):
    assert read(file(PLAIN.rstrip())).notes() == ["The last row of counts.csv has no line end: is the file whole?"]


def test_rows_are_named_and_from_ten_on_counted():
    assert rows_in_words([7]) == "row 7"
    assert rows_in_words(range(1, 13)) == "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more"
