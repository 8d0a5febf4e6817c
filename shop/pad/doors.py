"""Who has a pad: whoever may order for the account they act for. Others are told why not."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shop.accounts.roles import ORDER
from shop.trade import domain
from shop.trade.current import current, refuse_pages_of_another, with_their_cafes


def who_orders(view):
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with_their_cafes(request)
        member = current(request)
        if member is None:
            return render(request, "pad/no_account.html", status=403)
        refuse_pages_of_another(request, member)
        if not member.may(ORDER):
            return render(
                request, "trade/not_your_role.html", {"member": member, "words": domain.NotYourRole()}, status=403
            )
        return view(request, member, *args, **kwargs)

    return checked
