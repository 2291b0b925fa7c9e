"""Fixtures of every room's tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from concerted.partnership.models import County
from concerted.web.demonstration.setting_up import set_up
from concerted.web.testing import county as rows
from concerted.web.testing.one_connection import borrowed


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever stands on a database, so that the fast check can leave it to the whole one."""
    for item in items:
        if "django_db_setup" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Make one test database as its owner, with the demonstration's agencies, posts and agreements in it.

    The stock fixture asks for `default` only: its mirrors would keep the real database's name, and tests write there.
    """
    if connections["migrator"].settings_dict["NAME"].startswith("test_"):
        yield  # the tests that span rooms have a fixture of the same name: whichever comes first makes the database
        return
    with django_db_blocker.unblock():
        config = setup_databases(verbosity=0, interactive=False, aliases={"migrator"})
        name = connections["migrator"].settings_dict["NAME"]
        assert name.startswith("test_"), name
        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        default = connections["default"]
        try:
            connections["default"] = connections["migrator"]
            set_up(rows.AS_AT)
            County.objects.update(ready_at=timezone.now())
        finally:
            connections["default"] = default
        yield
        for alias in connections:
            connections[alias].close()
        teardown_databases(config, verbosity=0)


@pytest.fixture
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A county with agencies, posts and agreements and nobody in it; everything that a test writes is rolled back."""
    with django_db_blocker.unblock(), borrowed():
        yield


@pytest.fixture
def as_role(county: None) -> Callable[..., Any]:
    """Sign in as a role for the rest of the test: `viewer = as_role("housing_officer")`."""
    return rows.sign_in_as


@pytest.fixture
def client_for(county: None) -> Callable[..., Any]:
    """A test client signed in as a role: `client_for("analyst").get("/reoffending")`."""
    return rows.client_as


@pytest.fixture
def make_record(county: None) -> Callable[..., Any]:
    """Write a source record of an agency: `make_record("police", family_name="Wrenfield")`."""
    return rows.make_record
