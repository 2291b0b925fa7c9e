"""The pages of the commands are as the code is, and what they show was printed."""

import argparse
import json

import pytest

from concerted.cli import docs
from concerted.cli.docs import bare, installed, page, pages, pages_folder, parser_of
from concerted.cli.examples import ExampleFailed, folder_of, output, shown
from concerted.cli.guide import Example, Guide, guides
from concerted.cli.main import COMMANDS
from concerted.cli.usage import section
from concerted.kernel.errors import Refused

GUIDES = guides()


def test_every_command_has_a_guide_and_every_guide_a_command():
    assert list(GUIDES) == sorted(installed())


def test_the_index_names_every_command_and_nothing_else_is_left_in_the_folder():
    index = (pages_folder() / "index.md").read_text(encoding="utf-8")

    assert index == docs.index(), "run: concerted docs --write"
    assert {path.stem for path in pages_folder().glob("*.md")} == {"index", *installed()}


@pytest.mark.parametrize("name", installed())
def test_a_page_is_fresh(name):
    written = (pages_folder() / f"{name}.md").read_text(encoding="utf-8")

    assert written == page(GUIDES.get(name) or bare(name)), "run: concerted docs --write"


@pytest.mark.parametrize("name", installed())
def test_every_argument_says_what_it_means(name):
    def silent(parser: argparse.ArgumentParser) -> list[str]:
        found = [action.dest for action in parser._actions if not action.help and action.choices is None]
        acts = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        return found + [f"{act} {dest}" for a in acts for act, its in a.choices.items() for dest in silent(its)]

    assert silent(parser_of(name)) == []


@pytest.mark.parametrize("name", [name for name, guide in GUIDES.items() if guide.answers])
def test_the_keys_of_json_are_those_that_the_page_names(name):
    guide = GUIDES[name]
    example = next(e for e in guide.examples if "--json" in e.command and e.exit_status == 0)
    with folder_of(guide):
        for earlier in guide.examples[: guide.examples.index(example)]:
            output(earlier)
        answer = json.loads(output(example))

    assert set(answer) == {key.partition(".")[0] for key in guide.answers}
    for key in (key for key in guide.answers if "." in key):
        outer, _, inner = key.partition(".")
        held = answer[outer][0] if isinstance(answer[outer], list) else answer[outer]
        assert inner in held, key


@pytest.mark.parametrize("name", GUIDES)
def test_the_columns_of_a_file_are_those_that_the_page_explains(name):
    for file in GUIDES[name].reads:
        assert file.columns
        assert file.table is None or list(file.columns) == file.table.names


def test_an_example_that_ends_otherwise_is_an_error():
    wrong = Example(says="", command="concerted rules astrology")

    with pytest.raises(ExampleFailed, match="ended with 1"):
        output(wrong)


def test_what_varies_and_what_follows_is_an_ellipsis():
    example = Example(says="", command="concerted rules", starts=2, varies=r"\d+\.\d s")

    assert shown(example, "took 1.5 s\nsecond  \nthird\n") == "took …\nsecond\n…"


def test_usage_is_the_same_whatever_the_terminal(monkeypatch):
    texts = set()
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        texts.add(section(parser_of("measure")))

    assert len(texts) == 1
    assert max(len(line) for line in texts.pop().split("| argument")[0].splitlines()) <= 88


def test_arguments_are_told_with_choices_defaults_and_what_is_required():
    parser = argparse.ArgumentParser(prog="concerted play")
    parser.add_argument("tune", choices=["low", "high"], help="what to play")
    parser.add_argument("--loud", type=int, default=3, help="how loud (100 %% is all)")
    parser.add_argument("--out", required=True, metavar="FILE", help="where to | write")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--fast", action="store_true", help="soon over")
    either.add_argument("--slow", action="store_true", help="late over")

    text = section(parser)

    assert "concerted play TUNE --out FILE [--loud LOUD] [--fast | --slow]" in text
    assert "| `TUNE` | What to play. One of `low`, `high`. |" in text
    assert "| `--loud LOUD` | How loud (100 % is all). Without it: `3`. |" in text
    assert "| `--out FILE` | Where to \\| write. Required. |" in text


def test_check_names_stale_pages_and_write_mends_them(tmp_path, monkeypatch, capsys):
    tiny = {"index.md": "index\n", "play.md": "new\n"}
    monkeypatch.setattr(docs, "pages", lambda: tiny)
    monkeypatch.setattr(docs, "pages_folder", lambda: tmp_path / "commands")
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands" / "play.md").write_text("old\n", encoding="utf-8")
    (tmp_path / "commands" / "gone.md").write_text("left\n", encoding="utf-8")

    assert docs.run(["--check"]) == 1
    assert capsys.readouterr().out == "stale: gone.md\nstale: index.md\nstale: play.md\n"
    assert docs.run(["--write"]) == 0
    assert {path.name: path.read_text() for path in (tmp_path / "commands").iterdir()} == tiny
    assert docs.run(["--check"]) == 0


def test_without_a_working_copy_there_are_no_pages_to_write(tmp_path, monkeypatch):
    monkeypatch.setattr(docs.concerted, "__file__", str(tmp_path / "lib" / "concerted" / "__init__.py"))

    with pytest.raises(Refused, match="working copy"):
        docs.run(["--check"])


def test_without_an_option_the_index_is_printed(capsys):
    assert docs.run([]) == 0
    assert capsys.readouterr().out == docs.index() + "\n"


def test_pages_of_all_guides_are_written_together(monkeypatch):
    monkeypatch.setattr(docs, "guides", lambda: {"docs": Guide(command="docs", says="Quiet.", examples=())})
    monkeypatch.setattr(docs, "installed", lambda: {name: COMMANDS[name] for name in ("docs", "rules")})

    written = pages()

    assert set(written) == {"index.md", "docs.md", "rules.md"}
    assert "Quiet." in written["docs.md"]
    assert "which rules decide" in written["rules.md"]
