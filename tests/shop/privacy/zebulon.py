"""A customer with an unusual name, who has left traces wherever a customer can."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone
from oscar.core.loading import get_model
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import ModelLogEntry, Page

from shop.applying.models import Application
from shop.desk.models import AccountNote
from shop.ordering.models import OrderLetter
from shop.outbox.letters import Letter, send_letter
from shop.trade.actions.recording import record
from shop.trade.models import Invitation
from tests.factories import (
    BasketFactory,
    LocationFactory,
    MemberFactory,
    OrderFactory,
    ProductFactory,
    TradeAccountFactory,
    UserFactory,
)

FIRST, LAST, ADDRESS = "Zebulon", "Quartermain-Oyelaran", "zq@unusual-planet.example"
WORDS = (FIRST, LAST, ADDRESS)


def zebulon(*, role="buyer", others=("owner",)):
    """A member of an account to which others belong too."""
    user = UserFactory(email=ADDRESS, first_name=FIRST, last_name=LAST)
    account = TradeAccountFactory(name="Rye & Shine")
    MemberFactory(account=account, user=user, role=role)
    for other in others:
        MemberFactory(account=account, role=other)
    return user, account


def leaves_traces(user, account) -> None:
    loaf = ProductFactory()
    now = timezone.now()
    country = get_model("address", "Country").objects.get_or_create(iso_3166_1_a2="GB", defaults={"name": "UK"})[0]
    lived = {"first_name": FIRST, "last_name": LAST, "line1": "1 Far Lane", "postcode": "LS1 4AB", "country": country}

    order = OrderFactory(user=user, lines=[(loaf, 2)], status="Issued")
    order.shipping_address = get_model("order", "ShippingAddress").objects.create(**lived)
    order.billing_address = get_model("order", "BillingAddress").objects.create(**lived)
    order.save()
    OrderLetter.objects.create(
        order=order, kind="received", at=now, recipient=ADDRESS, subject=f"For {FIRST}", body=LAST, envelope={}
    )
    BasketFactory(owner=user, lines=[(loaf, 1)])
    get_model("address", "UserAddress").objects.create(user=user, **lived)
    get_model("customer", "ProductAlert").objects.create(product=loaf, user=user)
    get_model("customer", "ProductAlert").objects.create(product=loaf, email=ADDRESS.upper(), key="k")
    get_model("wishlists", "WishList").objects.create(owner=user, name=f"{FIRST}'s list").add(loaf)
    get_model("reviews", "ProductReview").objects.create(product=loaf, user=user, title="Good", body=FIRST, score=5)
    get_model("analytics", "UserSearch").objects.create(user=user, query=f"{FIRST} bread")
    get_model("analytics", "UserRecord").objects.get_or_create(user=user)
    get_model("communication", "Email").objects.create(
        user=user, email=ADDRESS, subject="Hi", body_text=f"Dear {FIRST}"
    )
    get_model("communication", "Notification").objects.create(recipient=user, subject=f"For {FIRST}")
    get_model("payment", "Bankcard").objects.create(
        user=user, card_type="Visa", name=f"{FIRST} {LAST}", number="4111111111111111", expiry_date=now.date()
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of-the-second-step"})
    UserSession.objects.create(user=user, ip="203.0.113.9", user_agent=f"{FIRST}phone", session_key="s" * 32)

    for open_still in (True, False):
        inviter = TradeAccountFactory()
        Invitation.objects.create(
            account=inviter,
            email=ADDRESS.capitalize(),
            role="buyer",
            expires_at=now + timedelta(days=1),
            accepted_at=None if open_still else now,
        )
    for status in ("draft", "sent", "asked", "declined"):
        Application.objects.create(
            status=status,
            name=f"{LAST} Bakery",
            contact=f"{FIRST} {LAST}",
            email=ADDRESS,
            sent_at=None if status == "draft" else now,
        )
    record(account=account, by=user, what=f"{FIRST} {LAST} joined", new="Buyer")
    LocationFactory(account=account, contact=f"{FIRST} {LAST}")

    send_letter(letter=Letter(subject=f"Dear {FIRST}", paragraphs=(f"Hello {LAST}",)), to=[ADDRESS])
    about = Letter(subject="Somebody joined", paragraphs=(f"{FIRST} {LAST} ({ADDRESS}) has joined.",))
    send_letter(letter=about, to=["owner@example.com"], reply_to=[ADDRESS])
    get_model("outbox", "Message").objects.update(status="sent")
    FormSubmission.objects.create(page=Page.objects.first(), form_data={"name": FIRST, "e_mail": ADDRESS})
    clerk = UserFactory()
    AccountNote.objects.create(account=account, text=f"{FIRST} rings before eight.", by=clerk)
    LogEntry.objects.log_actions(clerk.pk, [user], CHANGE, change_message="Changed", single_object=True)
    ModelLogEntry.objects.log_action(user, "wagtail.edit", user=clerk)
