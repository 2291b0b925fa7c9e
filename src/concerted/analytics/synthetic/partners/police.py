"""Police custody and crime events: `police_events.csv`, UTF-8, commas, British dates; one row an event."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import MISSING, NEVER, Days, Texts, written
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.ledger import in_custody
from concerted.analytics.synthetic.lists import PROFILES, catalogue
from concerted.analytics.synthetic.partners.filed import Columns, Filed, columns_of, send_twice
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Habits, Register, district_texts, enrol
from concerted.analytics.synthetic.sentencing import CAUTION
from concerted.analytics.synthetic.world import World
from concerted.analytics.synthetic.writing import write_text

NAME = "police_events.csv"
HABITS = Habits("police", "N{n:07d}", care=1.1, twice=0.035)
YEARS = 5


@dataclass
class Events:
    """One event an index; `code` is an index of the catalogue."""

    person: Ints
    day: Days
    kind: Texts
    role: Texts
    code: Ints
    outcome: Texts


def _outcomes(rng: np.random.Generator, world: World, rows: Ints) -> Texts:
    """Return what became of each detected offence by the end of the file."""
    offences = world.lives.offences
    draw = rng.random(len(rows))
    proven = offences.proven_on[rows] > MISSING
    waiting = np.select([draw < 0.45, draw < 0.75], ["charged", "released under investigation"], default="bailed")
    light = catalogue().gravity[offences.code[rows]] <= 2
    dropped = np.where(light & (draw < 0.3), "community resolution", "no further action")
    settled = np.where(offences.disposal[rows] == CAUTION, "cautioned", "charged")
    found = np.where(proven, settled, np.where(offences.charged[rows], waiting, dropped))
    return found.astype(object)


def _detected(rng: np.random.Generator, world: World) -> list[Events]:
    """Return a crime for each detected offence of the last years, and an arrest soon after most of them."""
    offences = world.lives.offences
    rows = np.flatnonzero(offences.detected & (offences.committed_on >= world.today - YEARS * 365))
    outcome, person = _outcomes(rng, world, rows), world.person[offences.career[rows]]
    day, code = offences.committed_on[rows], offences.code[rows]
    count = len(rows)
    suspect = np.full(count, "suspect", dtype=object)
    crimes = Events(person, day, np.full(count, "crime", dtype=object), suspect, code, outcome)
    arrested_on = day + np.where(rng.random(count) < 0.75, 0, rng.integers(1, 6, count))
    taken = np.flatnonzero((rng.random(count) < 0.68) & (arrested_on < world.today))
    kind = np.full(len(taken), "arrest", dtype=object)
    arrests = Events(person[taken], arrested_on[taken], kind, suspect[taken], code[taken], outcome[taken])
    return [crimes, arrests]


def _unproven(rng: np.random.Generator, world: World) -> Events:
    """Return arrests that came to nothing: of people with a record, and of some who never had one."""
    span = YEARS * 365
    career = rng.choice(len(world.person), round(0.28 * len(world.person)))
    day = world.today - 1 - rng.integers(0, span, len(career))
    lives = world.lives
    free = ~in_custody(lives.spells, career, day) & (lives.careers.begins_on[career] < day)
    adults = np.flatnonzero(world.today - world.people.born_on > 19 * 365)
    others = rng.choice(adults, round(0.03 * len(adults)), replace=False)
    person = np.concatenate([world.person[career[free]], others])
    when = np.concatenate([day[free], world.today - 1 - rng.integers(0, span // 5, len(others))])
    profile = rng.choice(len(PROFILES), len(person), p=[0.1, 0.05, 0.25, 0.2, 0.05, 0.1, 0.2, 0.03, 0.0, 0.02])
    spread = np.cumsum(catalogue().chance, axis=1)[profile]
    code = np.minimum((spread < rng.random(len(person))[:, None]).sum(axis=1), spread.shape[1] - 1)
    word = np.where(rng.random(len(person)) < 0.93, "no further action", "community resolution").astype(object)
    kind, role = np.full(len(person), "arrest", dtype=object), np.full(len(person), "suspect", dtype=object)
    return Events(person, when, kind, role, code, word)


def _lately(world: World) -> Events:
    """Return arrests in the last three days of a few whom the scheme manages: nothing is decided yet."""
    scheme, spells = world.lives.scheme, world.lives.spells
    managed = np.flatnonzero((scheme.from_on < world.today - 3) & (scheme.until_on == NEVER))
    day = world.today - 1 - np.arange(len(managed)) % 3
    chosen = managed[~in_custody(spells, managed, day)][:3]
    day = day[~in_custody(spells, managed, day)][:3]
    codes = catalogue().code.tolist()
    code = np.array([codes.index(each) for each in ("04600", "02803", "00806")], dtype=np.int64)[: len(chosen)]
    word = np.array(["released under investigation", "bailed", "charged"], dtype=object)[: len(chosen)]
    kind, role = np.full(len(chosen), "arrest", dtype=object), np.full(len(chosen), "suspect", dtype=object)
    return Events(world.person[chosen], day, kind, role, code, word)


def _others(rng: np.random.Generator, world: World, many: int) -> Events:
    """Return rows of victims and witnesses, which this feed should never have held."""
    person = rng.integers(0, len(world.people.given), many)
    day = world.today - 1 - rng.integers(0, YEARS * 365, many)
    role = np.where(rng.random(many) < 0.7, "victim", "witness").astype(object)
    code = rng.integers(0, len(catalogue().code), many)
    word = np.full(many, "charged", dtype=object)
    return Events(person, day, np.full(many, "crime", dtype=object), role, code, word)


def _gather(rng: np.random.Generator, world: World) -> Events:
    parts = [*_detected(rng, world), _unproven(rng, world), _lately(world)]
    parts.append(_others(rng, world, max(4, sum(len(part.person) for part in parts) // 400)))
    columns = [np.concatenate([getattr(part, name) for part in parts]) for name in Events.__annotations__]
    order = np.argsort(columns[1], kind="stable")
    return Events(*(column[order] for column in columns))


def _columns(rng: np.random.Generator, world: World, register: Register, events: Events) -> tuple[Columns, Ints]:
    """Return the file's columns and the register entry of each row."""
    entry, day, count = register.entries(events.person, events.day), events.day, len(events.day)
    given = dirt.on_rows(rng, register.given[entry], dirt.some(rng, count, 0.015), dirt.mistype)
    born_on = np.where(dirt.some(rng, count, 0.015), MISSING, register.born_on[entry])
    minute = rng.integers(0, 1440, count)
    clock = np.array([f" {n // 60:02d}:{n % 60:02d}" for n in range(1440)], dtype=object)
    year = written(day, "%Y")
    refs = [f"42/{n:07d}/{text}" for n, text in enumerate((year).tolist(), start=100_001)]
    columns = columns_of(
        event_ref=refs,
        police_id=register.key[entry],
        role=events.role,
        given_name=given,
        family_name=[name.upper() for name in register.family_on(entry, day).tolist()],
        birth_date=written(born_on, "%d/%m/%Y"),
        sex=register.sex[entry],
        address=register.address_on(entry, day, short=True),
        postcode=register.postcode_on(entry, day),
        district=district_texts(rng, register.district_on(entry, day), codes=0.05, odd=0.02),
        happened_at=written(day, "%d/%m/%Y") + clock[minute],
        kind=events.kind,
        offence_code=catalogue().code[events.code],
        offence=catalogue().offence[events.code],
        outcome=events.outcome,
    )
    return columns, entry


