"""The small simplex beside another solver, on random equations that have a solution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from concerted.analytics.disclosure.lattice import hangs_like_a_tree
from concerted.analytics.disclosure.polytope import Infeasible, Polytope


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), rows=st.integers(1, 6), columns=st.integers(1, 9))
def test_the_largest_value_is_that_of_another_solver(seed, rows, columns):
    rng = np.random.default_rng(seed)
    a = rng.integers(-1, 2, (rows, columns)).astype(float)
    b = a @ rng.integers(0, 6, columns)
    a[b < 0] *= -1
    weights = rng.integers(-2, 3, columns).astype(float)
    reader = Polytope(a, np.abs(b))
    assert reader.holds(reader.corner)
    most = linprog(-weights, A_eq=a, b_eq=np.abs(b), bounds=(0, None))
    table, reached = reader.climb(weights, 1000.0)
    assert reader.holds(table)
    if most.status == 3:
        assert reached and weights @ table >= 1000 - 1e-6
    else:
        assert not reached and weights @ table == pytest.approx(-most.fun, abs=1e-6)


def test_equations_without_a_solution_are_said_to_have_none():
    with pytest.raises(Infeasible):
        Polytope(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([1.0, 2.0]))


def test_tables_in_a_ring_do_not_hang_like_a_tree():
    ring = [frozenset("ab"), frozenset("bc"), frozenset("ac")]
    assert not hangs_like_a_tree(ring)
    assert hangs_like_a_tree(ring[:2]) and hangs_like_a_tree([*ring, frozenset("abc")])
    assert hangs_like_a_tree([frozenset()])
