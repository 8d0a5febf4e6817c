"""An application as people read it: its topics, and under each the questions with their answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from shop.applying import domain
from shop.applying.models import Application
from shop.cafes.domain import WEEKDAYS

NOTHING = "Not given"
FOR_STAFF = {
    "start": "Who applies",
    "business": "The business",
    "addresses": "Where it would go",
    "order": "What they would order",
}


@dataclass(frozen=True)
class Part:
    step: str
    rows: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return domain.STEPS[self.step]

    @property
    def title_for_staff(self) -> str:
        return FOR_STAFF[self.step]


def parts(application: Application) -> list[Part]:
    return [
        Part(
            "start",
            _rows(
                ("Business name", application.name),
                ("Name", application.contact),
                ("E-mail address", application.email),
            ),
        ),
        Part(
            "business",
            _rows(
                ("Kind of business", application.kind),
                ("VAT number", application.vat_number),
                ("Telephone", application.phone),
                ("Website", application.website),
            ),
        ),
        Part(
            "addresses",
            _rows(
                ("Delivery", "\n".join(application.delivery_lines)),
                *(
                    [("Collects at", application.collects_at.replace("-", " ").title())]
                    if application.collects_at
                    else []
                ),
                ("For the driver", application.access_notes),
                ("Invoices", "\n".join(application.billing_lines) if application.bills_elsewhere else "Same address"),
            ),
        ),
        Part(
            "order",
            _rows(
                ("Goods", application.wants),
                ("Shelves", ", ".join(map(str, application.goods))),
                ("A week", application.weekly),
                ("Days", ", ".join(days(application.weekdays)) or "Any day"),
            ),
        ),
    ]


def _rows(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, answer or NOTHING) for label, answer in rows]


def days(numbers: Iterable[object]) -> list[str]:
    """What was typed may be no day at all."""
    return [WEEKDAYS[int(str(each))] for each in numbers if str(each) in {"0", "1", "2", "3", "4", "5", "6"}]
