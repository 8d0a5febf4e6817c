"""Choosing a product in the CMS: by its name or its article number, with its picture, café and whether it is sold."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import URLPattern
from oscar.core.loading import get_model
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from shop.finding.domain import Question
from shop.finding.queries import goods_of
from shop.goods import queries


def choosable() -> QuerySet:
    """Everything that has a page of its own, sold or not yet."""
    goods = get_model("catalogue", "Product").objects.filter(parent=None).order_by("title", "pk")
    return queries.products(goods, size="line")


def matching(goods: QuerySet, question: Question) -> QuerySet:
    """Each word in the name, or all of it in an article number; the search index knows names without accents too."""
    named = Q()
    for word in question.text.split():
        named &= Q(title__icontains=word)
    numbered = get_model("partner", "StockRecord").objects.filter(
        Q(product=OuterRef("pk")) | Q(product__parent=OuterRef("pk")), partner_sku__icontains=question.text
    )
    indexed = goods_of(question, get_model("catalogue", "Product").objects.all())
    return goods.filter(named | Q(upc__icontains=question.text) | Exists(numbered) | Q(pk__in=indexed))


class ProductFilterForm(BaseFilterForm):
    q = forms.CharField(
        label="Name or article number",
        widget=forms.TextInput(attrs={"placeholder": "Name or article number"}),
        required=False,
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        question = Question.typed(self.cleaned_data.get("q") or "")
        if not question.text:
            return super().filter(objects)
        self.is_searching = True
        self.search_query = question.text
        return matching(super().filter(objects), question)


class PictureColumn(Column):
    cell_template_name = "home/admin/product_picture.html"


def cafe_of(product: Any) -> str:
    return ", ".join(dict.fromkeys(record.partner.display_name for record in product.stockrecords.all()))


class ProductList:
    """What a row of the list says."""

    filter_form_class = ProductFilterForm

    @property
    def columns(self) -> list[Column]:
        return [
            PictureColumn("picture", label="Picture", width="6rem"),
            *super().columns,  # type: ignore[misc]
            Column("upc", label="Article number"),
            Column("cafe", label="Café", accessor=cafe_of),
            Column("shown", label="In the shop", accessor=lambda product: "Yes" if product.is_public else "Not yet"),
        ]


class ChooseProductView(ProductList, ChooseView):
    pass


class ChooseProductResultsView(ProductList, ChooseResultsView):
    pass


class ProductChooserViewSet(ChooserViewSet):
    model = "catalogue.Product"
    icon = "tag"
    choose_one_text = "Choose a product"
    choose_another_text = "Choose another product"
    edit_item_text = "Edit this product"
    per_page = 12
    choose_view_class = ChooseProductView
    choose_results_view_class = ChooseProductResultsView

    def get_object_list(self) -> QuerySet:
        return choosable()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Without Wagtail's address for making one: goods are made in the dashboard."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


product_chooser_viewset = ProductChooserViewSet("product_chooser")
