"""What is mailed about an application: to the applicant each time, and to those who decide when it is their turn."""

from django.urls import reverse
from django.utils import timezone

from shop.accounts.models import User
from shop.applying import keys
from shop.applying.domain import DRAFTS_KEPT
from shop.applying.models import Application
from shop.outbox.letters import Letter, address, send_letter
from shop.trade.domain import PREPAY, money
from shop.trade.keys import link_to
from shop.trade.models import Invitation, TradeAccount

NOT_YOU = "If this was not you, leave this letter: without the link nothing happens."


def way_on(application: Application, *, earlier: Application | None = None) -> None:
    """The link, and another letter with that of a draft begun before: only their owner reads either."""
    _to_applicant(
        application,
        Letter(
            subject="Your application for a trade account: the link to go on",
            greeting=_hello(application),
            paragraphs=(
                "Your application is saved as you go. With this link you can go on whenever you like, on any device.",
                f"We keep it for {DRAFTS_KEPT.days} days after you last touched it.",
            ),
            action=("Go on with the application", keys.link(application, "business")),
            afterword=("Whoever has the link can read and change your answers, so keep it to yourself.", NOT_YOU),
        ),
    )
    if earlier:
        _to_applicant(
            earlier,
            Letter(
                subject="An application that you began before",
                greeting=_hello(earlier),
                paragraphs=(
                    f"On {_day(earlier.started_at)} you began an application for {earlier.name or 'a trade account'}, "
                    "and it is still here. You can go on with it instead of beginning anew.",
                ),
                action=("Go on with the earlier one", keys.link(earlier, "check")),
                afterword=(NOT_YOU,),
            ),
        )


def link_again(application: Application) -> None:
    """When they stop for now; once a day is enough."""
    _to_applicant(
        application,
        Letter(
            subject="Your application for a trade account is saved",
            greeting=_hello(application),
            paragraphs=("Go on when it suits you. What you wrote is all there.",),
            action=("Go on with the application", keys.link(application, "check")),
            afterword=(f"We keep it for {DRAFTS_KEPT.days} days after you last touched it.",),
        ),
        key=f"applying-later:{application.pk}:{application.touched_at:%Y-%m-%d}",
    )


def received(application: Application) -> None:
    _to_applicant(
        application,
        Letter(
            subject=f"We have your application {application.reference}",
            greeting=_hello(application),
            paragraphs=(
                f"Thank you. The application of {application.name} for a trade account is with us.",
                "We read it within two working days. If we need to know more we ask you by e-mail; "
                "then we tell you what we have decided.",
            ),
            action=("See how it stands", keys.link(application, "sent")),
        ),
    )


def waiting(application: Application, deciders: list[User], *, answered: str = "") -> None:
    """To those who decide; with nobody there, to the café that would deliver."""
    to = [person.email for person in deciders]
    if not to and application.cafe:
        to = [application.cafe.email]
    where = f"for {application.cafe}" if application.cafe else "outside the areas that we deliver to"
    about = f"{application.name}, {application.town} {application.postcode}, {where}."
    letter = Letter(
        subject=f"{'Answered' if answered else 'New'}: application {application.reference} of {application.name}",
        paragraphs=(about, answered) if answered else (about, application.wants),
        action=("Read it and decide", address(reverse("dashboard:application", kwargs={"pk": application.pk}))),
    )
    send_letter(letter=letter, to=to, reply_to=[application.email])


def question(application: Application, words: str) -> None:
    _to_applicant(
        application,
        Letter(
            subject=f"A question about your application {application.reference}",
            greeting=_hello(application),
            paragraphs=("Before we decide about the trade account we would like to know:", words),
            action=("Answer, and send it again", keys.link(application, "check")),
            afterword=("You can change any of your answers there as well.",),
        ),
    )


def approved(application: Application, *, account: TradeAccount, invitation: Invitation, words: str) -> None:
    terms = account.get_terms_display()
    if account.terms != PREPAY:
        terms += f", up to {money(account.credit_limit, account.currency)}"
    facts = [f"Payment: {terms}.", f"Looked after by: {account.cafe}."]
    if account.requires_po:
        facts.append("Each order needs a purchase order number.")
    _to_applicant(
        application,
        Letter(
            subject=f"Welcome: {account.name} has a trade account",
            greeting=_hello(application),
            paragraphs=(
                f"We have approved your application {application.reference} and opened an account for {account.name}.",
                "\n".join(facts),
                *([words] if words else []),
                "Join it as its owner: you choose a password, and can then invite the others.",
            ),
            action=("Join the account", link_to(invitation)),
            afterword=(f"The link is yours alone, works once, and until {_day(invitation.expires_at)}.",),
        ),
    )


def declined(application: Application, reason: str) -> None:
    _to_applicant(
        application,
        Letter(
            subject=f"Your application {application.reference}",
            greeting=_hello(application),
            paragraphs=(
                f"Thank you for your interest. We can't open a trade account for {application.name}:",
                reason,
                "You can still order without an account and pay with the order.",
            ),
            action=("See what we make", address(reverse("catalogue:index"))),
        ),
    )


def withdrawn(application: Application) -> None:
    _to_applicant(
        application,
        Letter(
            subject=f"Your application {application.reference} is withdrawn",
            greeting=_hello(application),
            paragraphs=("As you asked, we have stopped. Nothing else happens. You are welcome to apply again.",),
            action=("Apply again", address(reverse("applying:apply"))),
        ),
    )


def _to_applicant(application: Application, letter: Letter, *, key: str | None = None) -> None:
    answers_to = [application.cafe.email] if application.cafe else []
    send_letter(letter=letter, to=[application.email], key=key, reply_to=answers_to)


def _hello(application: Application) -> str:
    return f"Hello {application.contact}" if application.contact else "Hello"


def _day(when) -> str:
    when = timezone.localtime(when)
    return f"{when.day} {when:%B %Y}"
