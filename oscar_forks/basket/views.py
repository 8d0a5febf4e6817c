"""Adding to a basket, and the basket's page. Ordering opens soon: there is no way on to a checkout yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView
from oscar.apps.basket import views
from oscar.core.loading import get_class, get_model

from oscar_forks.basket.forms import BasketForm

BasketMessageGenerator = get_class("basket.utils", "BasketMessageGenerator")
BasketVoucherForm = get_class("basket.forms", "BasketVoucherForm")
Voucher = get_model("voucher", "Voucher")

ORDERED_MEANWHILE = "This basket has just been ordered. Your next one is empty."


class BasketAddView(views.BasketAddView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except PermissionDenied:
            messages.error(self.request, ORDERED_MEANWHILE)
            return redirect("basket:summary")

    def form_invalid(self, form):
        for errors in form.errors.values():
            for words in errors:
                messages.error(self.request, f"{self.product.get_title()}: {words}")
        return redirect(self.get_success_url())

    def get_success_url(self):
        """Oscar goes on to whatever the form says that isn't another site; a word is no address of this one either."""
        url = super().get_success_url()
        return url if url.startswith(("/", "http")) else reverse("basket:summary")


class BasketView(TemplateView):
    template_name = "oscar/basket/basket.html"

    def post(self, request, *args, **kwargs):
        form = BasketForm(request.POST, basket=request.basket)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        offers_before = request.basket.applied_offers()
        try:
            form.save()
        except PermissionDenied:
            messages.error(request, ORDERED_MEANWHILE)
            return redirect("basket:summary")
        messages.success(request, "Your basket is up to date.")
        BasketMessageGenerator().apply_messages(request, offers_before)
        return redirect("basket:summary")

    def get_context_data(self, form=None, **kwargs):
        basket = self.request.basket  # type: ignore[attr-defined]
        form = form or BasketForm(basket=basket)
        rows = [row | {"trouble": trouble(row["line"])} for row in form.rows()]
        return super().get_context_data(
            form=form,
            rows=rows,
            has_trouble=any(row["trouble"] for row in rows),
            voucher_form=BasketVoucherForm() if rows and Voucher.objects.exists() else None,
            **kwargs,
        )


def trouble(line):
    """What must be settled before this line can be ordered, in the customer's words."""
    permitted, reason = line.purchase_info.availability.is_purchase_permitted(line.quantity)
    return (line.get_warning() or "") if permitted else reason
