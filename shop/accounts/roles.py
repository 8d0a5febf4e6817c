"""Who may do what. A role is a group of people; this table says what its group may do, and migrations write it down.

A pattern is `app.codename`, `*` for any run of letters. Whoever adds something that staff may do adds its pattern
here and calls `grant` in a migration of accounts (or of an app above it).
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
        "partner.*_partner",
        "partner.*_partneraddress",
        "partner.*_stockrecord",
        "partner.*_stockalert",
        "cafes.*",
        "accounts.view_user",
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
    ),
)
CAFE_STAFF = Role("Café staff", "Orders and goods of their own café.", False, (DASHBOARD,))
MARKETING = Role(
    "Marketing",
    "Pages, pictures and documents.",
    False,
    (CMS, "home.change_sitesettings", "wagtailredirects.*_redirect"),
)

ROLES = (ADMINISTRATOR, OPERATIONS, SALES, CAFE_STAFF, MARKETING)


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
