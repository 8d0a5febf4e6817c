"""What several journeys do: sign in by the form, read a letter, take a code from an authenticator."""

from django.core.cache import cache

from shop.accounts.demo import PASSWORD
from tests.testbed.browser import Visit
from tests.testbed.second_step import code


def sign_in(visitor: Visit, email: str, password: str = PASSWORD, *, then: str = "") -> None:
    page = visitor.go("/accounts/login/" + (f"?next={then}" if then else ""))
    page.get_by_label("E-mail").first.fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def code_for(secret: str) -> str:
    """A code works once, and the next is half a minute away: the house forgets which were used."""
    cache.clear()
    return code(secret)
