"""django-oscar: which of its apps are ours, and how it is set up."""

from django.utils.translation import gettext_lazy as _
from oscar.defaults import *

from shop.ordering import domain as order_life

OSCAR_APPS = [
    "oscar_forks.apps.Shop",
    "oscar_forks.apps.Uncounted",
    "oscar_forks.checkout.apps.CheckoutConfig",
    "oscar.apps.address.apps.AddressConfig",
    "oscar.apps.shipping.apps.ShippingConfig",
    "oscar_forks.catalogue.apps.CatalogueConfig",
    "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "oscar_forks.partner.apps.PartnerConfig",
    "oscar_forks.basket.apps.BasketConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "oscar_forks.offer.apps.OfferConfig",
    "oscar_forks.order.apps.OrderConfig",
    "oscar_forks.customer.apps.CustomerConfig",
    "oscar_forks.search.apps.SearchConfig",
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "oscar_forks.dashboard.apps.DashboardConfig",
    "oscar_forks.dashboard.reports.apps.ReportsDashboardConfig",
    "oscar.apps.dashboard.users.apps.UsersDashboardConfig",
    "oscar.apps.dashboard.orders.apps.OrdersDashboardConfig",
    "oscar_forks.dashboard.catalogue.apps.CatalogueDashboardConfig",
    "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
    "oscar_forks.dashboard.partners.apps.PartnersDashboardConfig",
    "oscar.apps.dashboard.pages.apps.PagesDashboardConfig",
    "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
    "oscar.apps.dashboard.reviews.apps.ReviewsDashboardConfig",
    "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
    "oscar.apps.dashboard.communications.apps.CommunicationsDashboardConfig",
    "oscar.apps.dashboard.shipping.apps.ShippingDashboardConfig",
]

# A fork that adds code but no column keeps Oscar's own migrations.
MIGRATION_MODULES = {"customer": "oscar.apps.customer.migrations", "offer": "oscar.apps.offer.migrations"}

# Imported by Oscar's search app, used by nobody: the search is Wagtail's.
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}

OSCAR_SHOP_NAME = "CafeDjango"
OSCAR_SHOP_TAGLINE = "Wholesale from our cafés"
OSCAR_HOMEPAGE = "/"
OSCAR_DEFAULT_CURRENCY = "GBP"
OSCAR_ACCOUNTS_REDIRECT_URL = "customer:summary"
OSCAR_HIDDEN_FEATURES = ["reviews", "wishlists"]
OSCAR_THUMBNAILER = "oscar_forks.catalogue.thumbnails.WagtailThumbnailer"
OSCAR_DELETE_IMAGE_FILES = False
OSCAR_PRODUCTS_PER_PAGE = 24
OSCAR_SEND_REGISTRATION_EMAIL = False
OSCAR_EAGER_ALERTS = False

OSCAR_INITIAL_ORDER_STATUS = order_life.PENDING
OSCAR_INITIAL_LINE_STATUS = order_life.PENDING
OSCAR_ORDER_STATUS_PIPELINE = order_life.PIPELINE
# An order's lines share its state, so no line has steps of its own.
OSCAR_LINE_STATUS_PIPELINE = dict.fromkeys(order_life.PIPELINE, ())


def sees_rounds(user, *_args):
    return user.has_perm("rounds.view_round" if user.is_staff else "partner.dashboard_access")


def sees_payments(user, *_args):
    return user.has_perm("payments.view_payment") and (user.is_staff or user.has_perm("partner.dashboard_access"))


