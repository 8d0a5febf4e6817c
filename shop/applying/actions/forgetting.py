"""What nobody needs any more goes: drafts wholly, what was declined or withdrawn without the person it was about."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import QuerySet

from shop.applying import domain
from shop.applying.actions.writing import record
from shop.applying.models import SAME, Application, Event

EMPTY = {"bills_to": SAME, "goods": [], "weekdays": []}
KEPT = {"town", "business"}
PERSONAL = [
    field.name
    for field in Application._meta.fields
    if isinstance(field, (models.CharField, models.TextField, models.JSONField))
    and field.name not in {"nonce", "status", *KEPT}
]


@transaction.atomic
def forget(*, applications: QuerySet[Application], now: datetime) -> int:
    """Kept: when, what kind of business, which town, and what became of it."""
    pks = list(applications.filter(forgotten_at=None).select_for_update(of=("self",)).values_list("pk", flat=True))
    gone = Application.objects.filter(pk__in=pks)
    gone.update(**{name: EMPTY.get(name, "") for name in PERSONAL}, forgotten_at=now)
    Event.objects.filter(application__in=pks).update(words="")
    for application in gone:
        record(application=application, what=Event.What.FORGOTTEN, now=now)
    return len(pks)


def tidy(*, now: datetime) -> None:
    Application.objects.filter(status=domain.DRAFT, touched_at__lt=now - domain.DRAFTS_KEPT).delete()
    forget(
        applications=Application.objects.filter(status__in=domain.OVER, decided_at__lt=now - domain.OVER_KEPT), now=now
    )
