"""Whose basket a request has. Oscar merges at sign-in, and says only how many items it merged."""

from django.contrib import messages
from oscar.apps.basket import middleware
from oscar.core.loading import get_class

Applicator = get_class("offer.applicator", "Applicator")


class BasketMiddleware(middleware.BasketMiddleware):
    def apply_offers_to_basket(self, request, basket):
        """Of a basket to which nothing could be given the lines are not asked for."""
        Applicator().apply(basket, request.user, request)

    def get_cookie_basket(self, cookie_key, request, manager):
        """Of somebody who has just signed in: merged here, where the request is at hand to be told how."""
        basket = super().get_cookie_basket(cookie_key, request, manager)
        if basket is None or not request.user.is_authenticated:
            return basket
        own, _ = manager.get_or_create(owner=request.user)
        if words := own.merge(basket, add_quantities=False).words():
            messages.info(request, words)
        request.cookies_to_delete.append(cookie_key)
        return None
