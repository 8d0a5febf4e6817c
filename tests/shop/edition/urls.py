"""The house's addresses, with a page that tells what it was asked with."""

from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path
from django.views import View

from shop.edition.views import ForEverybody

TELLING = Template('{% load edition %}{{ sent|default:"Nothing was sent." }} In the basket: {% personal "basket" %}')


class WhatWasSent(ForEverybody, View):
    def get(self, request):
        return HttpResponse(TELLING.render(RequestContext(request, {"sent": request.COOKIES})))


urlpatterns = [path("what-was-sent/", WhatWasSent.as_view()), path("", include("config.urls"))]
