"""A person is forgotten: in one transaction, and for a second time without effect."""

import logging
from datetime import datetime

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from shop.accounts.actions import sign_out_everywhere
from shop.accounts.models import User
from shop.applying.actions.forgetting import forget
from shop.applying.actions.writing import withdraw
from shop.applying.domain import DRAFT, UNDECIDED
from shop.applying.models import Application
from shop.outbox.models import Message
from shop.privacy import domain, queries
from shop.privacy.actions import letters
from shop.privacy.inventory import HOLDINGS
from shop.privacy.models import DeletionRequest
from shop.refusals import Refusal
from shop.trade.actions.recording import record
from shop.trade.models import Invitation, Member, TradeAccount

logger = logging.getLogger(__name__)

WHY = "Their personal data was deleted, as they had asked."


def carry_out_due(*, now: datetime) -> int:
    """One person's trouble is not another's."""
    forget_goodbyes()
    done = 0
    for request in queries.due(now=now):
        try:
            carry_out(request=request, now=now)
            done += 1
        except (domain.NoLongerOpen, domain.ChangedMeanwhile):
            continue
        except Refusal as held_up_by:
            hold_up(request=request, by=held_up_by)
        except Exception:
            logger.exception("Deletion request %s could not be carried out", request.pk)
    return done


@transaction.atomic
def carry_out(*, request: DeletionRequest, now: datetime, by: User | None = None) -> None:
    """`by`: an administrator who doesn't wait for the day."""
    found = queries.open_requests().select_for_update(of=("self",)).filter(pk=request.pk).first()
    if found is None:
        raise domain.NoLongerOpen
    # Whoever changes members takes the account's row first, so nobody becomes the only owner meanwhile.
    accounts = TradeAccount.objects.select_for_update(of=("self",)).order_by("pk")
    held = {account.pk for account in accounts.filter(members__user=found.user_id, members__left_at=None)}
    user = User.objects.select_for_update(of=("self",)).get(pk=found.user_id)
    if held != {member.account_id for member in queries.places(user)}:
        raise domain.ChangedMeanwhile
    if obstacle := queries.obstacle(user):
        raise obstacle
    addresses = list(dict.fromkeys([*queries.addresses_of(user), user.email.lower()]))
    name = user.get_full_name()

    _leave_accounts(user, now)
    _withdraw_invitations(addresses, now)
    _forget_applications(addresses, now)
    _forget_repetitions(user, addresses)
    _delete_rows(user, addresses)
    _forget_mail(addresses, name)
    letters.goodbye(request=found)
    _become_nobody(user, found)
    found.carried_out_at, found.carried_out_by, found.held_up_by = now, by, ""
    found.save(update_fields=["carried_out_at", "carried_out_by", "held_up_by"])


@transaction.atomic
def hold_up(*, request: DeletionRequest, by: Refusal) -> None:
    found = queries.open_requests().select_for_update(of=("self",)).filter(pk=request.pk).first()
    if found is not None and found.held_up_by != str(by):
        found.held_up_by = str(by)
        found.save(update_fields=["held_up_by"])
        letters.held_up(request=found)


def forget_goodbyes() -> None:
    """The last letters hold the last addresses: those that are out, or given up, go."""
    Message.objects.filter(key__startswith=letters.GOODBYE).exclude(status=Message.Status.WAITING).delete()


def _leave_accounts(user: User, now: datetime) -> None:
    for member in queries.places(user):
        member.left_at = now
        member.save(update_fields=["left_at"])
        record(account=member.account, by=None, what="A member left", old=member.job.name, reason=WHY)
        if member.account.is_closed:
            continue
        letters.member_gone(member=member)
        if not Member.objects.filter(account=member.account, left_at=None).exists():
            letters.nobody_left(account=member.account)


def _withdraw_invitations(addresses: list[str], now: datetime) -> None:
    for invitation in Invitation.objects.filter(_to(addresses)).select_related("account"):
        if invitation.accepted_at is None and invitation.withdrawn_at is None:
            invitation.withdrawn_at = now
            record(account=invitation.account, by=None, what="An invitation", new="Withdrawn", reason=WHY)
        invitation.email = f"invitation-{invitation.pk}@deleted.invalid"
        invitation.save(update_fields=["email", "withdrawn_at"])


def _forget_applications(addresses: list[str], now: datetime) -> None:
    for application in Application.objects.filter(_to(addresses), status__in=(DRAFT, *UNDECIDED)):
        withdraw(application=application, now=now)
    forget(applications=Application.objects.filter(_to(addresses)), now=now)


def _to(addresses: list[str]) -> Q:
    alike = Q(pk__in=[])
    for address in addresses:
        alike |= Q(email__iexact=address)
    return alike


def _forget_repetitions(user: User, addresses: list[str]) -> None:
    """Logs of staff's work name what it was about."""
    about_them = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    for model, words in (("admin.LogEntry", "object_repr"), ("wagtailcore.ModelLogEntry", "label")):
        naming = about_them
        for address in addresses:
            naming |= Q(**{f"{words}__icontains": address})
        apps.get_model(model).objects.filter(naming).update(**{words: domain.NAMELESS})


def _delete_rows(user: User, addresses: list[str]) -> None:
    sign_out_everywhere(user=user)
    for holding in HOLDINGS:
        if holding.goes:
            queries.rows(holding, user=user, addresses=addresses).exclude(**holding.but).delete()


def _forget_mail(addresses: list[str], name: str) -> None:
    """Also what was sent to others about them. A name of one word is found in too much that isn't about them.
    What waits to go to others goes out, and is forgotten as the last letter is."""
    about = Q(pk__in=[])
    for words in [*addresses, *([name] if " " in name else [])]:
        whole = domain.whole(words)
        about |= Q(subject__iregex=whole) | Q(body__iregex=whole) | Q(rest__iregex=whole)
    mail = Message.objects.annotate(rest=Cast("envelope", TextField())).filter(about)
    found = Message.objects.filter(pk__in=list(mail.values_list("pk", flat=True)))
    found.update(key=Concat(Value(f"{letters.GOODBYE}-too-"), Cast("pk", CharField())))
    forget_goodbyes()


def _become_nobody(user: User, request: DeletionRequest) -> None:
    user.first_name, user.last_name = domain.NAMELESS, ""
    user.email = domain.address_of_nobody(request.nameless)
    user.is_active = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
