"""The compiled loops of the engine `fast`: one pass over the rows of persons, and the adding of what it found.

Every array is sorted by person. Compiling takes some seconds, once: numba keeps the result beside this file, or in the
user's own cache where this folder may not be written.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt

from concerted.analytics.engines.fast_calendar import NEVER, OLDEST, UNKNOWN, Calendar, Days
from concerted.kernel.errors import Refused

try:
    from numba import njit
except ModuleNotFoundError as error:
    raise Refused("The engine fast needs numba: pip install 'concerted[fast]'.") from error

FREE = -1
"""The key of a row of a hash table that holds no cell."""

SPREAD = 0x1E3779B97F4A7C15
"""An odd number without a pattern, by which keys are scattered over a hash table (Knuth)."""

Loop = TypeVar("Loop", bound=Callable[..., Any])
Ids = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


class Starts(NamedTuple):
    """Rows that may put a person in the cohort; an area is its place in the order of the tie rule, unknown last."""

    ids: Ids
    days: Days
    areas: Codes


class Offences(NamedTuple):
    """Offences; one that does not count is never proven."""

    ids: Ids
    committed: Days
    proven: Days


class People(NamedTuple):
    """Persons, once each."""

    ids: Ids
    born: Days
    sexes: Codes


class Rules(NamedTuple):
    """What of a specification is not in its calendar."""

    by_day: bool
    """Whether each day of a person is an entry (a caseload), and not the first day of each cohort."""
    cohort_quarters: int
    first_quarter: int
    last_quarter: int
    bands_of_ages: Codes
    unknown_sex: int


class Members(NamedTuple):
    """Room for the entries in the cohort, one after another, and what came of each."""

    person: Ids
    index_on: Days
    quarter: Codes
    area: Codes
    band: Codes
    sex: Codes
    reoffences: Codes
    first_on: Days


def _compiled(loop: Loop) -> Loop:
    try:
        return cast(Loop, njit(cache=True, nogil=True, error_model="numpy")(loop))
    except RuntimeError:  # no folder at all that may hold the cache
        return cast(Loop, njit(nogil=True, error_model="numpy")(loop))


@_compiled
def _row_of(key: np.int64, cells: npt.NDArray[np.int64]) -> Any:
    scattered = key * SPREAD
    row = (scattered ^ (scattered >> 32)) & (len(cells) - 1)
    while cells[row, 0] != FREE and cells[row, 0] != key:
        row = (row + 1) & (len(cells) - 1)
    return row


@_compiled
def _enter(
    day: int,
    area: int,
    calendar: Calendar,
    rules: Rules,
    entry_at: Codes,
    taken: Codes,
    keys: Ids,
    entries: int,
) -> int:
    """Put a start of a person in the cohorts in which it falls; return how many entries there are now."""
    # the smallest day, and on that day the area that the tie rule puts first
    key = (np.int64(day) << 32) | np.int64(area)
    at = day - calendar.first_day
    for later in range(rules.cohort_quarters):
        quarter = calendar.quarter[at] + later
        if quarter < rules.first_quarter or quarter > rules.last_quarter:
            continue
        place = at if rules.by_day else quarter - calendar.quarter[0]
        entry = entry_at[place]
        if entry < 0:
            entry_at[place] = entries
            taken[entries] = place
            keys[entries] = key
            entries += 1
        elif key < keys[entry]:
            keys[entry] = key
    return entries


@_compiled
def _reoffences(offences: Offences, begin: int, end: int, index_on: int, until: int, prove_by: int) -> tuple[int, int]:
    """Return how many of a person's offences are reoffences, and the day of the first."""
    found = 0
    first_on = NEVER
    for offence in range(begin, end):
        committed = offences.committed[offence]
        if index_on < committed <= until and offences.proven[offence] <= prove_by:
            found += 1
            first_on = min(first_on, committed)
    return found, first_on