OSCAR_DASHBOARD_NAVIGATION = [
    {"label": _("Today"), "url_name": "dashboard:index"},
    {
        "label": _("Take an order"),
        "url_name": "dashboard:take",
        "access_fn": lambda user, *_: user.has_perm("taking.take_order"),
    },
    {
        "label": _("Orders"),
        "children": [
            {"label": _("All orders"), "url_name": "dashboard:order-list"},
            {"label": _("Statistics"), "url_name": "dashboard:order-stats"},
            {"label": _("Payments"), "url_name": "dashboard:payments", "access_fn": sees_payments},
            {
                "label": _("Where the books differ"),
                "url_name": "dashboard:books",
                "access_fn": lambda user, *_: user.is_staff and user.has_perm("payments.view_difference"),
            },
        ],
    },
    {
        "label": _("Rounds"),
        "access_fn": sees_rounds,
        "children": [
            {"label": _("By week"), "url_name": "dashboard:rounds", "access_fn": sees_rounds},
            {"label": _("All rounds"), "url_name": "dashboard:round-list", "access_fn": sees_rounds},
            {"label": _("Routes"), "url_name": "dashboard:route-list", "access_fn": sees_rounds},
            {"label": _("Collection and changes"), "url_name": "dashboard:counter-list", "access_fn": sees_rounds},
            {"label": _("Closures"), "url_name": "dashboard:closure-list", "access_fn": sees_rounds},
        ],
    },
    {
        "label": _("Goods"),
        "children": [
            {"label": _("Products"), "url_name": "dashboard:catalogue-product-list"},
            {"label": _("Prices and stock"), "url_name": "dashboard:catalogue-table"},
            {"label": _("Categories"), "url_name": "dashboard:catalogue-category-list"},
            {
                "label": _("Import and export"),
                "url_name": "dashboard:shelf-import-list",
                "access_fn": lambda user, *_: (
                    user.has_perm("partner.dashboard_access")
                    if not user.is_staff
                    else user.has_perm("catalogue.change_product") or user.has_perm("pricing.change_pricelist")
                ),
            },
            {"label": _("Deposits"), "url_name": "dashboard:deposit-list"},
            {"label": _("Product types"), "url_name": "dashboard:catalogue-class-list"},
            {"label": _("Options"), "url_name": "dashboard:catalogue-option-list"},
            {"label": _("Option groups"), "url_name": "dashboard:catalogue-attribute-option-group-list"},
            {"label": _("Ranges"), "url_name": "dashboard:range-list"},
            {"label": _("Low stock"), "url_name": "dashboard:stock-alert-list"},
            {
                "label": _("Who waits"),
                "url_name": "dashboard:awaited",
                "access_fn": lambda user, *_: user.has_perm(
                    "updates.view_wish" if user.is_staff else "partner.dashboard_access"
                ),
            },
        ],
    },
    {
        "label": _("Prices"),
        "access_fn": lambda user, *_: user.has_perm(
            "pricing.view_pricelist" if user.is_staff else "partner.dashboard_access"
        ),
        "children": [
            {
                "label": _("Price lists"),
                "url_name": "dashboard:price-lists",
                "access_fn": lambda user, *_: user.is_staff and user.has_perm("pricing.view_pricelist"),
            },
            {
                "label": _("Why this price?"),
                "url_name": "dashboard:price-why",
                "access_fn": lambda user, *_: user.has_perm(
                    "pricing.view_pricelist" if user.is_staff else "partner.dashboard_access"
                ),
            },
            {
                "label": _("VAT rates"),
                "url_name": "dashboard:vat",
                "access_fn": lambda user, *_: user.is_staff and user.has_perm("pricing.view_taxrate"),
            },
        ],
    },
    {
        "label": _("Customers"),
        "children": [
            {
                "label": _("Applications"),
                "url_name": "dashboard:application-list",
                "access_fn": lambda user, *_: (
                    user.has_perm("applying.view_application")
                    if user.is_staff
                    else user.has_perm("partner.dashboard_access")
                ),
            },
            {
                "label": _("Trade accounts"),
                "url_name": "dashboard:account-list",
                "access_fn": lambda user, *_: user.has_perm(
                    "trade.view_tradeaccount" if user.is_staff else "partner.dashboard_access"
                ),
            },
            {"label": _("Customers"), "url_name": "dashboard:users-index"},
            {
                "label": _("Privacy requests"),
                "url_name": "dashboard:privacy-request-list",
                "access_fn": lambda user, *_: user.has_perm("accounts.change_user"),
            },
            {
                "label": _("Who may do what"),
                "url_name": "dashboard:who-may-do-what",
                "access_fn": lambda user, *_: user.is_staff or user.has_perm("partner.dashboard_access"),
            },
        ],
    },
    {
        "label": _("Offers"),
        "children": [
            {"label": _("Offers"), "url_name": "dashboard:offer-list"},
            {"label": _("Vouchers"), "url_name": "dashboard:voucher-list"},
            {"label": _("Voucher sets"), "url_name": "dashboard:voucher-set-list"},
        ],
    },
    {
        "label": _("Cafés"),
        "children": [
            {
                "label": _("Profiles and hours"),
                "url_name": "dashboard:cafe-list",
                "access_fn": lambda user, *_: (
                    user.has_perm("partner.change_partner") or user.has_perm("partner.dashboard_access")
                ),
            },
            {"label": _("Addresses and people"), "url_name": "dashboard:partner-list"},
        ],
    },
    {"label": _("Reports"), "url_name": "dashboard:reports-index"},
]
