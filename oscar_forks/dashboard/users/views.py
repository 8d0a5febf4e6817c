from django.core.exceptions import PermissionDenied
from oscar.apps.dashboard.users import views

from oscar_forks.dashboard.ticked import TickedRows
from shop.trade.queries import accounts_for_staff


class IndexView(TickedRows, views.IndexView):
    """Oscar lets whoever may look at people also shut them out; here that takes the right to change them."""

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm("accounts.change_user"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)


class UserDetailView(views.UserDetailView):
    """Says which trade accounts a person belongs to."""

    def get_context_data(self, **kwargs):
        places = self.object.memberships.filter(left_at=None, account__in=accounts_for_staff(self.request.user))
        return super().get_context_data(places=places.select_related("account"), **kwargs)
