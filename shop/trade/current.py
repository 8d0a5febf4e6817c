"""The account that a person acts for now. Who belongs to several chooses, and sees which it is on every page."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shop.accounts.models import User
from shop.accounts.roles import ORDER
from shop.edition.keeping import kept
from shop.trade import domain, queries
from shop.trade.models import Member

# In the session: the account that was chosen, and whether there is a choice. Most people have none, and their pages
# don't pay for the question. It is asked at the door, and by every page that acts for an account.
CHOSEN = "trade_account"
SEVERAL = "several_trade_accounts"
# Whether the role there lets them order: every page says so in its head, and asks nothing for it.
ORDERS = "orders_for_trade_account"


def places(request: HttpRequest) -> list[Member]:
    """Asked for once a request."""
    if not request.user.is_authenticated:
        return []
    if not hasattr(request, "trade_places"):
        user = request.user
        _note(request, kept(request, f"accounts of {user.pk}", lambda: list(queries.memberships(user))))
    return request.trade_places  # type: ignore[attr-defined]


def with_their_cafes(request: HttpRequest) -> list[Member]:
    """For an account's own pages, which name its café."""
    if request.user.is_authenticated:
        _note(request, list(queries.memberships(request.user).select_related("account__cafe__partner")))
    return places(request)


def _note(request: HttpRequest, mine: list[Member]) -> None:
    request.trade_places = mine  # type: ignore[attr-defined]
    _remember(request, mine)


def ask_again(request: HttpRequest) -> list[Member]:
    """After one's accounts have changed."""
    vars(request).pop("trade_places", None)
    return places(request)


def is_asked_which(request: HttpRequest) -> bool:
    return hasattr(request, "trade_places") or bool(request.session.get(SEVERAL))


def current(request: HttpRequest) -> Member | None:
    mine = places(request)
    chosen = request.session.get(CHOSEN)
    return next((member for member in mine if member.account_id == chosen), mine[0] if mine else None)


def _remember(request: HttpRequest, mine: list[Member]) -> None:
    """The choice stays when another account comes, and falls back when the chosen one goes."""
    chosen = request.session.get(CHOSEN)
    if mine and chosen not in [member.account_id for member in mine]:
        request.session[CHOSEN] = mine[0].account_id
    if bool(request.session.get(SEVERAL)) != (len(mine) > 1):
        request.session[SEVERAL] = len(mine) > 1
    chosen = request.session.get(CHOSEN)
    orders = any(member.may(ORDER) for member in mine if member.account_id == chosen)
    if bool(request.session.get(ORDERS)) != orders:
        request.session[ORDERS] = orders


def may_order_here(request: HttpRequest) -> bool:
    return bool(getattr(request, "session", {}).get(ORDERS)) and request.user.is_authenticated


def remember_at_the_door(*, request: HttpRequest, user: User, **about: Any) -> None:
    _remember(request, list(queries.memberships(user)))


def choose(request: HttpRequest, account_id: int) -> Member:
    for member in places(request):
        if member.account_id == account_id:
            request.session[CHOSEN] = account_id
            _remember(request, places(request))
            return member
    raise Http404


def refuse_pages_of_another(request: HttpRequest, member: Member) -> None:
    """A page stays open in its tab while one changes over elsewhere, or loses the account that it was of. Its form says
    in `acts_for` (templates/trade/acts_for.html) which that was, so that it doesn't change another one."""
    meant = request.POST.get("acts_for")
    if meant and meant != str(member.account_id):
        raise domain.OtherAccountNow(member.account.name)


def member_who_may(*capabilities: str):
    """Hands the view the member who asks. Without an account there is no such page; without the right it is closed."""

    def of(view):
        @login_required
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            with_their_cafes(request)
            member = current(request)
            if member is None:
                raise Http404
            refuse_pages_of_another(request, member)
            if not all(member.may(capability) for capability in capabilities):
                words = {"member": member, "words": domain.NotYourRole()}
                return render(request, "trade/not_your_role.html", words, status=403)
            return view(request, member, *args, **kwargs)

        return checked

    return of
