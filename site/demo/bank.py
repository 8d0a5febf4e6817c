"""Accounts at the demo's bank, for who pays and who is paid."""

from datetime import datetime

from django.conf import settings


def bank_accounts(now: datetime) -> None:
    if settings.SANDBOX:
        # Its tables are there only where it is.
        from sandbox.story import open_accounts

        open_accounts(now)
