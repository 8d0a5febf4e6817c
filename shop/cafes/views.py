from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.cafes import queries
from shop.cafes.forms import AreaForm


@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """Who delivers to a postcode. With part=1 the answer alone, for a page that asks on its way (js/area.js)."""
    form = AreaForm(request.GET if "postcode" in request.GET else None)
    answer = None
    if form.is_valid():
        answer = queries.area_answer(postcode=form.cleaned_data["postcode"], now=timezone.now())
    template = "cafes/area_answer.html" if "part" in request.GET else "cafes/area.html"
    return render(request, template, {"form": form, "answer": answer})
