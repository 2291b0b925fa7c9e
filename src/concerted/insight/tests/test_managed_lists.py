"""The lists of several days, made at once, are those that each day's own rules give (S13, S14, S16)."""

from datetime import date, timedelta

import pyarrow.compute as pc
import pytest

from concerted.analytics.evaluation.sham import Listed
from concerted.analytics.harm.many import harm_many
from concerted.analytics.harm.weights import HUNDREDTHS
from concerted.analytics.risk.all_reoffending_predictor import band
from concerted.insight.managed import lists
from concerted.insight.managed.lists import lists_of
from concerted.people.deriving.likelihood import PROBATION, adults, newest_scores, our_inputs
from concerted.people.deriving.on_days import percents_on
from concerted.people.deriving.reading import persons, proven_offences, sent_scores, with_start
from concerted.people.tests.rows import happen, score
from concerted.web.testing.county import AS_AT
from concerted.web.testing.engine import as_engine

DAYS = [date(2025, 1, 31), date(2025, 6, 2), date(2025, 6, 3), date(2025, 7, 1), date(2026, 2, 28)]


def by_the_rules_of_one_day(on, proven, everybody, sent):
    """Make the list of a day from what derives the county's harm and likelihood, by itself."""
    known = with_start(proven.filter(pc.less_equal(proven["proven_on"], on)), on)
    grown = adults(everybody, on)
    grown = grown.filter(pc.is_valid(grown["born_on"]))
    ours = our_inputs(known, grown, on)
    percents = dict(zip(ours["person_id"].to_pylist(), ours["percent"].to_pylist(), strict=True))
    scored = sent.filter(pc.less_equal(sent["scored_on"], on))
    theirs = {row["person_id"]: row["percent"] for row in newest_scores(scored, grown) if row["sent_by"] == PROBATION}
    found = []
    for row in harm_many(known, on, months=(12,)).to_pylist():
        person = row["person_id"]
        percent = theirs.get(person, percents.get(person))
        if person in percents and percent is not None:
            points = round(row["harm_12"] * HUNDREDTHS)
            found.append(Listed(person, band(percent), row["events_12"], points, float(percent)))
    return found


def convicted(record, proven_on, code="04600", disposal="fine", days_before=20):
    happen(
        record, "conviction", proven_on, "offending", offence_code=code, outcome=disposal, proven_on=proven_on,
        committed_on=proven_on - timedelta(days=days_before), district="E07000066",
    )  # fmt: skip


@pytest.fixture
def histories(county, make_record):
    """Thirty people: children who grow up, custody with release days that move, scores of two predictors."""
    for number in range(30):
        born_on = [date(1985, 3, 4), date(2007, 6, 2), date(2000, 2, 29), None][number % 4]
        court = make_record("courts", source="courts", linkable=True, born_on=born_on, sex="MF"[number % 2])
        for turn in range(1 + number % 4):
            code = ("04600", "03401", "99999", "09261")[(number + turn) % 4]
            disposal = "custody" if (number + turn) % 3 == 0 else "fine"
            convicted(court, date(2023, 11, 5) + timedelta(days=190 * turn + 11 * number), code, disposal)
        if number % 3 == 0:
            prison = make_record("prisons", source="prisons", linkable=True, person=court.person, born_on=born_on)
            sent_on = date(2023, 11, 10) + timedelta(days=11 * number)
            for stated_on, months in ((sent_on, 20), (DAYS[1], 16), (DAYS[1], 15), (None, 12)):
                happen(
                    prison, "release planned", sent_on + timedelta(days=30 * months), "custody",
                    committed_on=sent_on, stated_on=stated_on,
                )  # fmt: skip
        if number % 5 == 0:
            probation = make_record("probation", source="probation", linkable=True, person=court.person)
            score(probation, 61.5 + number, date(2025, 5, 1))
            score(probation, 20.25, DAYS[2])


def test_lists_made_together_equal_the_lists_of_each_day(histories, monkeypatch):
    with as_engine():
        proven, everybody, sent = proven_offences(AS_AT), persons(), sent_scores(AS_AT)
        wanted = {on: by_the_rules_of_one_day(on, proven, everybody, sent) for on in DAYS}
        for together in (1, 2, 20):
            monkeypatch.setattr(lists, "TOGETHER", together)
            listed_on = lists_of(reversed(DAYS), proven, everybody, sent)
            assert {on: listed_on(on) for on in DAYS} == wanted
    assert len({len(found) for found in wanted.values()}) > 1
    assert any(one.hundredths for found in wanted.values() for one in found)


def test_without_days_or_without_anybody_there_are_no_lists(county):
    with as_engine():
        proven, everybody = proven_offences(AS_AT), persons()
        assert percents_on([], proven, everybody) == {}
        assert lists_of(DAYS, proven, everybody, sent_scores(AS_AT))(DAYS[0]) == []
