"""What a key has done once it does not do again: the same answer, to the same question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

Answer = tuple[int, dict[str, Any]]


class Again(tuple[int, dict[str, Any]]):
    """The answer of then. A header says so."""

    __slots__ = ()


@dataclass
class Asked:
    question: tuple[str, str]
    answer: Answer | None = None


@dataclass
class Keys:
    known: dict[str, Asked] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def answer(self, key: str, question: tuple[str, str], work: Callable[[], Answer]) -> Answer:
        """A question that was refused for its form alone leaves the key free; what was begun is remembered."""
        with self.lock:
            asked = self.known.get(key)
            if asked is None:
                asked = self.known[key] = Asked(question)
            elif asked.question != question:
                return 400, error(
                    "idempotency_error",
                    "Keys for idempotent requests can only be used with the same parameters they were first used with.",
                )
            elif asked.answer is None:
                return 409, error(
                    "invalid_request_error", "Another request with this key is under way.", "idempotency_key_in_use"
                )
            else:
                return Again(asked.answer)
        answer: Answer | None = None
        try:
            answer = work()
        finally:
            with self.lock:
                if answer is None or answer[0] in (400, 401, 404):
                    del self.known[key]
                else:
                    asked.answer = answer
        return answer


def error(kind: str, words: str, code: str = "", **more: Any) -> dict[str, Any]:
    return {"error": {"type": kind, "message": words, "code": code, **more}}
