import importlib
import re
import sys

import pytest

from concerted.kernel.rules import find_rules, rule, rule_of

GOOD = '''
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

@rule(title="Dogs on the train", source="By-laws 2019, section 4", assumed="A wolf counts as a dog.")
def {name}(*, on_a_lead: bool) -> Decision:
    """Say whether a dog may travel."""
    return Decision(on_a_lead, "It is on a lead." if on_a_lead else "It is not on a lead.")
'''


@pytest.fixture
def write_module(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("concerted.kernel.rules._REGISTERED", {})
    before = set(sys.modules)

    def write(path, text):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        importlib.invalidate_caches()
        return path.removesuffix(".py").replace("/", ".")

    yield write
    for name in set(sys.modules) - before:
        if name.split(".")[0].startswith("railway"):
            del sys.modules[name]


def test_a_rule_is_found_by_looking_and_named_by_room_and_file(write_module):
    write_module("railway1/__init__.py", "")
    write_module("railway1/trains/rules/dogs.py", GOOD.format(name="dogs"))
    write_module("railway1/trains/rules/_words.py", "raise RuntimeError('not a rule')")
    write_module("railway1/trains/views.py", "raise RuntimeError('not a rule')")
    [found] = find_rules("railway1")
    assert found.id == "trains.dogs"
    assert (found.title, found.source, found.assumed) == (
        "Dogs on the train",
        "By-laws 2019, section 4",
        "A wolf counts as a dog.",
    )
    assert found.docstring == "Say whether a dog may travel."
    assert found.file.name == "dogs.py"
    assert found.cases.name == "dogs.cases.yaml"
    assert found.file.read_text().splitlines()[found.line - 1].startswith("@rule")
    assert found.function(on_a_lead=True)
    assert rule_of(found.function) == found


def test_rules_of_analytics_stand_in_harm_and_risk_without_a_rules_folder(write_module):
    write_module("railway2/__init__.py", "")
    write_module("railway2/analytics/risk/dogs.py", GOOD.format(name="dogs"))
    assert [found.id for found in find_rules("railway2")] == ["risk.dogs"]


@pytest.mark.parametrize(
    ("path", "was", "becomes", "says"),
    [
        ("rules/cats.py", "", "", "The rule dogs must stand in a module of its own name, not in railway3.rules.cats."),
        ("trains/dogs.py", "", "", "The rule dogs must stand in a folder named rules, not in railway3.trains.dogs."),
        ("rules/dogs.py", "Dogs on the train", "", "The rule railway3.rules.dogs.dogs needs a title."),
        ("rules/dogs.py", "By-laws 2019, section 4", " ", "The rule railway3.rules.dogs.dogs needs a source."),
        ("rules/dogs.py", "Say whether a dog may travel.", "", "The rule railway3.rules.dogs.dogs needs a docstring."),
        (
            "rules/dogs.py",
            "A wolf counts as a dog.",
            "",
            "The rule railway3.rules.dogs says that something is assumed but not what.",
        ),
    ],
)
def test_a_rule_in_the_wrong_place_or_without_its_papers_is_refused(write_module, path, was, becomes, says):
    module = write_module(f"railway3/{path}", GOOD.format(name="dogs").replace(was, becomes))
    with pytest.raises(TypeError, match=f"^{re.escape(says)}$"):
        importlib.import_module(module)


def test_the_decorator_gives_the_function_back(write_module):
    module = importlib.import_module(write_module("railway5/trains/rules/dogs.py", GOOD.format(name="dogs")))
    assert rule_of(module.dogs).function is module.dogs


def test_the_rules_of_a_package_whose_name_begins_alike_are_not_its_own(write_module):
    for package in ("railway6", "railway66"):
        write_module(f"{package}/__init__.py", "")
    write_module("railway6/trains/rules/dogs.py", GOOD.format(name="dogs"))
    write_module("railway66/trains/rules/cats.py", GOOD.format(name="cats"))
    assert [found.id for found in find_rules("railway66")] == ["trains.cats"]
    assert [found.id for found in find_rules("railway6")] == ["trains.dogs"]


def test_two_rules_of_one_id_are_refused(write_module):
    write_module("railway4/__init__.py", "")
    write_module("railway4/a/trains/rules/dogs.py", GOOD.format(name="dogs"))
    write_module("railway4/b/trains/rules/dogs.py", GOOD.format(name="dogs"))
    says = "Two rules share the id trains.dogs: railway4.a.trains.rules.dogs and railway4.b.trains.rules.dogs."
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        find_rules("railway4")


def test_a_function_that_is_no_rule_has_no_papers():
    with pytest.raises(LookupError, match=r"^builtins\.len is not a registered rule\.$"):
        rule_of(len)


def test_the_decorator_is_refused_in_a_test_module():
    with pytest.raises(TypeError):

        @rule(title="x", source="y")
        def anything():
            """Say something."""
