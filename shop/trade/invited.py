"""Who is behind an address that was invited, as far as addresses have been proved."""

from allauth.account.models import EmailAddress

from shop.accounts.models import User


def person_at(email: str) -> User | None:
    """Who has proved that the address is theirs, else who goes by it."""
    proved = User.objects.filter(emailaddress__email__iexact=email, emailaddress__verified=True).first()
    return proved or User.objects.filter(email__iexact=email).first()


def has_proved(user: User, email: str) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True, email__iexact=email).exists()


def has_signed_in(user: User) -> bool:
    """Or could have, or worked here, or was shut out: nobody else may take that sign-in over."""
    return bool(
        user.last_login
        or not user.is_active
        or user.is_staff
        or user.groups.exists()
        or EmailAddress.objects.filter(user=user, verified=True).exists()
    )
