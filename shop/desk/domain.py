"""Which two accounts may be one company, and how long a slip can be taken back."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from shop.names import bare, similar
from shop.refusals import Refusal

A_SLIP = timedelta(minutes=15)
SIMILAR = 0.86
NEIGHBOURS = 12  # in a long list not all are compared with all
# Many people's addresses end alike there.
POST_OFFICES = {
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "live.co.uk", "yahoo.com",
    "yahoo.co.uk", "yahoo.ie", "icloud.com", "me.com", "btinternet.com", "aol.com", "eircom.net", "proton.me",
    "msn.com",
}  # fmt: skip


def is_fresh(written: datetime, *, now: datetime) -> bool:
    return now - written < A_SLIP


@dataclass(frozen=True)
class Company:
    """What accounts are compared by."""

    pk: int
    name: str
    vat_number: str
    email: str
    postcode: str


@dataclass(frozen=True)
class Likeness:
    first: int
    second: int
    why: tuple[str, ...]


def likenesses(companies: Iterable[Company]) -> list[Likeness]:
    """Pairs that may be one company, those with most in common first."""
    companies = sorted(companies, key=lambda company: company.pk)
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for why, pairs in (
        ("Same VAT number", _alike(companies, lambda company: company.vat_number)),
        ("Same postcode and e-mail domain", _alike(companies, _mail_and_place)),
        ("Similar name", _alike_in_name(companies)),
    ):
        for pair in pairs:
            found[pair].append(why)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Likeness(first, second, tuple(why)) for (first, second), why in ordered]


def _mail_and_place(company: Company) -> str:
    domain = company.email.rpartition("@")[2].casefold()
    return f"{domain} {company.postcode}" if domain and company.postcode and domain not in POST_OFFICES else ""


def _alike(companies: list[Company], mark) -> Iterator[tuple[int, int]]:
    marked = defaultdict(list)
    for company in companies:
        if found := mark(company):
            marked[found].append(company.pk)
    for group in marked.values():
        yield from combinations(group, 2) if len(group) <= NEIGHBOURS else ((group[0], other) for other in group[1:])


def _alike_in_name(companies: list[Company]) -> Iterator[tuple[int, int]]:
    """Compared among those that begin alike; shops that differ by their number are different shops."""
    beginnings = defaultdict(list)
    for company in companies:
        name = bare(company.name)
        beginnings[name[:4], tuple(re.findall(r"\d+", name))].append((company.pk, name))
    for group in beginnings.values():
        group.sort(key=lambda pair: pair[1])
        for place, (one, name) in enumerate(group):
            for other, other_name in group[place + 1 : place + 1 + NEIGHBOURS]:
                if name == other_name or similar(name, other_name, at_least=SIMILAR):
                    yield min(one, other), max(one, other)


class CantTakeBack(Refusal):
    def __str__(self) -> str:
        minutes = int(A_SLIP.total_seconds() // 60)
        return f"Who wrote a note can take it back for {minutes} minutes. After that it stays: write another one."


class FileGone(Refusal):
    def __str__(self) -> str:
        return "This file has been removed already."
