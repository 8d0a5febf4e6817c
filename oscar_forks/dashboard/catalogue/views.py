"""Oscar's pages of goods: the list and the table are the shop's own; a product's page writes what was changed on it."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import RedirectView, View
from oscar.apps.dashboard.catalogue import views
from oscar.core.loading import get_model

from oscar_forks.dashboard.changing import ChangingTakes
from oscar_forks.dashboard.ticked import TickedRows
from shop.goods import staff_queries
from shop.goods.dashboard.lists import product_list
from shop.goods.recording import Change, record
from shop.refusals import Refusal
from shop.shelf.queries import may_import
from shop.stock.actions import lock_records_of

Product = get_model("catalogue", "Product")
CHANGES_SHOWN = 10


class ProductListView(View):
    def get(self, request):
        return product_list(request, may_import=bool(may_import(request.user)))


class ProductBulkActionConfirmView(RedirectView):
    """Oscar's way to change many goods writes over what others wrote meanwhile. Ours is the table."""

    pattern_name = "dashboard:catalogue-table"
    http_method_names = ["get", "head"]


class NoVariants(Refusal):
    """A variant has a price and stock of its own; its product then has none."""

    def __init__(self, product):
        super().__init__(product.get_title())
        self.product = product

    def __str__(self):
        if self.product.is_child:
            return f"{self.product.get_title()} is a variant itself. Add another to the product that it belongs to."
        return (
            f"{self.product.get_title()} has a price and stock of its own. Take them off it first: "
            "with variants, each of them has its own."
        )


class OthersSellIt(Refusal):
    """What several cafés sell is one family for all of them."""

    def __init__(self, product):
        super().__init__(product.get_title())
        self.title = product.get_title()

    def __str__(self):
        return f"{self.title} is sold by another café too, so Operations add its variants."


class OwnGoods:
    request: Any

    def filter_queryset(self, queryset):
        """Without doubling rows, so that they can be locked."""
        return queryset.filter(pk__in=staff_queries.goods(self.request.user).values("pk"))


