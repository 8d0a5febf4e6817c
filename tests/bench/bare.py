"""The least that Django can do: one view, no middleware, no template, no database."""

import gc

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__)


def bare(request):
    return HttpResponse("bare")


urlpatterns = [path("", bare)]
application = get_wsgi_application()
gc.collect()
gc.freeze()
