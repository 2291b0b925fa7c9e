"""Pages through the web server with two workers, with and without policies, by one client and by sixteen."""

import asyncio
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from asking import Times, of
from loading import Owner

from concerted.access.protection import PROTECTED
from concerted.web.starting.processes import environment, web


class Site:
    """The running site, and a session of one post."""

    def __init__(self, port: int, secret: str) -> None:
        self.port, self.cookie = port, f"concerted_token={secret}"

    def times(self, path: str, rounds: int) -> Times:
        """Return the times of a page for one client on one connection."""
        line = http.client.HTTPConnection("127.0.0.1", self.port)
        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            line.request("GET", path, headers={"Cookie": self.cookie})
            answer = line.getresponse()
            answer.read()
            taken.append(1000 * (time.perf_counter() - began))
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}.")
        return of(taken)

    def a_second(self, path: str, clients: int, seconds: float) -> float:
        """Return how many requests a second some clients are answered, each on a connection of its own."""
        return asyncio.run(self._together(path, clients, seconds))

    async def _together(self, path: str, clients: int, seconds: float) -> float:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n\r\n".encode()
        began = time.perf_counter()
        counts = await asyncio.gather(*(self._one(request, began + seconds) for _ in range(clients)))
        return sum(counts) / (time.perf_counter() - began)

    async def _one(self, request: bytes, until: float) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        done = 0
        while time.perf_counter() < until:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            if not head.startswith(b"http/1.1 200"):
                raise RuntimeError(f"A page answered {head[:40]!r}.")
            await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
            done += 1
        writer.close()
        return done


@contextmanager
def site(secret: str) -> Iterator[Site]:
    """Start the web server as `concerted start` does, and stop it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = web(port)
    with open(os.devnull, "w") as nowhere:
        running = subprocess.Popen(
            [sys.executable, *process.arguments], env=environment(*process.roles), stdout=nowhere, stderr=nowhere
        )
    try:
        for _ in range(150):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.2)
        yield Site(port, secret)
    finally:
        running.terminate()
        running.wait(20)


def policies(owner: Owner, verb: str) -> None:
    """Switch the policies of every protected table off (`disable`) or on (`enable`)."""
    for protection in PROTECTED.values():
        for table in (protection.table, protection.history_table):
            owner.execute(f"alter table {table} {verb} row level security")


def with_and_without(owner: Owner, site: Site, path: str, rounds: int = 5, each: int = 30) -> tuple[float, float]:
    """Return the median of a page with and without policies, turn and turn about in one run."""
    medians: dict[str, list[float]] = {"enable": [], "disable": []}
    try:
        for _ in range(rounds):
            for verb, found in medians.items():
                policies(owner, verb)
                site.times(path, 5)
                found.append(site.times(path, each).p50)
    finally:
        policies(owner, "enable")
    return of(medians["enable"]).p50, of(medians["disable"]).p50
