"""A change in a rate over groups: what the mix of those counted did, factor by factor, and what the rates did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from concerted.analytics.decomposition.das_gupta import MOST_FACTORS, Key, factor_effects
from concerted.analytics.decomposition.kitagawa import Group, kitagawa
from concerted.kernel.errors import Refused


class Total(NamedTuple):
    """So many events among so many people (or whatever is counted)."""

    events: float
    size: float

    @property
    def rate(self) -> float | None:
        """Events over size; None for nobody."""
        return self.events / self.size if self.size else None


@dataclass(frozen=True)
class GroupPart:
    """One group at both times, and what it adds to either part, in the unit of the rate.

    The mix part is told against the mean of the two rates of all: growth of a group whose rate is above it adds.
    """

    key: Key
    before: Total
    after: Total
    mix: float
    rate: float


@dataclass(frozen=True)
class Decomposition:
    """A change in a rate and its parts, as shares (0.01 is one percentage point): change = mix + rate within 1e-9."""

    before: Total
    after: Total
    factors: tuple[str, ...]
    mix: float
    rate: float
    by_factor: dict[str, float]
    """The mix part, shared among the factors; they add to `mix` within 1e-9."""
    groups: tuple[GroupPart, ...]
    one_sided: tuple[Key, ...]
    """Groups with nobody at one of the times: their rate there is taken as that of the other, so they are all mix."""
    empty: tuple[Key, ...]
    """Groups with nobody at either time, left out."""

    @property
    def change(self) -> float:
        """The rate after less the rate before."""
        return (self.after.rate or 0) - (self.before.rate or 0)


def decompose(before: Mapping[Key, Total], after: Mapping[Key, Total], factors: Sequence[str]) -> Decomposition:
    """Split the change of events / size between two times over groups (one value a factor in each key).

    Kitagawa's two parts, the mix part shared among the factors as Das Gupta does. A group that is missing at a time has
    nobody in it. Raises Refused when there is nobody at all at a time, without a factor, or with more than 12.
    """
    if not 0 < len(factors) <= MOST_FACTORS:
        raise Refused(f"A change is split by one factor or more and at most {MOST_FACTORS}, not {len(factors)}.")
    nobody = Total(0, 0)
    keys = sorted({*before, *after})
    pairs = {key: (before.get(key, nobody), after.get(key, nobody)) for key in keys}
    old, new = (_sum([pair[side] for pair in pairs.values()]) for side in (0, 1))
    for total, when in ((old, "before"), (new, "after")):
        if not total.size:
            raise Refused(f"Nobody is counted {when}: there is no rate to explain.")
    there = {key: pair for key, pair in pairs.items() if pair[0].size or pair[1].size}
    rates = {key: _rates(*pair) for key, pair in there.items()}
    split = kitagawa(
        [Group(a.size / old.size, rates[key][0]) for key, (a, _) in there.items()],
        [Group(b.size / new.size, rates[key][1]) for key, (_, b) in there.items()],
    )
    effects = factor_effects(
        {key: a.size for key, (a, _) in there.items()},
        {key: b.size for key, (_, b) in there.items()},
        {key: sum(rates[key]) / 2 for key in there},
    )
    return Decomposition(
        before=old,
        after=new,
        factors=tuple(factors),
        mix=split.size,
        rate=split.rate,
        by_factor=dict(zip(factors, effects, strict=True)),
        groups=tuple(_part(key, *pair, old, new) for key, pair in there.items()),
        one_sided=tuple(key for key, (a, b) in there.items() if not (a.size and b.size)),
        empty=tuple(key for key in keys if key not in there),
    )


def _rates(before: Total, after: Total) -> tuple[float, float]:
    """Both rates of a group that is there at one time at least; the missing one is that of the other."""
    old, new = before.rate, after.rate
    if old is None:
        return (new or 0, new or 0)
    return (old, old if new is None else new)


def _part(key: Key, before: Total, after: Total, old: Total, new: Total) -> GroupPart:
    share_before, share_after = before.size / old.size, after.size / new.size
    rate_before, rate_after = _rates(before, after)
    middle = ((old.rate or 0) + (new.rate or 0)) / 2
    return GroupPart(
        key=key,
        before=before,
        after=after,
        mix=(share_after - share_before) * ((rate_before + rate_after) / 2 - middle),
        rate=(rate_after - rate_before) * (share_before + share_after) / 2,
    )


def _sum(totals: Sequence[Total]) -> Total:
    return Total(sum(total.events for total in totals), sum(total.size for total in totals))
