"""What a person reads on their way out, and what those read who stay."""

from django.urls import reverse
from django.utils import timezone

from shop.accounts.roles import CHANGE_TEAM
from shop.outbox.letters import Letter, address, send_letter
from shop.privacy.domain import GOES, STAYS
from shop.privacy.models import DeletionRequest
from shop.trade import queries as trade
from shop.trade.models import Member, TradeAccount

GOODBYE = "deletion-goodbye"  # mail with this key is forgotten itself as soon as it is out


def asked(*, request: DeletionRequest) -> None:
    day = _day(request)
    _send(
        request,
        key="asked",
        subject=f"Your data will be deleted on {day}",
        paragraphs=(
            f"You have asked us to delete what we keep about you. We shall do it on {day}.",
            "What goes:\n" + "\n".join(f"– {each}" for each in GOES),
            "What stays, because it has to:\n" + "\n".join(f"– {each}" for each in STAYS),
            "Until then you can go on as before, and call it off under Privacy in your account.",
        ),
        action=("Call it off", address(reverse("customer:privacy"))),
        afterword=("If it wasn't you who asked, call it off and change your password: somebody knows it.",),
    )


def called_off(*, request: DeletionRequest) -> None:
    _send(
        request,
        key="called-off",
        subject="Your data stays with us",
        paragraphs=("You have called the deletion off. Everything is as it was.",),
        action=("Your privacy", address(reverse("customer:privacy"))),
    )


def held_up(*, request: DeletionRequest) -> None:
    """Told once, however many days it takes."""
    _send(
        request,
        key="held-up",
        subject="Your data can't be deleted yet",
        paragraphs=(
            "Today we wanted to delete what we keep about you, as you have asked. One thing has to be settled first.",
            request.held_up_by,
            "We try again every day.",
        ),
        action=("Your privacy", address(reverse("customer:privacy"))),
    )


def goodbye(*, request: DeletionRequest) -> None:
    _send(
        request,
        key=GOODBYE,
        subject="Your data is deleted",
        paragraphs=(
            "What we kept about you is deleted, and nobody can sign in as you any more.",
            "What stays, because it has to:\n" + "\n".join(f"– {each}" for each in STAYS),
            "This is our last letter. As soon as it is sent we forget your address too. Thank you, and goodbye.",
        ),
    )


def member_gone(*, member: Member) -> None:
    """To the owners. Without the name: this letter would keep it."""
    account = member.account
    owners = trade.people(account, CHANGE_TEAM).filter(told_of_team=True).exclude(user=member.user_id)
    letter = Letter(
        subject=f"Somebody has left {account.name}",
        paragraphs=(f"A member ({member.job.name}) has left the account, and their personal data is deleted.",),
        action=("See the team", address(reverse("customer:team"))),
        afterword=("You get this as an owner. Under Preferences you choose what you are told.",),
    )
    send_letter(letter=letter, to=[owner.user.email for owner in owners])


def nobody_left(*, account: TradeAccount) -> None:
    """To the café that looks after the account."""
    letter = Letter(
        subject=f"Nobody belongs to {account.name} any more",
        paragraphs=(
            f"The last member of {account.name} (number {account.number}) had their personal data deleted.",
            "Ask the company who takes over and invite them, or close the account.",
            f"Its own e-mail address is {account.email}: change it if it was that person's.",
        ),
    )
    send_letter(letter=letter, to=[account.cafe.email])


def _send(
    request: DeletionRequest,
    *,
    key: str,
    subject: str,
    paragraphs: tuple[str, ...],
    action: tuple[str, str] | None = None,
    afterword: tuple[str, ...] = (),
) -> None:
    letter = Letter(
        subject=subject,
        greeting=f"Hello {request.user.get_short_name()}",
        paragraphs=paragraphs,
        action=action,
        afterword=afterword,
    )
    send_letter(letter=letter, to=[request.user.email], key=f"{key}-{request.pk}")


def _day(request: DeletionRequest) -> str:
    due = timezone.localtime(request.due_at)
    return f"{due.day} {due:%B %Y}"
