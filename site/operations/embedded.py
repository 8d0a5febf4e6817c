"""The task worker inside the server, where no broker is configured: one worker and one clock for the whole server.

Each process of the server waits for the same lock; the one that gets it works until it ends, then the next one takes
over. Tasks live in their process's memory. One that was asked for elsewhere, or was lost with its process, is asked for
again by a sweep; so whatever must happen has a row in the database and a sweep that finds it.
"""

import atexit
import fcntl
import logging
import os
import threading
from collections.abc import Callable
from typing import IO

from celery import current_app as app
from celery.beat import Scheduler
from celery.worker import WorkController, state
from django.conf import settings
from django.db import connections

LOCK = "embedded-worker.lock"
LOCK_TRIED_EVERY = 1.0
WAIT_AFTER_A_CRASH = 5.0
LONGEST_GOODBYE = 20.0

_ending = threading.Event()
_threads: list[threading.Thread] = []


def start_if_wanted() -> None:
    """Start worker and clock in exactly one process of the server."""
    if settings.EMBEDDED_WORKER:
        # The server has been checked already, and a line for each sweep would drown the log.
        os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
        logging.getLogger("celery").setLevel(logging.WARNING)
        run_beside(work_when_chosen, name="embedded-worker-waits")
        atexit.register(stop)


def stop() -> None:
    """The task in hand is finished first; gunicorn waits a little longer than this (config.gunicorn)."""
    _ending.set()
    state.should_stop = os.EX_OK  # type: ignore[assignment]
    for thread in _threads:
        thread.join(LONGEST_GOODBYE)


def run_beside(target: Callable[[], None], *, name: str) -> None:
    thread = threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    _threads.append(thread)


def work_when_chosen() -> None:
    settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.STATE_DIR / LOCK).open("a+") as lock:
        while not is_taken(lock):
            # Nobody in this process will do them, and they must not pile up.
            app.control.purge()
            if _ending.wait(LOCK_TRIED_EVERY):
                return
        threading.current_thread().name = "embedded-worker"
        run_beside(keep_time, name="embedded-clock")
        work()


def is_taken(lock: IO[str]) -> bool:
    """Held until the process ends, however it ends. The file names the process, for people."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return True


def work() -> None:
    """One task after another in this thread, started anew should the worker ever stop of itself."""
    while not _ending.is_set():
        worker = WorkController(
            app=app, pool="solo", concurrency=1, without_mingle=True, without_gossip=True, without_heartbeat=True
        )
        try:
            worker.start()
        finally:
            connections.close_all()
        _ending.wait(WAIT_AFTER_A_CRASH)


def keep_time() -> None:
    """The schedule lives in memory, so nothing in it may be rarer than the hours that a server is up."""
    schedule = Scheduler(app=app, max_interval=1)
    while not _ending.wait(max(schedule.tick(), 0)):
        pass
