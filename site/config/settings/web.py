"""What the browser is told: hosts, cookies, and a content policy for each part of the house."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

from config.checks import DEV_HOSTS
from config.env import env

from .services import MEDIA_HOSTS

SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=DEV_HOSTS)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# How many proxies of ours stand in front: only that many hops of X-Forwarded-… are believed.
TRUSTED_PROXIES: int | None = env.int("TRUSTED_PROXIES", default=None)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES or 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Operators' addresses; Prometheus must show the token.
METRICS_TOKEN = env("METRICS_TOKEN", default="")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}

# Customers' pages, and Django's admin, need no inline code at all.
CONTENT_POLICY = {
    "default-src": [SELF],
    "img-src": [SELF, "data:", *MEDIA_HOSTS],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CONTENT_POLICY}
# Wagtail's admin writes scripts, styles and previews of uploads into its pages; Oscar's dashboard only styles.
CONTENT_POLICIES_BY_PREFIX = {
    "/cms/": {
        **CONTENT_POLICY,
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [*CONTENT_POLICY["img-src"], "blob:"],
    },
    "/dashboard/": {**CONTENT_POLICY, "style-src": [SELF, UNSAFE_INLINE]},
}
