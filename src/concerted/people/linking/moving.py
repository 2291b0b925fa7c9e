"""Moves records to their persons: the only thing that a merge, and its undoing, ever changes (S24)."""

from collections.abc import Collection, Hashable, Mapping
from uuid import UUID

from django.db import connection

from concerted.kernel.identifiers import new_id, new_reference
from concerted.people.bulk.merging import stage
from concerted.people.linking.persons import keep_ids, take_back


def move_records(groups: Mapping[str, Hashable], *, held: Collection[UUID] = (), among_unlinkable: bool = False) -> int:
    """Give each group of records one person, and return how many groups there are; persons left empty stay as ids.

    `groups` gives each record (its id as text) its group. Records that already have the right person are not touched,
    so their history grows by what moved and no more.
    """
    persons = _present(groups)
    shared = _held_elsewhere(groups) if among_unlinkable else set()
    before = _before(groups, persons)
    mine = {record: None if person in shared else person for record, person in persons.items()}
    kept = keep_ids(groups, mine, held=held, moved_in=before)
    without = sorted({group for group in groups.values() if group not in kept}, key=str)
    earlier: dict[Hashable, list[UUID]] = {}
    for record, person in before.items():
        earlier.setdefault(groups[record], []).append(person)
    kept |= take_back(without, earlier)
    kept |= _new_persons([group for group in without if group not in kept])
    moves = [(record, kept[group]) for record, group in groups.items() if persons[record] != kept[group]]
    if moves:
        stage("stage_move", {"record_id": "uuid", "person_id": "uuid"}, moves)
        with connection.cursor() as cursor:
            cursor.execute(
                "update people_record r set person_id = s.person_id from stage_move s where r.id = s.record_id"
            )
    return len(set(groups.values()))


def _present(groups: Mapping[str, Hashable]) -> dict[str, UUID | None]:
    with connection.cursor() as cursor:
        cursor.execute("select id, person_id from people_record where id = any (%s::uuid[])", [list(groups)])
        return {str(record): person for record, person in cursor.fetchall()}


def _held_elsewhere(groups: Mapping[str, Hashable]) -> set[UUID]:
    """Return the persons that linkable records have: one that is not linkable never shares them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct o.person_id from people_record r join people_record o using (person_id) "
            "where r.id = any (%s::uuid[]) and o.linkable",
            [list(groups)],
        )
        return {person for (person,) in cursor.fetchall()}


def _before(groups: Mapping[str, Hashable], persons: Mapping[str, UUID | None]) -> dict[str, UUID]:
    """Return, for records of persons that are split now, the person that each had before a merge emptied it."""
    claimed: dict[UUID, set[Hashable]] = {}
    for record, person in persons.items():
        if person:
            claimed.setdefault(person, set()).add(groups[record])
    split = [r for r, person in persons.items() if person and len(claimed[person]) > 1]
    if not split:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (h.row_id) h.row_id, h.person_id from people_record_history h "
            "where h.row_id = any (%s::uuid[]) and h.person_id is not null "
            "and not exists (select 1 from people_record r where r.person_id = h.person_id) "
            "order by h.row_id, h.history_id desc",
            [split],
        )
        return {str(record): person for record, person in cursor.fetchall()}


def _new_persons(groups: list[Hashable]) -> dict[Hashable, UUID]:
    """Add a person for each group: an id and a reference that nobody has."""
    if not groups:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select reference from people_person")
        taken = {reference for (reference,) in cursor.fetchall()}
        made = {}
        with cursor.cursor.copy("copy people_person (id, reference) from stdin") as copy:
            for group in groups:
                reference = new_reference()
                while reference in taken:
                    reference = new_reference()
                taken.add(reference)
                made[group] = new_id()
                copy.write_row((made[group], reference))
    return made
