"""Measures of two kinds never stand on one axis."""

import pytest

from concerted.analytics.comparison.one_axis import may_share, refuse_mixed_measures
from concerted.analytics.measures.register import measures
from concerted.kernel.errors import Refused


def test_every_pair_of_declared_measures_shares_an_axis_only_within_its_kind():
    declared = measures()
    shared = {(a, b) for a in declared for b in declared if a < b and may_share([declared[a], declared[b]])}
    assert ("local-adult", "proven") not in shared
    assert ("proven", "proven-twelve-month") not in shared
    assert ("frequency", "proven") not in shared
    assert all(may_share([spec, spec]) for spec in declared.values())


@pytest.mark.parametrize("names", [[], ["proven"], ["anything"], ["proven", "proven"]])
def test_rows_of_one_measure_may_be_compared(names):
    refuse_mixed_measures(names)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["proven", "local-adult"], "never share an axis: their follow-up and waiting times differ"),
        (["proven", "proven-twelve-month"], "their cohorts are of different kinds"),
        (["old", "new"], "is not known, since new, old is not declared here"),
    ],
)
def test_rows_of_several_kinds_are_refused_with_the_way_out(names, says):
    with pytest.raises(Refused, match=says) as refused:
        refuse_mixed_measures(names)
    assert "--where measure=" in str(refused.value)
