"""A word of direction that is against all figures of a claim is told; one that fits any of them is not."""

import pytest

from concerted.analytics.claims.answer import as_text
from concerted.analytics.claims.check import check
from concerted.analytics.claims.claim import claim_of
from concerted.analytics.claims.direction import contradiction


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("reoffending rose from 5% to 4%, from 100 to 75 people", "rose"),
        ("reoffending fell from 4% to 5%, from 75 to 100 people", "fell"),
        ("reoffending rose from 5% of 100 to 4% of 100", "rose"),
        ("reoffending fell from 5% to 4%, from 100 to 75 people", None),
        ("reoffending fell from 5% of 100 to 4% of 150", None),
        ("reoffending rose from 5% of 100 to 4% of 150", None),
        ("the fall has ended: reoffending rose from 5% of 100 to 4% of 75", None),
        ("5% of 100 reoffended and then 4% of 75", None),
        ("a rise to 5% of 100 who reoffended", None),
    ],
)
def test_a_word_against_every_figure_is_told(text, told):
    checked = check(claim_of([text]))
    found = contradiction(checked)
    assert (found is None) == (told is None)
    if told is not None:
        assert found is not None and f"“{told}”" in found and found in "\n".join(as_text(checked))
