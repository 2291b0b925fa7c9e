"""The story told from events, without a database: spells, court days, runs, years."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from concerted.partnership.models import Agency
from concerted.people.models import Event, Record
from concerted.people.story.court import court_days
from concerted.people.story.custody import releases, standing
from concerted.people.story.lines import StoryLine, days_in_words
from concerted.people.story.others import arrests
from concerted.people.story.telling import tell
from concerted.people.wording import joined, ordinal, per_cent, points_counted

TODAY = date(2027, 3, 3)
RECORD = UUID(int=1)


def event(kind: str, on: date, **fields: Any) -> Event:
    """An event of one record of one agency, not stored."""
    agency = Agency(id=1, code="police", name="Police")
    return Event(id=uuid4().int % 10**9, record=Record(id=RECORD, agency=agency), kind=kind, happened_on=on, **fields)


def spell(kind: str, on: date, stated: date, until: date | None = date(2028, 1, 1)) -> Event:
    return event(kind, on, committed_on=date(2026, 6, 8), stated_on=stated, until_on=until)


def test_a_moved_date_says_what_it_was_and_which_day_the_prison_said_so():
    said = [
        spell("release moved", date(2027, 3, 9), date(2027, 3, 1)),
        spell("release planned", date(2027, 3, 16), date(2026, 7, 1)),
    ]
    (line,) = releases(said, TODAY)
    assert (line.on, line.what) == (date(2027, 3, 9), "Release planned, on licence to 1 January 2028")
    assert line.grey == "Was 16 March. Prison says, 1 March"


def test_a_statement_whose_day_has_come_is_a_release():
    (line,) = releases([spell("release planned", date(2027, 3, 3), date(2027, 1, 1), None)], TODAY)
    assert (line.what, line.grey) == ("Released from prison", "Prison said, 1 January")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], ""),
        ([spell("release", date(2027, 2, 1), date(2027, 1, 1))], "on licence to 1 January 2028"),
        ([spell("release", date(2027, 2, 1), date(2027, 1, 1), date(2027, 3, 3))], ""),
        ([spell("release planned", date(2027, 4, 1), date(2027, 1, 1))], "in prison, release planned for 1 April 2027"),
        (
            [spell("release", date(2027, 2, 1), date(2027, 1, 1)), event("recall", date(2027, 2, 20))],
            "recalled to prison on 20 February 2027",
        ),
        (
            [spell("release", date(2027, 2, 1), date(2027, 1, 1)), event("recall", date(2026, 2, 20))],
            "on licence to 1 January 2028",
        ),
    ],
)
def test_what_stands_today(events, words):
    assert standing(events, TODAY) == words


def test_a_court_day_joins_its_offences_and_says_what_counts():
    day = {"proven_on": date(2026, 6, 8), "outcome": "custody"}
    found = [
        event("conviction", date(2026, 6, 8), offence_code="03401", committed_on=date(2026, 4, 3), **day),
        event("conviction", date(2026, 6, 8), offence_code="03401", committed_on=date(2026, 4, 9), **day),
        event("caution", date(2026, 6, 8), words="Theft", committed_on=None, outcome="caution"),
    ]
    convicted, cautioned = court_days(found, lambda one: 365.0 if one.committed_on else None)
    assert convicted.what == "Convicted: 2 robberies" and convicted.offences == 2
    assert convicted.grey == "Offences on 3 and 9 April 2026. Prison."
    assert convicted.tag == "Counts: 730 harm points"
    assert (cautioned.what, cautioned.tag, cautioned.grey) == ("Cautioned: theft", "Counts", "")


def test_offences_in_the_window_without_a_weight_say_so():
    (line,) = court_days([event("conviction", TODAY, words="Contempt", outcome="fine")], lambda one: 0.0)
    assert line.tag == "Counts, not weighted"


def test_an_arrest_and_the_crime_of_one_day_are_one_line_that_is_not_counted():
    both = [event("crime", TODAY, words="Theft", outcome="charged"), event("arrest", TODAY, words="Theft")]
    (line,) = arrests(both)
    assert (line.what, line.tag) == ("Arrested, theft", "Shown, not counted")


def lines(*years: int) -> list[StoryLine]:
    return [StoryLine(date(year, month, 1), "police", "Police", "Arrested") for year in years for month in range(1, 6)]


def test_two_years_are_shown_and_the_rest_is_named():
    story = tell(lines(2027, 2026, 2025, 2015), show="", until=None, today=TODAY)
    assert [year.year for year in story.years] == [2027, 2026]
    assert (story.earlier, story.earlier_until, story.later) == ("2015 to 2025", 2025, False)
    before = tell(lines(2027, 2026, 2025, 2015), show="", until=2025, today=TODAY)
    assert [year.year for year in before.years] == [2025, 2015] and before.later and not before.earlier


def test_a_filter_that_is_none_shows_everything():
    assert len(tell(lines(2027), show="'; --", until=None, today=TODAY).years[0].lines) == 5


def test_appointments_with_something_between_them_are_not_joined():
    kept = [StoryLine(date(2027, 2, d), "p", "P", "Kept an appointment", run="kept") for d in (1, 3, 9)]
    between = StoryLine(date(2027, 2, 5), "p", "P", "Missed appointment")
    (year,) = tell([*kept, between], show="", until=None, today=TODAY).years
    assert [line.what for line in year.lines] == ["Kept an appointment", "Missed appointment", "Kept two appointments"]


def test_words():
    assert days_in_words([date(2026, 4, 19), date(2026, 4, 3), date(2026, 4, 9)]) == "3, 9 and 19 April 2026"
    assert days_in_words([date(2025, 12, 31), date(2026, 1, 2)]) == "31 December 2025 and 2 January 2026"
    assert joined(["a", "b", "c"]) == "a, b and c" and joined([]) == ""
    assert [ordinal(n) for n in (2, 9, 11, 21, 112)] == ["second", "ninth", "11th", "21st", "112th"]
    assert [per_cent(p) for p in (84.0, 89.99, 41.8, 0.0)] == ["84%", "89.9%", "41.8%", "0%"]
    assert [points_counted(p) for p in (1, 2007.5)] == ["1 harm point", "2,007.5 harm points"]
