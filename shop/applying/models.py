"""Applications for a trade account. Answers are kept as they are typed, and strict from the sending on."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from shop.applying import domain
from shop.postal import COUNTRIES, country_of_postcode
from shop.trade.models import BUSINESSES

# What is kept of a line or a text that is too long to be sent: enough to be shortened later.
LINE, TEXT = 300, 5000
SAME, OTHER = "same", "other"


def fresh_key() -> str:
    return secrets.token_urlsafe(24)


class Application(models.Model):
    nonce = models.CharField(max_length=64, default=fresh_key, editable=False)
    status = models.CharField(max_length=10, choices=domain.STATUSES, default=domain.DRAFT)
    cafe = models.ForeignKey(
        "cafes.Cafe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications",
        verbose_name="café",
        help_text="By the postcode, from the sending on.",
    )
    account = models.OneToOneField(
        "trade.TradeAccount", null=True, blank=True, on_delete=models.PROTECT, related_name="application"
    )

    name = models.CharField("business name", max_length=LINE, blank=True)
    contact = models.CharField("name of who applies", max_length=LINE, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    postcode = models.CharField("postcode of the delivery", max_length=LINE, blank=True)

    business = models.CharField("kind of business", max_length=20, blank=True)
    vat_number = models.CharField("VAT number", max_length=LINE, blank=True)
    phone = models.CharField("telephone", max_length=LINE, blank=True)
    website = models.CharField(max_length=LINE, blank=True)

    line1 = models.CharField("address", max_length=LINE, blank=True)
    line2 = models.CharField("address, second line", max_length=LINE, blank=True)
    town = models.CharField("town or city", max_length=LINE, blank=True)
    access_notes = models.TextField(blank=True)
    collects_at = models.CharField("café to collect from", max_length=LINE, blank=True)
    bills_to = models.CharField(max_length=5, blank=True, default=SAME)
    billing_line1 = models.CharField(max_length=LINE, blank=True)
    billing_line2 = models.CharField(max_length=LINE, blank=True)
    billing_town = models.CharField(max_length=LINE, blank=True)
    billing_postcode = models.CharField(max_length=LINE, blank=True)

    wants = models.TextField("what they would order", blank=True)
    goods = models.JSONField("names of categories", default=list, blank=True)
    weekly = models.CharField("how much a week", max_length=LINE, blank=True)
    weekdays = models.JSONField("wished delivery days", default=list, blank=True)
    answer = models.TextField("answer to our question", blank=True)

    started_at = models.DateTimeField(default=timezone.now, editable=False)
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        permissions = [("decide_application", "Can approve, decline and ask back about applications")]
        indexes = [
            models.Index(fields=["status", "-sent_at"]),
            models.Index(fields=["cafe", "status"]),
            models.Index(fields=["email"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_sent_application_has_its_date", condition=Q(status="draft") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="who_is_approved_has_an_account", condition=~Q(status="approved") | Q(account__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.reference

    @property
    def reference(self) -> str:
        return domain.reference(self.pk)

    @property
    def country_code(self) -> str:
        return country_of_postcode(self.postcode) or "GB"

    @property
    def billing_country_code(self) -> str:
        return country_of_postcode(self.billing_postcode) or self.country_code

    @property
    def bills_elsewhere(self) -> bool:
        return self.bills_to == OTHER

    @property
    def delivery_lines(self) -> list[str]:
        return _present(self.line1, self.line2, self.town, self.postcode, COUNTRIES[self.country_code])

    @property
    def billing_lines(self) -> list[str]:
        return _present(
            self.billing_line1,
            self.billing_line2,
            self.billing_town,
            self.billing_postcode,
            COUNTRIES[self.billing_country_code],
        )

    @property
    def kind(self) -> str:
        return BUSINESSES.get(self.business, "")


class Event(models.Model):
    """What happened to an application, when, by whom, and the words that went with it."""

    class What(models.TextChoices):
        STARTED = "started", "Started"
        SENT = "sent", "Sent"
        ASKED = "asked", "Asked back"
        ANSWERED = "answered", "Answered and sent again"
        MOVED = "moved", "Given to another café"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn by the applicant"
        FORGOTTEN = "forgotten", "Personal details removed"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.get_what_display()}"

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise ValidationError("What happened stays as it is recorded.")
        super().save(**kwargs)


def _present(*parts: str) -> list[str]:
    return [part for part in parts if part]