class ProductCreateUpdateView(ChangingTakes, OwnGoods, views.ProductCreateUpdateView):
    right = "catalogue.change_product"
    object: Any
    parent: Any

    def post(self, request, *args, **kwargs):
        try:
            return self.post_whole(request, *args, **kwargs)
        except IntegrityError:
            # Somebody saved the same SKU at the same instant. The form sees theirs now, and says so.
            return self.post_whole(request, *args, **kwargs)

    @transaction.atomic
    def post_whole(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs)

    def get_queryset(self):
        goods = super().get_queryset().select_related("parent", "product_class", "parent__product_class")
        # Lines of orders still point to it meanwhile: they would wait for us, and we for their stock records.
        return goods.select_for_update(of=("self",), no_key=True) if self.request.method == "POST" else goods

    def get_object(self, queryset=None):
        product = super().get_object(queryset)
        if self.creating and self.parent is not None:
            self.parent = get_object_or_404(self.get_queryset(), pk=self.parent.pk)
            if staff_queries.sold_elsewhere_too(self.parent, self.request.user):
                raise OthersSellIt(self.parent)
            if not self.parent.can_be_parent():
                raise NoVariants(self.parent)
        self.is_shared = bool(product) and staff_queries.sold_elsewhere_too(product, self.request.user)
        self.formsets = dict(self.formsets_of(product))
        return product

    def formsets_of(self, product):
        """Pictures are the product's, prices and stock those of what is sold: of each variant its own."""
        if self.parent is None and not self.is_shared:
            yield "image_formset", self.image_formset
        if product is None or not product.is_parent:
            yield "stockrecord_formset", self.stockrecord_formset

    def get_page_title(self):
        if self.creating:
            return f"New variant of {self.parent.title}" if self.parent else "New product"
        return self.object.get_title()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_changed_by_others": self.is_shared, "label_suffix": ""}

    def clean(self, form, formsets):
        records = formsets.get("stockrecord_formset")
        if records is None or not (form.is_valid() and records.is_valid()):
            return True
        family = self.parent or form.instance
        for each in records.forms:
            if each in records.deleted_forms:
                self.check_going(each)
            elif each.cleaned_data and each.cleaned_data.get("partner"):
                self.check_record(each, form.instance, counted=family.is_counted)
        return not any(each.errors for each in records.forms)

    def check_going(self, form):
        if promised := form.instance.num_allocated:
            form.add_error(None, f"{promised} are promised to orders, so it can't be taken off yet. Hide it instead.")

    def check_record(self, form, product, *, counted):
        if counted and form.cleaned_data.get("num_in_stock") is None:
            form.add_error("num_in_stock", "Stocked goods are counted: give the number, 0 if there are none.")
        if not form.instance.partner_sku:
            form.instance.partner_sku = product.upc or ""
        twins = type(form.instance).objects.filter(
            partner=form.cleaned_data["partner"], partner_sku=form.instance.partner_sku
        )
        if twins.exclude(pk=form.instance.pk).exists():
            form.add_error("partner_sku", "This café has another product with this number.")

    def forms_valid(self, form, formsets):
        changes = [] if not self.creating else [Change("Made", "", form.instance.get_title())]
        answer = super().forms_valid(form, formsets)
        if not self.creating:
            changes += form.changes()
        records = formsets.get("stockrecord_formset")
        if records is not None:
            changed = [each for each in records.forms if each.has_changed() and each not in records.deleted_forms]
            changes += [change for each in changed for change in each.changes()]
            changes += [
                Change("Price and stock", "there", "taken off", each.partner) for each in records.deleted_objects
            ]
        record(product=self.object, by=self.request.user, changes=changes)
        return answer

    def forms_invalid(self, form, formsets):
        """The page itself says what is wrong, and where."""
        if self.creating and self.object and self.object.pk is not None:
            self.object.delete()
            self.object = None
        return self.render_to_response(self.get_context_data(form=form, **formsets))

    def handle_adding_child(self, parent):
        """Only what changes: others may be writing the rest. The new one comes last."""
        if parent is not None:
            Product.objects.filter(pk=parent.pk).update(structure=Product.PARENT)
            self.object.position = parent.children.count()
            self.object.save(update_fields=["position"])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        product, user = self.object, self.request.user
        context |= {
            "may_change": staff_queries.may(user, self.right),
            "may_copy": staff_queries.may(user, staff_queries.ADD),
            "may_archive": staff_queries.may(user, staff_queries.DELETE) and not self.is_shared,
            "is_shared": self.is_shared,
        }
        if product and product.pk:
            history = list(staff_queries.history_of(product, user)[: CHANGES_SHOWN + 1])
            context |= {
                "changes": history[:CHANGES_SHOWN],
                "more_changes": len(history) > CHANGES_SHOWN,
                "variants": list(staff_queries.variants_of(product, user)) if product.is_parent else [],
                "may_have_variants": not product.is_child and product.can_be_parent(),
                "is_unsaid": product.is_public and product.family.allergens is None,
            }
        return context


class ProductDeleteView(OwnGoods, views.ProductDeleteView):
    """What was ordered is archived: orders and reports go on to know it."""

    template_name = "goods/dashboard/delete.html"

    def get_queryset(self):
        goods = super().get_queryset().select_related("parent")
        return goods.select_for_update(of=("self",), no_key=True) if self.request.method == "POST" else goods

    def get(self, request, *args, **kwargs):
        product = self.get_object()
        if staff_queries.was_ordered(product):
            return redirect("dashboard:catalogue-product-archive", pk=product.pk)
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def delete(self, request, *args, **kwargs):
        product = self.get_object()
        if staff_queries.sold_elsewhere_too(product, request.user):
            messages.error(
                request,
                f"{product.get_title()} is sold by another café too. Take your own stock record off it instead.",
            )
            return redirect("dashboard:catalogue-product", pk=product.pk)
        # Before we ask who ordered it: an order in flight is waited for.
        lock_records_of(product=product)
        if staff_queries.was_ordered(product):
            messages.info(request, f"{product.get_title()} was ordered, so it can only be archived.")
            return redirect("dashboard:catalogue-product-archive", pk=product.pk)
        record(product=product, by=request.user, changes=[Change("Deleted", product.get_title())])
        return super().delete(request, *args, **kwargs)

    def handle_deleting_last_child(self, parent):
        Product.objects.filter(pk=parent.pk).update(structure=Product.STANDALONE)


class CategoryListView(TickedRows, views.CategoryListView):
    pass


class CategoryDetailListView(TickedRows, views.CategoryDetailListView):
    pass
