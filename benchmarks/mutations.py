"""Mutation testing of the rules and the specifications: are small wrong changes noticed by the tests?

`script/bench mutations` changes one thing at a time in every rule and in the modules that define measures, runs the
tests that belong to it, and counts the changes that some test notices. It writes docs/mutations.md.

Why a driver of our own: mutmut 3 changes only what stands inside functions without a decorator, and every rule is a
function decorated with `@rule` and every measure a declaration outside functions: it would report a hundred per cent of
next to nothing. cosmic-ray rewrites the sources in place and starts a new process for each of about 4,000 mutants
(three seconds each, three hours). Here a mutant lives only in a forked process whose imports are warm: no file changes,
and a run takes minutes. `mutations.toml` says which tests belong to which modules and which mutants change nothing that
anybody can see.

    .venv/bin/python benchmarks/mutations.py [PART OF A MODULE'S PATH ...]   only these; writes no page
    .venv/bin/python benchmarks/mutations.py --kept    runs nothing; writes the page from what earlier runs found

What was found of a module is kept in var/mutations.json until the module, its tests or the kinds of mutants change, so
that a run that was stopped goes on where it stopped. Remove that file to begin anew.
"""

import hashlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from importlib.abc import MetaPathFinder
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path

import duckdb  # noqa: F401 - loaded once, before the forks
import hypothesis
import pyarrow.csv
import pyarrow.parquet  # noqa: F401
import pytest
import sqlglot  # noqa: F401
import yaml  # noqa: F401
from mutating.operators import Mutant, mutants

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "concerted"
CONFIGURATION = tomllib.loads((ROOT / "benchmarks" / "mutations.toml").read_text(encoding="utf-8"))
KEPT = ROOT / "var" / "mutations.json"
OUT_OF_TIME = -1


@dataclass(frozen=True)
class Subject:
    """A module that is changed, and the tests that belong to it as arguments of pytest, the quickest first."""

    path: Path
    tests: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        """The path below the package, as the page and the configuration write it."""
        return self.path.relative_to(SOURCES).as_posix()

    @property
    def module(self) -> str:
        """The module's name in imports."""
        return ".".join(self.path.relative_to(SOURCES.parent).with_suffix("").parts)


def subjects() -> list[Subject]:
    """Every module that the configuration's patterns find, with the tests of the first pattern that finds it."""
    found: dict[Path, Subject] = {}
    for group in CONFIGURATION["group"]:
        for pattern in group["modules"]:
            for path in sorted(SOURCES.glob(pattern)):
                if path.name != "__init__.py" and "tests" not in path.parts:
                    words = {"name": path.stem, "room": path.parents[1].name}
                    tests = tuple(tuple(word.format(**words) for word in each) for each in group["tests"])
                    found.setdefault(path, Subject(path, tests))
    return sorted(found.values(), key=lambda subject: subject.name)


class MutatedLoader(SourceFileLoader):
    """Gives a module the code of a changed tree."""

    def __init__(self, name: str, path: str, mutant: Mutant) -> None:
        super().__init__(name, path)
        self.mutant = mutant

    def get_code(self, fullname: str):
        """The changed code, as if it stood in the file."""
        return compile(self.mutant.tree, self.path, "exec")


class Instead(MetaPathFinder):
    """Finds one module's mutant in place of the module."""

    def __init__(self, subject: Subject, mutant: Mutant) -> None:
        self.subject, self.mutant = subject, mutant

    def find_spec(self, fullname, path, target=None):
        """The mutant's specification for the one module, nothing for all others."""
        if fullname != self.subject.module:
            return None
        file = str(self.subject.path)
        return spec_from_file_location(fullname, file, loader=MutatedLoader(fullname, file, self.mutant))


def is_noticed(subject: Subject, mutant: Mutant | None, settings: str, seconds: float) -> bool:
    """Whether some test of a module fails, is not found or does not end in time with the mutant in place."""
    return any(_run(subject, mutant, settings, seconds, tests) != 0 for tests in subject.tests)


def _run(subject: Subject, mutant: Mutant | None, settings: str, seconds: float, tests: tuple[str, ...]) -> int:
    """Fork, put the mutant in place, run the tests; pytest's exit status, or OUT_OF_TIME."""
    child = os.fork()
    if child == 0:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        status = 3
        try:
            if mutant is not None:
                sys.meta_path.insert(0, Instead(subject, mutant))
            quiet = ["-p", "no:cacheprovider", "--noconftest", "--tb=no"]
            status = int(pytest.main(["-x", "-q", "-c", settings, f"--rootdir={ROOT}", *quiet, *tests]))
        finally:
            os._exit(status)
    return _waited_for(child, seconds)


