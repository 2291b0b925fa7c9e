"""Every drawing is well-formed, keeps within its frame, says its finding and carries no style unless alone."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.comparison.funnel import funnel
from concerted.analytics.comparison.process_chart import process_chart
from concerted.analytics.drawing import funnel_plot, process_behaviour, step_curve
from concerted.analytics.drawing.frame import DESK, PHONE, Label, beside, placed, step_of, top_of
from concerted.analytics.drawing.standalone import standalone
from concerted.analytics.drawing.step_curve import Curve
from concerted.analytics.intervals import Count
from concerted.analytics.survival import kaplan_meier

AREAS = {"Tendring & <Clacton>": Count(90, 300)} | {f"Area {n}": Count(20 + n, 200 + 30 * n) for n in range(12)}
PERIODS = [(f"2020-{n:02}", Count(100 + n % 3, 1000)) for n in range(1, 12)] + [("2021-01", Count(200, 1000))]
STEPS = kaplan_meier([(day, 3, 1) for day in range(10, 400, 10)])
SVG = "{http://www.w3.org/2000/svg}"


def drawings(frame):
    return {
        "funnel": funnel_plot.drawn(funnel(AREAS), sizes="offenders", frame=frame),
        "process": process_behaviour.drawn(process_chart(PERIODS), frame=frame),
        "steps": step_curve.drawn([Curve(STEPS)], "Most returned", unit="days", frame=frame),
        "several": step_curve.drawn([Curve(STEPS, "one"), Curve(STEPS[:9], "two")], "Two", unit="days", frame=frame),
    }


@pytest.mark.parametrize("frame", [DESK, PHONE], ids=["desk", "phone"])
def test_every_mark_lies_within_the_frame(frame):
    for drawing in drawings(frame).values():
        root = ElementTree.fromstring(drawing)
        for mark in root.iter():
            for name in ("x", "cx", "x1", "x2"):
                assert 0 <= float(mark.get(name, 0)) <= frame.width
            for name in ("y", "cy", "y1", "y2"):
                assert 0 <= float(mark.get(name, 0)) <= frame.height
            for pair in mark.get("points", "").split():
                x, y = map(float, pair.split(","))
                assert 0 <= x <= frame.width
                assert 0 <= y <= frame.height


def test_no_drawing_carries_style_or_a_size_of_its_own():
    for drawing in drawings(DESK).values():
        assert "style" not in drawing
        assert "fill=" not in drawing
        assert re.match(r'<svg class="app-chart__desk" viewBox="0 0 800 360" role="img" aria-labelledby="', drawing)


def test_the_title_is_the_finding():
    found = drawings(DESK)
    assert '<title id="funnel-app-chart__desk">1 of 13 areas lies outside the range' in found["funnel"]
    assert "12 of 12 periods are unusual for this rate</title>" in found["process"]
    assert "Most returned</title>" in found["steps"]


def test_unusual_areas_are_named_and_names_are_escaped():
    assert ">Tendring &amp; &lt;Clacton&gt;</text>" in drawings(DESK)["funnel"]


def test_nothing_unusual_is_a_finding_too():
    calm = funnel({name: Count(10, 100) for name in "abcd"})
    assert funnel_plot.finding(calm) == "All 4 areas lie in the range that is usual for their size"
    still = process_chart([(str(n), Count(10, 100)) for n in range(8)])
    assert process_behaviour.finding(still) == "None of 8 periods is unusual: the rate moved as it usually does"
    assert ElementTree.fromstring(process_behaviour.drawn(still)) is not None
    assert ElementTree.fromstring(funnel_plot.drawn(calm, sizes="people")) is not None


def test_a_picture_that_stands_alone_has_its_style_its_heading_and_its_foot():
    whole = standalone(drawings(DESK)["funnel"], heading="A finding " * 12, foot="It says nothing about why.")
    root = ElementTree.fromstring(whole)
    assert root.get("viewBox") == "0 0 800 448"
    assert root.find(f"{SVG}style") is not None
    assert [text.text for text in root.findall(f"{SVG}text")][-1] == "It says nothing about why."
    assert len(root.findall(f"{SVG}text")) == 3


def test_a_picture_needs_no_heading_and_no_foot():
    assert ElementTree.fromstring(standalone(drawings(DESK)["steps"])).get("viewBox") == "0 0 800 360"


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="A drawing begins with"):
        standalone("<p>no drawing</p>")


@pytest.mark.parametrize("curves", [[], [Curve([])], [Curve(STEPS)] * 5])
def test_curves_that_cannot_be_drawn_are_refused(curves):
    with pytest.raises(ValueError, match="one to 4 curves"):
        step_curve.drawn(curves, "none", unit="days")


def test_labels_do_not_cover_each_other():
    lines = placed([Label(100, 100, "one"), Label(105, 102, "two"), Label(400, 101, "far")], DESK)
    heights = [float(re.search(r' y="([\d.]+)"', line)[1]) for line in lines]
    assert sorted(heights) == [100, 101, 117]


def test_a_name_without_room_beside_its_point_is_left_out():
    crowd = [(400 + x, 200 + y) for x in range(-200, 201, 10) for y in range(-40, 41, 10)]
    assert beside([(400, 200, "crowded"), (600, 60, "free")], [*crowd, (600, 60)], DESK) == [
        '<text class="app-point-label" x="610" y="65">free</text>'
    ]


def test_a_name_goes_to_the_left_where_the_right_is_taken():
    (one, other) = beside([(300, 100, "one"), (320, 100, "other")], [(300, 100), (320, 100)], DESK)
    assert 'x="290" y="105" text-anchor="end">one<' in one
    assert 'x="330" y="105">other<' in other


@given(st.floats(0.0005, 0.99))
def test_axes_end_at_a_round_share_not_far_above_the_highest(highest):
    top = top_of(highest)
    assert highest <= top <= max(2 * highest, 0.002)
    assert 2 <= round(top / step_of(top)) <= 10
