"""How many orders of five lines a second: the last step alone, the whole way to it, and its rows alone."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from tests.bench import rows
from tests.bench.customers import Customer, Till
from tests.bench.load import CLIENTS, by_hand
from tests.bench.serving import Server


@dataclass(frozen=True)
class Counter:
    """A shop's till and the people before it. The first of them orders once, so that there is an order to look at."""

    name: str
    till: Till
    people: list[Customer]

    @classmethod
    def of(cls, name: str, till: Till, server: Server) -> "Counter":
        first, *people = (Customer(server, session) for session in till.shown.sessions)
        whole(till, first)
        return cls(name, till, people)


def whole(till: Till, customer: Customer) -> None:
    """From an empty basket to the thanks."""
    customer.get(till.place(customer, till.come(customer)))


def measured(counters: list[Counter], *, prepared: int, seconds: float, alone: rows.Sample) -> Mapping[str, float]:
    return dict(rates(counters, prepared, seconds, alone))


def rates(counters: list[Counter], prepared: int, seconds: float, alone: rows.Sample) -> Iterator[tuple[str, float]]:
    for counter in counters:
        yield f"{counter.name}: place an order", places(counter.till, counter.people[:prepared])
    for counter in counters:
        asking = [partial(whole, counter.till, customer) for customer in counter.people[:CLIENTS]]
        yield f"{counter.name}: whole checkout", by_hand(asking, seconds)
    yield "rows alone", rows.rate(alone, seconds)


def places(till: Till, people: list[Customer]) -> float:
    """Each stands at the last step already, with a basket of their own."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        sent = list(pool.map(till.come, people))
        begun = perf_counter()
        list(pool.map(till.place, people, sent))
        return len(people) / (perf_counter() - begun)