def _waited_for(child: int, seconds: float) -> int:
    until = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return OUT_OF_TIME
        time.sleep(0.005)


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test notices."""

    name: str
    line: int


@dataclass(frozen=True)
class Result:
    """What was found of a module: the number of mutants tried, the survivors, the seconds of processor time it took.

    `left_out` are mutants that were not tried, when a run was stopped that tries them in a drawn order.
    """

    made: int
    survivors: tuple[Survivor, ...]
    seconds: float
    left_out: int = 0


def found_of(subject: Subject, settings: str) -> Result:
    """Run every mutant of a module. Stops when the tests fail without any."""
    began, used = time.monotonic(), _processor_seconds()
    if is_noticed(subject, None, settings, 300):
        sys.exit(f"The tests of {subject.name} fail as it stands, or none is found: {subject.tests}")
    patience = 20 + 10 * (time.monotonic() - began)
    made = list(mutants(subject.path.read_text(encoding="utf-8")))
    alive = [Survivor(m.name, m.line) for m in made if not is_noticed(subject, m, settings, patience)]
    return Result(len(made), tuple(alive), _processor_seconds() - used)


def _processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def fingerprint(subject: Subject) -> str:
    """A hash of the module, of the tests and worked cases that belong to it, and of the kinds of mutants."""
    named = {ROOT / word for tests in subject.tests for word in tests if (ROOT / word).exists()}
    files = {subject.path, *(ROOT / "benchmarks" / "mutating").glob("*.py")}
    files |= set(subject.path.parent.glob(f"{subject.path.stem}.cases.yaml" if "rules" in subject.name else "*.yaml"))
    for path in named:
        files |= set(path.rglob("*.py")) if path.is_dir() else {path}
    texts = [f"{path.relative_to(ROOT)}\0{path.read_text(encoding='utf-8')}" for path in sorted(files)]
    return hashlib.sha256("\0".join([*texts, repr(subject.tests)]).encode()).hexdigest()


def kept() -> dict[str, dict]:
    """What earlier runs found, by module."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def result_of(subject: Subject, settings: str) -> Result:
    """What is kept of a module, or what a run finds, which is kept then."""
    mark, before = fingerprint(subject), kept().get(subject.name)
    if before and before["mark"] == mark:
        survivors = tuple(Survivor(**one) for one in before["survivors"])
        return Result(before["made"], survivors, before["seconds"], before.get("left_out", 0))
    result = found_of(subject, settings)
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept() | {subject.name: {"mark": mark} | asdict(result)}, indent=1), encoding="utf-8")
    return result


def main(parts: list[str]) -> None:
    """Run, print a line a module, list the survivors; write the page when every module was run."""
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path.insert(0, str(SOURCES.parent))
    hypothesis.settings.register_profile(
        "mutations", database=None, deadline=None, derandomize=True, phases=[hypothesis.Phase.generate]
    )
    hypothesis.settings.load_profile("mutations")
    if parts == ["--kept"]:
        known = kept()
        chosen = [each for each in subjects() if known.get(each.name, {}).get("mark") == fingerprint(each)]
    else:
        chosen = [each for each in subjects() if not parts or any(part in each.name for part in parts)]
    results: dict[str, Result] = {}
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "pytest.ini"
        settings.write_text("[pytest]\naddopts = --import-mode=importlib\nmarkers =\n  slow: slow\n", encoding="utf-8")
        for subject in chosen:
            result = results[subject.name] = result_of(subject, str(settings))
            noticed = result.made - len(result.survivors)
            print(f"{noticed:4} of {result.made:4}  {subject.name}  ({result.seconds:.0f} s)", flush=True)
            for mutant in result.survivors:
                print(f"        line {mutant.line}: {mutant.name}{_marked(subject.name, mutant)}", flush=True)
    text = page(results)
    print("\n" + text.partition("\n## ")[0])
    if not parts or parts == ["--kept"]:
        (ROOT / "docs" / "mutations.md").write_text(text, encoding="utf-8")


