"""How the demo's bank and the house know each other. All of it is public, and never on a machine on the Internet."""

API_KEY = "the-demo-shop-shows-this-to-the-demo-bank"
WEBHOOK_SECRET = "the-demo-bank-signs-with-this"  # noqa: S105
COLLECTED_IN = "1000 0001"


def api(site: str) -> str:
    return f"{site}/sandbox/bank/api/"


def bank(*, site: str) -> dict[str, str]:
    """What the bank has on record of its one client."""
    return {
        "client": "CafeDjango",
        "api_key": API_KEY,
        "webhook": f"{site}/payments/bank/",
        "webhook_secret": WEBHOOK_SECRET,
        "address": site,
        "returns_to": site,
    }
