"""The change in the number who reoffended, split into how many were counted and at what rate."""

from concerted.analytics.claims.check import Basis, Checked, Compared
from concerted.analytics.claims.finding import Finding, Shows
from concerted.analytics.claims.in_words import among, more_or_fewer, moved
from concerted.analytics.decomposition.kitagawa import Split

HALF = (0.45, 0.55)
"""Shares that are called half; a choice of words and nothing more."""
NEARLY_ALL = 0.95


def split_finding(checked: Checked) -> Finding | None:
    """Return the finding about the split; None for a claim of one side."""
    result = checked.result
    if not isinstance(result, Compared):
        return None
    said = [f"{changed(result)} {_relative(result)}", *_parts_in_people(result.split)]
    if checked.basis is Basis.OPEN and isinstance(checked.other, Compared):
        other = checked.other
        parts = " ".join(_parts_in_people(other.split))
        said.append(f"If the counts are everybody: {changed(other)} {parts}".strip())
    note = "A split of numbers (Kitagawa), not of causes." + _open(result)
    moves = result.split.size or result.split.rate
    return Finding(_heading(result.split), tuple(said), Shows.SPLIT if moves else Shows.NOTHING, (note,))


def one_way(split: Split) -> bool:
    """Whether the two parts pull the same way, so that shares of the change make sense."""
    return split.change != 0 and split.size * split.rate >= 0


def size_in_words(split: Split) -> str:
    """ "fewer people counted" or "more people counted"."""
    return "as many people counted" if not split.size else f"{'fewer' if split.size < 0 else 'more'} people counted"


def rate_in_words(split: Split) -> str:
    """ "a lower rate" or "a higher rate"."""
    return "the same rate" if not split.rate else f"a {'lower' if split.rate < 0 else 'higher'} rate"


def share_in_words(share: float) -> str:
    """ "about half", "about 30%", "nearly all", "all" or "hardly any", for a share of a change between 0 and 1."""
    if share in (0, 1):
        return "all" if share else "none"
    if share >= NEARLY_ALL or share <= 1 - NEARLY_ALL:
        return "nearly all" if share > 0.5 else "hardly any"
    return "about half" if HALF[0] <= share <= HALF[1] else f"about {100 * share:.0f}%"


def _heading_of_shares(split: Split, size: float, noun: str) -> str:
    people, rate = size_in_words(split).removesuffix(" counted"), rate_in_words(split)
    of_people = share_in_words(size)
    if of_people in ("none", "hardly any"):
        return f"{share_in_words(1 - size)} of the {noun} is {rate}".capitalize()
    if of_people in ("all", "nearly all"):
        return f"{of_people} of the {noun} is {people}".capitalize()
    rest = "half" if of_people == "about half" else f"{100 - round(100 * size)}%"
    return f"{of_people} of the {noun} is {people}, {rest} {rate}".capitalize()


def changed(result: Compared) -> str:
    """Say how many fewer or more people reoffended, over all whole numbers that are possible."""
    low, high = result.changes[0], result.changes[-1]
    before = result.before.best.part
    change = round(result.split.change)
    relative = f", {abs(100 * change / before):.1f}% {'fewer' if change < 0 else 'more'}" if before and change else ""
    if low < 0 < high:
        return f"Between {more_or_fewer(low)} and {more_or_fewer(high)} people reoffended."
    if low == high == 0:
        return "As many people reoffended as before."
    least, most = sorted((abs(low), abs(high)))
    return f"{among(least, most)} {'fewer' if high <= 0 else 'more'} people reoffended{relative}."


def _heading(split: Split) -> str:
    change = round(split.change)
    if split.shares and one_way(split):
        return _heading_of_shares(split, split.shares[0], moved(split.change))
    if not split.size and not split.rate:
        return "The number who reoffended did not change"
    together = f"{abs(change):,} {'fewer' if change < 0 else 'more'} reoffended" if change else "as many reoffended"
    return f"{'Fewer' if split.size < 0 else 'More'} people were counted, at {rate_in_words(split)}: {together}"


def _parts_in_people(split: Split) -> list[str]:
    """Say both parts in people, with their shares only where they pull the same way; nothing where there are none."""
    if not split.size or not split.rate:
        return []
    size, rate = f"{_signed(split.size)} is {size_in_words(split)}", f"{_signed(split.rate)} is {rate_in_words(split)}"
    if split.shares and one_way(split):
        return [f"{size} ({100 * split.shares[0]:.0f}%), {rate} ({100 * split.shares[1]:.0f}%)."]
    return [f"{size}, {rate}. The two pull apart, so they have no shares."]


def _signed(people: float) -> str:
    return f"{people:+,.1f}".replace("-", "\u2212") if round(people, 1) else "0"


def _relative(result: Compared) -> str:
    """Say how much the number counted and the rate moved, in per cent of what they were."""
    before, after = result.before, result.after
    people = 100 * (after.best.whole / before.best.whole - 1)
    counted = f"{abs(people):.1f}% {'fewer' if people < 0 else 'more'}" if people else "As many"
    if not before.best.part or before.best.rate == after.best.rate:
        return f"{counted} people were counted."
    rate = 100 * (after.best.rate / before.best.rate - 1)
    printed = ""
    if before.printed and after.printed and before.printed.percent:
        from_printed = 100 * float(after.printed.percent / before.printed.percent - 1)
        same = f"{from_printed:.1f}" == f"{rate:.1f}"
        printed = "" if same else f" ({abs(from_printed):.1f}% from the printed rates)"
    return f"{counted} people were counted; the rate is {abs(rate):.1f}% {'lower' if rate < 0 else 'higher'}{printed}."


def _open(result: Compared) -> str:
    """Say how far the rounding of the printed rates leaves the split open, where whole per cents differ."""
    shares = [100 * split.shares[0] for split in result.splits if split.shares and one_way(split)]
    if len(shares) < len(result.splits):
        return " The rounding of the printed rates leaves open how it splits." if shares else ""
    low, high = round(min(shares)), round(max(shares))
    if low == high:
        return ""
    people = size_in_words(result.split)
    return f" The rounding of the printed rates leaves {low}% to {high}% as {people}."
