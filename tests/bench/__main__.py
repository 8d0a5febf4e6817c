"""python -m tests.bench: build, fill, load in turns, print. Everything it starts ends with it."""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench import building, customers, databases, orders, pages, report, rows, serving
from tests.bench.load import CLIENTS, rate

QUICK = bool(os.environ.get("QUICK"))
PRODUCTS = [int(count) for count in os.environ.get("BENCH_PRODUCTS", "1000" if QUICK else "1000,10000").split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", 1 if QUICK else 3))
SECONDS = 1 if QUICK else 3
PREPARED = 40 if QUICK else 120
ONLY = os.environ.get("BENCH_ONLY", "")


def main() -> None:
    state = Path(os.environ.get("STATE_DIR", building.ROOT / "var")).resolve()
    oscar = building.stock_oscar(state / "bench")
    with tempfile.TemporaryDirectory(prefix="cafedjango-bench-") as folder, ExitStack() as served:
        ours_url, stock_url = (served.enter_context(each) for each in databases.two(Path(folder)))
        ours = serving.Ours(Path(folder) / "ours", ours_url)
        stock = serving.Stock(Path(folder) / "stock", stock_url, python=oscar)
        for house in (ours, stock):
            house.build()
        servers = {
            "ours": served.enter_context(ours.server()),
            "nothing kept": served.enter_context(ours.with_nothing_kept()),
            "stock": served.enter_context(stock.server()),
            "bare": served.enter_context(serving.bare(Path(folder))),
        }
        for count in PRODUCTS:
            say(f"filling both with {count:,} products ...")
            shown = {"ours": ours.fill(count), "stock": stock.fill(count)}
            found: list[report.Rates] = [{} for _ in range(ROUNDS)]
            if ONLY != "orders":
                with_pages(found, pages.loads(**shown), servers)
            if ONLY != "pages":
                with_orders(found, shown, servers, ours_url)
            print(report.of(count, found), flush=True)


def with_pages(found: list[report.Rates], loads: list[pages.Load], servers: dict[str, serving.Server]) -> None:
    for each in loads * 2:  # pictures are drawn by the first look, and parts of pages kept by the second
        servers[each.server].look(each)
    for number, rates in enumerate(found, 1):
        say(f"round {number} of {ROUNDS}, {CLIENTS} clients, {SECONDS} s a page ...")
        rates.update({each.name: rate(servers[each.server], each, seconds=SECONDS) for each in loads})


def with_orders(
    found: list[report.Rates], shown: dict[str, pages.Shown], servers: dict[str, serving.Server], database: str
) -> None:
    """After the pages, for what has been ordered is in the way of none of them."""
    tills = {"stock": customers.Stock(shown["stock"]), "ours": customers.Ours(shown["ours"])}
    counters = [orders.Counter.of(name, till, servers[name]) for name, till in tills.items()]
    alone = rows.Sample.of(database)
    for number, rates in enumerate(found, 1):
        say(f"round {number} of {ROUNDS}, {CLIENTS} clients, {PREPARED} orders ...")
        rates.update(orders.measured(counters, prepared=PREPARED, seconds=SECONDS, alone=alone))


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
