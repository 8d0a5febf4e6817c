"""The people of the demo. The seeds make them and the sign-in page lists them, only while settings.DEMO is on."""

from dataclasses import dataclass

from django.conf import settings

from shop.accounts.roles import (
    ADMINISTRATOR,
    APPROVER,
    BOOKKEEPER,
    CAFE_STAFF,
    MARKETING,
    OPERATIONS,
    OWNER,
    SALES,
    MemberRole,
    Role,
)
from shop.accounts.roles import BUYER as A_BUYER

PASSWORD = "fresh-bread-daily"  # noqa: S105


@dataclass(frozen=True)
class DemoPerson:
    email: str
    first_name: str
    last_name: str
    sees: str
    role: Role | None = None
    cafe: str = ""  # the code of the café that café staff belong to
    member: MemberRole | None = None  # of a trade account (demo.accounts)

    @property
    def is_buyer(self) -> bool:
        return self.role is None

    @property
    def job(self) -> str:
        part = self.role or self.member
        return part.name if part else "Customer"


BUYER = DemoPerson("ada@hartleys.example", "Ada", "Hartley", "Hartley’s Kitchen: orders, up to £200.", member=A_BUYER)
SECOND_BUYER = DemoPerson(
    "ben@corner.example", "Ben", "Okafor", "Another company’s owner: sees nothing of Hartley’s.", member=OWNER
)
HOLLY = DemoPerson(
    "holly@hartleys.example", "Holly", "Hartley", "Hartley’s Kitchen: everything. And buys for a hotel.", member=OWNER
)
ARTHUR = DemoPerson(
    "arthur@hartleys.example", "Arthur", "Penn", "Hartley’s Kitchen: lets large orders through.", member=APPROVER
)
BEA = DemoPerson(
    "bea@hartleys.example", "Bea", "Lowry", "Hartley’s Kitchen: invoices and statements only.", member=BOOKKEEPER
)
PEOPLE = (
    BUYER,
    HOLLY,
    ARTHUR,
    BEA,
    SECOND_BUYER,
    DemoPerson("olive@cafedjango.example", "Olive", "Marsh", "The dashboard: orders, goods, stock, cafés.", OPERATIONS),
    DemoPerson("sam@cafedjango.example", "Sam", "Reid", "The dashboard: customers and their orders.", SALES),
    DemoPerson(
        "cleo@cafedjango.example", "Cleo", "Bianchi", "The dashboard of one café only.", CAFE_STAFF, "early-loaf"
    ),
    DemoPerson("nuala@cafedjango.example", "Nuala", "Byrne", "The same, of another café.", CAFE_STAFF, "liffey-larder"),
    DemoPerson("mara@cafedjango.example", "Mara", "Lind", "The CMS: pages, news, pictures.", MARKETING),
    DemoPerson("ann@cafedjango.example", "Ann", "Keeper", "Everything: dashboard, CMS and tables.", ADMINISTRATOR),
)


def sign_ins() -> dict[str, object]:
    """What the sign-in page shows of them."""
    return {"demo_people": PEOPLE, "demo_password": PASSWORD} if settings.DEMO else {}
