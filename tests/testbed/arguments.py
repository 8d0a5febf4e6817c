"""What stands in for the arguments of an address: a row of the demo, else something that is nobody's.

By both the beginning of the address's name and the parameter's, else by the parameter's name where that says enough,
else by the beginning of the address's name.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls.resolvers import URLPattern
from oscar.core.loading import get_model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, Site, Task, Workflow

from home.models import HomePage
from sandbox.models import Account, Debit, Event, Refund
from shop.applying import keys as applying_keys
from shop.applying.models import Application
from shop.desk.models import AccountFile, AccountNote
from shop.ordering.keys import approved_page, rest_page, signature_of
from shop.payments.models import Payment
from shop.pricing.models import PriceList, TaxRate
from shop.privacy.models import DeletionRequest
from shop.rounds.models import Closure, Round
from shop.taking.models import Taking
from shop.trade import keys as trade_keys
from shop.trade.models import TradeAccount
from shop.updates import keys as updates_keys
from shop.updates.models import Wish
from tests.testbed.people import person

NOBODYS = {"int": 999_999, "str": "nobodys"}


def first(model: Any, *path: str) -> Any:
    row = model._default_manager.order_by("pk").first()
    for step in path or ("pk",):
        row = getattr(row, step, None)
    return row


def a_page() -> Any:
    return Page.objects.filter(depth=3).order_by("pk").first()


def an_order() -> Any:
    return person("buyer").orders.order_by("pk").first()


def a_guests_order() -> Any:
    return get_model("order", "Order").objects.exclude(guest_email="").order_by("pk").first()


def at_the_cafe() -> Any:
    return person("café staff").partners.first()


def the_account() -> TradeAccount:
    """The buyer's company, looked after by the café of the café staff."""
    return person("buyer").memberships.get().account


def another_account() -> TradeAccount:
    return person("rival").memberships.get().account


def a_member() -> Any:
    return the_account().members.get(user=person("approver"))


def an_invitation() -> Any:
    return the_account().invitations.order_by("pk").first()


def a_location() -> Any:
    return the_account().locations.order_by("pk").first()


def a_list() -> Any:
    return the_account().saved_lists.filter(is_shared=True).order_by("pk").first()


def an_approval(state: str) -> Any:
    return the_account().approvals.filter(state=state).order_by("pk").first()


def an_application(**which: Any) -> Application:
    return Application.objects.filter(**which).order_by("pk").first()


def a_round() -> Round:
    """Of a van of the café staff's café; weeks ahead, so that nothing of it is over soon."""
    ahead = Round.objects.filter(cafe__partner=at_the_cafe(), closed_at=None, route__isnull=False)
    return ahead.order_by("-leaves_at")[0]


def a_wish(**whose: Any) -> Wish:
    return Wish.objects.filter(told_at=None, **whose).order_by("pk").first()


