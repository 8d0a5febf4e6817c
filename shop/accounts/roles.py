"""Who may do what: staff, and members of trade accounts.

A staff role is a group of people; its line says what the group may do, and migrations write it down. A pattern is
`app.codename`, `*` for any run of letters. Whoever adds something that staff may do adds its pattern here and calls
`grant` in a migration of accounts (or of an app above it). A member's role is a word on their row, and its line here
is asked each time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

DASHBOARD = "partner.dashboard_access"
CMS = "wagtailadmin.access_admin"
TABLES = "accounts.use_django_admin"


@dataclass(frozen=True)
class Role:
    name: str
    does: str
    all_cafes: bool  # becomes `is_staff`: Oscar then shows every café's orders, else those of the person's own cafés
    may: tuple[str, ...]


ADMINISTRATOR = Role("Administrator", "Runs the house: people, prices, offers, settings, everything.", True, ("*",))
OPERATIONS = Role(
    "Operations",
    "Orders, goods, stock and cafés.",
    True,
    (
        "order.view_*",
        "order.add_*",
        "order.change_*",
        "catalogue.*",
        "goods.*",
        "pricing.view_*",
        "partner.*_partner",
        "partner.*_partneraddress",
        "partner.*_stockrecord",
        "partner.*_stockalert",
        "cafes.*",
        "accounts.view_user",
        "trade.view_*",
        "applying.view_*",
        "desk.view_*",
        "updates.view_*",
        "payments.view_*",
        "payments.refund_payment",
        "payments.handle_payment",
        "rounds.*",
        "taking.take_order",
    ),
)
SALES = Role(
    "Sales",
    "Customers and their orders.",
    True,
    (
        "order.view_*",
        "order.add_*",
        "order.change_*",
        "accounts.view_user",
        "catalogue.view_product",
        "catalogue.view_category",
        "pricing.*_pricelist",
        "pricing.view_*",
        "trade.view_*",
        "trade.add_tradeaccount",
        "trade.change_tradeaccount",
        "trade.set_terms",
        "trade.merge_accounts",
        "applying.view_*",
        "applying.decide_application",
        "desk.view_*",
        "desk.add_*",
        "desk.change_*",
        "updates.view_*",
        "payments.view_*",
        "rounds.view_*",
        "taking.*",
    ),
)
CAFE_STAFF = Role("Café staff", "Orders and goods of their own café.", False, (DASHBOARD, "taking.take_order"))
MARKETING = Role(
    "Marketing",
    "Pages, pictures and documents.",
    False,
    (CMS, "home.change_sitesettings", "wagtailredirects.*_redirect"),
)

ROLES = (ADMINISTRATOR, OPERATIONS, SALES, CAFE_STAFF, MARKETING)


# What a member of a trade account may do there.
ORDER = "Order"
APPROVE = "Let orders over a member's limit through"
SEE_ORDERS = "See the account's orders"
SEE_MONEY = "See invoices, statements and what is owed"
SEE_TEAM = "See who belongs to the account"
CHANGE_TEAM = "Invite people, change roles and limits"
SEE_LOCATIONS = "See where deliveries go"
CHANGE_LOCATIONS = "Change where deliveries go"
SEE_DETAILS = "See the company's details and terms"
CHANGE_DETAILS = "Change the company's details"


@dataclass(frozen=True)
class MemberRole:
    key: str
    name: str
    does: str
    may: frozenset[str]


CAPABILITIES = (
    ORDER,
    APPROVE,
    SEE_ORDERS,
    SEE_MONEY,
    SEE_TEAM,
    CHANGE_TEAM,
    SEE_LOCATIONS,
    CHANGE_LOCATIONS,
    SEE_DETAILS,
    CHANGE_DETAILS,
)
OWNER = MemberRole("owner", "Owner", "Everything, and invites the others.", frozenset(CAPABILITIES))
BUYER = MemberRole(
    "buyer", "Buyer", "Orders, up to a limit if there is one.", frozenset({ORDER, SEE_ORDERS, SEE_TEAM, SEE_LOCATIONS})
)
APPROVER = MemberRole(
    "approver",
    "Approver",
    "Orders, and lets orders over a buyer's limit through.",
    frozenset({ORDER, APPROVE, SEE_ORDERS, SEE_TEAM, SEE_LOCATIONS, CHANGE_LOCATIONS}),
)
BOOKKEEPER = MemberRole(
    "bookkeeper", "Bookkeeper", "Invoices and statements only.", frozenset({SEE_MONEY, SEE_DETAILS})
)
MEMBER_ROLES = {role.key: role for role in (OWNER, BUYER, APPROVER, BOOKKEEPER)}


def grant(apps, role: Role, permissions: Iterable[str]) -> None:
    """Let a role's group do more. For migrations: Django itself makes permissions only after the last of them."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    patterns = list(permissions)
    group, _ = Group.objects.get_or_create(name=role.name)
    rows = []
    for app_label, model, codename, name in existing(apps):
        if any(fnmatchcase(f"{app_label}.{codename}", pattern) for pattern in patterns):
            about, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
            row, _ = Permission.objects.get_or_create(content_type=about, codename=codename, defaults={"name": name})
            rows.append(row)
    group.permissions.add(*rows)


def existing(apps) -> Iterator[tuple[str, str, str, str]]:
    """All that can be allowed: app, model, codename and name, as Django derives them from the models."""
    for model in apps.get_models():
        meta = model._meta
        for action in meta.default_permissions:
            yield (
                meta.app_label,
                meta.model_name,
                f"{action}_{meta.model_name}",
                f"Can {action} {meta.verbose_name_raw}",
            )
        for codename, name in meta.permissions:
            yield meta.app_label, meta.model_name, codename, str(name)
