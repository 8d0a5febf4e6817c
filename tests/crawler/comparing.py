"""Asks a set of addresses as a role, and holds what they answer against the file."""

from collections.abc import Iterable
from pathlib import Path

from tests.crawler.known import KNOWN_FAILURES
from tests.testbed import allowed
from tests.testbed.crawl import Address, Visitor, in_a_word

FILE = Path(__file__).parent / "expected.txt"
METHODS = ("GET", "POST")


def answers(role: str, asked: Iterable[Address]) -> dict[str, allowed.Answers]:
    visitor = Visitor(role)
    return {
        address.name: tuple(in_a_word(visitor.ask(method, address.path)) for method in METHODS) for address in asked
    }


def expect_as_written(role: str, asked: list[Address]) -> None:
    found = answers(role, asked)
    written = allowed.read(FILE)
    failed = {
        (method, name)
        for name, words in found.items()
        for method, word in zip(METHODS, words, strict=True)
        if word.startswith("5")
    }
    assert failed <= set(KNOWN_FAILURES), f"500 for {role}: {sorted(failed - set(KNOWN_FAILURES))}"
    other = [
        f"{name}: {words}, and the file says {written.get(name, {}).get(role, 'nothing')}"
        for name, words in found.items()
        if words != written.get(name, {}).get(role)
    ]
    assert not other, "\n".join([f"Not what {FILE.name} says for {role}:", *other, allowed.HOW_TO_WRITE])
