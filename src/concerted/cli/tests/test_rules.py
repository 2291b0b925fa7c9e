from pathlib import Path

import pytest

from concerted.cli import rules
from concerted.cli.rules import matching, register_text, run
from concerted.kernel.errors import Refused


def test_words_find_a_rule_and_print_where_it_stands_what_it_rests_on_and_what_it_says(capsys):
    assert run(["HARM", "bar"]) == 0
    printed = capsys.readouterr().out
    place, *rest = printed.splitlines()
    path, _, line = place.split("  ")[0].rpartition(":")
    assert Path(path).read_text().splitlines()[int(line) - 1].startswith("@rule")
    assert place.endswith("harm.may_draw_harm_bar")
    text = "\n".join(rest)
    for part in ("May a harm bar be drawn?", "Source: ", "Assumed: ", "Worked cases: ", "Exactly\nhalf may be drawn."):
        assert part in text


def test_every_word_must_be_held():
    assert [rule.id for rule in matching(["ogrs3", "historical"])] == []
    assert [rule.id for rule in matching(["risk.ogrs3"])] == ["risk.ogrs3"]
    assert len(matching([])) >= 4


def test_words_that_no_rule_holds_say_so(capsys):
    assert run(["astrology"]) == 1
    assert "No rule" in capsys.readouterr().out


def test_the_register_is_written_and_lists_every_rule_with_its_assumption(tmp_path, monkeypatch, capsys):
    path = tmp_path / "register.md"
    monkeypatch.setattr(rules, "register_path", lambda: path)
    assert run(["--write"]) == 0
    assert path.read_text(encoding="utf-8") == register_text()
    for rule in matching([]):
        assert f"`{rule.id}`" in register_text()
        assert rule.assumed is None or rule.assumed in register_text()


def test_without_a_working_copy_there_is_no_register_to_write(tmp_path, monkeypatch):
    monkeypatch.setattr(rules, "_working_copy", lambda: tmp_path)
    with pytest.raises(Refused, match="working copy"):
        run(["--write"])
