"""Oscar's seam for what a basket is given. Its own asks the database of each line, for each offer, each time round."""

from itertools import chain

from django.db import connection
from django.db.models import Q
from oscar.apps.offer import applicator
from oscar.core.loading import get_class, get_model

from oscar_forks.offer import ranges

OfferApplications = get_class("offer.results", "OfferApplications")


class Applicator(applicator.Applicator):
    def get_offers(self, basket, user=None, request=None):
        """Asked for once a basket and request: after a change of quantity they are the same."""
        if basket.known_offers is None:
            basket.known_offers = super().get_offers(basket, user, request)
            say_what_combines(basket.known_offers)
        return basket.known_offers

    def apply_offers(self, basket, offers):
        lines = basket.all_lines() if offers else ()
        asked = (each for offer in offers for each in (offer.condition.range, offer.benefit.range))
        ranges.ask([each for each in asked if each], {line.product_id for line in lines})
        applications = OfferApplications()
        for offer in offers:
            for _ in range(offer.get_max_applications(basket.owner)):
                result = offer.apply_benefit(basket)
                if not result.is_successful:
                    if offer.pk not in applications.applications and has_given(offer, lines):
                        applications.add(offer, result)
                    break
                applications.add(offer, result)
                if result.is_final:
                    break
        basket.offer_applications = applications

    def get_site_offers(self):
        offers = super().get_site_offers().select_related("condition__range", "benefit__range")
        return offers if are_any_for_all() else ()

    def get_basket_offers(self, basket, user):
        """Those of a voucher that can be used now; one that staff suspended gives nothing."""
        if not basket.id or not user:
            return []
        found = []
        for voucher in basket.used_vouchers:
            if voucher.is_active() and voucher.is_available_to_user(user=user)[0]:
                given = [offer for offer in voucher.offers.all() if not offer.is_suspended]
                for offer in given:
                    offer.set_voucher(voucher)
                found += given
        return found


def are_any_for_all():
    """Mostly there are none, and every change of a basket asks: for a tenth of what the whole question costs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM offer_conditionaloffer WHERE offer_type = 'Site' AND status = 'Open' LIMIT 1")
        return cursor.fetchone() is not None


def has_given(offer, lines):
    """A penny that it gave, by rounding, to a line: Oscar rounds it down, and takes it for nothing."""
    return any(each.amount for line in lines for each in line.discounts if each.offer == offer)


def say_what_combines(offers):
    """Only where two could meet on the same goods does it matter."""
    if len(offers) < 2:
        return
    pairs = get_model("offer", "ConditionalOffer").combinations.through.objects
    keys = {offer.pk for offer in offers}
    asked = pairs.filter(Q(from_conditionaloffer__in=keys) | Q(to_conditionaloffer__in=keys))
    named = list(asked.values_list("from_conditionaloffer", "to_conditionaloffer"))
    for offer in offers:
        offer.names_partners = any(offer.pk == first for first, _ in named)
        offer.partners = frozenset(chain.from_iterable(pair for pair in named if offer.pk in pair))
