from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from shop.accounts import queries
from shop.accounts.roles import CAPABILITIES, MEMBER_ROLES, ROLES


@login_required
def who_may_do_what(request):
    """The two tables that the house goes by, for all who work here."""
    if not queries.has_a_desk(request.user):
        raise PermissionDenied
    context = {
        "roles": ROLES,
        "rows": queries.what_roles_may(),
        "member_roles": MEMBER_ROLES.values(),
        "capabilities": CAPABILITIES,
    }
    return render(request, "accounts/dashboard/who_may_do_what.html", context)