# By the beginning of an address's name, and the parameter: before all else.
OF_ADDRESS: dict[tuple[str, str], Callable[[], Any]] = {
    ("customer:team", "pk"): lambda: a_member().pk,
    ("customer:member", "pk"): lambda: a_member().pk,
    ("customer:invitation", "pk"): lambda: an_invitation().pk,
    ("customer:location", "pk"): lambda: a_location().pk,
    ("customer:list", "pk"): lambda: a_list().pk,
    ("invitation", "key"): lambda: trade_keys.key_of(an_invitation()),
    ("applying", "key"): lambda: applying_keys.key_of(an_application(status="draft")),
    ("applying", "step"): lambda: "business",
    ("checkout", "token"): lambda: first(Payment, "token"),
    ("customer:updates", "pk"): lambda: a_wish(user=person("buyer")).pk,
    ("updates", "key"): lambda: updates_keys.key_of(a_wish(user=None)),
    ("updates:ask", "pk"): lambda: a_wish(user=None).product_id,
    ("ordering:rest", "signature"): lambda: rest_page(an_order().number).split("/")[-3],
    ("customer:approval", "pk"): lambda: an_approval("asked").pk,
    ("ordering:approved", "pk"): lambda: an_approval("approved").pk,
    ("ordering:approved", "signature"): lambda: approved_page(an_approval("approved")).split("/")[-2],
    ("customer:card", "pk"): lambda: the_account().kept_cards.get().pk,
    ("ordering:guest", "number"): lambda: a_guests_order().number,
    ("ordering:guest", "signature"): lambda: signature_of(a_guests_order().number),
    ("dashboard:payment", "pk"): lambda: first(Payment),
    ("dashboard:payment", "share"): lambda: first(Payment, "shares").get().pk,
    ("dashboard:payment", "trouble"): lambda: "short",
    ("dashboard:order-letter", "pk"): lambda: an_order().letters.order_by("pk").first().pk,
    ("dashboard:order-flag", "pk"): lambda: an_order().flags.order_by("pk").first().pk,
    ("sandbox:pay", "code"): lambda: first(Debit, "code"),
    ("sandbox:desk", "pk"): lambda: first(Account),
    ("sandbox:desk-send-again", "pk"): lambda: first(Event),
    ("sandbox:api-debit", "key"): lambda: first(Debit, "key"),
    ("sandbox:api-cancel", "key"): lambda: first(Debit, "key"),
    ("sandbox:api-refund", "key"): lambda: first(Refund, "key") or uuid4(),
    ("dashboard:account", "pk"): lambda: the_account().pk,
    ("dashboard:account", "number"): lambda: the_account().number,
    ("dashboard:shelf-import", "pk"): lambda: getattr(person("café staff").imports.order_by("pk").first(), "pk", None),
    ("dashboard:closure", "pk"): lambda: Closure.objects.get(cafe__partner=at_the_cafe()).pk,
    ("dashboard:round", "pk"): lambda: a_round().pk,
    ("dashboard:route", "pk"): lambda: a_round().route_id,
    ("dashboard:take-", "pk"): lambda: Taking.objects.filter(by=person("café staff")).latest("pk").pk,
    ("dashboard:application", "pk"): lambda: an_application(cafe__partner=at_the_cafe()).pk,
}

BY_PARAMETER: dict[str, Callable[[], Any]] = {
    "page_id": lambda: a_page().pk,
    "page_pk": lambda: a_page().pk,
    "page_to_move_id": lambda: a_page().pk,
    "parent_page_id": lambda: first(HomePage),
    "destination_id": lambda: first(HomePage),
    "revision_id": lambda: a_page().latest_revision_id,
    "revision_id_a": lambda: "live",
    "revision_id_b": lambda: "latest",
    "image_id": lambda: first(get_image_model()),
    "document_id": lambda: first(get_document_model()),
    "doc_id": lambda: first(get_document_model()),
    "collection_id": lambda: first(Collection),
    "workflow_pk": lambda: first(Workflow),
    "task_id": lambda: first(Task),
    "content_type_app_name": lambda: "home",
    "content_type_model_name": lambda: "standardpage",
    "action_name": lambda: "publish",
    "filter_spec": lambda: "max-100x100",
    "order_number": lambda: an_order().number,
    "number": lambda: an_order().number,
    "line_id": lambda: an_order().lines.first().pk,
    "note_id": lambda: an_order().notes.order_by("pk").values_list("pk", flat=True).first(),
    "partner_pk": lambda: at_the_cafe().pk,
    "user_pk": lambda: person("café staff").pk,
    "parent_pk": lambda: first(get_model("catalogue", "Product")),
    "parent": lambda: first(get_model("catalogue", "Category")),
    "product_slug": lambda: first(get_model("catalogue", "Product"), "slug"),
    "product_class_slug": lambda: first(get_model("catalogue", "ProductClass"), "slug"),
    "category_slug": lambda: first(get_model("catalogue", "Category"), "full_slug"),
    "method_pk": lambda: first(get_model("shipping", "WeightBased")),
    "code": lambda: at_the_cafe().code,
    "account": lambda: the_account().pk,
    "account_id": lambda: the_account().pk,
    "member": lambda: a_member().pk,
    "invitation": lambda: an_invitation().pk,
    "location": lambda: a_location().pk,
    "note": lambda: first(AccountNote),
    "file": lambda: first(AccountFile),
    "duplicate": lambda: another_account().pk,
    "app_label": lambda: "catalogue",
    "section": lambda: "pages",
    "path": lambda: "nothing-here",
}

