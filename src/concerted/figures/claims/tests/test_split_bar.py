"""The bar of a split: shares of one bar where the parts pull one way, two bars from zero where they do not."""

import re
from xml.etree import ElementTree

import pytest

from concerted.analytics.decomposition.kitagawa import Split
from concerted.figures.claims.split_bar import DESK, PHONE, drawn

SPLITS = [Split(-107.3, -117.7), Split(750.0, -150.0), Split(-3.0, 40.0), Split(-1.0, -99.0), Split(0.0, 5.0),
          Split(10.0, 0.0), Split(5.0, -5.0)]  # fmt: skip


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("frame", [DESK, PHONE])
def test_every_bar_lies_within_the_drawing_and_has_classes_alone(split, frame):
    svg = drawn(split, "Finding & <more>", frame)
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    bars = [one.attrib for one in root if one.tag == "rect"]
    assert bars
    for bar in bars:
        assert float(bar["x"]) >= -0.1
        assert float(bar["x"]) + float(bar["width"]) <= width + 0.1
        assert float(bar["y"]) + float(bar["height"]) <= height
    assert root[0].text == "Finding & <more>"
    assert "style=" not in svg


def test_the_golden_split_is_48_and_52_per_cent():
    svg = drawn(SPLITS[0], "x", DESK)
    assert re.findall(r">(\d+)%<", svg) == ["48", "52"]
    assert "107 fewer: fewer people counted" in svg
    assert "118 fewer: a lower rate" in svg


def test_parts_that_pull_apart_have_no_shares():
    svg = drawn(SPLITS[1], "x", PHONE)
    assert "%" not in svg
    assert "750 more: more people counted" in svg
    assert "150 fewer: a lower rate" in svg
