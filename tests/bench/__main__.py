"""python -m tests.bench: build, fill, load in turns, print. Everything it starts ends with it."""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench import building, databases, pages, report, serving
from tests.bench.load import CLIENTS, rate

QUICK = bool(os.environ.get("QUICK"))
PRODUCTS = [int(count) for count in os.environ.get("BENCH_PRODUCTS", "1000" if QUICK else "1000,10000").split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", 1 if QUICK else 3))
SECONDS = 1 if QUICK else 3


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
            loads = pages.loads(ours=ours.fill(count), stock=stock.fill(count))
            for each in loads * 2:  # pictures are drawn by the first look, and parts of pages kept by the second
                servers[each.server].look(each)
            print(report.of(count, measured(loads, servers)), flush=True)


def measured(loads: list[pages.Load], servers: dict[str, serving.Server]) -> list[dict[str, float]]:
    rounds: list[dict[str, float]] = []
    for number in range(ROUNDS):
        say(f"round {number + 1} of {ROUNDS}, {CLIENTS} clients, {SECONDS} s a page ...")
        rounds.append({each.name: rate(servers[each.server], each, seconds=SECONDS) for each in loads})
    return rounds


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
