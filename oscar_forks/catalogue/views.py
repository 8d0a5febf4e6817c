"""A product's page. Variants are chosen on the page of their product; alerts and reviews are not part of the house."""

from oscar.apps.catalogue import views
from oscar.core.loading import get_class

from shop.edition.views import ForEverybody
from shop.goods import queries

AddToBasketForm = get_class("basket.forms", "AddToBasketForm")


class ProductDetailView(ForEverybody, views.ProductDetailView):
    enforce_parent = True
    template_name = "oscar/catalogue/detail.html"

    def get_queryset(self):
        return queries.for_page()

    def get_context_data(self, **kwargs):
        product = self.object
        strategy = self.request.strategy
        info = strategy.fetch_for_parent(product) if product.is_parent else strategy.fetch_for_product(product)
        kwargs |= {
            "info": info,
            "category": next(iter(product.get_categories()), None),
            "cafes": cafes(product),
            "akin": queries.akin(product),
        }
        if info.availability.is_available_to_buy:
            kwargs["form"] = add_form(self.request, product, info)
        return super(views.ProductDetailView, self).get_context_data(**kwargs)

    def send_signal(self, request, response, product):
        """Oscar counts views in the database; a page that is only read writes nothing."""


def cafes(product):
    """Who sells it, each once."""
    goods = product.get_public_children() if product.is_parent else [product]
    records = [record for each in goods for record in each.stockrecords.all()]
    return list({record.partner_id: record.partner for record in records}.values())


def add_form(request, product, info):
    form = AddToBasketForm(request.basket, product, label_suffix="")
    form.fields["quantity"].widget.attrs["inputmode"] = "numeric"
    if info.availability.words.level == "few":
        form.fields["quantity"].widget.attrs["max"] = info.availability.num_available
    return form
