"""The proven measure, 44 quarters over a synthetic history: our engines beside a raw scan, and what analysts use.

    python benchmarks/measures.py               1 and 10 million events, some minutes
    python benchmarks/measures.py --huge        50 million as well, once, and pandas over 10 million
    python benchmarks/measures.py --json        the same as JSON
    python benchmarks/measures.py --folder DIR  leave the histories in a folder, or take those that are there

Every engine runs in a process of its own, so that peak memory is its own. Each is run `--rounds` times, one after
another, and the least time of each is kept: other work on the machine only ever adds. Ratios are those of one run.
`fast` is called twice in its process, and the second call is told; the first compiles, or loads what was compiled.
"""

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring.apart import Run, apart, cpu_of_command
from measuring.goals import COUNTY, LARGE, NATIONAL, Goal, goals

ENGINES = {
    "scan": "measuring.ours:scan",
    "shards": "measuring.ours:by_shard",
    "one query": "measuring.ours:in_one_query",
    "fast": "measuring.ours:compiled",
    "plain DuckDB": "measuring.in_plain_sql:cells",
    "Polars": "measuring.in_polars:cells",
    "pandas": "measuring.in_pandas:cells",
}
COMMANDS = {"--help": ["--help"], "claim": ["claim", "9.42% of 12818", "8.45% of 11617"]}


def main() -> int:
    """Run the benchmark and print a table a size, and the goals; 1 when an engine disagrees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--huge", action="store_true", help="50 million events as well, and pandas over 10 million")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each engine, of which the least counts")
    parser.add_argument("--folder", type=Path, help="where the histories are left, or lie already")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    sizes = [COUNTY, LARGE] + [NATIONAL] * asked.huge
    found = {}
    with TemporaryDirectory(prefix="concerted-bench-") as folder:
        for size in sizes:
            print(f"{size:,} events ...", file=sys.stderr)
            rounds = asked.rounds if size < NATIONAL else 1
            found[size] = measured(size, (asked.folder or Path(folder)) / str(size), rounds, pandas_up_to(asked.huge))
    commands = {name: cpu_of_command(*words) for name, words in COMMANDS.items()}
    held = goals(found, commands)
    if asked.json:
        print(json.dumps(as_json(found, commands, held), indent=2))
    else:
        for size, runs in found.items():
            print_table(size, runs)
        print_goals(held)
    return 0 if all(goal.met for goal in held if "identical" in goal.wanted) else 1


def pandas_up_to(huge: bool) -> int:
    """The largest history that pandas is given: it takes minutes and gigabytes."""
    return LARGE if huge else COUNTY


def measured(size: int, folder: Path, rounds: int, pandas_limit: int) -> dict[str, Run]:
    """Make a history of `size` events and run every engine over it, keeping the quickest of each."""
    extract = apart("measuring.history:made", size, folder).result
    least: dict[str, Run] = {}
    for _ in range(rounds):
        for name, work in ENGINES.items():
            if name == "pandas" and (size > pandas_limit or (size > COUNTY and name in least)):
                continue
            run = apart(work, extract, warmed=name == "fast")
            least[name] = min(least.get(name, run), run, key=lambda one: one.seconds)
            print(f"  {name}: {run.seconds:.2f} s", file=sys.stderr)
    return least | {"referee": apart("measuring.ours:sampled", extract, folder)}


def print_table(size: int, runs: dict[str, Run]) -> None:
    """Print seconds, those of the processors, megabytes and how many times a scan each engine took."""
    print(f"\n{size:,} events\n{'engine':<14}{'seconds':>9}{'CPU s':>8}{'MB':>8}{'x scan':>8}  cells")
    for name, run in runs.items():
        ratio = "" if name == "referee" else f"{run.seconds / runs['scan'].seconds:.1f}"
        cells = {"scan": "", "referee": "of a sample"}.get(name, str(run.result)[:12])
        print(f"{name:<14}{run.seconds:>9.2f}{run.processor_seconds:>8.2f}{run.megabytes:>8,}{ratio:>8}  {cells}")
    print(f"fast, first call of its process: {runs['fast'].first_seconds:.2f} s")


def print_goals(held: list[Goal]) -> None:
    """Print each goal with what was found."""
    print()
    for goal in held:
        print(f"{'met    ' if goal.met else 'NOT MET'}  {goal.wanted}: {goal.found}")


def as_json(found: dict[int, dict[str, Run]], commands: dict[str, float], held: list[Goal]) -> dict:
    """The same as plain values."""
    return {
        "sizes": {size: {name: run._asdict() for name, run in runs.items()} for size, runs in found.items()},
        "commands": commands,
        "goals": [goal._asdict() for goal in held],
    }


if __name__ == "__main__":
    sys.exit(main())
