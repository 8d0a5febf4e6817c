"""Answers that go wrong on demand: late, an error, a refusal, or lost after the work was done."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from sandbox.models import Outage

View = Callable[..., HttpResponse]


def may_fail(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if late := Outage.take(Outage.Kind.SLOW):
            time.sleep(late.seconds)
        if Outage.take(Outage.Kind.ERROR):
            return JsonResponse({"error": "Something is broken here."}, status=500)
        if Outage.take(Outage.Kind.CONFLICT):
            return JsonResponse({"error": "This can't be done just now."}, status=409)
        response = view(request, **kwargs)
        if lost := Outage.take(Outage.Kind.DROP):
            time.sleep(lost.seconds)
            return HttpResponse(status=504)
        return response

    return answer
