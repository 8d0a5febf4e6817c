from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

WRITES_PAGES = "writes_pages"


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "House"

    def ready(self) -> None:
        user_logged_in.connect(remember_who_writes, dispatch_uid="who writes pages")


def remember_who_writes(request: HttpRequest, user: Any, **_: Any) -> None:
    """Once for the session: pages show writers a short way to the CMS, and ask for nobody's rights to find out."""
    if user.has_perm("wagtailadmin.access_admin"):
        request.session[WRITES_PAGES] = True
