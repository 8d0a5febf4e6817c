"""Cafés for pages: who they are, where, and their hours, in three statements for all of them."""

from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject
from oscar.core.loading import get_model

from shop.cafes.models import Cafe, SpecialDay


def cafes(*, now: datetime) -> QuerySet[Cafe]:
    """Each with its address (street, town, postcode, country) and the special days still to come."""
    addresses = get_model("partner", "PartnerAddress").objects.filter(partner=OuterRef("partner")).order_by("pk")
    parts = JSONObject(street="line1", town="line4", postcode="postcode", country=F("country__printable_name"))
    # Yesterday still counts: its night may not be over, and its date may still be today's elsewhere.
    coming = SpecialDay.objects.filter(date__gte=(now - timedelta(days=2)).date())
    return (
        Cafe.objects.select_related("partner")
        .annotate(address=Subquery(addresses.annotate(parts=parts).values("parts")[:1]))
        .prefetch_related("openings", Prefetch("special_days", queryset=coming))
    )


def may_edit_all(user) -> bool:
    return user.has_perm("partner.change_partner")


def may_edit_some(user) -> bool:
    return may_edit_all(user) or user.has_perm("partner.dashboard_access")


def editable_partners(*, user) -> QuerySet:
    """The partners whose café this person may edit: all, or those they work for."""
    partners = get_model("partner", "Partner").objects.select_related("cafe")
    if may_edit_all(user):
        return partners
    return partners.filter(users=user) if may_edit_some(user) else partners.none()


def recent_changes(cafe: Cafe) -> QuerySet[LogEntry]:
    kind = ContentType.objects.get_for_model(Cafe)
    return LogEntry.objects.filter(content_type=kind, object_id=str(cafe.pk)).select_related("user")[:10]
