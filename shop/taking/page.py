"""An order that is being taken, as a page: for whom, which goods, where and when, how it is paid, and what still stands
in the way."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from oscar.core.loading import get_class

from shop.money import NOTHING
from shop.ordering.composing import Composed, Wanted, compose
from shop.ordering.drafts import Checkout
from shop.ordering.plans import Day, Fault, Plan
from shop.pad import queries as pad
from shop.pad.rows import Row, rows_of
from shop.payments.owed import ON_ACCOUNT, owed
from shop.plain import one_line
from shop.taking import queries
from shop.taking.customer import Customer, customer_of
from shop.taking.domain import above_limit, above_their_limit, link_good_until
from shop.taking.forms import TakingForm
from shop.taking.lines import Written
from shop.taking.models import Taking
from shop.trade.domain import Standing

FIRST_DAYS, MOST_LISTS = 5, 10
NO_REASON = "Say for which reason; it is kept with the order."
NO_GOODS = "Nothing is written yet."


@dataclass(frozen=True)
class Line:
    """typed: as it stands in the field."""

    line: Any
    row: Row
    typed: str
    fault: str


@dataclass(frozen=True)
class Days:
    """One café's: what can be had as by anybody, and what staff may choose for a reason."""

    plan: Plan

    @property
    def first(self) -> list[Day]:
        return self._open[:FIRST_DAYS]

    @property
    def later(self) -> list[Day]:
        return self._open[FIRST_DAYS:]

    @property
    def late(self) -> list[Day]:
        return [day for day in self.plan.days if day.choice.late]

    @property
    def is_later(self) -> bool:
        return self.plan.day in self.later

    @property
    def _open(self) -> list[Day]:
        return [day for day in self.plan.days if not day.choice.late]


def basket_of(taking: Taking, request: Any) -> Any:
    """At the customer's prices. Read anew: what was just written is in it."""
    basket = copy(taking.basket)
    basket.strategy = strategy_of(taking, request)
    return basket


def strategy_of(taking: Taking, request: Any) -> Any:
    return get_class("partner.strategy", "ForCustomer")(taking.account, request=request)


