import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as arrow_parquet
import pytest

from concerted.cli.link import run

FAKE = Path(__file__).parents[2] / "analytics" / "linkage" / "tests" / "data" / "fake_1000.csv"


def small(folder: Path, name: str = "small.csv", mark: str = ",") -> Path:
    rows = [["id", "forename", "surname", "dob", "who"]]
    rows += [["1", "Ann", "Holmwick", "1984-03-07", "a"], ["2", "Ann", "Holmwick", "1984-03-07", "a"]]
    rows += [["3", "Colin", "Barstan", "1961-11-20", "b"]]
    path = folder / name
    path.write_text("\n".join(mark.join(row) for row in rows) + "\n")
    return path


def test_evaluate_prints_json_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(FAKE), "--truth", "cluster", "--json"]) == 0
    result = json.loads(capfd.readouterr().out)
    assert {"precision", "recall", "f1", "pairs_true", "pairs_found", "largest_cluster", "seconds"} <= set(result)
    assert result["pairs_true"] == 2031


def test_evaluate_prints_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(small(tmp_path)), "--truth", "who"]) == 0
    assert "F1        1.0000" in capsys.readouterr().out


def test_parquet_and_semicolons_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(small(tmp_path, mark=";")), "--truth", "who", "--json"]) == 0
    people = pa.table({"nom": ["Ann Lee", "Ann Lee"], "né": ["1984-03-07"] * 2, "who": [1, 1]})
    arrow_parquet.write_table(people, tmp_path / "p.parquet")
    told = ["--full-name", "nom", "--born-on", "né"]
    assert run(["evaluate", str(tmp_path / "p.parquet"), "--truth", "who", "--json", *told]) == 0
    assert [json.loads(line)["f1"] for line in capsys.readouterr().out.splitlines()] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["gone.csv", "--truth", "who"], "there is no file"),
        (["small.csv", "--truth", "nobody"], "there is no column nobody"),
        (["small.csv", "--truth", "who", "--email", "post"], "there is no column post"),
        (["small.csv", "--truth", "who", "--link", "2"], "--link"),
        (["useless.csv", "--truth", "who"], "no column was recognised"),
        (["empty.csv", "--truth", "who"], "is empty"),
        (["binary.csv", "--truth", "who"], "neither readable CSV"),
        (["doubled.csv", "--truth", "who"], "two columns have the same name"),
        (["blank.csv", "--truth", "who"], "known in two records"),
    ],
)
def test_what_the_user_can_mend_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: list[str], words: str
) -> None:
    small(tmp_path)
    (tmp_path / "useless.csv").write_text("colour,who\nred,a\nblue,b\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "binary.csv").write_bytes(b"a,b\n\xff\xfe\x00\x81,\x00\n\xf0,1\n")
    (tmp_path / "doubled.csv").write_text("surname,surname,who\na,b,c\n")
    (tmp_path / "blank.csv").write_text("surname,who\n,a\n,b\n")
    assert run(["evaluate", str(tmp_path / change[0]), *change[1:]]) == 2
    assert words in capsys.readouterr().err


def test_a_file_with_a_header_only_is_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "header.csv").write_text("surname,who\n")
    assert run(["evaluate", str(tmp_path / "header.csv"), "--truth", "who", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"] == 0


def test_run_writes_clusters_and_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, pairs = tmp_path / "clusters.csv", tmp_path / "pairs.parquet"
    assert run(["run", str(small(tmp_path)), "--out", str(out), "--pairs", str(pairs)]) == 0
    assert out.read_text().splitlines()[0] == '"record_id","cluster"'
    assert arrow_parquet.read_table(pairs).num_rows == 1
    assert "3 records, 2 persons" in capsys.readouterr().out