def _why_equivalent(name: str, mutant: Survivor) -> str | None:
    for entry in CONFIGURATION.get("equivalent", []):
        if entry["module"] == name and mutant.name in entry["mutants"]:
            return entry["why"]
    return None


def _marked(name: str, mutant: Survivor) -> str:
    return "  (equivalent)" if _why_equivalent(name, mutant) else ""


def _gone(results: dict[str, Result]) -> list[str]:
    """Entries of the configuration that name no survivor any more."""
    alive = {(name, mutant.name) for name, result in results.items() for mutant in result.survivors}
    entries = [(e["module"], m) for e in CONFIGURATION.get("equivalent", []) for m in e["mutants"]]
    return [f"{module}: {mutant}" for module, mutant in entries if module in results and (module, mutant) not in alive]


PAGE = """# Mutation testing of the rules and the specifications

One small wrong change at a time (a bound moved by one, `and` for `or`, a condition turned, a join lost, a number, a
word) in every rule and in the modules that define measures; then the tests that belong to it. A change that no test
notices is a gap in the tests, unless nobody could notice it. Written by `script/bench mutations` on {on}, in {minutes}
minutes of one core.

**{noticed:,} of {made:,} changes are noticed: {score:.1f} %.** Of the {alive} others, {equivalent} change nothing that
anybody can see and {to_mend} are gaps: {fair:.1f} % of what can be noticed is.

{missing}Docstrings, annotations and prose that nothing computes with (sources, assumptions, titles) are left alone.
"""
NOT_COUNTED = """**{count} modules are not counted here**, since they were not run as they are now: {names}.
Run `script/bench mutations` for a whole score.

"""


SAMPLED = """Of `{name}`, {tried} of {made} changes were tried, drawn at random: time did not allow more.

"""


def page(results: dict[str, Result]) -> str:
    """The page: the score, a row a module, the survivors with what is known of them."""
    made = sum(result.made for result in results.values())
    alive = [(name, mutant) for name, result in results.items() for mutant in result.survivors]
    equal = [(name, mutant) for name, mutant in alive if _why_equivalent(name, mutant)]
    noticed = made - len(alive)
    parts = [
        PAGE.format(
            on=f"{date.today():%-d %B %Y}",
            minutes=max(1, round(sum(result.seconds for result in results.values()) / 60)),
            noticed=noticed,
            made=made,
            score=100 * noticed / max(1, made),
            alive=len(alive),
            equivalent=len(equal),
            to_mend=len(alive) - len(equal),
            fair=100 * noticed / max(1, made - len(equal)),
            missing=_not_counted(results) + _sampled(results),
        ),
        "## By module\n\n| module | changes | noticed | % |\n|---|--:|--:|--:|",
    ]
    for name, result in results.items():
        seen = result.made - len(result.survivors)
        parts.append(f"| `{name}` | {result.made} | {seen} | {100 * seen / max(1, result.made):.0f} |")
    parts.append(_gaps([(n, m) for n, m in alive if (n, m) not in equal]))
    parts.append(_equivalents(equal))
    gone = _gone(results)
    if gone:
        parts.append(
            "\n## Named in the configuration, but noticed or gone\n\n" + "\n".join(f"- {each}" for each in gone)
        )
    return "\n".join(parts) + "\n"


def _not_counted(results: dict[str, Result]) -> str:
    names = [f"`{subject.name}`" for subject in subjects() if subject.name not in results]
    return NOT_COUNTED.format(count=len(names), names=", ".join(names)) if names else ""


def _sampled(results: dict[str, Result]) -> str:
    return "".join(
        SAMPLED.format(name=name, tried=result.made, made=result.made + result.left_out)
        for name, result in results.items()
        if result.left_out
    )


def _gaps(gaps: list[tuple[str, Survivor]]) -> str:
    lines = [f"- `{name}` line {mutant.line}, {mutant.name}" for name, mutant in gaps]
    return "\n## To mend\n\n" + ("\n".join(lines) or "Nothing.")


def _equivalents(equal: list[tuple[str, Survivor]]) -> str:
    reasons = Counter((name, _why_equivalent(name, mutant)) for name, mutant in equal)
    lines = [f"- `{name}`, {count}: {why}" for (name, why), count in reasons.items()]
    return "\n## Equivalent\n\n" + ("\n".join(lines) or "None.")


if __name__ == "__main__":
    main(sys.argv[1:])
