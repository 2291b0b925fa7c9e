"""Follows the persons of one range after another: rows from files, the compiled loop, and numbers for the words met."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from concerted.analytics.engines.extract import Extract
from concerted.analytics.engines.fast_calendar import NEVER, UNKNOWN, Calendar, bands_of_ages, calendar
from concerted.analytics.engines.fast_kernel import Codes, Members, Offences, People, Rules, Starts, follow
from concerted.analytics.engines.fast_reading import RowsByPerson, among, between, days, frozen, numbered, words
from concerted.analytics.engines.shards import Shard
from concerted.analytics.measures.specification import Cohort, Specification, Tie
from concerted.analytics.measures.statement import StartSpan

UNKNOWN_SEX = 0
"""The number of a missing sex: persons without a row of their own have it."""

MOST_SEXES = 512
"""As many as the key of a cell has room for."""


class Words(dict[str | None, int]):
    """Words by the numbers that they were given when they were first met."""

    def numbered(self, words: Sequence[str | None]) -> Codes:
        """Return the numbers of words; new ones are given the next."""
        return np.array([self.setdefault(word, len(self)) for word in words], dtype=np.int32)


class Followed(NamedTuple):
    """The first `rows` of `members` are a shard's; `area_codes` are the numbers of its areas by their places."""

    members: Members
    rows: int
    area_codes: Codes


class Follower:
    """Follows one range of persons after another in one thread; what `of` returns holds until the next call."""

    def __init__(self, spec: Specification, extract: Extract, span: StartSpan | None) -> None:
        self.areas = Words()
        self.sexes = Words({None: UNKNOWN_SEX})
        self._spec = spec
        self._of_caseload = spec.cohort is Cohort.CASELOAD
        self._events = RowsByPerson(extract.events, _columns(spec))
        self._persons = RowsByPerson(extract.persons, ("born_on", "sex"))
        self._caseload = None
        if self._of_caseload:
            if extract.caseload is None:
                raise ValueError(f"The measure {spec.code} counts a caseload, and none was given.")
            self._caseload = RowsByPerson(extract.caseload, ("snapshot_on", "area"))
        self._rules = _rules(spec, span)
        self._calendar: Calendar | None = None
        self._known = (0, 0)
        self._members = _room(0)

    def of(self, shard: Shard) -> Followed:
        """Return the members of the cohort among the persons of a shard, with what came of each."""
        events, persons = self._events.of(shard), self._persons.of(shard)
        if self._caseload is None:
            starts, start_on = events, str(self._spec.starts_from)
            event_ids, person_ids = numbered([events, persons])
            start_ids = event_ids
        else:
            starts, start_on = self._caseload.of(shard), "snapshot_on"
            event_ids, person_ids, start_ids = numbered([events, persons, starts])
        listed, places = words(starts, "area")
        known = sorted(range(len(listed)), key=listed.__getitem__, reverse=self._spec.tie is Tie.LARGEST_AREA)
        order = np.empty(len(listed) + 1, dtype=np.int32)
        order[[*known, len(listed)]] = np.arange(len(listed) + 1)
        rows = follow(
            Starts(start_ids, self._start_days(starts, start_on), frozen(order[places])),
            Offences(event_ids, days(events, "offence_on", UNKNOWN), self._proofs(events)),
            People(person_ids, days(persons, "born_on", UNKNOWN), self._sexes_of(persons)),
            self._calendar_for(between(starts, start_on) + between(persons, "born_on")),
            self._rules,
            self._room_for(len(start_ids) * self._spec.cohort_quarters),
        )
        return Followed(self._members, rows, self.areas.numbered([*(listed[place] for place in known), None]))

    def _start_days(self, starts: pa.Table, name: str) -> Codes:
        found = days(starts, name, UNKNOWN)
        if self._spec.cohort_disposals is None:
            return found
        return frozen(np.where(among(starts, "disposal", self._spec.cohort_disposals), found, np.int32(UNKNOWN)))

    def _proofs(self, events: pa.Table) -> Codes:
        proven = days(events, "proven_on", NEVER)
        for name, wanted in (
            ("offence_code", self._spec.counted_offences),
            ("disposal", self._spec.counted_disposals),
        ):
            if wanted is not None:
                proven = frozen(np.where(among(events, name, wanted), proven, np.int32(NEVER)))
        return proven

    def _sexes_of(self, persons: pa.Table) -> Codes:
        listed, places = words(persons, "sex")
        numbers = self.sexes.numbered([*listed, None])
        if len(self.sexes) > MOST_SEXES:
            raise ValueError(f"The column sex of the persons holds more than {MOST_SEXES - 1} different words.")
        return frozen(numbers[places])

    def _calendar_for(self, found: list[int]) -> Calendar:
        first, last = min(found, default=0), max(found, default=0)
        if self._calendar is None or first < self._known[0] or last > self._known[1]:
            if self._calendar is not None:
                first, last = min(first, self._known[0]), max(last, self._known[1])
            self._calendar = calendar(self._spec, first, last)
            self._known = (self._calendar.first_day, self._calendar.first_day + len(self._calendar.quarter) - 1)
        return self._calendar

    def _room_for(self, rows: int) -> Members:
        if len(self._members.person) < rows:
            self._members = _room(rows)
        return self._members


def _columns(spec: Specification) -> list[str]:
    """Return the columns of events that a measure reads: no others leave the file."""
    needed = ["offence_on", "proven_on"]
    if spec.cohort is Cohort.FIRST_START:
        needed += ["area"] + [spec.starts_from] * (spec.starts_from not in needed)
    if spec.counted_offences is not None:
        needed.append("offence_code")
    if spec.counted_disposals is not None or spec.cohort_disposals is not None:
        needed.append("disposal")
    return needed


def _rules(spec: Specification, span: StartSpan | None) -> Rules:
    first, last = -(2**31), 2**31 - 1
    if span is not None:
        begins, ends = ((day.year * 12 + day.month - 1) // 3 for day in span)
        first, last = begins + spec.cohort_quarters - 1, ends
    return Rules(
        by_day=spec.cohort is Cohort.CASELOAD,
        cohort_quarters=spec.cohort_quarters,
        first_quarter=first,
        last_quarter=last,
        bands_of_ages=bands_of_ages(spec),
        unknown_sex=UNKNOWN_SEX,
    )


def _room(rows: int) -> Members:
    return Members(np.empty(rows, np.int64), *(np.empty(rows, np.int32) for _ in range(7)))
