"""How fast a police file is read and checked, beside a bare read of the same bytes by pyarrow.

Run: python benchmarks/reading.py [ROWS]. Prints rows a second and the ratio, best of three.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow.csv

from concerted.exchange.checking import Limits, check
from concerted.exchange.finding import feeds
from concerted.exchange.reading import read_file

TODAY = date(2027, 3, 3)
TOWNS = ("Colchester", "Basildon", "Tendring", "Harlow", "E07000067", "Thurrock")
OUTCOMES = ("charged", "no further action", "bailed", "released under investigation")


def police_file(path: Path, rows: int, people: int = 60_000) -> None:
    """Write invented rows in the shape of the police file, a few of them wrong."""
    draw = random.Random(7)
    lines = [",".join(feeds()["police_events"].names)]
    for number in range(rows):
        born = date(1950, 1, 1) + timedelta(days=draw.randrange(20_000))
        at = datetime(2020, 1, 1) + timedelta(minutes=draw.randrange(3_600_000))
        birth = "31/02/1980" if number % 400 == 0 else born.strftime("%d/%m/%Y")
        person = f"P{draw.randrange(people):06},suspect,Given{number % 900},Family{number % 5000},{birth}"
        place = (
            f"{draw.choice('MFU')},{number % 200} High Street,CO{number % 9 + 1} {number % 9}AB,{draw.choice(TOWNS)}"
        )
        what = f"{at:%d/%m/%Y %H:%M},{draw.choice(('arrest', 'crime'))},00{draw.randrange(100, 999)},Theft"
        lines.append(f"E{number:08},{person},{place},{what},{draw.choice(OUTCOMES)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def best_of(times: int, act: Callable[[], object]) -> float:
    """Return the least seconds that an act took."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return min(taken)


def main(rows: int) -> None:
    """Measure and print."""
    feed = feeds()["police_events"]
    limits = Limits(today=TODAY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "police_events.csv"
        police_file(path, rows)
        bare = best_of(3, lambda: pyarrow.csv.read_csv(path))
        reading = best_of(3, lambda: read_file(path, feed))
        sent = read_file(path, feed)
        checking = best_of(3, lambda: check(sent, feed, limits))
        checked = check(sent, feed, limits)
    both = reading + checking
    print(f"rows {rows:,}, loaded {checked.good.num_rows:,}, at fault {checked.rows_at_fault:,}")
    print(f"bare pyarrow.csv   {rows / bare:12,.0f} rows/s")
    print(f"reading            {rows / reading:12,.0f} rows/s")
    print(f"checking           {rows / checking:12,.0f} rows/s")
    print(f"reading + checking {rows / both:12,.0f} rows/s, {both / bare:.1f} times a bare read")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
