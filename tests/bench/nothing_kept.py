"""The demo's settings, but every page and every part of it is made anew for each who asks."""

from config.settings.dev import *  # noqa: F403

VISITOR_PAGES = False
