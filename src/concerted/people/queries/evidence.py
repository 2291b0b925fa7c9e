"""Why records are believed to be one person: the links that the viewer may see, in sentences without a value."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from concerted.people.models import Link, Record
from concerted.people.rules.how_sure import how_sure
from concerted.people.wording import count_in_words

JOINED = ("linked", "same")
MOST_PAIRS = 3
"""So many pairs a sentence names; what holds for more is told by their number."""


@dataclass(frozen=True)
class Pair:
    """Two records of a person that a link holds together, with their agencies and the link's sentences."""

    link: Link
    left: Record
    right: Record
    between: str

    @property
    def sentences(self) -> list[str]:
        """The evidence as sentences, the weightiest first."""
        return [str(entry["words"]) for entry in weightiest_first(self.link.evidence)]


@dataclass(frozen=True)
class Belief:
    """What the page says of a person's records: the pairs, how sure (of the weakest that holds them), and why."""

    pairs: list[Pair]
    probability: float | None
    sure: str
    count: str
    sentences: list[str]
    ruled: bool


def weightiest_first(evidence: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entries of a link's evidence, the weightiest first, whichever way they point."""
    return sorted(evidence, key=lambda entry: -abs(float(entry.get("weight") or 0)))


def pairs_of(records: list[Record]) -> list[Pair]:
    """Return the visible links between visible records, the strongest first; one query."""
    by_id = {record.pk: record for record in records}
    links = Link.objects.filter(record_l_id__in=by_id, record_r_id__in=by_id, state__in=JOINED)
    names = _told_apart(records)
    pairs = []
    for link in links:
        left, right = by_id[link.record_l_id], by_id[link.record_r_id]
        pairs.append(Pair(link, left, right, f"{names[left.pk]} and {names[right.pk]}"))
    return sorted(pairs, key=lambda pair: (pair.link.state == "same", pair.link.weight or 0.0), reverse=True)


def _told_apart(records: list[Record]) -> dict[UUID, str]:
    """Return each record's agency, with its number there where an agency has several records of this person."""
    times = Counter(record.agency_id for record in records)
    return {
        record.pk: record.agency.name + (f" {record.source_key}" if times[record.agency_id] > 1 else "")
        for record in records
    }


def belief(records: list[Record]) -> Belief | None:
    """Return why a person's records are held together, or None where the viewer sees no link or a single record."""
    pairs = pairs_of(records)
    if len(records) < 2 or not pairs:
        return None
    holding = _holding(records, pairs)
    known = [pair.link.probability for pair in holding if pair.link.state == "linked" and pair.link.probability]
    weakest = min(known) if known and len(holding) == len(records) - 1 else None
    return Belief(
        pairs=pairs,
        probability=weakest,
        sure="" if weakest is None else f"{how_sure(probability=weakest).because} ({share_in_words(weakest)})",
        count=f"{count_in_words(len(records))} records".capitalize(),
        sentences=_told_once(pairs, len(records)),
        ruled=any(pair.link.state == "same" for pair in holding),
    )


def share_in_words(probability: float) -> str:
    """Return a probability in per cent, never rounded up to certainty: "99.7%", "over 99.9%"."""
    tenths = int(probability * 1000)
    return "over 99.9%" if tenths >= 1000 or probability > 0.999 else f"{tenths / 10:.1f}%"


def _holding(records: list[Record], pairs: list[Pair]) -> list[Pair]:
    """Return the strongest pairs that hold the records together, as many as are needed."""
    group: dict[UUID, UUID] = {record.pk: record.pk for record in records}
    holding = []
    for pair in pairs:
        left, right = group[pair.left.pk], group[pair.right.pk]
        if left != right:
            holding.append(pair)
            group = {record: right if of == left else of for record, of in group.items()}
    return holding


def _told_once(pairs: list[Pair], records: int) -> list[str]:
    """Return the sentences of several pairs, each once: what holds for all first, then which pairs it holds for."""
    held: dict[str, list[Pair]] = {}
    weight: dict[str, float] = {}
    for pair in pairs:
        for entry in pair.link.evidence:
            words = str(entry["words"])
            held.setdefault(words, []).append(pair)
            weight[words] = max(weight.get(words, 0.0), abs(float(entry.get("weight") or 0)))
    ordered = sorted(held, key=lambda words: (-len(held[words]), -weight[words]))
    return [_where(words, held[words], len(pairs), records) for words in ordered]


def _where(words: str, held: list[Pair], pairs: int, records: int) -> str:
    if pairs == 1 and records == 2:
        return words
    if len(held) == pairs:
        return f"{words.rstrip('.')} in all {count_in_words(records)}."
    if len(held) > MOST_PAIRS:
        return f"{words.rstrip('.')} in {count_in_words(len(held))} of {count_in_words(pairs)} pairs."
    return f"{words.rstrip('.')}: {'; '.join(dict.fromkeys(pair.between for pair in held))}."
