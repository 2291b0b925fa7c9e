"""The fixtures of the rooms serve the tests that span rooms as well."""

from concerted.conftest import (
    as_role,
    client_for,
    county,
    django_db_setup,
    make_record,
    pytest_collection_modifyitems,
)

__all__ = ["as_role", "client_for", "county", "django_db_setup", "make_record", "pytest_collection_modifyitems"]
