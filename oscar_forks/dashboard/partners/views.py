from django import forms
from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, View
from oscar.apps.dashboard.partners import views
from oscar.core.loading import get_model

from oscar_forks.dashboard.changing import ChangingTakes
from shop.accounts import actions
from shop.accounts.models import User
from shop.refusals import Refusal

Partner = get_model("partner", "Partner")


class PartnerManageView(ChangingTakes, views.PartnerManageView):
    right = "partner.change_partner"


class PartnerDeleteView(views.PartnerDeleteView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                f"{self.object} looks after trade accounts, so it can't be deleted. Give them to another café first.",
            )
            return redirect("dashboard:partner-manage", pk=self.object.pk)


class PersonForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address", help_text="The one they sign in with. Whoever has no account yet signs up first."
    )


class PersonAddView(FormView):
    template_name = "oscar/dashboard/partners/person_add.html"
    form_class = PersonForm

    def dispatch(self, request, *args, **kwargs):
        self.partner = get_object_or_404(Partner, pk=kwargs["partner_pk"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        try:
            user = actions.join_cafe(email=email, cafe=self.partner, by=self.request.user)  # type: ignore[arg-type]
        except Refusal as refused:
            form.add_error("email", str(refused))
            return self.form_invalid(form)
        messages.success(self.request, f"{user} now works at {self.partner.display_name}.")
        return redirect(reverse("dashboard:partner-manage", args=[self.partner.pk]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(partner=self.partner, **kwargs)


class PartnerUserUnlinkView(View):
    def post(self, request, user_pk, partner_pk):
        partner = get_object_or_404(Partner, pk=partner_pk)
        user = get_object_or_404(User, pk=user_pk, partners=partner)
        actions.leave_cafe(user=user, cafe=partner, by=request.user)
        messages.success(request, f"{user} no longer works at {partner.display_name}.")
        return redirect("dashboard:partner-manage", pk=partner_pk)
