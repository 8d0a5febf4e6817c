"""People, cafés, goods, baskets and orders for tests: each complete, saved, and no more than asked for.

shop = CafeFactory()                                        # a Cafe; its Oscar Partner is shop.partner
loaf = ProductFactory(cafe=shop, price=D("3.20"), num_in_stock=1)
ada = UserFactory(first_name="Ada", groups=["Sales"])       # verified address, password PASSWORD
basket = BasketFactory(owner=ada, lines=[(loaf, 1)])
order = OrderFactory(user=ada, lines=[(loaf, 1)])           # as a row, its stock reserved
deli = TradeAccountFactory(cafe=shop, terms="net_14")       # a company; LocationFactory(account=deli) delivers there
ada = MemberFactory(account=deli, role="buyer").user        # a person of it
van = RouteFactory(cafe=shop, zones=[Zone("BS")])           # make_rounds(now=…) then makes its rounds
"""

from datetime import time
from decimal import Decimal

import factory
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site
from django.db import transaction
from django.utils.text import slugify
from factory.django import DjangoModelFactory
from oscar.core.loading import get_class, get_model

from shop.cafes.models import Cafe
from shop.ordering.actions import claim_basket
from shop.ordering.actions.writing import line_of
from shop.ordering.numbers import new_order_number
from shop.rounds.domain.charges import Zone
from shop.rounds.models import Counter, Route
from shop.stock.reserving import hold
from shop.trade.models import Location, Member, TradeAccount

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory):
    """groups: names of roles. permissions: "app.codename". Pass verified=False for an unconfirmed address."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    first_name = "Ada"
    last_name = factory.Sequence(lambda n: f"Baker {n}")
    password = factory.Transformer(PASSWORD, transform=make_password)

    @factory.post_generation
    def verified(user, create, extracted, **kwargs):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=extracted is not False)

    @factory.post_generation
    def groups(user, create, extracted, **kwargs):
        for name in extracted or []:
            user.groups.add(Group.objects.get_or_create(name=name)[0])

    @factory.post_generation
    def permissions(user, create, extracted, **kwargs):
        for permission in extracted or []:
            label, codename = permission.split(".")
            user.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = get_model("partner", "Partner")

    name = factory.Sequence(lambda n: f"Café {n}")


class CafeFactory(DjangoModelFactory):
    """A café and its Partner; staff: people of this café. No opening hours unless added."""

    class Meta:
        model = Cafe
        exclude = ["name"]
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Café {n}")
    partner = factory.SubFactory(PartnerFactory, name=factory.SelfAttribute("..name"))
    slug = factory.LazyAttribute(lambda cafe: slugify(cafe.name))
    description = "A small café that bakes its own bread."
    email = factory.LazyAttribute(lambda cafe: f"{cafe.slug}@example.com")
    series_prefix = factory.Sequence(lambda n: f"C{n}")

    @factory.post_generation
    def staff(cafe, create, extracted, **kwargs):
        if extracted:
            cafe.partner.users.add(*extracted)


class ProductClassFactory(DjangoModelFactory):
    class Meta:
        model = get_model("catalogue", "ProductClass")
        django_get_or_create = ["slug"]

    name = "Stocked goods"
    slug = factory.LazyAttribute(lambda kind: slugify(kind.name))
    track_stock = True
    requires_shipping = True


class ProductFactory(DjangoModelFactory):
    """A product with one stock record at a café. num_in_stock=None: no count is kept in the record."""

    class Meta:
        model = get_model("catalogue", "Product")

    structure = "standalone"
    title = factory.Sequence(lambda n: f"Sourdough loaf {n}")
    upc = factory.Sequence(lambda n: f"LOAF-{n}")
    product_class = factory.SubFactory(ProductClassFactory)
    cafe = factory.SubFactory(CafeFactory)
    price = Decimal("3.50")
    num_in_stock = 10
    tax_class_id = "bread"

    @classmethod
    def _create(cls, model_class, *args, cafe, price, num_in_stock, **kwargs):
        product = super()._create(model_class, *args, **kwargs)
        get_model("partner", "StockRecord").objects.create(
            product=product,
            partner=cafe.partner,
            partner_sku=product.upc,
            price_currency=cafe.currency,
            price=price,
            num_in_stock=num_in_stock,
        )
        return product


class BasketFactory(DjangoModelFactory):
    """An open basket, priced as at the till; lines: pairs of product and quantity. owner=None: a visitor's."""

    class Meta:
        model = get_model("basket", "Basket")

    owner = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, lines=(), **kwargs):
        basket = super()._create(model_class, *args, **kwargs)
        basket.strategy = get_class("partner.strategy", "Selector")().strategy(user=basket.owner)
        for product, quantity in lines:
            basket.add_product(product, quantity)
        return basket


