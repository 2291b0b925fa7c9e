"""Which person each group of records is: an id outlives the groups, so that what hangs on it stays where it was."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from uuid import UUID


def keep_ids(
    groups: Mapping[str, Hashable],
    persons: Mapping[str, UUID | None],
    *,
    held: Collection[UUID] = (),
    moved_in: Collection[str] = (),
) -> dict[Hashable, UUID]:
    """Return the person that each group of records keeps; a group that is missing needs a person of its own.

    `groups` gives each record its group, `persons` the person that it has now. A group keeps the person that most of
    its records have, an older one (smaller id) on a tie; a person that several groups claim goes to the one with most
    of its records, those of `moved_in` (which a merge brought there) asked last. Persons in `held` (a case hangs on
    them) are kept before all others.
    """
    claims = Counter((groups[record], person) for record, person in persons.items() if person and record in groups)
    own = Counter((groups[r], p) for r, p in persons.items() if p and r in groups and r not in moved_in)
    first: dict[Hashable, str] = {}
    for record in sorted(groups):
        first.setdefault(groups[record], record)
    order = sorted(claims, key=lambda c: (c[1] not in held, -own[c], -claims[c], c[1].int, first[c[0]]))
    kept: dict[Hashable, UUID] = {}
    given: set[UUID] = set()
    for group, person in order:
        if group not in kept and person not in given:
            kept[group] = person
            given.add(person)
    return kept


def take_back(without: Iterable[Hashable], before: Mapping[Hashable, Iterable[UUID]]) -> dict[Hashable, UUID]:
    """Return the person that each group had before and that nobody has now: so a split undoes a merge.

    `before` lists, for a group, the persons without records that its records had.
    """
    taken: dict[Hashable, UUID] = {}
    for group in without:
        free = Counter(person for person in before.get(group, ()) if person not in taken.values())
        if free:
            taken[group] = max(free, key=lambda person: (free[person], -person.int))
    return taken
