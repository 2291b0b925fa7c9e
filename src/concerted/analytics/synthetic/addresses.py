"""Addresses: invented streets in real districts, with the earlier ones of those who moved."""

from dataclasses import dataclass

import numpy as np

from concerted.analytics.synthetic.calendar_days import Days, Texts
from concerted.analytics.synthetic.households import Bools, Ints
from concerted.analytics.synthetic.lists import Floats, districts, streets
from concerted.analytics.synthetic.randomness import stream

# Letters that the second half of a postcode uses; C, I, K, M, O and V are never there.
_UNIT = np.array(list("ABDEFGHJLNPQRSTUWXYZ"), dtype=object)
_SHORT = {"Road": "Rd", "Street": "St", "Avenue": "Ave", "Lane": "Ln", "Close": "Cl", "Drive": "Dr", "Gardens": "Gdns"}


@dataclass
class Homes:
    """Where people live: addresses by index, and each person's three latest with the days of the moves."""

    line: Texts
    short: Texts
    postcode: Texts
    district: Ints
    now: Ints
    before: Ints
    earlier: Ints
    moved_on: Days
    moved_earlier_on: Days

    def at(self, person: Ints, day: Days) -> Ints:
        """Return the index of the address where each person lived on a day."""
        latest = day >= self.moved_on[person]
        middle = day >= self.moved_earlier_on[person]
        found: Ints = np.where(latest, self.now[person], np.where(middle, self.before[person], self.earlier[person]))
        return found


def _choose_district(rng: np.random.Generator, many: int) -> Ints:
    weight = np.array([each.weight for each in districts()])
    chosen: Ints = rng.choice(len(weight), many, p=weight / weight.sum())
    return chosen


def _draw(rng: np.random.Generator, district: Ints) -> tuple[Texts, Texts, Texts]:
    """Return line, abbreviated line and postcode of an address in each district."""
    many = len(district)
    stems, kinds = streets()
    stem, kind = rng.integers(0, len(stems), many), rng.integers(0, len(kinds), many)
    short_kinds = np.array([_SHORT.get(name, name) for name in kinds], dtype=object)
    house = (rng.gamma(1.4, 32, many).astype(np.int64) + 1).astype(str).astype(object)
    flat_no = rng.integers(1, 24, many).astype(str).astype(object)
    flat = rng.random(many) < 0.17
    town = np.array([each.town for each in districts()], dtype=object)[district]
    street = stems[stem] + " " + kinds[kind]
    line = np.where(flat, "Flat " + flat_no + ", ", "") + house + " " + street + ", " + town
    short = np.where(flat, flat_no + "/", "") + house + " " + stems[stem] + " " + short_kinds[kind] + " " + town
    mixed = (stem * 7919 + kind * 104_729 + district * 1_299_709 + house.astype(np.int64) // 14 * 611_953) % 1_000_003
    return line, short, _postcodes(mixed, district)


def _postcodes(mixed: Ints, district: Ints) -> Texts:
    """Return well-formed postcodes that are not assigned, equal for neighbours (outward numbers 30 to 59)."""
    found = np.full(len(district), "", dtype=object)
    for position, each in enumerate(districts()):
        mask = district == position
        key = mixed[mask]
        letters = np.array(each.areas, dtype=object)[key % len(each.areas)]
        outward = (each.outward_from + key // 7 % 3).astype(str).astype(object)
        inward = (key // 31 % 9 + 1).astype(str).astype(object)
        found[mask] = letters + outward + " " + inward + _UNIT[key // 389 % 20] + _UNIT[key // 17 % 20]
    return found


def house_everyone(seed: int, household: Ints, restless: Floats, as_at: int) -> Homes:
    """Return the homes; `restless` is each person's chance of having moved on their own in the last years."""
    rng = stream(seed, "addresses")
    homes, people = int(household.max()) + 1, len(household)
    current = _choose_district(rng, homes)
    stay = rng.random((2, homes + people)) < 0.82
    lone_now = current[household]
    all_now = np.concatenate([current, lone_now])
    before = np.where(stay[0], all_now, _choose_district(rng, homes + people))
    earlier = np.where(stay[1], before, _choose_district(rng, homes + people))
    district = np.concatenate([current, before, earlier])
    line, short, postcode = _draw(rng, district)
    alone: Bools = rng.random(people) < restless
    offset = np.where(alone, homes + np.arange(people), household)
    total = homes + people
    ago = rng.gamma(1.3, 1300, (2, total)).astype(np.int64) + 5
    recent = rng.gamma(1.5, 420, (2, total)).astype(np.int64) + 5
    back = np.where(np.arange(total)[None, :] < homes, ago, recent)[:, offset]
    return Homes(
        line,
        short,
        postcode,
        district,
        now=household,
        before=homes + offset,
        earlier=homes + total + offset,
        moved_on=as_at - back[0],
        moved_earlier_on=as_at - back[0] - back[1],
    )
