"""One county, whole: its people, what they did, who is supervised; the input of every file."""

from dataclasses import dataclass
from datetime import date

from concerted.analytics.synthetic.calendar_days import number
from concerted.analytics.synthetic.casting import cast, keep_cast
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.lives import Lives, live_county
from concerted.analytics.synthetic.people import People, make_people
from concerted.analytics.synthetic.supervision import Caseload, take_snapshots


@dataclass
class World:
    """A county on the morning of `as_at`; `today` is that day's number and `person` the person of each career."""

    seed: int
    as_at: date
    today: int
    people: People
    lives: Lives
    person: Ints
    caseload: Caseload


def make_world(seed: int, people: int, as_at: date) -> World:
    """Return a county of `people`; equal arguments give an equal county."""
    today = number(as_at)
    everybody = make_people(seed, people, today)
    lived = live_county(seed, people, today)
    lives, person = keep_cast(lived, cast(seed, everybody, lived))
    caseload = take_snapshots(lives, everybody.born_on[person], as_at)
    return World(seed, as_at, today, everybody, lives, person, caseload)
