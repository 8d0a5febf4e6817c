"""Who buys without an account: people of the two towns, now and then, by bank."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from demo.history.world import DAY, DAYS, Going, Visit, World, worth
from shop.ordering.drafts import Address, Buyer

AHEAD = 7
A_DAY = (1, 1, 2, 2, 2, 3, 3)
# Prices for a private buyer hold VAT, which doesn't count for the least that is delivered; and a break may lower them.
ENOUGH = 2


@dataclass(frozen=True)
class Town:
    cafe: str
    route: str
    name: str
    streets: tuple[tuple[str, str], ...]
    goods: tuple[str, ...]
    people: tuple[str, ...]


BRISTOL = Town(
    "early-loaf",
    "Bristol and Bath",
    "Bristol",
    (("9 Picton Lane", "BS6 5PZ"), ("27 Coronation Road", "BS3 1AD"), ("2 Hotwell Terrace", "BS8 4UF")),
    ("EL-SOUR", "EL-BAG", "EL-LEM", "EL-SCO", "EL-ROLL", "EL-CROI", "EL-CAR", "EL-BROW", "EL-SHO"),
    (
        "Maya Lindqvist", "Tom Ashdown", "Priya Raman", "George Venn", "Hannah Okoro", "Luca Ferri", "Ines Duarte",
        "Owen Tait", "Rosa Whitfield", "Callum Frew", "Nadia Saleh", "Beth Morley", "Jonas Weir", "Tilda Marsh",
    ),
)  # fmt: skip
CARDIFF = Town(
    "harbour-roast",
    "Cardiff",
    "Cardiff",
    (("14 Plasnewydd Place", "CF24 3AB"), ("6 Romilly Crescent", "CF11 9NP"), ("31 Bute Esplanade", "CF10 5BQ")),
    ("HR-ESP", "HR-SID", "HR-TEA", "HR-EAR", "HR-MIN", "HR-CHO", "HR-DEC-F", "HR-COL"),
    (
        "Elin Rhys", "Gareth Bowen", "Sioned Parry", "Marcus Hale", "Carys Lloyd", "Idris Vaughan", "Amara Nwosu",
        "Dylan Price", "Megan Stokes", "Huw Tudor", "Freya Dunn", "Rhodri Penn",
    ),
)  # fmt: skip
NOTES = ("A birthday: please write nothing on the box.", "I come by bicycle, so no large boxes, please.")


def of_guests(world: World) -> Iterator[Visit]:
    rng = Random("guests")  # noqa: S311
    number = 0
    for ago in range(DAYS - 6, -AHEAD, -1):
        day = world.today - ago * DAY
        for _ in range(rng.choice(A_DAY)):
            number += 1
            visit = visit_of(number, day, rng.choice((BRISTOL, CARDIFF)), world, rng)
            if visit and world.is_done(visit.placed_at):
                yield visit


def visit_of(number: int, day: date, town: Town, world: World, rng: Random) -> Visit | None:
    codes = rng.sample(town.goods, rng.choice((1, 2, 2, 3, 4)))
    first = {code: world.goods[code].quantities.first for code in codes}
    goods = world.goods_on({code: least * rng.choice((1, 1, 2)) for code, least in first.items()}, day)
    name = rng.choice(town.people)
    going = gone(town, day, goods, name, world, rng)
    if going is None or not goods:
        return None
    return Visit(
        placed_at=world.placed_at(going.round, goods, rng, days_before=rng.choice((0, 0, 1, 2, 4))),
        buyer=Buyer(
            email=f"{name.lower().replace(' ', '.')}@post.example",
            name=name,
            phone=f"07700 9{rng.randrange(10**5):05d}",
        ),
        goods=goods,
        going={going.round.cafe_id: going},
        pays_by="bank",
        note=NOTES[number // 14 % len(NOTES)] if number % 14 == 0 else "",
        has_voucher=number % 17 == 3,
    )


def gone(town: Town, day: date, goods: list[tuple[Any, int]], name: str, world: World, rng: Random) -> Going | None:
    """By van where it is worth the way; else it is fetched."""
    street, postcode = rng.choice(town.streets)
    van = world.delivered(town.route, day, Address(name, street, town.name, postcode, "GB"))
    if van and worth(goods) >= van.terms.minimum * ENOUGH:
        return van
    return world.collected(town.cafe, day, rng)
