"""The records of a person that a viewer may see, from one query; name and facts from them and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.http import Http404

from concerted.analytics.risk.all_reoffending_predictor import ADULT_FROM
from concerted.kernel.days import completed_years
from concerted.kernel.viewer import Viewer
from concerted.people.models import Person, Record
from concerted.people.naming import full_name
from concerted.people.wording import Pronouns, joined, pronouns
from concerted.places.district_codes import district_codes

MOST_RECORDS = 300
"""Records looked at for the people of one answer: an agency may hold several of one person."""


@dataclass(frozen=True)
class Who:
    """A person as the records that the viewer may see have it; each fact is of the first record that knows it."""

    person: Person
    records: list[Record]
    name: str
    born_on: date | None
    sex: str
    district: str

    @property
    def pronouns(self) -> Pronouns:
        """The pronouns as recorded."""
        return pronouns(self.sex)

    @property
    def shown(self) -> list[UUID]:
        """The ids that the audit row of a page names."""
        return [self.person.pk, *(record.pk for record in self.records)]

    def age(self, on: date) -> int | None:
        """Completed years on a day, or None where no visible record has a birth date."""
        return completed_years(self.born_on, on) if self.born_on else None

    def may_be_child(self, on: date) -> bool:
        """Whether any visible record makes the person younger than 18 on a day: then nothing is scored (S13)."""
        return any(record.born_on and completed_years(record.born_on, on) < ADULT_FROM for record in self.records)


def visible_person(viewer: Viewer, reference: str) -> Who:
    """Return a person by the reference. Raises Http404 alike when nobody has it and when no record may be seen."""
    rows = Record.objects.filter(person__reference=reference.upper()).select_related("agency", "person")
    records = in_order(viewer, rows)
    if not records:
        raise Http404
    return who(records)


def in_order(viewer: Viewer, rows: Iterable[Record]) -> list[Record]:
    """Return records with the viewer's own agency's first, then the newest first."""
    found = list(rows)
    return sorted(found, key=lambda r: (r.agency_id == viewer.agency_id, r.pk), reverse=True)


def who(records: list[Record]) -> Who:
    """Return who a person is by records in their order; there is at least one."""
    first = records[0]
    assert first.person is not None
    return Who(
        person=first.person,
        records=records,
        name=name_of(first),
        born_on=next((r.born_on for r in records if r.born_on), None),
        sex=next((r.sex for r in records if r.sex in ("M", "F")), ""),
        district=next((district_name(r.district) for r in records if r.district), ""),
    )


def people_of(viewer: Viewer, records: Iterable[UUID]) -> list[Who]:
    """Return the people of some records with all their records that the viewer may see; one query."""
    meant = Record.objects.filter(pk__in=list(records)[:MOST_RECORDS]).values("person_id")
    return grouped(viewer, Record.objects.filter(person_id__in=meant).select_related("agency", "person"))


def grouped(viewer: Viewer, rows: Iterable[Record]) -> list[Who]:
    """Return the people of some records, with agency and person; a record without a person is nobody yet."""
    people: dict[UUID, list[Record]] = {}
    for record in in_order(viewer, rows):
        if record.person_id is not None:
            people.setdefault(record.person_id, []).append(record)
    return [who(records) for records in people.values()]


def told_of(one: Who, today: date) -> str:
    """Return the grey line of a person: age, district, whose records are seen, and the reference."""
    age = one.age(today)
    facts = [str(age) if age is not None else "birth date not known", one.district]
    agencies = sorted({record.agency.name for record in one.records})
    records = "Record of" if len(one.records) == 1 else "Records of"
    return f"{', '.join(fact for fact in facts if fact)}. {records} {joined(agencies)}. {one.person.reference}"


def name_of(record: Record) -> str:
    """Return the name for reading, given name first."""
    return full_name(record.given_name, record.family_name) or "Name not known"


def district_name(code: str) -> str:
    """Return the name of a district by its code; a code that is none of the county's stands as it is."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    return {code: name for name, code in district_codes().items() if name != code}
