"""What the crawl needs to stand on and the demo has no use for yet: orders, papers, offers, vouchers, bands."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.mail import send_mail
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.models import Account, Debit
from sandbox.money import cancel
from sandbox.story import COLLECTED_IN
from shop.applying.models import Application
from shop.desk.models import AccountFile, AccountNote
from shop.files.models import PrivateFile
from shop.ordering.actions.confirming import flag
from shop.ordering.letters import tell_received
from shop.ordering.models import Approval
from shop.outbox.letters import address
from shop.payments.models import KeptCard, Payment
from shop.privacy.actions.asking import ask
from shop.rounds.models import Closure, Round
from shop.shelf.models import Import
from shop.taking.actions.beginning import begin
from shop.taking.lines import Writing
from shop.taking.page import basket_of
from tests.factories import BasketFactory, OrderFactory, UserFactory
from tests.testbed.letters import write_letters
from tests.testbed.people import person


def furnish() -> None:
    cafe = person("café staff").partners.first()
    plenty = get_model("catalogue", "Product").objects.filter(stockrecords__num_in_stock__gte=10)
    loaf, other = plenty.filter(stockrecords__partner=cafe).order_by("pk")[:2]
    for buyer in ("buyer", "rival"):
        order = OrderFactory(user=person(buyer), lines=[(loaf, 2), (other, 2)])
        order.notes.create(message="Leave it at the back door.", user=person("sales"))
        order.shipping_address = get_model("order", "ShippingAddress").objects.create(
            first_name="Rosa", line1="41 Redcross Street", line4="Bristol", postcode="BS2 0BA", country_id="GB"
        )
        order.round = Round.objects.filter(cafe=cafe.cafe, kind="delivery", closed_at=None).latest("date")
        order.save(update_fields=["shipping_address", "round"])
        put_on_account(order)
        tell_received(order=order)
        write_letters()
        flag(order=order, words="See whether it can still go along.", now=timezone.now())
    a_card(person("buyer"))
    approvals_of(person("buyer"), cafe.cafe, loaf)
    a_visitors = BasketFactory(owner=None, lines=[(loaf, 2)])
    OrderFactory(basket=a_visitors, user=None, guest_email="guest@example.com")
    papers_and_applications(cafe)
    an_offer(loaf)
    an_order_on_the_phone(loaf)
    an_import()
    season = {"start_datetime": timezone.now(), "end_datetime": timezone.now() + timedelta(days=30)}
    vouchers = get_model("voucher", "VoucherSet").objects.create(name="Spring", count=1, code_length=8, **season)
    get_model("voucher", "Voucher").objects.create(name="Hello", code="HELLO", voucher_set=vouchers, **season)
    by_weight = get_model("shipping", "WeightBased").objects.create(name="Van")
    by_weight.bands.create(upper_limit=Decimal(10), charge=Decimal(5))
    get_model("catalogue", "Option").objects.create(name="Sliced", code="sliced")
    flour = {"product_class": loaf.product_class, "name": "Flour", "code": "flour", "type": "text"}
    get_model("catalogue", "ProductAttribute").objects.create(**flour).save_value(loaf, "Rye")
    get_model("catalogue", "AttributeOptionGroup").objects.create(name="Grind", code="grind")
    get_model("customer", "ProductAlert").objects.create(product=loaf, user=person("buyer"), status="Active")
    far_off = timezone.localdate() + timedelta(days=300)
    Closure.objects.create(cafe=cafe.cafe, first_day=far_off, last_day=far_off, reason="A wedding in the house")
    a_debit()
    ask(user=UserFactory(email="leaving@example.com", first_name="Lee", last_name="Ving"), now=timezone.now())
    send_mail("A letter", "For the reader of the outbox.", None, [person("buyer").email])


def an_order_on_the_phone(loaf) -> None:
    """That somebody of a café is taking."""
    account = person("buyer").memberships.get().account
    cleo = person("café staff")
    about = {"account": account, "user": person("buyer"), "currency": account.currency, "known": {}}
    taking = begin(by=cleo, now=timezone.now(), **about)
    Writing(taking, basket_of(taking, None), cleo, {"goods": loaf.stockrecords.get().partner_sku}).write()


def put_on_account(order) -> None:
    now = timezone.now()
    payment = Payment.objects.create(
        checkout=f"basket {order.basket_id}",
        gateway="account",
        amount=order.total_incl_tax,
        currency=order.currency,
        reference=f"Order {order.number}",
        state="due",
        expires_at=now,
        settled_at=now,
    )
    payment.shares.create(order=order, amount=order.total_incl_tax)


def a_card(buyer) -> None:
    KeptCard.objects.create(
        account=buyer.memberships.get().account,
        customer="cus_1",
        method="pm_1",
        brand="visa",
        last4="4242",
        month=12,
        year=2034,
        kept_at=timezone.now(),
    )


def approvals_of(buyer, cafe, loaf) -> None:
    """One that waits, and one that is still to be paid."""
    now, account = timezone.now(), buyer.memberships.get().account
    going = Round.objects.filter(cafe=cafe, kind="delivery", closed_at=None).latest("date")
    soon = now + timedelta(days=1)
    about = {"account": account, "asked_by": buyer, "asked_at": now, "closes_at": soon, "until": soon}
    decided = {"state": "approved", "decided_by": person("owner"), "decided_at": now, "pay_until": soon}
    for more in ({"pays_by": "account"}, {"pays_by": "bank", **decided}):
        order = OrderFactory(user=buyer, account=account, round=going, date_placed=now, lines=[(loaf, 2)])
        Approval.objects.create(**about, **more).parts.create(order=order)


def papers_and_applications(cafe):
    sales, account, now = person("sales"), person("buyer").memberships.get().account, timezone.now()
    AccountNote.objects.create(account=account, text="Rings before eight.", by=sales)
    kept = PrivateFile(name="terms.txt", content_type="text/plain", size=5, sha256="0" * 64, uploaded_by=sales)
    kept.file.save("terms.txt", ContentFile(b"Terms"))
    AccountFile.objects.create(account=account, file=kept, name=kept.name, about="Signed terms", by=sales)
    asks = {"name": "Bell Street Bakery", "email": "bell@example.com", "contact": "Tom Bell", "postcode": "BS1 4DJ"}
    Application.objects.create(**asks)
    Application.objects.create(**asks, status="sent", cafe=cafe.cafe, sent_at=now, agreed_at=now, town="Bristol")


def an_import():
    """Of people of a café, checked and not written."""
    job = Import.objects.create(table="goods", file_name="shelf.csv", by=person("café staff"), state="checked", total=1)
    job.rows.create(number=2, turn=2, kind="refused", sku="NOBODYS", why=["SKU: nothing is sold as “NOBODYS”."])


def a_debit():
    """That somebody left: what is waited for would be another page at each time of the day."""
    now = timezone.now()
    about = {"amount": Decimal(5), "currency": "GBP", "reference": "Order 234-679-CFH", "expires_at": now}
    payee = Account.objects.get(number=COLLECTED_IN.digits)
    cancel(debit=Debit.objects.create(key=uuid4(), payee=payee, return_to=address("/"), **about), now=now)


def an_offer(product):
    goods = get_model("offer", "Range").objects.create(name="Bread", is_public=True)
    goods.add_product(product)
    condition = get_model("offer", "Condition").objects.create(range=goods, type="Count", value=2)
    benefit = get_model("offer", "Benefit").objects.create(range=goods, type="Percentage", value=Decimal(5))
    offers = get_model("offer", "ConditionalOffer").objects
    return offers.create(name="Two loaves", offer_type="Site", condition=condition, benefit=benefit)
