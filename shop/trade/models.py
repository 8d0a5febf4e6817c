"""Companies that buy from us: who they are, who orders for them, where it goes, and on what terms."""

import secrets
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from shop.accounts.roles import MEMBER_ROLES, MemberRole
from shop.cafes.domain import WEEKDAYS
from shop.postal import PostalAddress
from shop.trade import domain

ROLES = [(role.key, role.name) for role in MEMBER_ROLES.values()]
BUSINESSES = {
    "cafe": "Café",
    "restaurant": "Restaurant, pub or hotel",
    "shop": "Shop or deli",
    "office": "Office",
    "caterer": "Caterer",
    "institution": "School, hospital or charity",
    "other": "Something else",
}
FIRST_NUMBER = 10_000


def fresh_key() -> str:
    return secrets.token_urlsafe(24)


class TradeAccount(PostalAddress):  # type: ignore[django-manager-missing]  # Oscar has no types
    """A customer company. Its own address is where its invoices go."""

    name = models.CharField("business name", max_length=120)
    business = models.CharField("kind of business", max_length=20, choices=BUSINESSES, default="other")
    vat_number = models.CharField("VAT number", max_length=20, blank=True)
    email = models.EmailField("e-mail address")
    phone = PhoneNumberField("telephone", blank=True)
    cafe = models.ForeignKey(
        "cafes.Cafe", on_delete=models.PROTECT, related_name="trade_accounts", verbose_name="café that looks after them"
    )
    terms = models.CharField("payment terms", max_length=20, choices=domain.TERMS, default=domain.PREPAY)
    credit_limit = models.DecimalField(
        max_digits=9, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(Decimal(0))]
    )
    requires_po = models.BooleanField("needs a purchase order number with each order", default=False)
    status = models.CharField(max_length=10, choices=domain.STATUSES, default=domain.ACTIVE)
    hold_reason = models.CharField(max_length=300, blank=True, help_text="The customer reads this, and what to do.")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="aliases")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = [Lower("name"), "pk"]
        permissions = [
            ("set_terms", "Can set terms, limits and status of trade accounts"),
            ("merge_accounts", "Can merge trade accounts"),
        ]
        indexes = [models.Index(fields=["cafe", "status"])]
        constraints = [
            models.CheckConstraint(name="limit_is_not_negative", condition=Q(credit_limit__gte=0)),
            models.CheckConstraint(name="a_hold_has_its_reason", condition=~Q(status="on_hold") | ~Q(hold_reason="")),
            models.CheckConstraint(
                name="a_merged_account_is_closed", condition=Q(merged_into=None) | Q(status=domain.CLOSED)
            ),
            models.CheckConstraint(
                name="no_account_merges_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> int:
        return FIRST_NUMBER + self.pk

    @property
    def currency(self) -> str:
        return self.cafe.currency

    @property
    def is_closed(self) -> bool:
        return self.status == domain.CLOSED

    @property
    def standing(self) -> domain.Standing:
        return domain.Standing(
            status=self.status,
            terms=self.terms,
            credit_limit=self.credit_limit,
            currency=self.currency,
            hold_reason=self.hold_reason,
        )


class Member(models.Model):
    """A person's place in an account. Who left keeps a row: what they did stays theirs."""

    account = models.ForeignKey(TradeAccount, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)
    spend_limit = models.DecimalField(
        "limit for one order",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text="Above it an approver lets the order through. Empty: no limit.",
    )
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_of_team = models.BooleanField("Somebody joins or leaves the account", default=True)
    told_of_terms = models.BooleanField("Terms, limit or status of the account change", default=True)

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "user"], condition=Q(left_at=None), name="one_place_a_person"),
            models.CheckConstraint(
                name="spend_limit_is_not_negative", condition=Q(spend_limit=None) | Q(spend_limit__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.account}"

    @property
    def job(self) -> MemberRole:
        return MEMBER_ROLES[self.role]

    def may(self, capability: str) -> bool:
        return capability in self.job.may


class Invitation(models.Model):
    """Whoever holds the link of the mail may join, once, until it expires."""

    account = models.ForeignKey(TradeAccount, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    role = models.CharField(max_length=20, choices=ROLES)
    spend_limit = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    nonce = models.CharField(max_length=64, default=fresh_key, editable=False, help_text="A new one ends older links.")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "account",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.account}"

    def is_open(self, now) -> bool:
        return domain.is_open(
            expires_at=self.expires_at, accepted_at=self.accepted_at, withdrawn_at=self.withdrawn_at, now=now
        )


class Location(PostalAddress):
    """Where an account's deliveries go. Orders point here, so it is archived, never deleted."""

    account = models.ForeignKey(TradeAccount, on_delete=models.PROTECT, related_name="locations")
    name = models.CharField(max_length=80, help_text="What you call it: Kitchen, Corner shop, Back door.")
    contact = models.CharField("who takes it in", max_length=120, blank=True)
    phone = PhoneNumberField("telephone", blank=True)
    access_notes = models.TextField(
        blank=True, max_length=1000, help_text="For the driver: gate, code, steps, where to leave it."
    )
    is_default = models.BooleanField("deliver here unless told otherwise", default=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-is_default", Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(is_default=True), name="one_default_location"),
            models.CheckConstraint(name="no_archived_default", condition=Q(is_default=False) | Q(archived_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.town}"


class DeliveryWindow(models.Model):
    """When somebody is there to take a delivery in. Without any: any time."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    opens = models.TimeField("from")
    closes = models.TimeField("until")

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(name="window_ends_after_it_begins", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(name="window_on_a_weekday", condition=Q(weekday__lte=6)),
            models.UniqueConstraint(fields=["location", "weekday", "opens"], name="window_once"),
        ]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.opens:%H:%M}–{self.closes:%H:%M}"


class AccountChange(models.Model):
    """Who changed what of an account, from what to what, and why. Written once, never again."""

    account = models.ForeignKey(TradeAccount, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=120)
    old = models.CharField("from", max_length=300, blank=True)
    new = models.CharField("to", max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at"])]

    def __str__(self) -> str:
        return f"{self.what}: {self.old or '–'} → {self.new or '–'}"

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise ValidationError("What was recorded stays as it is.")
        super().save(**kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError("What was recorded stays.")
