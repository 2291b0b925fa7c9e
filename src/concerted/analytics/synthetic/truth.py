"""The truth beside the files: who is who, each offence, each stay in custody, and what the scheme truly did."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from concerted.analytics.synthetic import scheme as iom
from concerted.analytics.synthetic.calendar_days import MISSING, NEVER, Days, day_of
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.lists import catalogue, districts
from concerted.analytics.synthetic.partners.filed import Filed
from concerted.analytics.synthetic.sentencing import DISPOSALS
from concerted.analytics.synthetic.world import World
from concerted.analytics.synthetic.writing import write_json, write_parquet


def _days(days: Days) -> pa.Array:
    """Return days as Arrow dates, null where missing or never."""
    absent = (days == MISSING) | (days == NEVER)
    return pa.array(days.astype(np.int32), type=pa.int32(), mask=absent).cast(pa.date32())


def person_ids(person: Ints) -> Ints:
    """Return the truth's person ids: from 1, in order of the county's list."""
    return person + 1


def _people(world: World, out: Path) -> None:
    people = world.people
    offenders = np.zeros(len(people.given), dtype=np.bool_)
    offenders[world.person[world.lives.offences.career[world.lives.offences.proven_on > MISSING]]] = True
    codes = np.array([each.code for each in districts()], dtype=object)
    write_parquet(
        out / "people.parquet",
        {
            "person_id": pa.array(person_ids(np.arange(len(people.given)))),
            "given_name": pa.array(people.given, type=pa.string()),
            "family_name": pa.array(people.family, type=pa.string()),
            "born_on": _days(people.born_on),
            "sex": pa.array(np.where(people.female, "F", "M").tolist(), type=pa.string()),
            "district_code": pa.array(codes[people.homes.district[people.homes.now]], type=pa.string()),
            "is_offender": pa.array(offenders),
        },
    )


def _records(filed: Sequence[Filed], out: Path) -> int:
    """Write which person each id of each source means; return the number of ids."""
    known = [each for each in filed if each.source]
    return write_parquet(
        out / "records.parquet",
        {
            "source": pa.array([each.source for each in known for _ in each.keys], type=pa.string()),
            "source_key": pa.array(np.concatenate([each.keys for each in known]), type=pa.string()),
            "person_id": pa.array(person_ids(np.concatenate([each.persons for each in known]))),
        },
    )


def _offences(world: World, out: Path) -> int:
    offences = world.lives.offences
    rows = np.lexsort((offences.committed_on, world.person[offences.career]))
    disposal = np.array([*DISPOSALS, None], dtype=object)[offences.disposal[rows]]
    return write_parquet(
        out / "offences.parquet",
        {
            "person_id": pa.array(person_ids(world.person[offences.career[rows]])),
            "offence_code": pa.array(catalogue().code[offences.code[rows]], type=pa.string()),
            "committed_on": _days(offences.committed_on[rows]),
            "proven_on": _days(offences.proven_on[rows]),
            "disposal": pa.array(disposal, type=pa.string()),
            "detected": pa.array(offences.detected[rows]),
            "managed": pa.array(offences.managed[rows]),
        },
    )


def _custody(world: World, out: Path) -> None:
    spells = world.lives.spells
    rows = np.lexsort((spells.received_on, world.person[spells.career]))
    write_parquet(
        out / "custody.parquet",
        {
            "person_id": pa.array(person_ids(world.person[spells.career[rows]])),
            "received_on": _days(spells.received_on[rows]),
            "release_on": _days(spells.release_on[rows]),
            "licence_ends_on": _days(spells.licence_ends_on[rows]),
            "recalled": pa.array(spells.recalled[rows]),
        },
    )


def _caseload(world: World, out: Path) -> None:
    load = world.caseload
    write_parquet(
        out / "caseload.parquet",
        {"person_id": pa.array(person_ids(world.person[load.career])), "snapshot_on": _days(load.snapshot_on)},
    )


def _scheme(world: World, out: Path) -> None:
    scheme, offences = world.lives.scheme, world.lives.offences
    managed = np.flatnonzero(scheme.from_on != NEVER)
    prevented = sum(len(who) for who, _, _ in scheme.prevented)
    spans = zip(managed.tolist(), scheme.from_on[managed].tolist(), scheme.until_on[managed].tolist(), strict=True)
    write_json(
        out / "iom.json",
        {
            "rate_multiplier": iom.MULTIPLIER,
            "how_applied": (
                "While a person is managed, each offence that they would have committed is prevented with "
                f"chance {1 - iom.MULTIPLIER:.1f}; nothing else about them changes. People are adopted for a high "
                "likelihood by record, so a fall after adoption is more than this effect."
            ),
            "offences_committed_while_managed": int(offences.managed.sum()),
            "offences_prevented": prevented,
            "managed": [
                {
                    "person_id": int(world.person[career]) + 1,
                    "from_on": day_of(start).isoformat(),
                    "until_on": None if end == NEVER else day_of(end).isoformat(),
                }
                for career, start, end in spans
            ],
        },
    )


def write_truth(world: World, filed: Sequence[Filed], out: Path) -> None:
    """Write the truth of a county into a folder that exists."""
    _people(world, out)
    records = _records(filed, out)
    offences = _offences(world, out)
    _custody(world, out)
    _caseload(world, out)
    _scheme(world, out)
    counts = {each.name: each.rows for each in filed} | {"records": records, "offences": offences}
    write_json(
        out / "county.json",
        {"seed": world.seed, "people": len(world.people.given), "as_at": world.as_at.isoformat(), "counts": counts},
    )
