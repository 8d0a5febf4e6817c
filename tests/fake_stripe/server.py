"""Stripe over HTTP, on a port of its own."""

import json
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import responses
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from tests.fake_stripe import checkout, money, outages, pages
from tests.fake_stripe.api import Api
from tests.fake_stripe.books import Books, Thing
from tests.fake_stripe.keys import Again, Keys, error
from tests.fake_stripe.outages import Outages
from tests.fake_stripe.telling import Teller

SECRET_KEY = "sk_test_everybody_may_know_this"
WEBHOOK_SECRET = "whsec_everybody_may_know_this"
Start = Callable[[str, list[tuple[str, str]]], Any]


@dataclass
class FakeStripe:
    """The whole of it. Tests hold it in their hands; the shop knows its address only."""

    webhook: str = ""
    address: str = ""
    books: Books = field(default_factory=Books)
    outages: Outages = field(default_factory=Outages)
    keys: Keys = field(default_factory=Keys)

    def __post_init__(self) -> None:
        self.api = Api(self.books, self.keys, SECRET_KEY, self.outages)
        self.teller = Teller(WEBHOOK_SECRET, self.webhook, self.outages)
        self.books.tell = self.teller.tell

    def listens_at(self, address: str) -> None:
        self.address = self.api.pages = address

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        if path.startswith("/c/pay/"):
            status, headers, text = pages.answer(self.books, method, path, body)
        elif method == "POST" and path.startswith("/outages/"):
            self.outages.begin(path.removeprefix("/outages/"), int(body or 1))
            status, headers, text = 204, {}, ""
        elif method == "POST" and path.startswith("/disputes/"):
            self.decides(*path.removeprefix("/disputes/").split("/"))
            status, headers, text = 204, {}, ""
        else:
            said = body if method == "POST" else environ.get("QUERY_STRING", "")
            status, headers, text = self.asked(method, path, said, headers_of(environ))
        sent = text.encode()
        start(f"{status} {responses[status]}", [*headers.items(), ("Content-Length", str(len(sent)))])
        return [sent]

    def asked(self, method: str, path: str, text: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
        is_again = False
        if self.outages.take(outages.LATE):
            time.sleep(self.outages.seconds)
        if self.outages.take(outages.ERROR):
            status, said = 500, error("api_error", "Something is broken here.")
        elif self.outages.take(outages.BUSY):
            status, said = 409, error("invalid_request_error", "Busy with it.", "lock_timeout")
        else:
            answer = self.api.answer(method, path, text, headers)
            (status, said), is_again = answer, isinstance(answer, Again)
        if self.outages.take(outages.DROP):
            status, said = 504, {}
        about = {"Content-Type": "application/json"} | ({"Idempotent-Replayed": "true"} if is_again else {})
        return status, about, json.dumps(said)

    def pays(self, number: str, card: str = "4242424242424242", *, proved: bool | None = None) -> Thing:
        """What a payer does on the page."""
        with self.books.lock:
            return checkout.pay(self.books, number, card, proved=proved)

    def disputes(self, number: str, *, status: str = "needs_response") -> Thing:
        """What a card's owner does at their bank."""
        with self.books.lock:
            return money.dispute(self.books, number, status=status)

    def decides(self, number: str, status: str) -> Thing:
        with self.books.lock:
            return money.decide(self.books, number, status)

    def sends_back(self, refund: str) -> Thing:
        return money.send_back(self.books, refund)


def headers_of(environ: dict[str, Any]) -> dict[str, str]:
    return {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }


class Line(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        """Without looking up its own name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()


class Quiet(WSGIRequestHandler):
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""

    def address_string(self) -> str:
        return str(self.client_address[0])


def listen(fake: FakeStripe, *, port: int = 0) -> Line:
    line = Line(("127.0.0.1", port), Quiet)
    line.set_app(fake)
    fake.listens_at(f"http://127.0.0.1:{line.server_port}")
    Thread(target=line.serve_forever, name="fake-stripe", daemon=True).start()
    return line


@contextmanager
def fake_stripe(*, webhook: str = "", port: int = 0) -> Iterator[FakeStripe]:
    fake = FakeStripe(webhook)
    line = listen(fake, port=port)
    try:
        yield fake
    finally:
        line.shutdown()
        line.server_close()
