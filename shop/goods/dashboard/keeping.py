"""What is done with a whole product: a duplicate, out of sight and back, and the order of its variants."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.goods import actions, staff_queries
from shop.goods.copying import SkuIsTaken, duplicate, free_sku
from shop.goods.dashboard import StaffRequest, of_product
from shop.goods.staff_forms import DuplicateForm
from shop.paging import paged

HISTORY_A_PAGE = 50
LONGEST_TITLE = 240


@require_http_methods(["GET", "HEAD", "POST"])
@of_product(staff_queries.ADD)
def copy(request: StaffRequest, product) -> HttpResponseBase:
    if product.is_child and staff_queries.sold_elsewhere_too(product.parent, request.user):
        family = product.parent.get_title()
        messages.error(request, f"{family} is sold by another café too, so Operations add its variants.")
        return redirect("dashboard:catalogue-product", pk=product.pk)
    initial = {"title": f"{product.title[:LONGEST_TITLE]} (copy)", "sku": free_sku(product.upc)}
    form = DuplicateForm(request.POST or None, initial=initial, needs_sku=not product.is_parent)
    if request.method == "POST" and form.is_valid():
        try:
            made = duplicate(
                product=product,
                title=form.cleaned_data["title"],
                sku=form.cleaned_data["sku"],
                by=request.user,
                records=staff_queries.records(request.user),
            )
        except SkuIsTaken as refused:
            form.add_error("sku", str(refused))
        else:
            messages.success(request, f"{made.get_title()} is made. It is hidden until you show it in the shop.")
            return redirect("dashboard:catalogue-product", pk=made.pk)
    return render(request, "goods/dashboard/duplicate.html", {"product": product, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@of_product(staff_queries.DELETE)
def archive(request: StaffRequest, product) -> HttpResponseBase:
    if staff_queries.sold_elsewhere_too(product, request.user):
        messages.error(
            request, f"{product.get_title()} is sold by another café too. Take your own price off it instead."
        )
        return redirect("dashboard:catalogue-product", pk=product.pk)
    if request.method != "POST":
        return render(request, "goods/dashboard/archive.html", {"product": product})
    actions.archive(product=product, by=request.user, now=timezone.now())
    messages.success(request, f"{product.get_title()} is archived. The filter “Archived” of the list finds it.")
    return redirect("dashboard:catalogue-product-list")


@require_POST
@of_product(staff_queries.CHANGE)
def bring_back(request: StaffRequest, product) -> HttpResponseBase:
    if staff_queries.sold_elsewhere_too(product, request.user):
        raise PermissionDenied
    actions.bring_back(product=product, by=request.user)
    messages.success(request, f"{product.get_title()} is back. It is hidden until you show it in the shop.")
    return redirect("dashboard:catalogue-product", pk=product.pk)


@require_POST
@of_product(staff_queries.CHANGE)
def move(request: StaffRequest, product) -> HttpResponseBase:
    """A variant, one place up or down."""
    if not product.is_child:
        return redirect("dashboard:catalogue-product", pk=product.pk)
    if staff_queries.sold_elsewhere_too(product.parent, request.user):
        raise PermissionDenied
    actions.move_variant(variant=product, places=1 if request.POST.get("to") == "down" else -1, by=request.user)
    answer = redirect("dashboard:catalogue-product", pk=product.parent_id)
    answer["Location"] += "#variants"
    return answer


@require_safe
@of_product(staff_queries.VIEW)
def history(request: StaffRequest, product) -> HttpResponseBase:
    context = paged(request, staff_queries.history_of(product, request.user), HISTORY_A_PAGE)
    return render(request, "goods/dashboard/history.html", context | {"product": product})
