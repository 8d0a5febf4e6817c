"""The web server's entry point. On one machine it also carries the task worker, in exactly one process."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

application = get_wsgi_application()

from operations import embedded  # noqa: E402  (needs the apps to be ready)

embedded.start_if_wanted()

if settings.SANDBOX:
    from sandbox import loopback

    loopback.listen_if_wanted(application, api=settings.BANK_API_URL, site=settings.SITE_URL)
