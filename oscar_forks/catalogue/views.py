"""A product's page. Variants are chosen on the page of their product; reviews are not part of the house."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from oscar.apps.catalogue import views
from oscar.core.loading import get_class

from oscar_forks.catalogue.offered import offered
from shop.edition.horizon import true_until
from shop.edition.keeping import kept
from shop.edition.views import ForEverybody
from shop.goods import food, label, queries
from shop.goods.gallery import shots
from shop.rounds import ahead
from shop.updates.forms import AskForm
from shop.updates.queries import waits_for

AddToBasketForm = get_class("basket.forms", "AddToBasketForm")


class OptionsForm(AddToBasketForm):  # type: ignore[misc, valid-type]
    """What else is asked of somebody who buys it. How many, and which variant, the page lays out itself."""

    def _create_parent_product_fields(self, product):
        pass


class ProductDetailView(ForEverybody, views.ProductDetailView):
    enforce_parent = True
    template_name = "oscar/catalogue/detail.html"

    def get_queryset(self):
        return queries.for_page()

    def get_object(self, queryset=None):
        return kept(self.request, f"product {self.kwargs['pk']}", super().get_object)

    def get_context_data(self, **kwargs):
        product, strategy = self.object, self.request.strategy
        strategy.prepare([product])
        info = strategy.fetch_for_parent(product) if product.is_parent else strategy.fetch_for_product(product)
        goods = offered(product, strategy)
        chosen = next((each for each in goods if each.can_be_had), None)
        missing = [each.product for each in goods if not each.can_be_had and not product.is_archived]
        kwargs |= {
            "info": info,
            "here": product.get_absolute_url(),
            "category": next(iter(product.get_categories()), None),
            "cafes": cafes(goods),
            "shots": SimpleLazyObject(lambda: shots(product)),
            "goods": goods,
            "chosen": chosen,
            "one": None if product.is_parent else goods[0],
            "label": SimpleLazyObject(lambda: facts(product)),
            "food": SimpleLazyObject(lambda: what_is_in_it(product)),
            "next_round": next_round(self.request, product, goods),
            "akin": SimpleLazyObject(lambda: list(queries.akin(product))),
        }
        if chosen:
            kwargs["form"] = SimpleLazyObject(lambda: OptionsForm(self.request.basket, product, label_suffix=""))
        if missing and product.is_public:
            kwargs |= self.telling(missing)
        return super(views.ProductDetailView, self).get_context_data(**kwargs)

    def telling(self, missing):
        self.request.is_personal = self.request.user.is_authenticated
        waits = waits_for(self.request.user, missing)
        not_yet = [each for each in missing if each.pk not in waits]
        return {
            "waits": [{"product": each, "pk": waits[each.pk]} for each in missing if each.pk in waits],
            "tell_me": not_yet and AskForm(missing=not_yet, by_address=not self.request.user.is_authenticated),
        }

    def send_signal(self, request, response, product):
        """Oscar counts views in the database; a page that is only read writes nothing."""


def cafes(goods):
    """Who sells it, each once."""
    records = [record for each in goods for record in each.product.stockrecords.all()]
    return list({record.partner_id: record.partner for record in records}.values())


def next_round(request, product, goods):
    """ "Order by Tue 14:00 for Thursday", by the earliest that takes these goods; nothing for what can't be had."""
    now = timezone.now()
    rounds = kept(request, "rounds ahead", lambda: ahead.open_ahead(now=now))
    sold = [each.product for each in goods if each.can_be_had]
    codes = {record.partner.code for each in sold for record in each.stockrecords.all()}
    found = ahead.first_for(rounds, cafes=codes, lead_days=product.family.lead_days, now=now)
    if not found:
        return ""
    first, until = found
    true_until(until)
    return first.order_by(product.family.lead_days)


def facts(product):
    """For the list of facts: what is known, in words."""
    shared = product.family
    return {
        "content": "" if product.is_parent else label.content(product.net_content, product.content_unit),
        "ahead": label.ahead(shared.lead_days),
        "season": label.season(product.season),
        "keeps": label.keeps(shared.shelf_life_days),
        "storage": shared.get_storage_display(),
    }


def what_is_in_it(product):
    shared = product.family
    diets = tuple(each for each in shared.diets or () if each != "vegetarian" or "vegan" not in shared.diets)
    return {
        "is_stated": shared.allergens is not None,
        "contains": food.allergen_names(shared.allergens or ()),
        "may_contain": food.allergen_names(shared.may_contain or ()),
        "ingredients": food.emphasised(shared.ingredients),
        "diets": food.diet_names(diets),
    }
