"""What is asked of /v1/: a method, an address, its parameters' type, and what is done."""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stripe.params import (
    CustomerCreateParams,
    DisputeListParams,
    PaymentIntentCancelParams,
    PaymentIntentCaptureParams,
    PaymentIntentCreateParams,
    PaymentIntentListParams,
    PaymentIntentRetrieveParams,
    PaymentMethodDetachParams,
    PaymentMethodRetrieveParams,
    RefundCreateParams,
    RefundListParams,
    SetupIntentRetrieveParams,
)
from stripe.params.checkout import SessionCreateParams, SessionExpireParams, SessionRetrieveParams

from tests.fake_stripe import checkout, money, outages
from tests.fake_stripe.books import API_VERSION, Books, Thing, listed
from tests.fake_stripe.keys import Answer, Keys, error
from tests.fake_stripe.money import Declined
from tests.fake_stripe.outages import Outages
from tests.fake_stripe.params import Wrong, checked

BROKEN: Answer = (500, error("api_error", "Something went wrong on Stripe's end."))
Work = Callable[["Api", str, dict[str, Any]], Thing]


@dataclass
class Api:
    books: Books
    keys: Keys
    secret: str
    outages: Outages
    pages: str = ""

    def answer(self, method: str, path: str, text: str, headers: dict[str, str]) -> Answer:
        if headers.get("authorization") != f"Bearer {self.secret}":
            return 401, error("invalid_request_error", "Invalid API Key provided.", "api_key_invalid")
        if headers.get("stripe-version") != API_VERSION:
            return 400, error("invalid_request_error", f"Only version {API_VERSION} is spoken here.")
        for verb, pattern, kind, work in ROUTES:
            if verb == method and (match := re.fullmatch(pattern, path)):
                return self._once(headers.get("idempotency-key", ""), path, text, self._work(work, kind, match, text))
        return 404, error("invalid_request_error", f"Unrecognized request URL ({method}: {path}).")

    def _once(self, key: str, path: str, text: str, work: Callable[[], Answer]) -> Answer:
        if len(key) > 255:
            return 400, error("invalid_request_error", "The key is too long.")
        return self.keys.answer(key, (path, text), lambda: self._well(work)) if key else work()

    def _well(self, work: Callable[[], Answer]) -> Answer:
        """Or not: then the error is what is kept under the key."""
        answer = BROKEN if self.outages.take(outages.BROKEN) else work()
        return BROKEN if answer[0] == 200 and self.outages.take(outages.UNTOLD) else answer

    def _work(self, work: Work, kind: Any, match: re.Match[str], text: str) -> Callable[[], Answer]:
        def do() -> Answer:
            try:
                about = checked(text, kind)
                with self.books.lock:
                    return 200, copy.deepcopy(work(self, next(iter(match.groups()), ""), about))
            except Wrong as wrong:
                status = 404 if wrong.code == "resource_missing" else 400
                return status, error("invalid_request_error", wrong.words, wrong.code, param=wrong.param)
            except Declined as declined:
                about = {"decline_code": declined.decline_code, "payment_intent": copy.deepcopy(declined.intent)}
                return 402, error("card_error", declined.words, declined.code, **about)

        return do


def open_session(api: Api, number: str, about: dict[str, Any]) -> Thing:
    session = checkout.open_session(api.books, about, pages=api.pages)
    return checkout.shown(api.books, session, about.get("expand", []))


def see_session(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return checkout.shown(api.books, checkout.looked_at(api.books, number), about.get("expand", []))


def expire_session(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return checkout.shown(api.books, checkout.expire(api.books, number), [])


def charge(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return money.charge_kept(api.books, about)


def see_intent(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return money.looked_at(api.books, number)


def intents(api: Api, number: str, about: dict[str, Any]) -> Thing:
    only = {name: about[name] for name in ("customer",) if name in about}
    found = api.books.all("payment_intent", **only)
    return listed(found, limit=about.get("limit", 10), url="/v1/payment_intents")


def capture(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return money.capture(api.books, number, about.get("amount_to_capture"))


def cancel(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return money.cancel(api.books, number)


def refund(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return money.refund(api.books, about)


def refunds(api: Api, number: str, about: dict[str, Any]) -> Thing:
    only = {name: about[name] for name in ("payment_intent", "charge") if name in about}
    return listed(api.books.all("refund", **only), limit=about.get("limit", 10), url="/v1/refunds")


def disputes(api: Api, number: str, about: dict[str, Any]) -> Thing:
    only = {name: about[name] for name in ("payment_intent", "charge") if name in about}
    created = about.get("created", {})
    since = created.get("gte", 0) if isinstance(created, dict) else 0
    found = [each for each in api.books.all("dispute", **only) if each["created"] >= since]
    return listed(found, limit=about.get("limit", 10), url="/v1/disputes")


def new_customer(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return api.books.new("cus", "customer", **{name: about[name] for name in about if name != "expand"})


def see_setup(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return api.books.find(number, "setup_intent")


def see_method(api: Api, number: str, about: dict[str, Any]) -> Thing:
    return {name: value for name, value in api.books.find(number, "payment_method").items() if name != "number"}


def forget_method(api: Api, number: str, about: dict[str, Any]) -> Thing:
    method = api.books.find(number, "payment_method")
    if method["customer"] is None:
        raise Wrong("The payment method you provided is not attached to a customer so detachment is impossible.")
    method["customer"] = None
    return see_method(api, number, about)


ROUTES: list[tuple[str, str, Any, Work]] = [
    ("POST", r"/v1/checkout/sessions", SessionCreateParams, open_session),
    ("GET", r"/v1/checkout/sessions/(\w+)", SessionRetrieveParams, see_session),
    ("POST", r"/v1/checkout/sessions/(\w+)/expire", SessionExpireParams, expire_session),
    ("POST", r"/v1/payment_intents", PaymentIntentCreateParams, charge),
    ("GET", r"/v1/payment_intents", PaymentIntentListParams, intents),
    ("GET", r"/v1/payment_intents/(\w+)", PaymentIntentRetrieveParams, see_intent),
    ("POST", r"/v1/payment_intents/(\w+)/capture", PaymentIntentCaptureParams, capture),
    ("POST", r"/v1/payment_intents/(\w+)/cancel", PaymentIntentCancelParams, cancel),
    ("POST", r"/v1/refunds", RefundCreateParams, refund),
    ("GET", r"/v1/refunds", RefundListParams, refunds),
    ("GET", r"/v1/disputes", DisputeListParams, disputes),
    ("POST", r"/v1/customers", CustomerCreateParams, new_customer),
    ("GET", r"/v1/setup_intents/(\w+)", SetupIntentRetrieveParams, see_setup),
    ("GET", r"/v1/payment_methods/(\w+)", PaymentMethodRetrieveParams, see_method),
    ("POST", r"/v1/payment_methods/(\w+)/detach", PaymentMethodDetachParams, forget_method),
]
