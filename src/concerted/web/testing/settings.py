"""Settings of the tests: every role in one process, on a database that is made for the run.

Importing them starts the tests' own embedded cluster (or uses the server of DATABASE_URL), because Django needs the
passwords of the roles before anything else.
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CONCERTED_HOME", str(Path(tempfile.gettempdir()) / f"concerted-tests-{os.getuid()}"))
os.environ["CONCERTED_ROLE"] = "app"

from concerted.web.embedded import cluster, connections, roles  # noqa: E402

if connections.uses_embedded():
    cluster.start(tests=True)
roles.prepare(tests=True)

from concerted.web.settings import *  # noqa: E402, F403
from concerted.web.settings import _database  # noqa: E402

ALL_PATHS = "-c search_path=public,access,door"
DATABASES = {alias: _database(role) for alias, role in {
    "default": "app", "gate": "gate", "front": "front", "engine": "engine", "worker": "worker", "migrator": "migrator",
}.items()}  # fmt: skip
for _alias, _entry in DATABASES.items():
    if _alias != "migrator":
        _entry["TEST"] = {"MIRROR": "migrator"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
SECRET_KEY = "only for tests"  # noqa: S105
INSTALLED_APPS = [*INSTALLED_APPS, "concerted.web.testing.victims"]  # noqa: F405
