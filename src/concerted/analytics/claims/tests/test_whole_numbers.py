"""A printed rate allows exactly the whole numbers that round to it, and what none gives is refused."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.claims.figures import PrintedRate, Written, figures_of, parts_of, wholes_of
from concerted.kernel.errors import Refused

COUNTED = st.integers(1, 200_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def printed(part: int, whole: int, decimals: int, rounding: str = ROUND_HALF_UP) -> PrintedRate:
    with localcontext(prec=60):
        share = Decimal(100 * part) / Decimal(whole)
        return PrintedRate(str(share.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)))


@given(COUNTED, st.integers(0, 4), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_the_true_number_is_always_among_the_candidates(counted, decimals, rounding):
    part, whole = counted
    rate = printed(part, whole, decimals, rounding)
    figures = figures_of(Written(rate, whole=whole))
    assert part in figures.parts
    assert figures.best.part in figures.parts
    if part:
        assert whole in wholes_of(rate, part) or rate.percent <= rate.half


@given(st.integers(1, 300), st.integers(0, 2), st.data())
def test_a_rate_is_refused_exactly_when_no_whole_number_rounds_to_it(whole, decimals, data):
    rate = PrintedRate(str(Decimal(data.draw(st.integers(0, 100 * 10**decimals))).scaleb(-decimals)))
    fitting = [part for part in range(whole + 1) if abs(100 * part - rate.percent * whole) <= rate.half * whole]
    assert list(parts_of(rate, whole)) == fitting
    if fitting:
        assert list(figures_of(Written(rate, whole=whole)).parts) == fitting
    else:
        with pytest.raises(Refused, match="no whole number of people gives that"):
            figures_of(Written(rate, whole=whole))


@given(st.integers(1, 40), st.integers(2, 100))
def test_every_whole_that_rounds_to_the_rate_is_found_and_no_other(part, percent):
    rate = PrintedRate(str(percent))
    fitting = [n for n in range(part, 100 * part) if abs(100 * part - percent * n) <= rate.half * n]
    assert list(wholes_of(rate, part)) == fitting


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (Written(PrintedRate("108"), whole=200), "108% of 200: a rate cannot be above 100%"),
        (Written(PrintedRate("-5"), whole=200), "-5% of 200: a rate cannot be below 0%"),
        (Written(None, 300, 200), "300 of 200: a part cannot be above its whole"),
        (Written(None, -3, 200), "-3 of 200: a number of people cannot be below 0"),
        (Written(PrintedRate("5"), whole=0), "5% of 0: nobody was counted"),
        (Written(None, 0, 0), "0 of 0: nobody was counted"),
        (
            Written(PrintedRate("10.00"), whole=7),
            "10.00% of 7: no whole number of people gives that. 0 of 7 is 0.00% and 1 of 7 is 14.29%.",
        ),
        (Written(PrintedRate("9.42"), 982, 11_617), "982 of 11,617 is 8.45%, not 9.42%."),
        (Written(PrintedRate("9.42"), part=3), "3 people at a rate of 9.42%: no whole number of people counted"),
        (Written(PrintedRate("5"), whole=10**13), "A number of 14 digits is no number of people"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(written, reason):
    with pytest.raises(Refused) as refused:
        figures_of(written)
    assert reason in str(refused.value)


def test_a_rate_cut_off_rather_than_rounded_may_have_no_whole_number():
    assert not parts_of(printed(2, 3, 2, ROUND_DOWN), 3)


def test_nothing_and_everybody_are_rates_too():
    assert list(parts_of(PrintedRate("0"), 10)) == [0]
    assert list(parts_of(PrintedRate("100"), 10)) == [10]
