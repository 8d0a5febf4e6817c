"""The people of the demo. The seeds make them and the sign-in page lists them, only while settings.DEMO is on."""

from dataclasses import dataclass

from django.conf import settings

from shop.accounts.roles import ADMINISTRATOR, CAFE_STAFF, MARKETING, OPERATIONS, SALES, Role

PASSWORD = "fresh-bread-daily"  # noqa: S105


@dataclass(frozen=True)
class DemoPerson:
    email: str
    first_name: str
    last_name: str
    sees: str
    role: Role | None = None

    @property
    def is_buyer(self) -> bool:
        return self.role is None

    @property
    def job(self) -> str:
        return self.role.name if self.role else "Buyer"


BUYER = DemoPerson("ada@hartleys.example", "Ada", "Hartley", "Shops, fills a basket, sees her own orders.")
SECOND_BUYER = DemoPerson("ben@corner.example", "Ben", "Okafor", "Another company's buyer: sees none of Ada's orders.")
PEOPLE = (
    BUYER,
    SECOND_BUYER,
    DemoPerson("olive@cafedjango.example", "Olive", "Marsh", "The dashboard: orders, goods, stock, cafés.", OPERATIONS),
    DemoPerson("sam@cafedjango.example", "Sam", "Reid", "The dashboard: customers and their orders.", SALES),
    DemoPerson("cleo@cafedjango.example", "Cleo", "Bianchi", "The dashboard of one café only.", CAFE_STAFF),
    DemoPerson("mara@cafedjango.example", "Mara", "Lind", "The CMS: pages, news, pictures.", MARKETING),
    DemoPerson("ann@cafedjango.example", "Ann", "Keeper", "Everything: dashboard, CMS and tables.", ADMINISTRATOR),
)


def sign_ins() -> dict[str, object]:
    """What the sign-in page shows of them."""
    return {"demo_people": PEOPLE, "demo_password": PASSWORD} if settings.DEMO else {}
