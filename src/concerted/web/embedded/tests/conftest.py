"""A state folder of the test's own, in a place that the system user can enter, stopped and removed afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from concerted.web.embedded import cluster


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="concerted-state-"))
    folder.chmod(0o755)
    for name in ("DATABASE_URL", "CONCERTED_CONNECTIONS", "CONCERTED_PG_BIN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CONCERTED_HOME", str(folder))
    yield folder
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)
