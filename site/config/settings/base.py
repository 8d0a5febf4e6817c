"""What holds on every machine. With no variable set: one machine, SQLite, local files, tasks in a server thread."""

from config import ROOT
from config.env import env

from .identity import *
from .logs import *
from .oscar import *
from .oscar import OSCAR_APPS
from .services import *
from .web import *
from .web import METRICS_TOKEN

DEBUG = False
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_ID = 1

INSTALLED_APPS = [
    "config",
    "demo",
    "operations",
    "home",
    "blog",
    "shop.accounts",
    "shop.applying",
    "shop.trade",
    "shop.cafes",
    "shop.files",
    "shop.outbox",
    "shop.edition",
    "shop.pricing",
    "shop.finding",
    "shop.goods",
    "shop.rounds",
    "shop.stock",
    "shop.shelf",
    "shop.payments",
    "shop.ordering",
    "shop.pad",
    "shop.updates",
    "shop.taking",
    "shop.privacy",
    "shop.desk",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "shop.accounts.staff_apps.CmsUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "shop.accounts.staff_apps.HouseAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.flatpages",
    *OSCAR_APPS,
    "widget_tweaks",
    "treebeard",
    "django_tables2",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "anymail",
    "csp",
]

MIDDLEWARE = [
    "operations.middleware.RequestLog",
    "operations.middleware.ForwardedHeaders",
    "shop.edition.middleware.VisitorPages",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "operations.middleware.ContentPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "operations.middleware.Probes",
    "operations.middleware.Hosts",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "operations.middleware.KeptByNobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "shop.files.bounds.TooMuchAtOnce",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shop.accounts.second_step.SecondStepForStaff",
    "oscar_forks.basket.middleware.BasketMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "home.kept_routes.KeptRoutes",
    "shop.edition.readers.ReadersPages",
    "shop.middleware.RefusalsInWords",
]
if METRICS_TOKEN:
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "operations.metrics.RequestFigures",
    ]

# Visitors' pages are stored until something they show changes: these models, or all those of these apps. With the
# accounts that people act for, what such people read is kept as long.
VISITOR_PAGES = True
EDITION_SHOWS = {
    "home",
    "blog",
    "cafes",
    "catalogue",
    "goods.Deposit",
    "partner",
    "pricing.AccountPriceList",
    "pricing.ListPrice",
    "pricing.PriceList",
    "pricing.TaxClass",
    "pricing.TaxRate",
    "rounds.Area",
    "rounds.Counter",
    "rounds.Round",
    "rounds.Route",
    "taggit",
    "trade.Member",
    "trade.TradeAccount",
    "wagtailcore.Page",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.Site",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
}
# Letters that are written when they are sent.
LETTER_WRITERS = {
    "order received": "shop.ordering.letters.write_received",
    "order to_cafe": "shop.ordering.letters.write_to_cafe",
}
# What such a page leaves open for each visitor.
PERSONAL_FRAGMENTS = {
    "acting": "shop.trade.fragments.acting",
    "basket": "oscar_forks.basket.fragments.count",
    "pad": "shop.pad.fragments.link",
    "padmenu": "shop.pad.fragments.menu_link",
}
# Who passes by that store reads the same page as others of whom this says the same.
PAGE_READER = "home.reading.reader"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "oscar.core.context_processors.metadata",
                "home.context_processors.house",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

WAGTAIL_SITE_NAME = "CafeDjango"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
# Whoever approves is told as one of their group.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = True
# By the page that asks who may read it, never straight from the storage.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.uploads.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
