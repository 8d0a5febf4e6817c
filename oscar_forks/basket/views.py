"""Adding to a basket, and the basket's page. Ordering opens soon: there is no way on to a checkout yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.generic import TemplateView
from oscar.apps.basket import views
from oscar.core.loading import get_class, get_model

from oscar_forks.basket import fragments
from oscar_forks.basket.forms import AddToBasketForm, BasketForm, InAllForm

BasketMessageGenerator = get_class("basket.utils", "BasketMessageGenerator")
BasketVoucherForm = get_class("basket.forms", "BasketVoucherForm")
Voucher = get_model("voucher", "Voucher")

ORDERED_MEANWHILE = "This basket has just been ordered. Your next one is empty."


class BasketAddView(views.BasketAddView):
    """By a form of any page. In place, where htmx asks: then the answer is the form anew, and what else has changed."""

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
        count = fragments.counted(Q(basket=self.request.basket.pk))
        shown = {"product": form.product, "held": held, "typed": typed, "count": count, **words}
        return render(self.request, "oscar/basket/partials/added.html", shown)

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
