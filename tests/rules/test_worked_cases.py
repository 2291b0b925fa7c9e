"""Runs the worked cases that lie beside every rule, `<rule>.cases.yaml`.

A case has a `name`, what is `given` (the rule's keyword values), and what to `expect`: yes or no, or some of the
answer's fields. `because` is the whole reason, `because_contains` a part of it; `refused` in place of `expect` is a
part of the error.
"""

import enum
import re
import typing
from collections.abc import Sequence
from dataclasses import is_dataclass

import pytest
import yaml

from concerted.kernel.rules import find_rules

RULES = find_rules()


class PlainWords(yaml.SafeLoader):
    """YAML in which only true and false are truth values, so that a rule may take a value named `on`."""


PlainWords.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainWords.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def cases_of(rule):
    if not rule.cases.exists():
        return []
    return yaml.load(rule.cases.read_text(encoding="utf-8"), Loader=PlainWords) or []  # noqa: S506 - a SafeLoader


def as_declared(value, declared):
    """Turn plain YAML into what the rule's signature declares: dataclasses from mappings, enumerations from values."""
    choices = [c for c in typing.get_args(declared) if c is not type(None)]
    if typing.get_origin(declared) in (tuple, list, Sequence) and isinstance(value, list):
        return tuple(as_declared(item, choices[0]) for item in value)
    for kind in [declared, *choices]:
        if is_dataclass(kind) and isinstance(value, dict):
            hints = typing.get_type_hints(kind)
            return kind(**{name: as_declared(item, hints[name]) for name, item in value.items()})
        if isinstance(kind, type) and issubclass(kind, enum.Enum) and isinstance(value, str):
            return kind(value)
    return value


def given_of(rule, case):
    hints = typing.get_type_hints(rule.function)
    return {name: as_declared(value, hints.get(name)) for name, value in case["given"].items()}


def compare(answer, expected):
    if isinstance(expected, dict):
        for name, value in expected.items():
            compare(answer[name] if isinstance(answer, dict) else getattr(answer, name), value)
    elif isinstance(expected, bool):
        assert bool(answer) is expected, answer
    elif isinstance(expected, float):
        assert answer == pytest.approx(expected, abs=1e-9)
    elif isinstance(expected, list):
        assert list(answer) == expected
    else:
        assert answer == expected


@pytest.mark.parametrize(
    ("rule", "case"), [pytest.param(r, c, id=f"{r.id}: {c.get('name')}") for r in RULES for c in cases_of(r)]
)
def test_worked_case(rule, case):
    if "refused" in case:
        with pytest.raises(Exception, match=case["refused"]):
            rule.function(**given_of(rule, case))
        return
    answer = rule.function(**given_of(rule, case))
    assert isinstance(answer, typing.get_type_hints(rule.function)["return"])
    compare(answer, case["expect"])
    if "because" in case:
        assert answer.because == case["because"]
    if "because_contains" in case:
        assert case["because_contains"] in answer.because


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_rule_has_a_source_and_at_least_two_worked_cases_whose_answers_differ(rule):
    cases = cases_of(rule)
    assert rule.source.strip()
    assert len(cases) >= 2, f"{rule.id} needs worked cases in {rule.cases.name}"
    assert len({c["name"] for c in cases}) == len(cases), "names of cases repeat"
    for case in cases:
        allowed = {"name", "given", "expect", "because", "because_contains", "refused"}
        assert set(case) <= allowed and "given" in case and ("expect" in case) != ("refused" in case), case["name"]
    assert len({str(c.get("expect", c.get("refused"))) for c in cases}) >= 2, "every case expects the same answer"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_rule_takes_keyword_values_and_is_typed(rule):
    hints = typing.get_type_hints(rule.function)
    names = rule.function.__code__
    assert names.co_argcount == 0, "a rule takes keywords only"
    assert "return" in hints
    assert len(hints) == names.co_kwonlyargcount + 1, "a value of the rule has no type"


def test_there_are_rules_to_check():
    assert {"risk.all_reoffending_predictor", "harm.harm_in_period"} <= {r.id for r in RULES}


def test_the_collector_itself_notices_a_wrong_answer():
    rule = next(r for r in RULES if cases_of(r))
    case = cases_of(rule)[0]
    wrong = (not case["expect"]) if isinstance(case["expect"], bool) else dict.fromkeys(case["expect"], "wrong")
    with pytest.raises(AssertionError):
        test_worked_case(rule, {**case, "expect": wrong})


def test_no_worked_cases_are_left_behind_without_their_rule():
    known = {rule.cases for rule in RULES}
    for folder in {path.parent for path in known}:
        assert set(folder.glob("*.cases.yaml")) <= known
