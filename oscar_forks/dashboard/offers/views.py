from django.shortcuts import redirect
from oscar.apps.dashboard.offers import views

from oscar_forks.dashboard.changing import ChangingTakes


class OfferDetailView(ChangingTakes, views.OfferDetailView):
    right = "offer.change_conditionaloffer"

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) or redirect(request.path)
