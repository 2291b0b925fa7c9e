"""A declaration that contradicts itself is refused when it is imported; what may be linked follows SAFETY S18."""

from dataclasses import replace

import pytest

from concerted.kernel.feeds import JOINED_ONE_BY_ONE, Column, Feed, InOrder, fold_header

CRN = Column(name="crn", required=True, meaning="number")
FEED = Feed(
    code="caseload",
    title="Caseload",
    agency="probation",
    category="supervision",
    columns=(CRN, Column(name="ends_on", kind="date", meaning="end")),
    load="people.caseload",
    file_pattern="*.csv",
    key=("crn",),
    gateway="An Act, section 1",
    agreement="a-2026",
    assessment="a-2026",
)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "Case Load"}, "a code is lower case letters"),
        ({"title": ""}, "say its title"),
        ({"key": ()}, "records need a key"),
        ({"key": ("nhs_no",)}, "no column nhs_no is declared"),
        ({"key": ("ends_on",)}, "column ends_on names a row and so is required"),
        ({"replace_by": ("crn",)}, "records need a key, and are not replaced"),
        ({"rows_are": "replace_whole"}, "rows replaced as a whole have no key"),
        ({"encodings": ("utf-7",)}, "encoding utf-7 is not read"),
        ({"delimiter": "x"}, "cells cannot be separated by 'x'"),
        ({"date_formats": ("%Q",)}, "date format %Q is not read"),
        ({"date_formats": ()}, "name at least one encoding and one date format"),
        ({"agreement": None}, "a gateway and an agreement come together"),
        ({"columns": (CRN, Column(name="other", meaning="x", aliases=("CRN",)))}, "answer to the same heading crn"),
        ({"in_order": (InOrder(earlier="crn", later="ends_on", wrong="x", mend="y"),)}, "column crn is compared"),
    ],
)
def test_a_feed_that_contradicts_itself_is_refused(changes, problem):
    with pytest.raises(ValueError, match=problem):
        replace(FEED, **changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "Case Ref"}, "a name is lower case letters"),
        ({"kind": "money"}, "no kind 'money'"),
        ({"meaning": ""}, "say what it means"),
        ({"kind": "code"}, "a code list belongs to kind 'code'"),
        ({"codes": {"a": "a"}}, "a code list belongs to kind 'code'"),
        ({"birth": True}, "a birth date is of kind 'date'"),
        ({"max_length": 0}, "max_length is at least 1"),
        ({"kind": "code", "codes": {"A": "a"}, "never": {"a ": "no"}}, "is both accepted and never loaded"),
    ],
)
def test_a_column_that_contradicts_itself_is_refused(changes, problem):
    with pytest.raises(ValueError, match=problem):
        replace(CRN, **changes)


def test_a_feed_with_gateway_agreement_and_assessment_is_linkable():
    assert FEED.linkable


def test_a_feed_without_gateway_and_agreement_is_not_linkable():
    assert not replace(FEED, gateway=None, agreement=None).linkable


def test_a_feed_without_assessment_is_not_linkable():
    assert not replace(FEED, assessment=None).linkable


@pytest.mark.parametrize("category", sorted(JOINED_ONE_BY_ONE))
def test_a_protected_category_is_never_linkable(category):
    assert not replace(FEED, category=category).linkable


@pytest.mark.parametrize("text", ["Crime ID", "crime_id", " crime-id ", "CRIME  ID"])
def test_headings_are_compared_without_case_and_separators(text):
    assert fold_header(text) == "crime_id"
