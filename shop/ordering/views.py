from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def ordering_opens_soon(request):
    messages.info(request, "Ordering opens soon. Your basket is kept until then.")
    return redirect("basket:summary")
