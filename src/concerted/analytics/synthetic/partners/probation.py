"""Probation's workbook: `probation_caseload.xlsx` with quarter-end caseload, scores and contacts."""

from pathlib import Path

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.partners.filed import Columns, Filed, columns_of, send_twice
from concerted.analytics.synthetic.partners.probation_contacts import contact_rows, recalls
from concerted.analytics.synthetic.partners.probation_scores import score_rows
from concerted.analytics.synthetic.partners.sheet_days import day_cells
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Habits, Register, district_texts, enrol
from concerted.analytics.synthetic.sentencing import CUSTODY, DISPOSALS
from concerted.analytics.synthetic.workbook import Formula, write_workbook
from concerted.analytics.synthetic.world import World

NAME = "probation_caseload.xlsx"
HABITS = Habits("probation", "X{n:06d}", care=0.8, twice=0.02)


def _caseload(rng: np.random.Generator, world: World, register: Register) -> tuple[Columns, Ints]:
    """Return the sheet `Caseload` and the register entry of each row."""
    load = world.caseload
    person, day = world.person[load.career], load.snapshot_on
    entry = register.entries(person, day)
    order = np.where(load.kind == CUSTODY, "licence", np.array(DISPOSALS, dtype=object)[load.kind])
    columns = columns_of(
        crn=register.key[entry],
        given_name=register.given[entry],
        family_name=register.family_on(entry, day),
        birth_date=day_cells(rng, register.born_on[entry], as_text=0.03),
        sex=register.sex[entry],
        address=register.address_on(entry, day),
        postcode=register.postcode_on(entry, day),
        district=district_texts(rng, register.district_on(entry, day), codes=0.02, odd=0.01),
        snapshot_on=day_cells(rng, day, as_text=0.01),
        order=order,
        sentenced_on=day_cells(rng, load.sentenced_on, as_text=0.01),
        order_ends_on=day_cells(rng, load.ends_on, as_text=0.01),
    )
    year = world.as_at.year
    dirt.spoil(rng, columns["order_ends_on"], 0.0004, [f"31/02/{year}", "indefinite"])
    dirt.spoil(rng, columns["birth_date"], 0.0003, ["30/02/1985"])
    dirt.spoil(rng, columns["district"], 0.0008, ["Colchestr ", "No fixed abode", "E07000999"])
    send_twice(rng, columns)
    return columns, entry


def _scores(rng: np.random.Generator, world: World, register: Register) -> tuple[Columns, Ints]:
    """Return the sheet `Scores`, with formulas in a few cells, and the entry of each row."""
    scores = score_rows(rng, world)
    entry = register.entries(world.person[scores.career], scores.scored_on)
    columns = columns_of(
        crn=register.key[entry],
        scored_on=day_cells(rng, scores.scored_on, as_text=0.02),
        predictor=scores.predictor,
        version=scores.version,
        percent=scores.percent,
    )
    dirt.spoil(rng, columns["percent"], 0.0012, ["=B2*1.1", Formula("B2*1.1"), 134.0, "high"])
    send_twice(rng, columns)
    return columns, entry


def _contacts(rng: np.random.Generator, world: World, register: Register) -> tuple[Columns, Ints]:
    """Return the sheet `Contacts` and the entry of each row."""
    career, day, kind = contact_rows(rng, world)
    entry = register.entries(world.person[career], day)
    columns = columns_of(crn=register.key[entry], happened_on=day_cells(rng, day, as_text=0.01), kind=kind)
    dirt.spoil(rng, columns["happened_on"], 0.0005, [f"31/02/{world.as_at.year}", "05/05/2099"])
    dirt.spoil(rng, columns["kind"], 0.0005, ["DNA", "?"])
    send_twice(rng, columns)
    return columns, entry


def write(world: World, out: Path) -> Filed:
    """Write the workbook; return what was filed."""
    rng = stream(world.seed, "probation")
    recalled, recalled_on = recalls(world)
    known = np.concatenate([world.caseload.career, recalled])
    day = np.concatenate([world.caseload.snapshot_on, recalled_on])
    register = enrol(world.seed, world.people, HABITS, world.person[known], day)
    caseload, in_caseload = _caseload(rng, world, register)
    scores, in_scores = _scores(rng, world, register)
    contacts, in_contacts = _contacts(rng, world, register)
    rows = write_workbook(out / NAME, {"Caseload": caseload, "Scores": scores, "Contacts": contacts})
    named = np.unique(np.concatenate([in_caseload, in_scores, in_contacts]))
    return Filed(NAME, rows, "probation", register.key[named], register.person[named])
