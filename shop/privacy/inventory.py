"""Every table in which a person can be found: what they are told of it, and what becomes of it when they go.

A test walks all models that point to a person or hold an e-mail address, and fails for one that is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

SIX_YEARS = "Kept for six years by tax law."
OUR_WORK = "Says what somebody did at work for the house, about the house or about others."


@dataclass(frozen=True)
class Holding:
    """Either told under a title or untold for a reason; either goes, or stays for a reason."""

    model: str
    by: tuple[str, ...] = ()  # lookups by the person
    by_address: tuple[str, ...] = ()  # lookups by an address that they have confirmed
    inside_text: str = ""  # the field in which such an address stands between other things
    title: str = ""
    shown: tuple[str, ...] = ()
    untold: str = ""
    stays: str = ""
    but: Mapping[str, object] = field(default_factory=dict)  # rows that stay of a table that goes

    @property
    def goes(self) -> bool:
        return not self.stays


HOLDINGS = (
    Holding(
        "accounts.User",
        by=("pk",),
        title="Profile",
        shown=("first_name", "last_name", "email", "date_joined", "last_login"),
        stays="Without name, address and password: orders and changes point to it.",
    ),
    Holding("account.EmailAddress", by=("user",), title="E-mail addresses", shown=("email", "verified", "primary")),
    Holding("mfa.Authenticator", by=("user",), title="Second steps", shown=("type", "created_at", "last_used_at")),
    Holding(
        "usersessions.UserSession",
        by=("user",),
        title="Devices",
        shown=("created_at", "last_seen_at", "ip", "user_agent"),
    ),
    Holding("partner.Partner", by=("users",), title="Cafés you work at", shown=("name",), stays="The house's own."),
    Holding(
        "trade.Member",
        by=("user",),
        title="Places in trade accounts",
        shown=("account", "role", "spend_limit", "joined_at", "left_at", "told_of_team", "told_of_terms"),
        stays="Ended, and kept without the name: what was done for the account stays explained.",
    ),
    Holding(
        "trade.AccountChange",
        by=("by",),
        title="Changes you made to trade accounts",
        shown=("at", "account", "what", "old", "new", "reason"),
        stays=SIX_YEARS,
    ),
    Holding(
        "pricing.PriceChange",
        by=("by",),
        title="Changes you made to prices",
        shown=("at", "about", "what", "old", "new"),
        stays="Without the name: which price held, and since when, stays explained.",
    ),
    Holding(
        "trade.Invitation",
        by_address=("email__iexact",),
        title="Invitations to you",
        shown=("account", "role", "spend_limit", "created_at", "expires_at", "accepted_at", "withdrawn_at"),
        stays="Withdrawn, and without the address.",
    ),
    Holding(
        "trade.TradeAccount",
        untold="The company's address, which its owners see and change under Details.",
        stays="The company stays a customer.",
    ),
    Holding(
        "applying.Application",
        by_address=("email__iexact",),
        title="Applications for a trade account",
        shown=(
            *("reference", "status", "name", "contact", "email", "phone", "website", "business", "vat_number"),
            *(
                "delivery_lines",
                "collects_at",
                "access_notes",
                "billing_lines",
                "wants",
                "goods",
                "weekly",
                "weekdays",
                "answer",
            ),
            *("started_at", "agreed_at", "sent_at", "decided_at"),
        ),
        stays="Without what they wrote: when it was, from which kind of business, and what became of it.",
    ),
    Holding("applying.Event", untold=OUR_WORK, stays="The history of an application, for as long as that is kept."),
    Holding(
        "files.PrivateFile",
        by=("uploaded_by",),
        title="Files you sent us",
        shown=("name", "content_type", "size", "uploaded_at"),
        stays="Belongs to the account that it was sent for.",
    ),
    Holding(
        "order.Order",
        by=("user",),
        title="Orders",
        shown=(
            *("number", "date_placed", "status", "currency", "total_excl_tax", "total_incl_tax", "shipping_method"),
            *("po_number", "note", "contact_name", "contact_phone"),
        ),
        stays=SIX_YEARS,
    ),
    Holding(
        "pad.SavedList",
        by=("owner",),
        title="Lists of the order pad",
        shown=("name", "account", "is_shared", "created_at", "changed_at"),
        but={"is_shared": True},  # others order with it: it stays, without the name
    ),
    Holding(
        "pad.ListChange",
        by=("by",),
        title="What you did to lists",
        shown=("at", "of", "what"),
        stays="Without the name: who orders for the account sees how a list came about.",
    ),
    Holding("ordering.Flag", untold=OUR_WORK, stays=SIX_YEARS),
    Holding(
        "ordering.Approval",
        by=("asked_by", "decided_by"),
        title="Approvals that you asked for, or decided",
        shown=("asked_at", "account", "state", "word", "decided_at", "answer"),
        stays=SIX_YEARS,
    ),
    Holding(
        "ordering.OrderLetter",
        by=("order__user",),
        by_address=("recipient__iexact",),
        title="Letters about your orders",  # without their text: that may hold a link which shows an order
        shown=("subject", "recipient", "at"),
    ),
    Holding(
        "taking.Taking",
        by=("user",),
        inside_text="typed",
        title="Orders that we began to take for you",
        shown=("begun_at", "placed_at"),
    ),
    Holding("taking.Taken", untold=OUR_WORK, stays=SIX_YEARS),
    Holding("order.OrderNote", untold=OUR_WORK, stays=SIX_YEARS),
    Holding("order.OrderStatusChange", untold=OUR_WORK, stays=SIX_YEARS),
    Holding(
        "basket.Basket",
        by=("owner",),
        title="Baskets",
        shown=("status", "date_created"),
        but={"status__in": ["Submitted", "Frozen"]},
    ),
    Holding(
        "address.UserAddress",
        by=("user",),
        title="Saved addresses",
        shown=("name", "active_address_fields", "phone_number", "notes"),
    ),
    Holding(
        "customer.ProductAlert",
        by=("user",),
        by_address=("email__iexact",),
        title="Alerts",
        shown=("product", "status", "date_created"),
    ),
    Holding(
        "updates.Wish",
        by=("user",),
        by_address=("email__iexact",),
        title="Goods you wait for",
        shown=("product", "asked_at", "confirmed_at", "told_at"),
    ),
    Holding("wishlists.WishList", by=("owner",), title="Lists", shown=("name", "date_created")),
    Holding(
        "wishlists.WishListSharedEmail", by_address=("email__iexact",), untold="The list is whose it was shared by."
    ),
    Holding(
        "reviews.ProductReview",
        by=("user",),
        by_address=("email__iexact",),
        title="Reviews",
        shown=("product", "score", "title", "body", "date_created"),
    ),
    Holding("reviews.Vote", by=("user",), title="Votes on reviews", shown=("delta", "date_created")),
    Holding(
        "voucher.VoucherApplication",
        by=("user",),
        title="Vouchers you used",
        shown=("voucher", "date_created"),
        stays="Counts how often a voucher was used.",
    ),
    Holding(
        "payments.KeptCard",
        by=("user",),
        title="Cards that are kept to be charged",
        shown=("brand", "last4", "month", "year", "kept_at", "forgotten_at"),
        stays="Says what was charged to it; the card itself is Stripe's to forget.",
    ),
    Holding("payment.Bankcard", by=("user",), title="Cards", shown=("card_type", "expiry_date")),
    Holding(
        "analytics.UserRecord",
        by=("user",),
        title="What you did in the shop, counted",
        shown=("num_product_views", "num_orders", "num_order_lines", "total_spent", "date_last_order"),
    ),
    Holding(
        "analytics.UserProductView", by=("user",), title="Products you looked at", shown=("product", "date_created")
    ),
    Holding("analytics.UserSearch", by=("user",), title="Searches", shown=("query", "date_created")),
    Holding(
        "communication.Email",
        by=("user",),
        by_address=("email__iexact",),
        title="Letters of the shop",
        shown=("subject", "date_sent"),
    ),
    Holding(
        "communication.Notification",
        by=("recipient",),
        title="Notifications",
        shown=("subject", "body", "date_sent", "date_read"),
    ),
    Holding(
        "outbox.Message",
        inside_text="recipients",
        title="Mail to you",  # without its text: that may hold a link which lets somebody in
        shown=("subject", "created_at", "sent_at"),
    ),
    Holding(
        "wagtailforms.FormSubmission",
        inside_text="form_data",
        title="What you wrote to us by a form",
        shown=("submit_time", "form_data"),
    ),
    Holding(
        "privacy.DeletionRequest",
        by=("user",),
        title="Requests for deletion",
        shown=("asked_at", "due_at", "held_up_by", "called_off_at", "carried_out_at"),
        stays="Shows, without a name, that we did as we were asked.",
    ),
    Holding("wagtailusers.UserProfile", by=("user",), untold="How the CMS looks for one of its editors."),
    Holding("wagtailadmin.EditingSession", by=("user",), untold=OUR_WORK),
    Holding("wagtailadmin.FormState", by=("user",), untold=OUR_WORK),
    Holding("wagtailcore.APIToken", by=("user",), untold="A secret of the CMS."),
    Holding("wagtailcore.PageSubscription", by=("user",), untold=OUR_WORK),
)

# Models, by pattern, that point to who did something at work, not to a customer.
AT_WORK = {
    "admin.LogEntry": OUR_WORK,
    "blog.*": OUR_WORK,
    "home.*": OUR_WORK,
    "desk.*": "Staff's notes and papers about a company.",
    "goods.GoodsChange": OUR_WORK,
    "rounds.RoundChange": OUR_WORK,
    "payments.Handling": OUR_WORK,
    "payments.Posting": OUR_WORK,
    "payments.Refund": OUR_WORK,
    "payments.Transfer": OUR_WORK,
    "pricing.AccountPriceList": OUR_WORK,
    "shelf.Import": OUR_WORK,
    "wagtailcore.*": OUR_WORK,
    "wagtaildocs.*": OUR_WORK,
    "wagtailimages.*": OUR_WORK,
    "offer.RangeProductFileUpload": OUR_WORK,
    "cafes.Cafe": "The address of one of our cafés.",
}


def holding(label: str) -> Holding | None:
    return next((each for each in HOLDINGS if each.model == label), None)


def is_known(label: str) -> bool:
    return holding(label) is not None or any(fnmatchcase(label, pattern) for pattern in AT_WORK)
