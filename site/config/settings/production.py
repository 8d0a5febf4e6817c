"""A machine on the Internet. What is missing or unsafe stops the start, with the variable's name."""

from config.checks import refuse_if_unsafe
from config.env import env

from .base import *

refuse_if_unsafe(globals())

STAFF_TWO_FACTOR = env.bool("STAFF_TWO_FACTOR", default=True)

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = True
OSCAR_RECENTLY_VIEWED_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
OSCAR_URL_SCHEMA = "https"
