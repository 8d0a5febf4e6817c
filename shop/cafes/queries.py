"""Cafés for pages: who they are, where, their hours and their areas, in three statements for all of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import get_text_list
from oscar.core.loading import get_model

from shop.cafes.areas import serves
from shop.cafes.models import Cafe, SpecialDay
from shop.postal import country_of_postcode


def cafes(*, now: datetime) -> QuerySet[Cafe]:
    """Each with its address (street, town, postcode, country) and the special days still to come."""
    addresses = get_model("partner", "PartnerAddress").objects.filter(partner=OuterRef("partner")).order_by("pk")
    parts = JSONObject(
        street="line1",
        town="line4",
        postcode="postcode",
        country=F("country__printable_name"),
        country_code=F("country_id"),
    )
    # Yesterday still counts: its night may not be over, and its date may still be today's elsewhere.
    coming = SpecialDay.objects.filter(date__gte=(now - timedelta(days=2)).date())
    return (
        Cafe.objects.select_related("partner")
        .annotate(address=Subquery(addresses.annotate(parts=parts).values("parts")[:1]))
        .prefetch_related("openings", Prefetch("special_days", queryset=coming))
    )


@dataclass(frozen=True)
class AreaAnswer:
    """Who brings goods to a postcode, and where else they can be fetched: the nearer country first."""

    postcode: str
    delivering: list[Cafe]
    others: list[Cafe]

    @property
    def who_delivers(self) -> str:
        return get_text_list([cafe.name for cafe in self.delivering], "and")

    @property
    def where_to_collect(self) -> str:
        return get_text_list([f"{cafe.name}{_in_town(cafe)}" for cafe in self.others], "and")


def _in_town(cafe: Cafe) -> str:
    where = getattr(cafe, "address", None)
    return f" in {where['town']}" if where and where["town"] else ""


def area_answer(*, postcode: str, now: datetime, with_hours: bool = True) -> AreaAnswer:
    country = country_of_postcode(postcode)
    listed = cafes(now=now) if with_hours else cafes(now=now).prefetch_related(None)
    everybody = sorted(listed, key=lambda cafe: country_of(cafe) != country)
    delivering = [cafe for cafe in everybody if delivers(cafe, postcode, country)]
    return AreaAnswer(postcode, delivering, [cafe for cafe in everybody if cafe not in delivering])


def delivers(cafe: Cafe, postcode: str, country: str | None) -> bool:
    """Within its own country: W12 is in London and in Kildare."""
    return country_of(cafe) in (None, country) and serves(cafe.areas, postcode)


def country_of(cafe: Cafe) -> str | None:
    """Of one of those listed by cafes()."""
    where = getattr(cafe, "address", None)
    return where["country_code"] if where else None


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
