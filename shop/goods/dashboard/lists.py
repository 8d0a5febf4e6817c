"""The list of products: searched, filtered, sorted, and as a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from oscar.core.loading import get_model

from shop.exports import answer, asked_for
from shop.goods import staff_queries, supply
from shop.goods.dashboard import StaffRequest, for_staff
from shop.goods.staff_forms import GoodsFilter
from shop.paging import A_PAGE, paged

COLUMNS = (
    *("Name", "SKU", "Variant of", "Café", "Café's own number", "Price without VAT", "Currency", "Price is for"),
    *("Supply", "In stock", "Promised", "Low below", "In the shop", "Categories", "VAT", "Pack", "Archived"),
)
SUPPLIES = {supply.STOCKED: "Stocked", supply.TO_ORDER: "Made to order", supply.UNLIMITED: "Unlimited"}


@dataclass(frozen=True)
class ListRow:
    """A product with its variants, summed up."""

    product: Any

    @property
    def variants(self) -> list[Any]:
        return list(self.product.children.all())

    @property
    def records(self) -> list[Any]:
        sold = self.variants if self.product.is_parent else [self.product]
        return [record for each in sold for record in each.stockrecords.all()]

    @property
    def cafes(self) -> list[Any]:
        return list({record.partner_id: record.partner for record in self.records}.values())

    @property
    def least(self) -> Any:
        """The record with the lowest price."""
        return min((each for each in self.records if each.price is not None), key=lambda each: each.price, default=None)

    @property
    def costs_more(self) -> bool:
        return len({record.price for record in self.records}) > 1

    @property
    def supply(self) -> str:
        return SUPPLIES[self.product.supply]

    @property
    def stock(self) -> int:
        return sum(record.num_in_stock or 0 for record in self.records)

    @property
    def promised(self) -> int:
        return sum(record.num_allocated or 0 for record in self.records)

    @property
    def is_gone(self) -> bool:
        """Nobody has any that is not promised."""
        return all(record.net_stock_level <= 0 for record in self.records)

    @property
    def is_low(self) -> bool:
        return any(
            record.net_stock_level <= 0 or record.net_stock_level < (record.low_stock_threshold or 0)
            for record in self.records
        )


@require_safe
@for_staff(staff_queries.VIEW)
def product_list(request: StaffRequest, *, may_import: bool) -> HttpResponseBase:
    user = request.user
    form = GoodsFilter(request.GET, user=user)
    wanted = form.wanted
    found = staff_queries.narrowed(staff_queries.families(user), wanted, user)
    found = staff_queries.ordered(found, wanted.get("sort", "title"), user)
    if kind := asked_for(request):
        return answer(name=f"products {timezone.localdate()}", columns=COLUMNS, rows=rows(found, user), kind=kind)
    context = paged(request, staff_queries.with_all_shown(found, user), A_PAGE)
    classes = get_model("catalogue", "ProductClass").objects.order_by("name")
    context |= {
        "form": form,
        "rows": [ListRow(product) for product in context["page_obj"]],
        "product_classes": classes if staff_queries.may(user, staff_queries.ADD) else [],
        "may_change": staff_queries.may(user, staff_queries.CHANGE),
        "may_import": may_import,
    }
    return render(request, "goods/dashboard/list.html", context)


def rows(found: QuerySet, user: Any) -> Iterator[tuple]:
    """One for each café's price of each product and variant."""
    for product in staff_queries.with_all_shown(found, user).select_related("tax_class"):
        categories = ", ".join(category.name for category in product.categories.all())
        for each in [product, *product.children.all()]:
            for record in each.stockrecords.all() or ([None] if not each.is_parent else []):
                yield (
                    each.get_title(),
                    each.upc,
                    product.get_title() if each is not product else "",
                    record and record.partner.display_name,
                    record and record.partner_sku,
                    record and record.price,
                    record and record.price_currency,
                    each.get_priced_by_display(),
                    SUPPLIES[product.supply],
                    record and record.num_in_stock,
                    record and (record.num_allocated or 0),
                    record and record.low_stock_threshold,
                    each.is_public and product.is_public,
                    categories,
                    product.tax_class.name,
                    each.pack,
                    product.is_archived or each.is_archived,
                )
