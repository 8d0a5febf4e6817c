from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.utils.http import url_has_allowed_host_and_scheme

from shop.accounts import queries


class AccountAdapter(DefaultAccountAdapter):
    """allauth's seam for what we decide about accounts."""

    def get_login_redirect_url(self, request) -> str:
        """Staff go to their desk, customers to their account (whoever asked for a page goes there instead)."""
        desks = queries.desks(request.user)
        return desks[0].url if desks else super().get_login_redirect_url(request)

    def is_safe_url(self, url) -> bool:
        """Only this very host: ALLOWED_HOSTS may name others, and a wildcard names strangers'."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