@_compiled
def follow(
    starts: Starts, offences: Offences, people: People, calendar: Calendar, rules: Rules, members: Members
) -> int:
    """Write the entries in the cohort and what came of each to `members`; return how many there are.

    `members` must have room for `cohort_quarters` entries a row of `starts`.
    """
    base = calendar.quarter[0]
    places = len(calendar.quarter) if rules.by_day else calendar.quarter[-1] - base + rules.cohort_quarters
    entry_at = np.full(places, -1, np.int32)
    taken = np.empty(places, np.int32)
    keys = np.empty(places, np.int64)
    written = row = event = person = 0
    while row < len(starts.ids):
        who = starts.ids[row]
        entries = 0
        while row < len(starts.ids) and starts.ids[row] == who:
            day = starts.days[row]
            if day != UNKNOWN:
                entries = _enter(day, starts.areas[row], calendar, rules, entry_at, taken, keys, entries)
            row += 1
        if entries == 0:
            continue
        while event < len(offences.ids) and offences.ids[event] < who:
            event += 1
        last = event
        while last < len(offences.ids) and offences.ids[last] == who:
            last += 1
        while person < len(people.ids) and people.ids[person] < who:
            person += 1
        born, sex = UNKNOWN, rules.unknown_sex
        if person < len(people.ids) and people.ids[person] == who:
            born, sex = people.born[person], people.sexes[person]
        for entry in range(entries):
            entry_at[taken[entry]] = -1
            index_on = keys[entry] >> 32
            at = index_on - calendar.first_day
            band = rules.bands_of_ages[-1]
            if born != UNKNOWN:
                age = (calendar.written[at] - calendar.written[born - calendar.first_day]) // 10_000
                band = rules.bands_of_ages[min(max(age, -1), OLDEST) + 1]
            if band < 0:
                continue
            until, prove_by = calendar.follow_until[at], calendar.prove_by[at]
            reoffences, first_on = _reoffences(offences, event, last, index_on, until, prove_by)
            members.person[written] = who
            members.index_on[written] = index_on
            members.quarter[written] = calendar.quarter[at] if rules.by_day else taken[entry] + base
            members.area[written] = keys[entry] & 0xFFFFFFFF
            members.band[written] = band
            members.sex[written] = sex
            members.reoffences[written] = reoffences
            members.first_on[written] = first_on
            written += 1
        event = last
    return written


@_compiled
def add(members: Members, begin: int, until: int, area_codes: Codes, cells: npt.NDArray[np.int64]) -> int:
    """Add the members from `begin` up to `until` to a hash table of cells; return where it stopped.

    `cells` holds a row a cell: its key (area, quarter, band and sex, packed) or `FREE`, and then its `COUNTS`; the
    number of its rows is a power of two. It stops early, at a member that it did not add, where less than a third of
    the table would stay free. `area_codes` holds the number of each area of `members`.
    """
    held = 0
    for row in range(len(cells)):
        held += cells[row, 0] != FREE
    for number in range(begin, until):
        key = (
            (np.int64(area_codes[members.area[number]]) << 39)
            | (np.int64(members.quarter[number]) << 19)
            | (np.int64(members.band[number]) << 9)
            | np.int64(members.sex[number])
        )
        row = _row_of(key, cells)
        if cells[row, 0] == FREE:
            if 3 * held >= 2 * len(cells):
                return number
            cells[row, 0] = key
            held += 1
        reoffences = np.int64(members.reoffences[number])
        cells[row, 1] += 1
        cells[row, 2] += reoffences > 0
        cells[row, 3] += reoffences
        cells[row, 4] += reoffences * reoffences
    return until


@_compiled
def move(cells: npt.NDArray[np.int64], larger: npt.NDArray[np.int64]) -> None:
    """Move the rows of a hash table of cells to a larger one, all of whose rows are free."""
    for old in range(len(cells)):
        if cells[old, 0] != FREE:
            larger[_row_of(cells[old, 0], larger)] = cells[old]
