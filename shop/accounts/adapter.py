import re
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.contrib.sites.models import Site
from django.utils.http import url_has_allowed_host_and_scheme

from shop.accounts import queries
from shop.outbox.letters import Letter, as_html

CONFIRMATION_SENT = "account/messages/email_confirmation_sent.txt"
PARAGRAPHS = re.compile(r"\n\s*\n")


class AccountAdapter(DefaultAccountAdapter):
    """allauth's seam for what we decide about accounts."""

    def get_login_redirect_url(self, request) -> str:
        """Staff go to their desk, customers to their account (whoever asked for a page goes there instead)."""
        desks = queries.desks(request.user)
        return desks[0].url if desks else super().get_login_redirect_url(request)

    def render_mail(self, template_prefix, email, context, headers=None):
        """allauth writes text; the same words go into our HTML, with allauth's own addresses to be clicked."""
        house = Site(name=settings.WAGTAIL_SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        mail = super().render_mail(template_prefix, email, {**context, "current_site": house}, headers)
        letter = Letter(subject=mail.subject, paragraphs=tuple(PARAGRAPHS.split(mail.body.strip())))
        links = [value for name, value in context.items() if name.endswith("_url")]
        mail.attach_alternative(as_html(letter, links=links), "text/html")
        return mail

    def add_message(self, request, level, message_template=None, *args, **kwargs) -> None:
        """The page that a sign-up leads to says that mail is on its way, whether the address was new, known or waiting
        for its confirmation; this message would come for some of them only."""
        if message_template == CONFIRMATION_SENT and not request.user.is_authenticated:
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def is_safe_url(self, url) -> bool:
        """Only this very host: ALLOWED_HOSTS may name others, and a wildcard names strangers'."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
