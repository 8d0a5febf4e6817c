"""A mail server of the tests' own: it keeps what it takes, can be slow, and can refuse."""

import email
import email.policy
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage


class Session(socketserver.StreamRequestHandler):
    server: "Sink"

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        with suppress(ConnectionError):
            self.serve()

    def serve(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            match line.strip().upper().split(b" ")[0]:
                case b"EHLO" | b"HELO":
                    self.say("250 sink")
                case b"MAIL" if self.server.refusal:
                    self.say(self.server.refusal)
                case b"DATA":
                    self.say("354 go ahead")
                    self.take()
                    self.say("250 taken")
                case b"QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 fine")

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        time.sleep(self.server.pause)
        self.server.messages.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), Session)
        self.messages: list[EmailMessage] = []
        self.pause = 0.0
        self.refusal = ""

    @property
    def port(self) -> int:
        return self.server_address[1]

    def subjects(self) -> list[str]:
        return [message["Subject"] for message in list(self.messages)]


@contextmanager
def smtp_sink(port: int = 0) -> Iterator[Sink]:
    with Sink(port) as sink:
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        yield sink
        sink.shutdown()
