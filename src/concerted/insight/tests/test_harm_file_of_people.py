"""S27: the rows of the file of people each hold the one before; nothing small is read by taking one from another."""

from concerted.analytics.harm.concentration import Sum
from concerted.insight.harm.people import _lines
from concerted.insight.harm.words import HIDDEN

SPLIT = slice(6, 9)
"""The offences with a sourced weight, an assumed one and none, in a row of the file."""


def total(people, sourced, assumed, none):
    return Sum(people, sourced + assumed + none, sourced, assumed, 100 * sourced, 100 * assumed)


def test_what_points_rest_on_is_told_only_where_no_part_moves_by_few_offences():
    curve = [
        total(30, 40, 12, 20),
        total(60, 55, 25, 35),
        total(90, 70, 20, 50),  # eight assumed more than the row last told
        total(120, 90, 40, 70),
        total(150, 110, 45, 90),  # all: five assumed more
    ]
    lines = _lines(curve, {1: curve[0], 2: curve[2], 5: curve[3]}, curve[-1])
    assert [line[SPLIT] for line in lines] == [
        (40, 12, 20),
        (HIDDEN,) * 3,  # no mark
        (HIDDEN,) * 3,
        (HIDDEN,) * 3,  # everybody less this row would tell five
        (110, 45, 90),
    ]
