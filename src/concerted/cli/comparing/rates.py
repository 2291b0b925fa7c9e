"""`concerted compare rates`: one rate with its interval, or two with that of their difference."""

import argparse
import re
from collections.abc import Sequence
from typing import Any

from concerted.analytics.intervals import Count, may_be_chance, newcombe, two_rates, wilson
from concerted.cli.answers import Answer, Column, add_forms, per_cent, thousands

COLUMNS = (
    Column("design_effect", "design effect", "{:g}".format),
    Column("low_points", "difference from", "{:.2f}".format),
    Column("high_points", "to", "{:.2f}".format),
    Column("z", "z", "{:.3f}".format),
    Column("p", "p", "{:.2g}".format),
)

ONE_RATE = (
    Column("design_effect", "design effect", "{:g}".format),
    Column("events", "events", thousands),
    Column("size", "size", thousands),
    Column("rate", "rate", per_cent()),
    Column("interval", "likely between", lambda ends: " and ".join(map(per_cent(), ends))),
)


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the act's parser."""
    parser = acts.add_parser("rates", help="one count such as '982 of 11617', or two, with what chance would do")
    parser.add_argument("first", type=_count, metavar="'N of M'", help="so many of so many")
    parser.add_argument("second", type=_count, nargs="?", metavar="'N of M'", help="another rate to compare it with")
    parser.add_argument(
        "--design-effect",
        type=_effects,
        default=[1.0],
        metavar="1,2,4",
        help="how often one person may be counted: p and interval for each (a sensitivity, not a bound)",
    )
    add_forms(parser)
    parser.set_defaults(answer=answer)


def answer(asked: argparse.Namespace) -> Answer:
    """Answer for one count or two."""
    definition = {
        "intervals": "Wilson 1927 for a rate, Newcombe 1998 (method 10) for a difference; 95 per cent",
        "test": "two-sided z test with the pooled rate, its variance times the design effect",
        "difference": "first less second, in percentage points",
    }
    counts = [count for count in (asked.first, asked.second) if count is not None]
    rates = [_rate(count) for count in counts]
    says = [f"{100 * c.rate:.2f} % ({c.part:,} of {c.whole:,}), likely between {_between(c)}." for c in counts]
    if asked.second is None:
        cells = [{"design_effect": effect, **_rate(asked.first, effect)} for effect in asked.design_effect]
        return Answer(says, definition, {"rates": rates}, cells, ONE_RATE)
    gap = 100 * (asked.first.rate - asked.second.rate)
    says.append(
        f"The first rate is {abs(gap):.2f} percentage points {'higher' if gap > 0 else 'lower'}." if gap else ""
    )
    says += may_be_chance(asked.first, asked.second, design_effects=asked.design_effect)
    return Answer(
        says=[words for words in says if words],
        definition=definition,
        data={"rates": rates},
        results={"difference_points": gap},
        cells=[_compared(asked.first, asked.second, effect) for effect in asked.design_effect],
        columns=COLUMNS,
        notes=["Chance is one explanation of a difference. These figures cannot say which other one is right."],
    )


def _rate(count: Count, effect: float = 1.0) -> dict[str, Any]:
    interval = list(wilson(*count, design_effect=effect))
    return {"events": count.part, "size": count.whole, "rate": count.rate, "interval": interval}


def _between(count: Count) -> str:
    low, high = map(per_cent(), wilson(*count))
    return f"{low} and {high}"


def _compared(first: Count, second: Count, effect: float) -> dict[str, Any]:
    test = two_rates(first, second, design_effect=effect)
    low, high = newcombe(first, second, design_effect=effect)
    return {"design_effect": effect, "low_points": 100 * low, "high_points": 100 * high, "z": test.z, "p": test.p}


def _count(text: str) -> Count:
    found = re.fullmatch(r"\s*(\d[\d,]*)\s+of\s+(\d[\d,]*)\s*", text, re.IGNORECASE)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a count; write it as '982 of 11617'. A rate in per cent is for `concerted claim`."
        )
    part, whole = (int(number.replace(",", "")) for number in found.groups())
    if not whole:
        raise argparse.ArgumentTypeError(f"'{text}' cannot be: nobody was counted, so there is no rate")
    if part > whole:
        raise argparse.ArgumentTypeError(f"'{text}' cannot be: a part cannot be above its whole")
    return Count(part, whole)


def _effects(text: str) -> Sequence[float]:
    try:
        effects = [float(word) for word in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' are not numbers separated by commas") from None
    if not all(1 <= effect < 1000 for effect in effects):
        raise argparse.ArgumentTypeError("a design effect is 1 or more, and below 1,000")
    return effects
