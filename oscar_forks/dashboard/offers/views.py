from django.shortcuts import redirect
from oscar.apps.dashboard.offers import views

from oscar_forks.dashboard.as_words import as_words
from oscar_forks.dashboard.changing import ChangingTakes


class OfferDetailView(ChangingTakes, views.OfferDetailView):
    right = "offer.change_conditionaloffer"

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) or redirect(request.path)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["offer"].description = as_words(context["offer"].description)
        return context
