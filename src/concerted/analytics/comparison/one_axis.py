"""Holds the figures of one comparison to measures of one kind, where a file names its measures."""

from collections.abc import Iterable
from typing import NamedTuple

from concerted.analytics.comparison.rules.may_share_axis import may_share_axis
from concerted.analytics.measures.choices import Cohort
from concerted.analytics.measures.register import measures
from concerted.analytics.measures.specification import Specification
from concerted.kernel.decision import Decision
from concerted.kernel.errors import Refused


class Kind(NamedTuple):
    """What must be the same of two measures on one axis, in words."""

    family: str
    cohort: str
    shows: str


def kind_of(spec: Specification) -> Kind:
    """Return a measure's kind."""
    if spec.cohort is Cohort.CASELOAD:
        cohort = "caseload"
    else:
        cohort = "first start in a quarter" if spec.cohort_quarters == 1 else "first start in four quarters"
    return Kind(spec.family, cohort, str(spec.shows))


def may_share(specs: Iterable[Specification]) -> Decision:
    """Say whether measures may share an axis, by the rule of that name."""
    kinds = [kind_of(spec) for spec in specs]
    return may_share_axis(
        families=[kind.family for kind in kinds],
        cohorts=[kind.cohort for kind in kinds],
        shows=[kind.shows for kind in kinds],
    )


def refuse_mixed_measures(names: Iterable[str]) -> None:
    """Raise Refused when rows name several measures that may not share an axis, or of which any is not declared."""
    named = sorted(set(names))
    if len(named) < 2:
        return
    listed, declared = ", ".join(named), measures()
    unknown = [name for name in named if name not in declared]
    if unknown:
        raise Refused(
            f"The column measure names {listed}; whether they may share an axis is not known, since "
            f"{', '.join(unknown)} is not declared here. Choose one with --where measure=…"
        )
    decision = may_share(declared[name] for name in named)
    if not decision:
        raise Refused(f"The column measure names {listed}. {decision.because} Choose one with --where measure=…")
