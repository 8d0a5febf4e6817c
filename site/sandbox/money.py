"""Money moves in one transaction, with the debit's row locked and then both accounts', in order."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from sandbox.events import tell
from sandbox.models import Account, Debit, Entry, Refund, fresh_number

CANCELLED, EXPIRED = "cancelled", "expired"


class Declined(Exception):
    """In words for the payer. The debit goes on waiting: another account may pay it."""


class Conflict(Exception):
    """In words for the client."""


@dataclass(frozen=True)
class Order:
    """What a client asks us to take."""

    key: UUID
    payee: Account
    amount: Decimal
    currency: str
    reference: str
    return_to: str
    expires_at: datetime


def open_account(
    *, number: str, holder: str, kind: str, secret: str, balance: Decimal, currency: str = "GBP", now: datetime
) -> Account:
    account = Account.objects.create(
        number=number, holder=holder, kind=kind, secret=make_password(secret), currency=currency
    )
    if balance:
        top_up(account=account, amount=balance, now=now, reference="Opening balance")
    return account


@transaction.atomic
def top_up(*, account: Account, amount: Decimal, now: datetime, reference: str = "Paid in at the desk") -> None:
    locked = Account.objects.select_for_update().get(pk=account.pk)
    move(locked, amount, with_whom="The bank", reference=reference, number=fresh_number(), now=now)


def move(account: Account, amount: Decimal, *, with_whom: str, reference: str, number: str, now: datetime) -> None:
    """Of an account whose row is locked."""
    account.balance += amount
    account.save(update_fields=["balance"])
    Entry.objects.create(
        account=account,
        at=now,
        amount=amount,
        balance=account.balance,
        with_whom=with_whom,
        reference=reference,
        number=number,
    )


def hand_over(giver: Account, taker: Account, amount: Decimal, *, reference: str, number: str, now: datetime) -> None:
    move(giver, -amount, with_whom=taker.holder, reference=reference, number=number, now=now)
    move(taker, amount, with_whom=giver.holder, reference=reference, number=number, now=now)


@transaction.atomic
def open_debit(*, order: Order, now: datetime) -> tuple[Debit, bool]:
    """The same key again is the same debit; with another order in it, it is a mistake of the client's."""
    debit, is_new = Debit.objects.get_or_create(
        key=order.key,
        defaults={
            "payee": order.payee,
            "amount": order.amount,
            "currency": order.currency,
            "reference": order.reference,
            "return_to": order.return_to,
            "expires_at": order.expires_at,
            "opened_at": now,
        },
    )
    same = (debit.payee_id, debit.amount, debit.currency) == (order.payee.pk, order.amount, order.currency)
    if not same:
        raise Conflict("This key belongs to another debit: of another amount, currency or payee.")
    return debit, is_new


def know(*, number: str, secret: str) -> Account:
    """Whose account it is. Five wrong secrets lock it; a closed one is told so only to who knows its secret."""
    number = "".join(sign for sign in number if sign.isdecimal())
    account = Account.objects.filter(number=number).first()
    if account is None:
        make_password(secret)  # takes as long as looking at a secret would
        raise Declined("Account number and secret don't belong together.")
    fits = check_password(secret, account.secret)
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account.pk)
        locked = account.is_locked
        if not locked and (account.wrong_secrets or not fits):
            account.wrong_secrets = 0 if fits else account.wrong_secrets + 1
            account.save(update_fields=["wrong_secrets"])
    if locked:
        raise Declined("This account is locked after five wrong secrets. Ask at the bank's desk, or use another one.")
    if not fits:
        raise Declined("Account number and secret don't belong together.")
    return account


def pay(*, debit: Debit, number: str, secret: str, now: datetime) -> Debit:
    """The payer's yes. Of many at once one is taken; the others find it paid."""
    account = know(number=number, secret=secret)
    with transaction.atomic():
        debit = Debit.objects.select_for_update().get(pk=debit.pk)
        if not debit.is_waiting:
            return debit
        if now >= debit.expires_at:
            return settle(debit, state=Debit.State.EXPIRED, reason=EXPIRED, now=now)
        locked = Account.objects.select_for_update().filter(pk__in=[account.pk, debit.payee_id]).order_by("pk")
        accounts = {each.pk: each for each in locked}
        payer, payee = accounts[account.pk], accounts[debit.payee_id]
        refuse_what_cant_pay(payer, debit)
        debit.payer, debit.number = payer, fresh_number()
        hand_over(payer, payee, debit.amount, reference=debit.reference, number=debit.number, now=now)
        return settle(debit, state=Debit.State.DONE, reason="", now=now)


def refuse_what_cant_pay(payer: Account, debit: Debit) -> None:
    if payer.is_closed:
        raise Declined("This account is closed. Use another one.")
    if payer.pk == debit.payee_id:
        raise Declined("This is the account that is paid. Use another one.")
    if payer.currency != debit.currency:
        raise Declined(f"This account is in {payer.currency}, and the payment in {debit.currency}. Use another one.")
    if payer.balance < debit.amount:
        raise Declined("There isn't enough money in this account. Use another one.")


@transaction.atomic
def cancel(*, debit: Debit, now: datetime) -> Debit:
    """By the payer or by the client. What is settled stays."""
    debit = Debit.objects.select_for_update().get(pk=debit.pk)
    return settle(debit, state=Debit.State.DECLINED, reason=CANCELLED, now=now) if debit.is_waiting else debit


@transaction.atomic
def expire_if_due(*, debit: Debit, now: datetime) -> Debit:
    if not debit.is_waiting or now < debit.expires_at:
        return debit
    debit = Debit.objects.select_for_update().get(pk=debit.pk)
    return settle(debit, state=Debit.State.EXPIRED, reason=EXPIRED, now=now) if debit.is_waiting else debit


def settle(debit: Debit, *, state: str, reason: str, now: datetime) -> Debit:
    debit.state, debit.reason, debit.settled_at = state, reason, now
    debit.save()
    tell(debit, now=now)
    return debit


@transaction.atomic
def refund(*, key: UUID, debit: Debit, amount: Decimal, now: datetime) -> tuple[Refund, bool]:
    """One for each key, and never more in all than was debited."""
    debit = Debit.objects.select_for_update().get(pk=debit.pk)
    if earlier := Refund.objects.filter(key=key).first():
        if (earlier.debit_id, earlier.amount) != (debit.pk, amount):
            raise Conflict("This key belongs to another refund.")
        return earlier, False
    given = sum(debit.refunds.values_list("amount", flat=True), Decimal(0))
    if debit.state != Debit.State.DONE or debit.payer is None:
        raise Conflict("This debit was not paid.")
    if given + amount > debit.amount:
        raise Conflict(f"Of this debit {debit.amount - given} is left to refund.")
    locked = Account.objects.select_for_update().filter(pk__in=[debit.payer_id, debit.payee_id]).order_by("pk")
    accounts = {each.pk: each for each in locked}
    payer, payee = accounts[debit.payer.pk], accounts[debit.payee_id]
    if payee.balance < amount:
        raise Conflict("There isn't enough money in the account that was paid.")
    made = Refund.objects.create(key=key, debit=debit, amount=amount, at=now)
    hand_over(payee, payer, amount, reference=f"Refund: {debit.reference}"[:140], number=made.number, now=now)
    return made, True