BY_NAME: dict[str, Callable[[], Any]] = {
    "dashboard:catalogue-product": lambda: get_model("catalogue", "Product"),
    "dashboard:deposit": lambda: get_model("goods", "Deposit"),
    "dashboard:catalogue-category": lambda: get_model("catalogue", "Category"),
    "dashboard:catalogue-class": lambda: get_model("catalogue", "ProductClass"),
    "dashboard:catalogue-option": lambda: get_model("catalogue", "Option"),
    "dashboard:catalogue-attribute-option-group": lambda: get_model("catalogue", "AttributeOptionGroup"),
    "dashboard:partner": lambda: get_model("partner", "Partner"),
    "dashboard:offer": lambda: get_model("offer", "ConditionalOffer"),
    "dashboard:range": lambda: get_model("offer", "Range"),
    "dashboard:voucher-set": lambda: get_model("voucher", "VoucherSet"),
    "dashboard:voucher": lambda: get_model("voucher", "Voucher"),
    "dashboard:shipping-method-band": lambda: get_model("shipping", "WeightBand"),
    "dashboard:shipping": lambda: get_model("shipping", "WeightBased"),
    "dashboard:price-list": lambda: PriceList,
    "dashboard:privacy-request": lambda: DeletionRequest,
    "dashboard:user-alert": lambda: get_model("customer", "ProductAlert"),
    "dashboard:user": get_user_model,
    "dashboard:vat-rate": lambda: TaxRate,
    "catalogue:range": lambda: get_model("offer", "Range"),
    "catalogue": lambda: get_model("catalogue", "Product"),
    "offer": lambda: get_model("offer", "ConditionalOffer"),
    "basket:vouchers": lambda: get_model("voucher", "Voucher"),
    "basket": lambda: get_model("catalogue", "Product"),
    "outbox": lambda: apps.get_app_config("outbox").get_model("Message"),
    "wagtailadmin_pages": lambda: Page,
    "wagtailadmin_api:pages": lambda: HomePage,
    "wagtailadmin_api:images": get_image_model,
    "wagtailadmin_api:documents": get_document_model,
    "wagtailadmin_collections": lambda: Collection,
    "wagtailadmin_workflows:edit_task": lambda: Task,
    "wagtailadmin_workflows:disable_task": lambda: Task,
    "wagtailadmin_workflows:enable_task": lambda: Task,
    "wagtailadmin_workflows": lambda: Workflow,
    "wagtailadmin_revisions": lambda: Revision,
    "wagtailsites": lambda: Site,
    "wagtailusers_users": get_user_model,
    "wagtailusers_groups": lambda: Group,
    "wagtaildocs_chooser": get_document_model,
    "wagtailimages_chooser": get_image_model,
}


def arguments(name: str, pattern: URLPattern, parameters: list[str]) -> dict[str, Any]:
    return {parameter: argument(name, pattern, parameter) for parameter in parameters}


def argument(name: str, pattern: URLPattern, parameter: str) -> Any:
    for beginning, of_address in sorted(OF_ADDRESS, key=lambda each: len(each[0]), reverse=True):
        if name.startswith(beginning) and of_address == parameter:
            return OF_ADDRESS[beginning, of_address]()
    if parameter in BY_PARAMETER and (found := BY_PARAMETER[parameter]()) is not None:
        return found
    if parameter in {"pk", "slug", "object_id"}:
        model = described_by(name, pattern)
        if model and (row := first(model, "slug" if parameter == "slug" else "pk")) is not None:
            return row
    converter = type(pattern.pattern.converters.get(parameter)).__name__
    return NOBODYS["int" if converter == "IntConverter" or parameter in {"pk", "id"} else "str"]


def described_by(name: str, pattern: URLPattern) -> Any:
    if admin := getattr(pattern.callback, "model_admin", None):
        return admin.model
    for beginning in sorted(BY_NAME, key=len, reverse=True):
        if name.startswith(beginning):
            return BY_NAME[beginning]()
    return None
