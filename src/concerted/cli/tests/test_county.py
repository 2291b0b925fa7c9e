from concerted.cli.county import run


def test_a_county_is_written_with_progress_and_key_figures(tmp_path, capsys):
    assert run(["--seed", "3", "--people", "1000", "--out", str(tmp_path), "--as-at", "2026-11-24"]) == 0
    printed = capsys.readouterr().out
    assert "police_events.csv: " in printed and "proven reoffending, 12 + 6 months: " in printed
    assert (tmp_path / "truth" / "records.parquet").exists()


def test_a_county_too_small_or_a_folder_that_cannot_be_written_is_explained(tmp_path, capsys):
    assert run(["--people", "10", "--out", str(tmp_path)]) == 2
    assert "at least 500" in capsys.readouterr().err
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert run(["--people", "500", "--out", str(blocked)]) == 2
    assert "cannot write to" in capsys.readouterr().err
