"""The settings of a served test house: the tests' own, and the addresses that only tests need."""

from config.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.testbed.urls"

VISITOR_PAGES = True
