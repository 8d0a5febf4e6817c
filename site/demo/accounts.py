"""Six trade accounts that between them show terms, standings and roles."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal

from shop.accounts.actions import add_person
from shop.accounts.demo import ARTHUR, BEA, BUYER, HOLLY, SECOND_BUYER
from shop.accounts.models import User
from shop.accounts.roles import APPROVER, BOOKKEEPER, OWNER, SALES, MemberRole
from shop.accounts.roles import BUYER as A_BUYER
from shop.cafes.models import Cafe
from shop.trade import domain
from shop.trade.actions.opening import open_account
from shop.trade.actions.recording import record
from shop.trade.models import DeliveryWindow, Invitation, Location, Member, TradeAccount

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    name: str
    street: str
    town: str
    postcode: str
    notes: str = ""
    contact: str = ""
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True)
class Story:
    name: str
    business: str
    cafe: str
    places: tuple[Place, ...]
    people: tuple[tuple[str, MemberRole, str | None], ...]
    terms: str
    limit: str = "0"
    country: str = "GB"
    vat_number: str = ""
    requires_po: bool = False
    since: int = 200
    hold_reason: str = ""
    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # of people who are not on the sign-in page


HARTLEYS = Story(
    name="Hartley's Kitchen",
    business="restaurant",
    cafe="early-loaf",
    places=(
        Place(
            "Kitchen",
            "41 Redcross Street",
            "Bristol",
            "BS2 0BA",
            "Blue gate on the left, code 4711. Leave the trays on the rack if nobody answers.",
            "Rosa, head of the kitchen",
            (1, 2, 3, 4, 5),
        ),
        Place("Garden café", "2 Abbey Walk", "Bath", "BA1 1LT", "Three steps down.", "Theo", (3, 4, 5, 6)),
    ),
    people=(
        (HOLLY.email, OWNER, None),
        (ARTHUR.email, APPROVER, None),
        (BUYER.email, A_BUYER, "200"),
        (BEA.email, BOOKKEEPER, None),
    ),
    terms="net_14",
    limit="1500",
    vat_number="GB980780684",
    requires_po=True,
)
CORNER = Story(
    name="Corner Provisions",
    business="shop",
    cafe="early-loaf",
    places=(Place("Shop", "118 North Street", "Bristol", "BS3 1HA", "Knock at the side door."),),
    people=((SECOND_BUYER.email, OWNER, None),),
    terms=domain.ON_DELIVERY,
    limit="400",
    since=120,
)
PANTRY = Story(
    name="The Pantry Hotel",
    business="restaurant",
    cafe="harbour-roast",
    places=(
        Place("Goods in", "7 Bute Crescent", "Cardiff", "CF10 5AN", "Ring at reception before seven.", "Night porter"),
    ),
    people=(("gwen@pantry.example", OWNER, None), (HOLLY.email, A_BUYER, "150")),
    terms="net_30",
    limit="5000",
    requires_po=True,
    since=400,
    names={"gwen@pantry.example": ("Gwen", "Pritchard")},
)
QUAYSIDE = Story(
    name="Quayside Offices",
    business="office",
    cafe="liffey-larder",
    places=(Place("Reception", "16 Sir John's Quay", "Dublin", "D02 Y820", "Sign in with security."),),
    people=(("orla@quayside.example", OWNER, None),),
    terms=domain.END_OF_MONTH,
    limit="2000",
    country="IE",
    since=90,
    names={"orla@quayside.example": ("Orla", "Keane")},
)
SCHOOL = Story(
    name="St Brigid's School",
    business="institution",
    cafe="liffey-larder",
    places=(Place("Canteen", "5 Chapel Lane", "Dublin", "D08 X4K2"),),
    people=(("noel@stbrigids.example", OWNER, None),),
    terms="net_7",
    limit="600",
    country="IE",
    since=300,
    hold_reason="Two invoices from the summer are still open. Call us, and we agree how they are paid.",
    names={"noel@stbrigids.example": ("Noel", "Daly")},
)
MARKET_HALL = Story(
    name="Market Hall Kiosk",
    business="cafe",
    cafe="harbour-roast",
    places=(Place("Kiosk 9", "Central Market", "Cardiff", "CF10 1AU"),),
    people=(("dai@kiosk.example", OWNER, None),),
    terms=domain.PREPAY,
    since=12,
    names={"dai@kiosk.example": ("Dai", "Morgan")},
)
STORIES = (HARTLEYS, CORNER, PANTRY, QUAYSIDE, SCHOOL, MARKET_HALL)


def accounts(now: datetime) -> list[TradeAccount]:
    opened = [account(story, now) for story in STORIES]
    Invitation.objects.create(
        account=opened[0],
        email="nico@hartleys.example",
        role=A_BUYER.key,
        spend_limit=Decimal(100),
        invited_by=User.objects.get(email=HOLLY.email),
        created_at=now - DAY,
        expires_at=now - DAY + domain.INVITATION_LASTS,
    )
    return opened


def account(story: Story, now: datetime) -> TradeAccount:
    first = story.places[0]
    found = open_account(
        account=TradeAccount(
            name=story.name,
            business=story.business,
            cafe=Cafe.objects.select_related("partner").get(partner__code=story.cafe),
            email=story.people[0][0],
            line1=first.street,
            town=first.town,
            postcode=first.postcode,
            country_code=story.country,
            vat_number=story.vat_number,
            terms=story.terms,
            credit_limit=Decimal(story.limit),
            requires_po=story.requires_po,
            opened_at=now - story.since * DAY,
        ),
        by=None,
    )
    for number, place in enumerate(story.places):
        add_place(found, place, story.country, is_default=number == 0)
    for email, role, limit in story.people:
        Member.objects.create(
            account=found,
            user=person(email, story),
            role=role.key,
            spend_limit=limit and Decimal(limit),
            joined_at=found.opened_at,
        )
    if story.hold_reason:
        TradeAccount.objects.filter(pk=found.pk).update(status=domain.ON_HOLD, hold_reason=story.hold_reason)
        old, new = domain.STATUSES[domain.ACTIVE], domain.STATUSES[domain.ON_HOLD]
        sales = User.objects.filter(groups__name=SALES.name).first()
        record(account=found, by=sales, what="Status", old=old, new=new, reason=story.hold_reason)
    return found


def add_place(account: TradeAccount, place: Place, country: str, *, is_default: bool) -> None:
    location = Location.objects.create(
        account=account,
        name=place.name,
        contact=place.contact,
        access_notes=place.notes,
        line1=place.street,
        town=place.town,
        postcode=place.postcode,
        country_code=country,
        is_default=is_default,
    )
    DeliveryWindow.objects.bulk_create(
        DeliveryWindow(location=location, weekday=weekday, opens=time(6), closes=time(9, 30))
        for weekday in place.weekdays
    )


def person(email: str, story: Story) -> User:
    if found := User.objects.filter(email=email).first():
        return found
    first_name, last_name = story.names[email]
    return add_person(email=email, first_name=first_name, last_name=last_name)
