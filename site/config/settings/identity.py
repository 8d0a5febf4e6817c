"""Who is who: one door for everybody, by e-mail address, with a second factor."""

from config.env import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["shop.accounts.backends.PeopleBackend"]
SESSION_ENGINE = "shop.accounts.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "shop.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "shop.accounts.door_forms.LoginForm",
    "signup": "shop.accounts.door_forms.JoinForm",
    "reset_password": "shop.accounts.door_forms.ForgottenPasswordForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "shop.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Failed attempts count, first at the address, then from the connection: who guesses at one address soon stops counting
# against their neighbours, for a whole café may share a connection. Attempts that succeed are not limited.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key,20/m/ip",
    "signup": "20/m/ip",
    "reset_password": "5/m/key,20/m/ip",
    # Ours: following the link of an invitation, sending invitations, beginning an application, writing to us,
    # asking to be told when something is back, ordering without a sign-in.
    "invitation": "60/m/ip",
    "invite": "30/h/user",
    "application": "5/h/ip",
    "contact": "5/h/ip",
    "tell_me": "20/h/ip,10/d/key",
    "placing": "20/h/ip",
}

# Whether staff areas open only to who signed in with two steps.
STAFF_TWO_FACTOR = env.bool("STAFF_TWO_FACTOR", default=False)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "CafeDjango"
MFA_TOTP_TOLERANCE = 1
# Whoever gets as far as two steps has proved an address; so a new one, not yet proved, is no reason to refuse.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A page would otherwise write to the database each time a signed-in person looks at it.
USERSESSIONS_TRACK_ACTIVITY = False

WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
