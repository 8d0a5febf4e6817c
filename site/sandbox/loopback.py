"""The bank's API on a port of its own, for a house that runs in few threads.

Whoever asks the bank keeps a thread until it answers; if all wait, none is left to answer. Each process of the server
listens on the same port, and the system shares the calls out.
"""

import logging
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

log = logging.getLogger(__name__)

API = "/sandbox/bank/api/"
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Line(ThreadedWSGIServer):
    daemon_threads = True
    allow_reuse_port = True
    request_queue_size = 128


class Quiet(WSGIRequestHandler):
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        """The house's own log tells of requests."""


def only_the_api(application: Application) -> Application:
    def answer(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if request.get("PATH_INFO", "").startswith(API):
            return application(request, start_response)
        start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
        return []

    return answer


def listen(application: Application, *, port: int) -> Line:
    """In threads of this process; `line.shutdown()` ends it."""
    line = Line(("127.0.0.1", port), Quiet)
    line.set_app(only_the_api(application))
    Thread(target=line.serve_forever, name="sandbox-bank", daemon=True).start()
    return line


def listen_if_wanted(application: Application, *, api: str, site: str) -> None:
    """Where the API has an address of its own on this machine."""
    there, here = urlsplit(api), urlsplit(site)
    if there.hostname != "127.0.0.1" or there.port is None or there.port == here.port:
        return
    try:
        listen(application, port=there.port)
    except OSError as error:
        log.warning("The demo's bank can't listen on port %s: %s", there.port, error)
