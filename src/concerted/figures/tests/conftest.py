"""Drafted cells of a measure, written as the engine writes them."""

from datetime import UTC, date, datetime

import pytest

from concerted.access.models import Scope
from concerted.figures.models import Cell, Run
from concerted.kernel.identifiers import new_id

AT = datetime(2027, 3, 3, 10, tzinfo=UTC)
QUARTERS = {"2025Q1": (3, 31), "2025Q2": (6, 30), "2025Q3": (9, 30), "2025Q4": (12, 31)}
YEAR_END = date(2025, 12, 31)
COUNTS = {
    ("E07000071", "18-20", "M"): (60, 30),
    ("E07000071", "21+", "M"): (80, 24),
    ("E07000071", "21+", "F"): (50, 20),
    ("E07000066", "18-20", "M"): (70, 30),
    ("E07000066", "21+", "M"): (90, 26),
    ("E07000066", "21+", "F"): (50, 22),
    ("E07000067", "21+", "M"): (40, 20),
    ("unassigned", "21+", "M"): (3, 1),
}


def write_run(counts=COUNTS, measure="proven", provisional=(), using="migrator"):
    """Write a run whose every quarter holds `counts`: (offenders, reoffenders) by area, age band and sex."""
    run = Run.objects.using(using).create(
        measure=measure, edition="an edition", definition="Adults; the definition.", as_at_on=AT.date(), ran_at=AT,
        data_hash="d" * 64, linkage_version="none", engine="test", cells_hash="c" * 64,
    )  # fmt: skip
    scope = Scope.objects.using("migrator").get(agency__code="unit", category="figures", sensitivity=0).pk
    Cell.objects.using(using).bulk_create(
        Cell(
            run=run, scope_id=scope, quarter=quarter, ends_on=date(2025, *ends), area=area, age_band=band, sex=sex,
            offenders=n, reoffenders=r, reoffences=2 * r, provisional=quarter in provisional,
        )
        for quarter, ends in QUARTERS.items()
        for (area, band, sex), (n, r) in counts.items()
    )  # fmt: skip
    return run


def more(**steps):
    """The counts with one cell changed: more(E07000071=(20, 5)) adds to the first cell of that area."""
    found = dict(COUNTS)
    for area, (n, r) in steps.items():
        key = next(k for k in found if k[0] == area)
        found[key] = (found[key][0] + n, found[key][1] + r)
    return found


@pytest.fixture
def once_more():
    """A fresh identifier for an act."""
    return new_id
