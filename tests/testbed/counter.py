"""What must go wrong: the steps of stock Oscar, or our own without the precautions. Controls of races go there.

Its checkout has one step: POST a basket, get an order or a refusal.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder
from oscar.apps.order.utils import OrderCreator as OscarOrderCreator
from oscar.apps.partner.abstract_models import AbstractStockRecord
from oscar.core.loading import get_class, get_model

from shop.ordering.numbers import new_order_number
from shop.pricing.models import ListPrice
from shop.refusals import Refusal
from shop.trade.actions import merging, team
from shop.trade.models import Invitation, Member, TradeAccount


@require_POST
@login_required
def place(request: HttpRequest) -> JsonResponse:
    basket = get_object_or_404(get_model("basket", "Basket"), pk=request.POST["basket"], owner=request.user)
    basket.strategy = request.strategy
    method = get_class("shipping.methods", "Free")()
    charge = method.calculate(basket)
    total = get_class("checkout.calculators", "OrderTotalCalculator")().calculate(basket, charge)
    creator = CREATORS[request.POST["control"]]()
    try:
        order = creator.place_order(basket, total, method, charge, user=request.user, request=request)
    except Refusal as refusal:
        return JsonResponse({"refusal": type(refusal).__name__, "words": str(refusal)}, status=409)
    return JsonResponse({"order": order.number}, status=201)


class AsStockOscar(OscarOrderCreator):
    """Look whether there is enough, then write: what two can do at the same instant."""

    def place_order(self, basket, *args, **kwargs):
        if basket.status != basket.OPEN:
            raise Refusal("It is submitted.")
        for line in basket.all_lines():
            permitted, reason = line.purchase_info.availability.is_purchase_permitted(line.quantity)
            if not permitted:
                raise Refusal(reason)
        order = super().place_order(basket, *args, order_number=new_order_number(), **kwargs)
        basket.submit()
        return order

    def update_stock_records(self, line):
        AbstractStockRecord.allocate(line.stockrecord, line.quantity)


class InTheBasketsOrder(OscarOrderCreator):
    """Stock is reserved line by line, as the customer filled the basket."""

    def place_order(self, *args, **kwargs):
        return super().place_order(*args, order_number=new_order_number(), **kwargs)

    def create_line_models(self, order, basket_line, extra_line_fields=None):
        basket_line.stockrecord.allocate(basket_line.quantity)
        return super().create_line_models(order, basket_line, extra_line_fields)

    def update_stock_records(self, line):
        """It has been done."""


CREATORS = {
    "stock Oscar": AsStockOscar,
    "the basket's order": InTheBasketsOrder,
}


@require_POST
@login_required
def cancel_unguarded(request: HttpRequest) -> HttpResponse:
    """Stock Oscar's steps of a cancellation, one after the other, without a lock on the order."""
    order = get_object_or_404(get_model("order", "Order"), number=request.POST["order"])
    if order.status != "Cancelled":
        lines = list(order.lines.select_related("stockrecord"))
        order._create_order_status_change = lambda *_: None
        AbstractOrder.set_status(order, "Cancelled")
        for line in lines:
            AbstractLine.cancel_allocation(line, line.quantity)
    return HttpResponse("done")


@require_POST
@login_required
def remove_unguarded(request: HttpRequest, pk: int) -> HttpResponse:
    """Look whether there is another owner, then write: without the lock on the account."""
    member = get_object_or_404(Member, pk=pk, left_at=None)
    team._keep_an_owner(member.account, without=member)
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    return HttpResponse("done")


@require_POST
@login_required
def accept_unguarded(request: HttpRequest, pk: int) -> HttpResponse:
    """Look whether it is open, then write: without the locks."""
    invitation = get_object_or_404(Invitation, pk=pk, accepted_at=None)
    about = {"account": invitation.account, "user": request.user, "role": invitation.role}
    if not Member.objects.filter(account=invitation.account, user=request.user, left_at=None).exists():
        Member.objects.create(**about)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return HttpResponse("done")


@require_POST
@login_required
def merge_unguarded(request: HttpRequest, duplicate: int, into: int) -> HttpResponse:
    """Look whether they may be merged, then write: without the locks."""
    accounts = TradeAccount.objects.in_bulk([duplicate, into])
    if not merging.why_not(duplicate=accounts[duplicate], into=accounts[into]):
        merging._move_places(accounts[duplicate], accounts[into], request.user)
        merging._close(accounts[duplicate], accounts[into], "One company", request.user)
    return HttpResponse("done")


@require_POST
@login_required
def set_price_unguarded(request: HttpRequest, pk: int) -> HttpResponse:
    """Look whether it is still what the page showed, then write: without the lock on the list."""
    row = get_object_or_404(ListPrice, pk=pk)
    if str(row.price) != request.POST["was"]:
        return HttpResponse("changed meanwhile", status=409)
    row.price = request.POST["price"]
    row.save(update_fields=["price"])
    return HttpResponse("done")
