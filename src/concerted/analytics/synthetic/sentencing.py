"""What courts and the police decide: disposal by gravity and record, lengths of orders and of custody."""

from dataclasses import dataclass

import numpy as np

from concerted.analytics.synthetic.calendar_days import Days
from concerted.analytics.synthetic.households import Bools, Ints
from concerted.analytics.synthetic.lists import Floats

DISPOSALS = (
    "caution",
    "absolute discharge",
    "conditional discharge",
    "fine",
    "community order",
    "suspended sentence",
    "custody",
)
CAUTION, ABSOLUTE, CONDITIONAL, FINE, COMMUNITY, SUSPENDED, CUSTODY = range(7)

_NO_ORDER = 0
_SERVED_DAYS = np.array([20, 22, 30, 40, 75, 130, 280, 640, 1300], dtype=np.float64)


@dataclass
class Hearings:
    """Decisions of one month, one a person: gravest offence, disposal, days of the order or of custody."""

    career: Ints
    day: Days
    disposal: Ints
    order_days: Ints


def choose_disposals(
    rng: np.random.Generator, *, gravity: Floats, offences: Ints, sanctions: Ints, age: Floats, on_order: Bools
) -> Ints:
    """Return a disposal a person from the gravest offence, the record and the age."""
    many = len(gravity)
    weight = 0.8 + 0.5 * gravity + 1.5 * np.log1p(sanctions) + 0.3 * np.log(offences) + 0.3 * on_order
    weight += rng.normal(0, 0.6, many) - 1.3 * (age < 18)
    steps = np.array([1.35, 1.4, 1.85, 2.4, 4.6, 5.2])
    disposal = np.searchsorted(steps, weight)
    out_of_court = (sanctions <= 1) & (gravity <= 3) & (rng.random(many) < np.where(age < 18, 0.75, 0.3))
    disposal = np.where(out_of_court, CAUTION, disposal)
    never_cautioned = (disposal == CAUTION) & ((sanctions > 4) | (gravity > 4)) & ~out_of_court
    disposal = np.where(never_cautioned, FINE, disposal)
    small = (gravity <= 2) & (disposal == COMMUNITY) & (rng.random(many) < 0.3)
    disposal = np.where(small, FINE, disposal)
    child = age < 18
    disposal = np.where(child & (disposal == FINE), CONDITIONAL, disposal)
    disposal = np.where(child & (disposal == SUSPENDED), COMMUNITY, disposal)
    return np.where((gravity >= 8) & (disposal < CUSTODY), CUSTODY, disposal).astype(np.int64)


def choose_lengths(rng: np.random.Generator, disposal: Ints, gravity: Floats) -> Ints:
    """Return days of an order, or days served in custody; 0 where there is none."""
    many = len(disposal)
    conditional = rng.choice([183, 365, 365, 548], many)
    community = rng.choice([365, 548, 548, 730, 730, 730, 730], many)
    suspended = rng.choice([548, 548, 730], many)
    middle = _SERVED_DAYS[np.clip(gravity, 0, 8).astype(np.int64)]
    served = np.clip(middle * np.exp(rng.normal(0, 0.6, many)), 7, 4000).astype(np.int64)
    return np.select(
        [disposal == CONDITIONAL, disposal == COMMUNITY, disposal == SUSPENDED, disposal == CUSTODY],
        [conditional, community, suspended, served],
        default=_NO_ORDER,
    ).astype(np.int64)


def licence_days(served: Ints) -> Ints:
    """Return days under supervision after release: as long again as served, and at least some thirteen months."""
    return np.maximum(served, 400)
