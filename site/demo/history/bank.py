"""What the demo's bank knows of it: the same payments and refunds, on its own statements."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from shop.payments import domain
from shop.payments.models import Payment, Refund

AT_ONCE = 500
NOT_PAID = {
    domain.EXPIRED: "The time to pay at the bank was over.",
    domain.FAILED: "You left the bank's page without paying.",
}
# Of whoever else banks elsewhere: nobody knows its secret.
ELSEWHERE = "90000001"


def fresh_number() -> str:
    return f"T{secrets.randbelow(10**12):012d}"


def at_the_bank(payments: Sequence[Payment], refunds: Sequence[Refund]) -> None:
    if not settings.SANDBOX or not payments:
        return
    # Its tables are there only where it is.
    from sandbox import models
    from sandbox.story import COLLECTED_IN

    payee = models.Account.objects.get(number=COLLECTED_IN.digits)
    opening = sum((payment.amount for payment in payments), Decimal(1000))
    payer = models.Account.objects.create(
        number=ELSEWHERE, holder="Customers of other banks", kind="customer", secret=make_password(None)
    )
    debits = {payment.key: debit_of(payment, payer, payee) for payment in payments}
    models.Debit.objects.bulk_create(debits.values(), batch_size=AT_ONCE)
    models.Refund.objects.bulk_create(
        models.Refund(
            key=refund.key,
            debit=debits[refund.share.payment.key],
            amount=refund.amount,
            number=refund.number,
            at=refund.asked_at,
        )
        for refund in refunds
    )
    moves: list[tuple[datetime, Decimal, str, str]] = [
        (payment.settled_at or payment.created_at, payment.amount, payment.reference, payment.number)
        for payment in payments
        if payment.is_paid
    ]
    moves += [
        (refund.asked_at, -refund.amount, f"Refund: {refund.share.payment.reference}"[:140], refund.number)
        for refund in refunds
    ]
    if moves:
        state(payer, payee, opening, sorted(moves))


def debit_of(payment: Payment, payer: Any, payee: Any) -> Any:
    from sandbox.models import Debit

    ended = {domain.PAID: (Debit.State.DONE, ""), domain.EXPIRED: (Debit.State.EXPIRED, "expired")}
    state, reason = ended.get(payment.state, (Debit.State.DECLINED, "cancelled"))
    return Debit(
        key=payment.key,
        payer=payer if payment.is_paid else None,
        payee=payee,
        amount=payment.amount,
        currency=payment.currency,
        reference=payment.reference,
        return_to=settings.SITE_URL,
        state=state,
        reason=reason,
        number=payment.number,
        opened_at=payment.created_at,
        expires_at=payment.expires_at,
        settled_at=payment.settled_at,
    )


def state(payer: Any, payee: Any, opening: Decimal, moves: Sequence[tuple[datetime, Decimal, str, str]]) -> None:
    """A line for each, on both statements, with the balance after it."""
    from sandbox.models import Account, Entry

    payer.balance = opening
    lines = [
        Entry(
            account=payer,
            at=moves[0][0],
            amount=opening,
            balance=opening,
            with_whom="The bank",
            reference="Opening balance",
            number=fresh_number(),
        )
    ]
    for at, amount, reference, number in moves:
        for account, moved, other in ((payer, -amount, payee), (payee, amount, payer)):
            account.balance += moved
            lines.append(
                Entry(
                    account=account,
                    at=at,
                    amount=moved,
                    balance=account.balance,
                    with_whom=other.holder,
                    reference=reference,
                    number=number,
                )
            )
    Entry.objects.bulk_create(lines, batch_size=AT_ONCE)
    Account.objects.bulk_update([payer, payee], ["balance"])
