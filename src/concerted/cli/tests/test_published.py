"""`concerted published`: what is shipped, listed and given whole."""

import csv
import io

from concerted.cli.main import run


def test_the_tables_are_listed_with_source_and_licence(capsys):
    assert run(["published"]) == 0
    out = capsys.readouterr().out
    assert "moj-proven-reoffending" in out
    assert "scotland-reconvictions" in out
    assert "Open Government Licence v3.0" in out


def test_a_table_is_given_on_standard_output_or_in_a_file(capsys, tmp_path):
    assert run(["published", "scotland-reconvictions"]) == 0
    text = capsys.readouterr().out
    assert len(list(csv.DictReader(io.StringIO(text)))) == 130
    assert run(["published", "scotland-reconvictions", "--out", str(tmp_path / "table.csv")]) == 0
    assert (tmp_path / "table.csv").read_text("utf-8") == text


def test_an_unknown_table_is_refused_with_those_that_exist(capsys):
    assert run(["published", "happiness"]) == 2
    assert "There is no published table 'happiness'; there are moj-proven-reoffending" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_refused(capsys, tmp_path):
    assert run(["published", "scotland-reconvictions", "--out", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err
