"""What Today offers of records: doubtful pairs of people whom a programme works with, and no others."""

from datetime import date

from concerted.people.tests import rows
from concerted.people.today import agenda

TODAY, BEFORE = date(2027, 3, 3), date(2027, 3, 2)


def test_a_doubtful_pair_of_a_known_person_is_one_line_under_that_persons_name(make_record, as_role, monkeypatch):
    other = make_record("housing_colchester", given_name="J.", family_name="Pellinore")
    known = make_record("police", given_name="Jade", family_name="Pellinore", sex="F")
    pair = rows.link(other, known, "doubtful")
    rows.link(make_record("police"), make_record("courts"), "doubtful")
    monkeypatch.setattr("concerted.people.queries.links.persons_of_interest", lambda viewer: {known.person_id})
    (line,) = agenda(as_role("iom_coordinator"), TODAY, BEFORE).lines
    assert (line.who, line.act, line.href) == ("Jade Pellinore", "Compare", f"/links/{pair.pk}")
    assert line.what == "Two records may be one person: hers from Police, and one from Colchester housing"


def test_posts_that_do_not_look_after_links_are_told_nothing(make_record, as_role, monkeypatch):
    known = make_record("probation")
    rows.link(known, make_record("courts"), "doubtful")
    monkeypatch.setattr("concerted.people.queries.links.persons_of_interest", lambda viewer: {known.person_id})
    assert agenda(as_role("probation_officer"), TODAY, BEFORE).lines == []