def _dirty(rng: np.random.Generator, world: World, columns: Columns) -> None:
    """Spoil single cells so that the row cannot be loaded as it stands."""
    year = world.as_at.year
    dirt.spoil(rng, columns["happened_at"], 0.0006, [f"31/02/{year} 10:15", "14/03/2099 09:00", f"{year}-13-01"])
    dirt.spoil(rng, columns["birth_date"], 0.0006, ["31/02/1988", "00/00/0000", "12/05/2099"])
    dirt.spoil(rng, columns["offence_code"], 0.0012, ["4600", "99X99", "UNKNOWN", "00000A", ""])
    dirt.spoil(rng, columns["district"], 0.0012, ["Colchestr ", "Not known", "Atlantis", "E07009999"])
    send_twice(rng, columns)


def write(world: World, out: Path) -> tuple[Filed, Register, Ints]:
    """Write the file; return what was filed, the register, and the entries that the file names."""
    rng = stream(world.seed, "police")
    events = _gather(rng, world)
    register = enrol(world.seed, world.people, HABITS, events.person, events.day)
    columns, entry = _columns(rng, world, register, events)
    _dirty(rng, world, columns)
    rows = write_text(out / NAME, columns)
    named = np.unique(entry)
    return Filed(NAME, rows, "police", register.key[named], register.person[named]), register, named
