"""The engine's loop: whatever waits is imported; what hangs on it is derived anew."""

import signal
from itertools import count
from threading import Event

from django.db import close_old_connections
from django.utils import timezone

from concerted.audit.keeping import keep_trail
from concerted.data_protection.access_requests.keeping import keep_answers
from concerted.exchange.importing.claim import UNFINISHED
from concerted.exchange.importing.run import import_sending
from concerted.exchange.models import Sending
from concerted.partnership.models import County
from concerted.web.engine.county import erase_confirmed, load_county, obey_rulings, refresh_county

PAUSE = 0.5
"""Seconds between two looks at the queue."""

SEALING = 20
"""Looks at the queue between two sealings of the trail: a look that finds nothing must cost next to nothing."""


def serve(people: int, *, once: bool = False) -> None:
    """Load the county, then work the queue until told to stop (SIGTERM, Ctrl-C) or, with `once`, until it is empty."""
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    if County.objects.exists():
        load_county(people)
        refresh_county(timezone.now())
    for look in count():
        if ended.is_set():
            return
        if look % SEALING == 0:
            keep_answers(timezone.localdate())
            fault = keep_trail()
            if fault:
                print(f"engine: the audit trail: {fault}", flush=True)  # noqa: T201
        obeyed = obey_rulings() or erase_confirmed()
        if work_queue():
            refresh_county(timezone.now())
        elif once and not obeyed:
            return
        close_old_connections()
        ended.wait(PAUSE)


def work_queue() -> int:
    """Import every sending that waits or that a killed process left; return how many were loaded.

    A fault of ours marks its file as failed and does not stop the others.
    """
    loaded = 0
    for identifier in Sending.objects.filter(state__in=UNFINISHED).order_by("sent_at").values_list("id", flat=True):
        try:
            done = import_sending(identifier)
        except Exception as fault:  # noqa: BLE001
            print(f"engine: {identifier}: {type(fault).__name__}", flush=True)  # noqa: T201
            continue
        loaded += done is not None and done.state == "loaded"
    return loaded
