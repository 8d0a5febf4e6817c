"""Who stands at the checkout, and where their goods may go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from shop.accounts.roles import ORDER
from shop.ordering.approvals import NobodyApproves, names_in_words
from shop.ordering.composing import COLLECT, LOCATION, NEW
from shop.ordering.drafts import Address, Buyer
from shop.ordering.forms import WHO, CheckoutForm
from shop.ordering.waiting import deciders as deciders_of
from shop.postal import country_of_postcode
from shop.trade import queries
from shop.trade.current import current, with_their_cafes
from shop.trade.domain import money, needs_approval
from shop.trade.models import Location, Member

FIRST_PLACES = 6


@dataclass(frozen=True)
class Visitor:
    """user: None for a guest. member: whom an account's person orders as."""

    user: Any
    member: Member | None
    places: Sequence[Location]

    @classmethod
    def of(cls, request: HttpRequest) -> "Visitor":
        with_their_cafes(request)  # whose currency is asked for
        member = current(request)
        places = list(queries.locations(member.account).prefetch_related(None)) if member else []
        user: Any = request.user
        return cls(user if user.is_authenticated else None, member, places)

    @property
    def account(self) -> Any:
        return self.member and self.member.account

    @property
    def may_order(self) -> bool:
        return self.member is None or self.member.may(ORDER)

    @property
    def asks(self) -> tuple[str, ...]:
        """What we don't know of them."""
        if self.member:
            return ()
        return tuple(name for name in WHO if name != "email") if self.user else WHO

    @property
    def requires_po(self) -> bool | None:
        return self.member.account.requires_po if self.member else None

    @property
    def known(self) -> dict[str, str]:
        return {"name": self.user.get_full_name()} if self.user else {}

    @property
    def keyed(self) -> list[tuple[str, Location]]:
        return [(f"{LOCATION}{place.pk}", place) for place in self.places]

    @property
    def first_places(self) -> list[tuple[str, Location]]:
        return self.keyed[:FIRST_PLACES]

    @property
    def more_places(self) -> list[tuple[str, Location]]:
        return self.keyed[FIRST_PLACES:]

    @property
    def more_keys(self) -> list[str]:
        return list(dict(self.more_places))

    def place(self, typed: Mapping[str, str]) -> str:
        """Of the places there are, the one that was chosen; another account's is none of them."""
        keys = [*dict(self.keyed), NEW, COLLECT]
        asked = typed.get("place", "")
        return asked if asked in keys else (keys[0] if self.places else COLLECT)

    def location(self, key: str) -> Location | None:
        return dict(self.keyed).get(key)

    def postcode(self, key: str, form: CheckoutForm) -> str | None:
        """None to collect; empty as long as it can't be read."""
        if key == COLLECT:
            return None
        if location := self.location(key):
            return location.postcode
        return form.fields["postcode"].clean(text) if (text := form.typed("postcode").strip()) else ""

    def address(self, key: str, form: CheckoutForm) -> Address | None:
        if location := self.location(key):
            return Address(
                name=location.contact or self.buyer(form).name,
                company=self.account.name,
                line1=location.line1,
                line2=location.line2,
                town=location.town,
                postcode=location.postcode,
                country=location.country_code,
                phone=str(location.phone),
                notes=location.access_notes,
            )
        if key != NEW:
            return None
        data = form.cleaned_data
        return Address(
            name=self.buyer(form).name,
            company=self.account.name if self.account else "",
            line1=data["line1"],
            line2=data["line2"],
            town=data["town"],
            postcode=data["postcode"],
            country=country_of_postcode(data["postcode"]) or "GB",
            phone=data.get("phone", ""),
            notes=data["notes"],
        )

    def buyer(self, form: CheckoutForm) -> Buyer:
        data = form.cleaned_data
        if self.member:
            return Buyer(self.user.email, self.user, self.account, self.user.get_full_name() or self.user.email)
        email = self.user.email if self.user else data["email"]
        return Buyer(email, self.user, None, data["name"], data["phone"])

    def asks_for(self, total: Decimal, currency: str) -> "Asks | None":
        """Whom it waits for, where this is more than they may order by themselves."""
        member = self.member
        if member is None or not needs_approval(member.spend_limit, total):
            return None
        deciders = deciders_of(member.account, asked_by=member.user)
        limit = money(member.spend_limit or Decimal(0), currency)
        return Asks(money(total, currency), limit, tuple(str(each.user) for each in deciders))


@dataclass(frozen=True)
class Asks:
    """An order above its buyer's limit. names: of those who may let it through."""

    total: str
    limit: str
    names: tuple[str, ...]

    @property
    def words(self) -> str:
        why = f"This order comes to {self.total}, and your limit for one order is {self.limit}."
        if not self.names:
            return f"{why} {NobodyApproves()}"
        return f"{why} {names_in_words(self.names[:3])} can approve it."
