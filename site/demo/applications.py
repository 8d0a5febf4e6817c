"""Applications for a trade account, one in each state that staff and applicants meet."""

from datetime import datetime, timedelta

from shop.accounts.demo import PEOPLE
from shop.accounts.models import User
from shop.accounts.roles import SALES
from shop.applying import domain
from shop.applying.models import OTHER, Application, Event
from shop.cafes.models import Cafe
from shop.trade.models import TradeAccount

DAY = timedelta(days=1)
What = Event.What


def applications(now: datetime) -> None:
    sales = User.objects.get(email=next(person.email for person in PEOPLE if person.role == SALES))
    waiting(now)
    asked_back(now, sales)
    Application.objects.create(
        name="The Reading Room",
        contact="Imogen Frost",
        email="imogen@readingroom.example",
        postcode="BS6 5QA",
        business="cafe",
        started_at=now - 3 * DAY,
        touched_at=now - 3 * DAY,
    )
    declined(now, sales)
    approved(now, sales)


def waiting(now: datetime) -> Application:
    found = Application.objects.create(
        status=domain.SENT,
        cafe=cafe("early-loaf"),
        name="Whiteladies Bistro",
        contact="Marta Nowak",
        email="marta@whiteladies.example",
        postcode="BS8 2PY",
        business="restaurant",
        vat_number="GB980780684",
        phone="+441174960112",
        website="whiteladies.example",
        line1="77 Whiteladies Road",
        town="Bristol",
        access_notes="Through the yard behind the wine shop. Somebody is there from six.",
        bills_to=OTHER,
        billing_line1="Unit 4, Temple Way",
        billing_town="Bristol",
        billing_postcode="BS1 6HG",
        wants="Sourdough and baguettes for lunch and dinner, and pastries for the weekend brunch.",
        goods=["Bread", "Pastry"],
        weekly="60 loaves, 80 baguettes, 100 croissants",
        weekdays=[1, 2, 3, 4, 5],
        **times(now, began=2, sent=1),
    )
    began(found)
    return found


def asked_back(now: datetime, sales: User) -> Application:
    found = Application.objects.create(
        status=domain.ASKED,
        cafe=cafe("harbour-roast"),
        name="Roath Co-working",
        contact="Sioned Evans",
        email="sioned@roath.example",
        postcode="CF24 3AA",
        business="office",
        phone="+442920180456",
        line1="12 Albany Road",
        town="Cardiff",
        wants="Coffee for about 140 people a day, beans and oat milk, and something sweet on Fridays.",
        goods=["Coffee", "Cakes"],
        weekly="12 kg of beans",
        weekdays=[0],
        **times(now, began=5, sent=4),
    )
    began(found)
    happened(found, What.ASKED, now - 3 * DAY, sales, "Do you have a grinder of your own, or shall we grind for you?")
    return found


def declined(now: datetime, sales: User) -> Application:
    found = Application.objects.create(
        status=domain.DECLINED,
        name="Peak View Tea Rooms",
        contact="Colin Ashe",
        email="colin@peakview.example",
        postcode="SK17 6BE",
        business="cafe",
        phone="+441612345678",
        line1="3 The Crescent",
        town="Buxton",
        wants="Cakes and scones by the tray, three times a week.",
        goods=["Cakes"],
        weekdays=[0, 2, 4],
        decided_at=now - 18 * DAY,
        decided_by=sales,
        **times(now, began=21, sent=20),
    )
    began(found)
    reason = "Buxton is too far for our vans, and the cakes don't travel well by parcel."
    happened(found, What.DECLINED, now - 18 * DAY, sales, reason)
    return found


def approved(now: datetime, sales: User) -> Application:
    account = TradeAccount.objects.get(name="Market Hall Kiosk")
    found = Application.objects.create(
        status=domain.APPROVED,
        cafe=account.cafe,
        account=account,
        name=account.name,
        contact="Dai Morgan",
        email=account.email,
        postcode=account.postcode,
        business=account.business,
        phone="+442920180789",
        line1=account.line1,
        town=account.town,
        wants="Ground coffee and tea for the kiosk.",
        goods=["Coffee", "Tea and juice"],
        weekdays=[1, 4],
        decided_at=account.opened_at,
        decided_by=sales,
        **times(now, began=15, sent=14),
    )
    began(found)
    happened(found, What.APPROVED, account.opened_at, sales, f"{account.get_terms_display()}; with {account.cafe}.")
    return found


def times(now: datetime, *, began: int, sent: int) -> dict[str, datetime]:
    then = now - sent * DAY
    return {"started_at": now - began * DAY, "touched_at": then, "sent_at": then, "agreed_at": then}


def began(application: Application) -> None:
    happened(application, What.STARTED, application.started_at)
    if application.sent_at:
        happened(application, What.SENT, application.sent_at)


def happened(application: Application, what: str, at: datetime, by: User | None = None, words: str = "") -> None:
    Event.objects.create(application=application, what=what, at=at, by=by, words=words)


def cafe(code: str) -> Cafe:
    return Cafe.objects.select_related("partner").get(partner__code=code)
