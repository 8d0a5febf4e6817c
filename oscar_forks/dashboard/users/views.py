from django.core.exceptions import PermissionDenied
from oscar.apps.dashboard.users import views


class IndexView(views.IndexView):
    """Oscar lets whoever may look at people also shut them out; here that takes the right to change them."""

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm("accounts.change_user"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)
