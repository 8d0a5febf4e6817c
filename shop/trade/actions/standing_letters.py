"""What members read when their account's standing changes: those who may see its terms, and want to be told."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from shop.accounts.roles import SEE_DETAILS
from shop.outbox.letters import Letter, address, send_letter
from shop.trade import queries
from shop.trade.models import AccountChange, Member, TradeAccount

WHY_YOU = "You get this because you want to know when terms, limit or status of the account change."


def terms(*, account: TradeAccount, changes: Sequence[AccountChange]) -> None:
    """Why we changed them stays with us: the reason may be about other things than this customer."""
    _tell(
        account,
        key=changes[0],
        subject=f"New terms for {account.name}",
        paragraphs=(
            f"We have changed how {account.name} buys from us. It counts from the next order.",
            "\n".join(f"{change.what}: {change.new} (before: {change.old})" for change in changes),
        ),
    )


def hold(*, account: TradeAccount, change: AccountChange) -> None:
    _tell(
        account,
        key=change,
        subject=f"Ordering on account is on hold for {account.name}",
        paragraphs=(
            account.hold_reason,
            "Until this is settled you can still order, and pay with the order. What is ordered already stays ordered.",
            f"Any question? Write to {account.cafe.email}.",
        ),
    )


def released(*, account: TradeAccount, change: AccountChange) -> None:
    _tell(
        account,
        key=change,
        subject=f"{account.name} can order on account again",
        paragraphs=(
            "The hold is over. Thank you.",
            f"Terms as before: {account.get_terms_display().lower()}.",
        ),
    )


def closed(*, account: TradeAccount, change: AccountChange) -> None:
    _tell(
        account,
        key=change,
        subject=f"The account of {account.name} is closed",
        paragraphs=(
            change.reason,
            "Nothing can be ordered with it any more. Your own sign-in stays, and so does any other account of yours.",
            f"If this is a mistake, write to {account.cafe.email}: we can open it again.",
        ),
        page="/",
    )


def reopened(*, account: TradeAccount, change: AccountChange) -> None:
    _tell(
        account,
        key=change,
        subject=f"The account of {account.name} is open again",
        paragraphs=(f"You can order with it as before. Terms: {account.get_terms_display().lower()}.",),
    )


def merged(*, duplicate: TradeAccount, into: TradeAccount, people: Sequence[Member], change: AccountChange) -> None:
    """To everybody who moved: the name they know is gone from their pages. Terms are for who may see them."""
    question = f"Any question? Write to {into.cafe.email}."
    for sees_terms in (True, False):
        _tell(
            into,
            key=change,
            subject=f"{duplicate.name} is now part of {into.name}",
            paragraphs=(
                f"We had two accounts for the same company, number {duplicate.number} and number {into.number}. "
                f"From now on there is one: {into.name}, number {into.number}.",
                "Your people and places have moved with you. What you ordered before stays as it was.",
                f"Terms: {into.get_terms_display().lower()}. {question}" if sees_terms else question,
            ),
            to=[each for each in people if each.user.is_active and each.may(SEE_DETAILS) == sees_terms],
        )


def _tell(
    account: TradeAccount,
    *,
    key: AccountChange,
    subject: str,
    paragraphs: tuple[str, ...],
    page: str = "",
    to: Iterable[Member] | None = None,
) -> None:
    told = queries.people(account, SEE_DETAILS).filter(told_of_terms=True) if to is None else to
    letter = Letter(
        subject=subject,
        greeting="Hello",
        paragraphs=paragraphs,
        action=("Go to CafeDjango" if page else "See the account", address(page or reverse("customer:summary"))),
        afterword=(WHY_YOU,) if to is None else (),
    )
    send_letter(letter=letter, to=[member.user.email for member in told], key=f"account-change-{key.pk}")
