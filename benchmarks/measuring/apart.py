"""Runs work in a process of its own, so that its peak memory is its own; and commands, for their processor time."""

import multiprocessing
import resource
import subprocess
import sys
import time
from importlib import import_module
from typing import Any, NamedTuple


class Run(NamedTuple):
    """What work returned, how long it took, and the peak memory of its process, with Python and its packages in it."""

    result: Any
    seconds: float
    processor_seconds: float
    """Of all its threads: what other work on the machine disturbs least."""
    megabytes: int
    first_seconds: float
    """Those of the first call, where the work was called twice: with what was compiled or loaded only once."""


def apart(work: str, *arguments: Any, warmed: bool = False) -> Run:
    """Run `module:function` in a new process; `warmed` calls it twice and times the second.

    The module is loaded there alone, so that no process pays for the packages of another.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (work, arguments, warmed))


def _timed(work: str, arguments: tuple[Any, ...], warmed: bool) -> Run:
    module, name = work.split(":")
    function = getattr(import_module(module), name)
    taken = []
    for _ in range(1 + warmed):
        began, used = time.perf_counter(), time.process_time()
        result = function(*arguments)
        taken.append(time.perf_counter() - began)
    return Run(
        result,
        taken[-1],
        time.process_time() - used,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        taken[0],
    )


def cpu_of_command(*words: str) -> float:
    """Return the seconds of processor time that `concerted WORDS` takes, the least of five."""
    taken = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "concerted.cli", *words], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)
