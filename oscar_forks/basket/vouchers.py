"""A voucher's code, in and out, with a refusal that says what to do."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from oscar.apps.basket import views
from oscar.core.loading import get_class, get_model

Applicator = get_class("offer.applicator", "Applicator")
Voucher = get_model("voucher", "Voucher")

PLACE = "basket:summary"


class VoucherAddView(views.VoucherAddView):
    def form_invalid(self, form):
        messages.error(self.request, "Write the voucher's code first.")
        return redirect(PLACE)

    def form_valid(self, form):
        code = form.cleaned_data["code"]
        refused = self.refusal(code)
        if refused:
            messages.error(self.request, refused)
            return redirect(f"{reverse(PLACE)}?{urlencode({'code': code})}")
        messages.success(self.request, f"Voucher {code} is used.")
        return redirect(PLACE)

    def refusal(self, code):
        """Why it can't be used; empty once it is."""
        basket = self.request.basket
        voucher = Voucher.objects.filter(code=code).first()
        why_not = self.why_not(voucher, code)
        if why_not:
            return why_not
        try:
            with transaction.atomic():
                basket.hold()
                basket.vouchers.add(voucher)
                basket.forget_offers()
                Applicator().apply(basket, self.request.user, self.request)
                if not any(each["voucher"] == voucher for each in basket.offer_applications):
                    basket.vouchers.remove(voucher)
                    return f"Voucher {code} gives nothing for what is in your basket: {conditions(voucher)}."
        except PermissionDenied:
            return "This basket has just been ordered. Your next one is empty."
        self.add_signal.send(sender=self, basket=basket, voucher=voucher)
        return ""

    def why_not(self, voucher, code):
        basket = self.request.basket
        if basket.is_empty:
            return "Put something into your basket first."
        if voucher is None:
            return f"There is no voucher {code}. Look at its letters and numbers once more."
        if voucher in basket.used_vouchers:
            return f"Voucher {code} is in use already."
        if voucher.is_expired():
            return f"Voucher {code} ended on {day(voucher.end_datetime)}."
        if not voucher.is_active():
            return f"Voucher {code} begins on {day(voucher.start_datetime)}."
        available, _ = voucher.is_available_to_user(self.request.user)
        if available:
            return ""
        if voucher.usage == Voucher.SINGLE_USE:
            return f"Voucher {code} has been used."
        if not self.request.user.is_authenticated:
            return f"Voucher {code} can be used once by each customer: sign in to use it."
        return f"You have used voucher {code} before."


class VoucherRemoveView(views.VoucherRemoveView):
    def post(self, request, *args, **kwargs):
        basket = request.basket
        voucher = next((each for each in basket.used_vouchers if each.pk == kwargs["pk"]), None)
        if voucher:
            links = basket.vouchers.through.objects.filter(basket=basket.pk, voucher=voucher.pk)
            # Oscar counts how often it was added, and its count can't go below none.
            if links.delete()[0] and voucher.num_basket_additions:
                self.remove_signal.send(sender=self, basket=basket, voucher=voucher)
            messages.success(request, f"Voucher {voucher.code} is taken off.")
        return redirect(PLACE)


def conditions(voucher):
    """In the words that staff see, without their links."""
    names = [offer.condition.proxy().name for offer in voucher.offers.all()]
    return "; ".join(f"it needs “{name}”" for name in names) or "it has no offer"


def day(instant):
    return date_format(timezone.localtime(instant), "j F Y")