@dataclass
class Page:
    request: Any
    taking: Taking
    basket: Any
    typed: dict[str, str]
    is_sent: bool = False
    written: Written | None = None
    now: datetime = field(default_factory=timezone.now)

    # For whom

    @cached_property
    def customer(self) -> Customer:
        return customer_of(self.taking, self.typed)

    @cached_property
    def habits(self) -> queries.Habits:
        account = self.taking.account
        return queries.habits(account, self.request.user) if account else queries.Habits()

    @cached_property
    def standing(self) -> Standing | None:
        account = self.taking.account
        return replace(account.standing, owed=owed(account)) if account else None

    # Goods

    @cached_property
    def lines(self) -> list[Line]:
        if self.basket.is_empty:
            return []
        # By whom offers count, not by whom it is kept; and nobody reads out a voucher's code.
        self.basket.owner, self.basket._used_vouchers = self.customer.user, []
        Applicator = get_class("offer.applicator", "Applicator")
        Applicator().apply(self.basket, self.customer.user or AnonymousUser(), self.request)
        return [self._line(line) for line in self.basket.all_lines()]

    def _line(self, line: Any) -> Line:
        row = Row(line.product, line.purchase_info, self.basket.strategy)
        faults = self.written.faults if self.written else {}
        fault = faults.get(row.pk) or row.info.availability.is_purchase_permitted(line.quantity)[1] or ""
        return Line(line, row, self.typed.get(f"q-{row.pk}", str(line.quantity)), fault)

    @cached_property
    def usuals(self) -> list[tuple[Row, str, str, str]]:
        """Not written yet: with how many are usual, what was typed, and what is wrong with that."""
        if not self.taking.account:
            return []
        found = {each.product: each for each in pad.usuals_of(self.taking.account, today=self.basket.strategy.day)}
        there = {line.row.pk for line in self.lines}
        products = queries.these(self.request.user, self.taking.currency, found.keys() - there)
        rows = rows_of(products, strategy=self.basket.strategy, currency=self.taking.currency)
        faults = self.written.faults if self.written else {}
        shown = [row for row in rows if row.can_be_had]
        shown.sort(key=lambda row: list(found).index(row.pk))
        return [
            (row, str(found[row.pk].quantity), self.typed.get(f"q-{row.pk}", ""), faults.get(row.pk, ""))
            for row in shown
        ]

    @cached_property
    def lists(self) -> list[Any]:
        """To begin with."""
        member = None if self.lines else self.customer.member
        return list(pad.lists(member).order_by("-changed_at", "-pk")[:MOST_LISTS]) if member else []

    # Where, when, how it is paid

    @cached_property
    def place(self) -> str:
        return self.customer.place(self.typed)

    @cached_property
    def form(self) -> TakingForm:
        customer = self.customer
        data, initial = (self.typed, None) if self.is_sent else (None, customer.known | self.typed)
        return TakingForm(data, asks=customer.asks, place=self.place, requires_po=customer.requires_po, initial=initial)

    @cached_property
    def postcode(self) -> tuple[str | None, str]:
        """And what is wrong with it."""
        try:
            return self.customer.postcode(self.place, self.form), ""
        except ValidationError as error:
            return "", " ".join(error.messages)

    @cached_property
    def composed(self) -> Composed | None:
        if not self.lines:
            return None
        return compose(
            basket=self.basket,
            wanted=Wanted.of(self.typed, postcode=self.postcode[0]),
            account=self.taking.account,
            now=self.now,
            late=True,
            beyond_limit=self.may_go_beyond,
        )

    @property
    def days(self) -> list[Days]:
        return [Days(plan) for plan in self.composed.plans] if self.composed else []

    @property
    def may_go_beyond(self) -> bool:
        return bool(self.request.user.has_perm(queries.GO_BEYOND))

    @property
    def total(self) -> Decimal:
        return self.composed.sums.total if self.composed else NOTHING

    @property
    def is_on_account(self) -> bool:
        return bool(self.composed and self.composed.way and self.composed.way.code == ON_ACCOUNT)

    @property
    def is_by_link(self) -> bool:
        return bool(self.composed and not self.composed.is_free and not self.is_on_account)

    @property
    def is_beyond_limit(self) -> bool:
        return bool(self.is_on_account and self.standing and above_limit(self.standing, self.total))

    @cached_property
    def link_until(self) -> datetime:
        closes = [
            each.day.round.leaves_at if self.now >= each.day.round.cutoff_at else each.day.round.cutoff_at
            for each in (self.composed.plans if self.composed else ())
            if each.day
        ]
        at_least = timedelta(minutes=settings.PAYMENT_MINUTES)
        return link_good_until(now=self.now, closes=closes, at_least=at_least)

    @property
    def email(self) -> str:
        return self.customer.email or self.form.typed("email").strip()

    # What stands in the way

    @cached_property
    def past(self) -> list[str]:
        """For which a reason is asked; of all its parts."""
        late = [str(plan.day.choice.late) for plan in self._plans if plan.day and plan.day.choice.late]
        return [*late, *self.past_limits]

    @property
    def past_limits(self) -> list[str]:
        found = []
        if self.is_beyond_limit and self.standing:
            found.append(above_limit(self.standing, self.total))
        if (member := self.customer.member) and self.composed:
            words = above_their_limit(self.customer.caller, member.spend_limit, self.total, self.composed.currency)
            found += [words] if words else []
        return found

    @property
    def _plans(self) -> Sequence[Plan]:
        return self.composed.plans if self.composed else ()

    @property
    def reason(self) -> str:
        return str(self.form.cleaned_data.get("reason", "")) if self.form.is_bound and self.form.is_valid() else ""

    @property
    def faults(self) -> list[Fault]:
        """Once it was sent to be placed, in the page's order."""
        found = [Fault(f"q-{line.row.pk}", f"{line.row.title}: {line.fault}") for line in self.lines if line.fault]
        if not self.lines:
            found.append(Fault("goods", NO_GOODS))
        for name, errors in self.form.errors.items():
            found.append(Fault(self.form[name].auto_id, " ".join(map(str, errors))))
        found += self.composed.faults if self.composed else []
        if self.past and not one_line(self.form.typed("reason")):
            found.append(Fault("id_reason", NO_REASON))
        return found

    def checkout(self) -> Checkout:
        form, composed = self.form, self.composed
        assert composed  # noqa: S101  # faults are looked at first
        address = self.customer.address(self.place, form)
        return Checkout(
            basket=self.basket,
            drafts=tuple(plan.draft(address) for plan in composed.plans),
            buyer=self.customer.buyer(form),
            pays_by=composed.way.code if composed.way else "bank",
            note=form.cleaned_data["note"],
            po_number=form.cleaned_data.get("po_number", ""),
            beyond_limit=self.is_beyond_limit and self.may_go_beyond,
            kept_until=self.link_until if self.is_by_link else None,
        )

    def past_of(self, round: int) -> str:
        """Of one order, by the key of its round."""
        late = [
            str(plan.day.choice.late)
            for plan in self._plans
            if plan.day and plan.day.round.pk == round and plan.day.choice.late
        ]
        return " ".join([*late, *self.past_limits])
