"""What row security costs: 1,000,000 records, 2.7 million single keys in effect, each goal with what was measured.

script/bench access                        measures and prints; its database is made for the run and removed
script/bench access --records 100000       a smaller county; keys in proportion
script/bench access --keep FOLDER          keeps the database for the next run
script/bench access --random 1000000       single decisions of SQL against those of the oracle in plain Python
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

KEYS_A_RECORD = 2.7


class Goal(NamedTuple):
    """One goal: what was wanted, what was found, and whether that meets it."""

    wanted: str
    found: str
    met: bool


def main() -> int:
    """Measure, or decide at random; return 1 where a goal is missed or a decision differs."""
    read = argparse.ArgumentParser(prog="script/bench access", description="What row security costs.")
    read.add_argument("--records", type=int, default=1_000_000, help="records of the county")
    read.add_argument("--keep", help="a folder in which the database is kept for the next run")
    read.add_argument("--random", type=int, metavar="DECISIONS", help="compare so many decisions with the oracle")
    given = read.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
    os.environ["CONCERTED_ROLE"] = "app"
    from cluster import cluster  # noqa: PLC0415 - Django's settings read the environment that is set above

    with cluster(None if given.random else given.keep) as new:
        import django  # noqa: PLC0415 - the roles' passwords are there only now

        django.setup()
        if given.random:
            import decisions  # noqa: PLC0415 - as above

            return decisions.compare(given.random)
        import measuring_access  # noqa: PLC0415 - as above

        print(f"{os.cpu_count()} cores; load average {os.getloadavg()[0]:.1f}: times of a busy machine are too long")
        began = time.perf_counter()
        goals: Iterator[tuple[str, str, bool]] = measuring_access.goals(given.records, KEYS_A_RECORD, new=new)
        missed = 0
        for wanted, found, met in goals:
            print(f"{'pass' if met else 'MISS'}  {wanted:<72} {found}", flush=True)
            missed += not met
        print(f"{missed} missed; {time.perf_counter() - began:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
