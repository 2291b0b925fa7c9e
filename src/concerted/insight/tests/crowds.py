"""Courts' rows of invented people, many at once, for the tests of harm and of the managed cohort."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from concerted.access.models import Subject
from concerted.cases.models import Case, Step
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency
from concerted.people.models import Event, Person, Record
from concerted.places.models import District
from concerted.web.testing.county import owners_scope

ROBBERY, SHOP_THEFT, CANNABIS = "03401", "04600", "09261"
BASILDON, BRAINTREE = "E07000066", "E07000067"
OWNER = "migrator"


class Did(NamedTuple):
    """One offence, proven twenty days after it."""

    on: date
    code: str = SHOP_THEFT
    district: str = BASILDON


def crowd(everybody: Iterable[list[Did]], born_on: date = date(1985, 1, 1)) -> list[Person]:
    """Write one court record of a new person for each list of offences, and return the persons."""
    told = list(everybody)
    courts = Agency.objects.using(OWNER).get(code="courts")
    identity, offending = owners_scope("courts", "identity"), owners_scope("courts", "offending")
    persons = [Person.objects.using(OWNER).create() for _ in told]
    records = [
        Record(
            id=new_id(), scope_id=identity, agency=courts, source="courts", source_key=str(new_id()), person=person,
            linkable=True, given_name="Kieran", family_name="Featherstonehaugh-Adeyemi", born_on=born_on, sex="M",
        )
        for person in persons
    ]  # fmt: skip
    Subject.objects.using(OWNER).bulk_create(Subject(id=record.id, kind="record") for record in records)
    Record.objects.using(OWNER).bulk_create(records)
    Event.objects.using(OWNER).bulk_create(
        Event(
            scope_id=offending, record=record, source="courts", source_key=str(new_id()), kind="conviction",
            happened_on=did.on + timedelta(days=20), committed_on=did.on, proven_on=did.on + timedelta(days=20),
            offence_code=did.code, outcome="fine", district=did.district,
        )
        for record, offences in zip(records, told, strict=True)
        for did in offences
    )  # fmt: skip
    return persons


def districts() -> None:
    """Write two districts."""
    for code, name in ((BASILDON, "Basildon"), (BRAINTREE, "Braintree")):
        District.objects.using("engine").create(
            code=code, name=name, csp_code="E22000000", population=90, population_10_17=10, population_18_over=70
        )


def adopt(person: Person, on: date, left_on: date | None = None) -> None:
    """Write a case of the scheme that was adopted on a day, and perhaps left on another."""
    scope, identifier = owners_scope("iom", "case"), new_id()
    Subject.objects.using(OWNER).create(id=identifier, kind="case")
    case = Case.objects.using(OWNER).create(
        id=identifier, scope_id=scope, programme="iom", person=person, stage="left" if left_on else "adopted",
        since_on=left_on or on, opened_on=on,
    )  # fmt: skip
    Step.objects.using(OWNER).bulk_create(
        Step(
            scope_id=scope, case=case, stage=stage, on=day, because="x", decided_by="The chair",
            recorded_at=f"{day}T10:00:00Z",
        )
        for stage, day in (("proposed", on - timedelta(days=6)), ("adopted", on), ("left", left_on))
        if day is not None
    )  # fmt: skip
