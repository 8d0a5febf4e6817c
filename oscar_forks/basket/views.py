"""Adding to a basket, from any page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from oscar.apps.basket import views
from oscar.core.loading import get_class

from oscar_forks.basket import fragments
from oscar_forks.basket.forms import AddToBasketForm, InAllForm
from oscar_forks.basket.page import ORDERED_MEANWHILE, BasketView, PutBackView
from oscar_forks.basket.vouchers import VoucherAddView, VoucherRemoveView
from shop.goods import queries

BasketMessageGenerator = get_class("basket.utils", "BasketMessageGenerator")

__all__ = ["BasketAddView", "BasketView", "PutBackView", "VoucherAddView", "VoucherRemoveView"]


class BasketAddView(views.BasketAddView):
    """By a form of any page. In place, where htmx asks: then the answer is the form anew, and what else has changed."""

    def post(self, request, *args, **kwargs):
        self.product = get_object_or_404(queries.to_be_added(), pk=kwargs["pk"])
        return super(views.BasketAddView, self).post(request, *args, **kwargs)

    def get_form_class(self):
        in_all = "in_all" in self.request.POST and not (self.product.is_parent or self.product.has_options)
        return InAllForm if in_all else AddToBasketForm

    def form_valid(self, form):
        offers_before = self.request.basket.applied_offers()
        try:
            said = self.put(form)
        except PermissionDenied:
            if self.request.htmx:
                return self.in_place(form, refused=ORDERED_MEANWHILE)
            messages.error(self.request, ORDERED_MEANWHILE)
            return redirect("basket:summary")
        self.add_signal.send(sender=self, product=form.product, user=self.request.user, request=self.request)
        if not self.request.htmx:
            messages.success(self.request, said, extra_tags="safe noicon")
        BasketMessageGenerator().apply_messages(self.request, offers_before)
        return self.in_place(form, said=said) if self.request.htmx else redirect(self.get_success_url())

    def put(self, form):
        """What was done, in words."""
        basket, product, quantity = self.request.basket, form.product, form.cleaned_data["quantity"]
        if isinstance(form, InAllForm):
            basket.put(product, quantity)
        else:
            basket.add_product(product, quantity, form.cleaned_options())
        return self.get_success_message(form)

    def get_success_message(self, form):
        how = {
            "product": form.product,
            "quantity": form.cleaned_data["quantity"],
            "in_all": isinstance(form, InAllForm),
            "in_place": bool(self.request.htmx),
        }
        return render_to_string("oscar/basket/messages/addition.html", how)

    def form_invalid(self, form):
        refused = [words for errors in form.errors.values() for words in errors]
        if self.request.htmx:
            return self.in_place(form, refused=" ".join(refused))
        for words in refused:
            messages.error(self.request, f"{self.product.get_title()}: {words}")
        return redirect(self.get_success_url())

    def in_place(self, form, **words):
        """Nothing typed is lost, but where the number says what is in the basket, it goes on saying that."""
        held = self.request.basket.product_quantity(form.product)
        typed = held or (self.request.POST.get("quantity", "") if "refused" in words else "")
        count = fragments.counted(self.request.basket)
        shown = {"product": form.product, "held": held, "typed": typed, "count": count, **words}
        return render(self.request, "oscar/basket/partials/added.html", shown)

    def get_success_url(self):
        """Oscar goes on to whatever the form says that isn't another site; a word is no address of this one either."""
        url = super().get_success_url()
        return url if url.startswith(("/", "http")) else reverse("basket:summary")
