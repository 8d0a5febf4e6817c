"""Our side: ask back, approve, decline, hand to another café. Of two who decide at once the second is told."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from shop.accounts.models import User
from shop.accounts.roles import OWNER
from shop.applying import domain, letters
from shop.applying.actions.writing import locked, record
from shop.applying.models import Application, Event
from shop.cafes.models import Cafe
from shop.pricing.actions.giving import give
from shop.pricing.models import PriceList
from shop.trade.actions.opening import open_account
from shop.trade.actions.team import invite
from shop.trade.domain import money
from shop.trade.models import Location, TradeAccount

ADDRESS = ("line1", "line2", "town", "postcode", "country_code")


@dataclass(frozen=True)
class Offer:
    name: str
    cafe: Cafe
    terms: str
    credit_limit: Decimal
    requires_po: bool
    words: str = ""
    price_lists: tuple[PriceList, ...] = ()


@transaction.atomic
def ask(*, application: Application, words: str, by: User, now: datetime) -> Application:
    application = undecided(locked(application.pk))
    if application.status == domain.ASKED:
        raise domain.NotWaiting
    application.status = domain.ASKED
    application.save(update_fields=["status"])
    record(application=application, what=Event.What.ASKED, words=words, by=by, now=now)
    letters.question(application, words)
    return application


@transaction.atomic
def approve(*, application: Application, offer: Offer, by: User, now: datetime, seen: str = "") -> TradeAccount:
    """`seen`: when the answers had last been touched that were read. While we ask back they may change at any time."""
    application = undecided(locked(application.pk))
    if seen and seen != application.touched_at.isoformat():
        raise domain.NotAsRead
    try:
        return opened(application=application, offer=offer, by=by, now=now)
    except ValidationError as error:
        raise domain.NotFit(" ".join(error.messages)) from error


@transaction.atomic
def opened(*, application: Application, offer: Offer, by: User, now: datetime) -> TradeAccount:
    """The account, its first place of delivery and its owner's invitation: all of them or nothing."""
    account = open_account(
        account=TradeAccount(
            name=offer.name,
            cafe=offer.cafe,
            terms=offer.terms,
            credit_limit=offer.credit_limit,
            requires_po=offer.requires_po,
            business=application.business,
            vat_number=application.vat_number,
            email=application.email,
            phone=application.phone,
            opened_at=now,
            **_address(application, billing=application.bills_elsewhere),
        ),
        deliver_to=Location(
            name="Main address",
            contact=application.contact,
            phone=application.phone,
            access_notes=application.access_notes,
            **_address(application, billing=False),
        ),
        by=by,
        reason=f"Application {application.reference}",
    )
    give(account=account, lists=offer.price_lists, by=by, now=now, reason=f"Application {application.reference}")
    invitation = invite(
        account=account, email=application.email, role=OWNER.key, spend_limit=None, by=by, now=now, tell=False
    )
    application.account, application.cafe = account, offer.cafe
    _decide(application, domain.APPROVED, by=by, now=now)
    words = "\n\n".join(filter(None, [_terms(account), offer.words]))
    record(application=application, what=Event.What.APPROVED, words=words, by=by, now=now)
    letters.approved(application, account=account, invitation=invitation, words=offer.words)
    return account


@transaction.atomic
def decline(*, application: Application, reason: str, by: User, now: datetime) -> Application:
    application = undecided(locked(application.pk))
    _decide(application, domain.DECLINED, by=by, now=now)
    record(application=application, what=Event.What.DECLINED, words=reason, by=by, now=now)
    letters.declined(application, reason)
    return application


@transaction.atomic
def move(*, application: Application, cafe: Cafe, by: User, now: datetime) -> Application:
    application = undecided(locked(application.pk))
    if application.cafe_id != cafe.pk:
        was = application.cafe or "nobody"
        application.cafe = cafe
        application.save(update_fields=["cafe"])
        record(application=application, what=Event.What.MOVED, words=f"From {was} to {cafe}", by=by, now=now)
    return application


def undecided(application: Application) -> Application:
    if not domain.may_decide(application.status):
        who, when = application.decided_by, application.decided_at
        raise domain.AlreadyDecided(
            status=application.status, who=str(who) if who else "", when=when and timezone.localtime(when)
        )
    return application


def _decide(application: Application, status: str, *, by: User, now: datetime) -> None:
    application.status, application.decided_by, application.decided_at = status, by, now
    application.save(update_fields=["status", "decided_by", "decided_at", "account", "cafe"])


def _address(application: Application, *, billing: bool) -> dict[str, str]:
    prefix = "billing_" if billing else ""
    return {name: getattr(application, prefix + name) for name in ADDRESS}


def _terms(account: TradeAccount) -> str:
    limit = money(account.credit_limit, account.currency)
    return f"{account.get_terms_display()}; limit {limit}; with {account.cafe}."
