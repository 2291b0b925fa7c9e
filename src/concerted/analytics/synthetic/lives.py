"""The lives of those who offend, month by month: offences, detection, hearings, custody, recalls, management."""

from dataclasses import dataclass, field

import numpy as np

from concerted.analytics.synthetic import scheme as iom
from concerted.analytics.synthetic.calendar_days import MISSING, NEVER, Days, day_of, month_edges, off_weekends
from concerted.analytics.synthetic.careers import BUSY, QUIET, Careers, draw_careers, next_mood, with_age
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.ledger import Offences, Orders, Pages, Spells
from concerted.analytics.synthetic.lists import Catalogue, Floats, catalogue
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.sentencing import (
    COMMUNITY,
    CONDITIONAL,
    CUSTODY,
    SUSPENDED,
    choose_disposals,
    choose_lengths,
    licence_days,
)

_CHARGED = 0.8
_RECALL_A_MONTH = 0.022


@dataclass
class Lives:
    """All that happened before `as_at`, with custody that ends later: what the files and the truth are made of."""

    careers: Careers
    offences: Offences
    spells: Spells
    orders: Orders
    scheme: iom.Scheme


@dataclass
class State:
    """Where each career stands in the month that is being lived."""

    born_on: Days
    busy: Ints
    sanctions: Ints
    recent: Ints
    order_until: Days
    custody: list[Days]
    licence_until: Days
    spell: Ints
    due: dict[int, list[Ints]] = field(default_factory=dict)

    def inside(self, career: Ints, day: Days) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return who is in custody on each day, by the latest stay and the one before."""
        last_from, last_until, prior_from, prior_until = (each[career] for each in self.custody)
        return ((last_from <= day) & (day < last_until)) | ((prior_from <= day) & (day < prior_until))

    def lock_up(self, career: Ints, received_on: Days, release_on: Days, spell: Ints) -> None:
        """Note a new stay in custody; the latest one becomes the one before."""
        last_from, last_until, prior_from, prior_until = self.custody
        prior_from[career], prior_until[career] = last_from[career], last_until[career]
        last_from[career], last_until[career] = received_on, release_on
        self.spell[career] = spell


class Chronicle:
    """Lives one county month by month; `live` returns what happened."""

    def __init__(self, seed: int, people: int, careers: Careers, as_at: int) -> None:
        """Start before the first career begins; `people` is the size of the county."""
        many = len(careers.born_on)
        self.rng = stream(seed, "lives")
        self.moods = stream(seed, "moods")
        self.careers, self.as_at = careers, as_at
        self.codes: Catalogue = catalogue()
        self.cumulated: Floats = np.cumsum(self.codes.chance, axis=1)
        first = day_of(int(careers.begins_on.min())) if many else day_of(as_at)
        self.edges = month_edges(first, day_of(as_at))
        never = [np.full(many, NEVER, dtype=np.int64) for _ in range(4)]
        self.state = State(
            born_on=careers.born_on,
            busy=(self.moods.random(many) < 0.3).astype(np.int64),
            sanctions=np.zeros(many, dtype=np.int64),
            recent=np.zeros((many, 12), dtype=np.int64),
            order_until=np.full(many, MISSING, dtype=np.int64),
            custody=never,
            licence_until=np.full(many, MISSING, dtype=np.int64),
            spell=np.full(many, -1, dtype=np.int64),
        )
        self.scheme = iom.open_scheme(many, people)
        self.offences, self.results = Pages(6), Pages(4)
        self.spells, self.orders = Pages(5), Pages(5)
        self.extended: list[tuple[Ints, Days, Days]] = []

    def live(self) -> Lives:
        """Return everything that happened before `as_at`."""
        last = len(self.edges) - 1
        for month in range(last):
            self._hear(month)
            self._recall(month)
            if month >= last - 1 - iom.MONTHS:
                self._manage(month, month - (last - 1 - iom.MONTHS))
            self._offend(month)
        self._last_days()
        return self._told()

    def _offend(self, month: int) -> None:
        """Draw the month's offences of those at liberty, and send the proven ones to a hearing."""
        first, end = int(self.edges[month]), int(min(self.edges[month + 1], self.as_at))
        active = np.flatnonzero((self.careers.begins_on < end) & (self.careers.ends_on > first))
        if end <= first or not len(active):
            return
        state, rng = self.state, self.rng
        state.busy[active] = next_mood(self.moods, state.busy[active] > 0)
        age = (first - state.born_on[active]) / 365.25
        pace = self.careers.pace[active] * with_age(age) * np.where(state.busy[active] > 0, BUSY, QUIET)
        count = rng.poisson(pace * (end - first) / 365.25)
        career = np.repeat(active, count)
        day = rng.integers(first, end, len(career))
        code = (self.cumulated[self.careers.profile[career]] < rng.random(len(career))[:, None]).sum(axis=1)
        code = np.minimum(code, len(self.codes.code) - 1)
        live = (day >= self.careers.begins_on[career]) & (day < self.careers.ends_on[career])
        live &= ~state.inside(career, day)
        career, day, code = career[live], day[live], code[live]
        happens = self.scheme.prevent(rng, career, day, code)
        self._note(career[happens], day[happens], code[happens], month)

    def _note(self, career: Ints, day: Days, code: Ints, month: int) -> None:
        rng, many = self.rng, len(career)
        detected = rng.random(many) < self.codes.detected[code]
        charged = detected & (rng.random(many) < _CHARGED)
        managed = self.scheme.managed(career, day)
        index = self.offences.add(career, code, day, detected, charged, managed)
        gravity = self.codes.gravity[code]
        middle = np.where(gravity <= 2, 30, np.where(gravity <= 5, 50, 110))
        lag = np.clip(middle * np.exp(rng.normal(0, 0.6, many)), 3, 900).astype(np.int64)
        when = np.searchsorted(self.edges, day + lag, side="right") - 1
        when = np.maximum(when, month + 1)
        for due in np.unique(when[charged]):
            self.state.due.setdefault(int(due), []).append(
                np.stack([index, career, code])[:, charged & (when == due)],
            )

    def _hear(self, month: int) -> None:
        """Decide on all that is due this month, one hearing a person."""
        self.state.recent[:, month % 12] = 0
        pages = self.state.due.pop(month, [])
        if not pages:
            return
        index, career, code = np.concatenate(pages, axis=1)
        who, place = np.unique(career, return_inverse=True)
        first = int(self.edges[month])
        day = off_weekends(first + self.rng.integers(0, 25, len(who)))
        heard = day < self.as_at
        gravest = np.zeros(len(who))
        np.maximum.at(gravest, place, self.codes.gravity[code])
        state = self.state
        disposal = choose_disposals(
            self.rng,
            gravity=gravest,
            offences=np.bincount(place),
            sanctions=state.sanctions[who],
            age=(day - state.born_on[who]) / 365.25,
            on_order=(state.order_until[who] > day) | (state.licence_until[who] > day),
        )
        length = choose_lengths(self.rng, disposal, gravest)
        ends = np.where(np.isin(disposal, (CONDITIONAL, COMMUNITY, SUSPENDED)), day + length, MISSING)
        kept = heard[place]
        self.results.add(index[kept], day[place][kept], disposal[place][kept], ends[place][kept])
        state.sanctions[who[heard]] += 1
        state.recent[who[heard], month % 12] = 1
        self._order(who[heard], day[heard], disposal[heard], ends[heard])
        sent = heard & (disposal == CUSTODY)
        self._imprison(who[sent], day[sent], length[sent])

    def _order(self, who: Ints, day: Days, disposal: Ints, ends: Days) -> None:
        """Note community orders and suspended sentences for probation."""
        held = np.isin(disposal, (COMMUNITY, SUSPENDED))
        self.state.order_until[who[held]] = np.maximum(self.state.order_until[who[held]], ends[held])
        self.orders.add(who[held], disposal[held], day[held], day[held], ends[held])

    def _imprison(self, who: Ints, day: Days, served: Ints) -> None:
        """Begin custody, or lengthen it for those already inside."""
        state = self.state
        already = state.inside(who, day)
        new = ~already
        release = off_release(day + served)
        licence = release + licence_days(served)
        spell = self.spells.add(
            who[new], day[new], release[new], licence[new], np.zeros(int(new.sum()), dtype=np.bool_)
        )
        state.lock_up(who[new], day[new], release[new], spell)
        inside = who[already]
        last_until = state.custody[1]
        last_until[inside] = np.maximum(last_until[inside], release[already])
        state.licence_until[who] = np.maximum(state.licence_until[who], licence)
        self.extended.append((state.spell[inside], last_until[inside], state.licence_until[inside]))

    def _recall(self, month: int) -> None:
        """Recall some of those on licence, who stay 14, 28 or 56 days."""
        first = int(self.edges[month])
        state = self.state
        on_licence = (state.licence_until > first + 31) & (state.custody[1] <= first) & (state.custody[0] < first)
        loose = np.flatnonzero(on_licence)
        risk = _RECALL_A_MONTH * np.where(state.busy[loose] > 0, 1.8, 0.7)
        who = loose[self.rng.random(len(loose)) < risk]
        day = first + self.rng.integers(0, 28, len(who))
        known = day < self.as_at
        who, day = who[known], day[known]
        back = off_release(day + self.rng.choice([14, 28, 28, 56], len(who)))
        licence = np.maximum(state.licence_until[who], back + 14)
        spell = self.spells.add(who, day, back, licence, np.ones(len(who), dtype=np.bool_))
        state.lock_up(who, day, back, spell)

    def _manage(self, month: int, step: int) -> None:
        """Let the scheme adopt and let go at the start of a month."""
        first = int(self.edges[month])
        state, active = self.state, self.careers
        if step >= iom.MONTHS:
            return
        self.scheme.let_go(self.rng, first)
        age = (first - state.born_on) / 365.25
        eligible = (age >= 18.1) & (active.begins_on < first)
        eligible &= ~((state.custody[0] <= first) & (state.custody[1] > first + 60))
        lately = state.recent.sum(axis=1)
        likelihood = 0.9 * np.log1p(state.sanctions) + 0.7 * np.log1p(lately) - 0.02 * (age - 30)
        self.scheme.adopt(self.rng, first, step, likelihood, eligible, lately > 0)

    def _last_days(self) -> None:
        """Recall a few of the managed cohort in the last days, so that there is news on any morning."""
        state, today = self.state, self.as_at
        on_licence = (self.scheme.until_on == NEVER) & (state.licence_until > today + 60)
        everyone = np.arange(len(on_licence))
        quiet = ~state.inside(everyone, np.full(len(everyone), today - 14)) & (state.custody[1] < today - 14)
        who = np.flatnonzero((self.scheme.from_on < today - 30) & on_licence & quiet)[:2]
        day = today - 1 - np.arange(len(who))
        back = off_release(day + 28)
        self.spells.add(who, day, back, state.licence_until[who], np.ones(len(who), dtype=np.bool_))

    def _told(self) -> Lives:
        """Return the pages as arrays, with results put to their offences."""
        career, code, day, detected, charged, managed = self.offences.joined()
        many = len(career)
        proven_on = np.full(many, MISSING, dtype=np.int64)
        disposal = np.full(many, -1, dtype=np.int64)
        ends_on = np.full(many, MISSING, dtype=np.int64)
        index, when, what, until = self.results.joined()
        proven_on[index], disposal[index], ends_on[index] = when, what, until
        offences = Offences(career, code, day, detected > 0, charged > 0, managed > 0, proven_on, disposal, ends_on)
        return Lives(self.careers, offences, self._spells(), Orders(*self.orders.joined()), self.scheme)

    def _spells(self) -> Spells:
        who, received_on, release_on, licence_ends_on, recalled = self.spells.joined()
        for spell, until, licence in self.extended:
            release_on[spell] = np.maximum(release_on[spell], until)
            licence_ends_on[spell] = np.maximum(licence_ends_on[spell], licence)
        managed = (self.scheme.from_on[who] != NEVER) & (self.scheme.until_on[who] == NEVER)
        long = np.flatnonzero(managed & (received_on < self.as_at - 20) & (release_on > self.as_at + 14))[:2]
        release_on[long] = off_release(self.as_at + np.array([5, 11])[: len(long)])
        return Spells(who, received_on, release_on, licence_ends_on, recalled > 0)


def off_release(day: Days) -> Days:
    """Return release days off the end of the week: a Friday's or a weekend's release comes forward to Thursday."""
    weekday = (day + 3) % 7
    return day - np.where(weekday >= 4, weekday - 3, 0)


def live_county(seed: int, people: int, as_at: int) -> Lives:
    """Return what those who offend in a county of `people` did up to the day numbered `as_at`."""
    return Chronicle(seed, people, draw_careers(seed, people, as_at), as_at).live()
