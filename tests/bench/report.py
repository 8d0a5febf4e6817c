"""Ratios of one run, each with its spread, beside what we aim for."""

import statistics
from dataclasses import dataclass

Rates = dict[str, float]
Rounds = list[Rates]


@dataclass(frozen=True)
class Ratio:
    words: str
    ours: str
    other: str
    goal: float


GOALS = {"listing": 45, "product": 2.5, "search": 25}
BESIDE_STOCK = [
    ratio
    for name, goal in GOALS.items()
    for ratio in (
        Ratio(f"{name}, made anew", f"ours: {name}", f"stock: {name}", goal),
        Ratio(f"{name}, signed in with own prices", f"ours: {name}, signed in", f"stock: {name}, signed in", goal),
        Ratio(f"{name}, nothing of it kept", f"nothing kept: {name}", f"stock: {name}", goal),
    )
] + [
    Ratio("add to basket", "ours: add to basket", "stock: add to basket", 2),
    Ratio("place an order of 5 lines", "ours: place an order", "stock: place an order", 3),
    Ratio("whole checkout, 5 lines", "ours: whole checkout", "stock: whole checkout", 6),
    # Stock Oscar has no home of its own: it shows its listing.
    Ratio("home, made anew", "ours: home", "stock: listing", 45),
]
BESIDE_BARE = [
    Ratio(f"{name}, stored", f"stored: {name}", "bare", 0.5) for name in ("home", "listing", "product", "a café")
]

BESIDE_ROWS = [Ratio("place an order of 5 lines", "ours: place an order", "rows alone", 1 / 30)]
TITLES = (
    ("times stock Oscar's rate", BESIDE_STOCK),
    ("of a bare view's rate", BESIDE_BARE),
    ("of PostgreSQL's own rate for the same rows", BESIDE_ROWS),
)


def of(count: int, rounds: Rounds) -> str:
    lines = [f"\n{count:,} products, {len(rounds)} rounds: median (least to most) and goal"]
    for title, ratios in TITLES:
        if found := [line(each, rounds) for each in ratios if {each.ours, each.other} <= set(rounds[0])]:
            lines += [f" {title}", *found]
    lines.append(" requests a second, of this run alone")
    for name in rounds[0]:
        lines.append(f"  {name:<36} {statistics.median(each[name] for each in rounds):10,.2f}")
    return "\n".join(lines)


def line(ratio: Ratio, rounds: Rounds) -> str:
    found = [each[ratio.ours] / each[ratio.other] for each in rounds]
    middle = statistics.median(found)
    verdict = "" if middle >= ratio.goal else "  below"
    spread = f"({min(found):.3g} to {max(found):.3g})"
    return f"  {ratio.words:<36} {middle:8.3g}  {spread}  goal {ratio.goal:.3g}{verdict}"
