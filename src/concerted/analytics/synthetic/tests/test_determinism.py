"""Equal arguments give equal bytes; another seed or day gives another county."""

from datetime import date
from hashlib import sha256

import pytest

from concerted.analytics.synthetic.county import make_county


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_arguments_write_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        make_county(seed=3, people=3_000, as_at=date(2026, 11, 24), out=tmp_path / name)
    one, two = hashes(tmp_path / "one"), hashes(tmp_path / "two")
    assert len(one) == 15 and one == two


def test_another_seed_is_another_county(tmp_path):
    for seed in (1, 2):
        make_county(seed=seed, people=1_000, as_at=date(2026, 11, 24), out=tmp_path / str(seed))
    one, two = hashes(tmp_path / "1"), hashes(tmp_path / "2")
    assert all(one[name] != two[name] for name in one)


@pytest.mark.parametrize("as_at", [date(2026, 1, 1), date(2027, 2, 28), date(2028, 2, 29)])
def test_a_county_can_be_made_for_any_day(tmp_path, as_at):
    made = make_county(seed=5, people=1_000, as_at=as_at, out=tmp_path)
    assert all(each.rows > 0 for each in made.files)
    assert int(made.world.lives.offences.proven_on.max()) < made.world.today


def test_a_county_too_small_for_a_cohort_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least 500"):
        make_county(seed=1, people=20, as_at=date(2026, 11, 24), out=tmp_path)