class OrderFactory(DjangoModelFactory):
    """An order as it stands in the database, its lines, and what they hold of the stock. Takes basket= or lines=.

    It has no round, no address and no payment of its own: what is about placing places (tests/shop/ordering).
    """

    class Meta:
        model = get_model("order", "Order")

    user = factory.SubFactory(UserFactory)

    @classmethod
    @transaction.atomic
    def _create(cls, model_class, *args, user, lines=(), basket=None, **kwargs):
        basket = basket or BasketFactory(owner=user, lines=lines or [(ProductFactory(), 1)])
        claim_basket(basket=basket)
        counted = hold(lines=basket.all_lines())
        about = {
            "number": new_order_number(),
            "site": Site.objects.get_current(),
            "currency": basket.currency,
            "total_incl_tax": basket.total_incl_tax,
            "total_excl_tax": basket.total_excl_tax,
            "status": settings.OSCAR_INITIAL_ORDER_STATUS,
        }
        order = model_class.objects.create(basket=basket, user=user, **about | kwargs)
        get_model("order", "Line").objects.bulk_create(
            line_of(order, line, is_counted=line.stockrecord_id in counted) for line in basket.all_lines()
        )
        basket.status = basket.SUBMITTED
        return order


class TradeAccountFactory(DjangoModelFactory):
    class Meta:
        model = TradeAccount

    name = factory.Sequence(lambda n: f"Corner Deli {n}")
    business = "shop"
    cafe = factory.SubFactory(CafeFactory)
    email = factory.Sequence(lambda n: f"office{n}@example.com")
    line1 = "1 High Street"
    town = "Bristol"
    postcode = "BS1 4DJ"


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    account = factory.SubFactory(TradeAccountFactory)
    user = factory.SubFactory(UserFactory)
    role = "owner"


class LocationFactory(DjangoModelFactory):
    class Meta:
        model = Location

    account = factory.SubFactory(TradeAccountFactory)
    name = factory.Sequence(lambda n: f"Back door {n}")
    line1 = "1 High Street"
    town = "Bristol"
    postcode = "BS1 4DJ"


class RouteFactory(DjangoModelFactory):
    """A van on Tuesdays and Thursdays at six, ordered for by two o'clock the day before. zones: where it goes."""

    class Meta:
        model = Route
        skip_postgeneration_save = True

    cafe = factory.SubFactory(CafeFactory)
    name = factory.Sequence(lambda n: f"Van {n}")
    weekdays = ("1", "3")
    leaves = time(6)
    arrives_from = time(7)
    arrives_until = time(11)
    cutoff_time = time(14)
    calendar = "ENG"

    @factory.post_generation
    def zones(route, create, extracted, **kwargs):
        for zone in extracted or [Zone("BS")]:
            route.areas.create(prefix=zone.prefix, charge=zone.charge, minimum=zone.minimum)


class CounterFactory(DjangoModelFactory):
    """Collection in slots of an hour, ordered for by three o'clock the day before."""

    class Meta:
        model = Counter

    cafe = factory.SubFactory(CafeFactory)
    slot_minutes = 60
    cutoff_time = time(15)
    days_ahead = 28
