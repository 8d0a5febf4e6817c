from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class ChangingTakes:
    """Oscar lets whoever may look at a list or a page also post to it; here a post takes a right of its own.

    People of one café have no rights of staff: Oscar shows them their own café's rows only, and those they may change.
    """

    right: str
    harmless_actions: tuple[str, ...] = ()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        asked = request.POST.get("action", "")
        if asked not in self.harmless_actions and request.user.is_staff and not request.user.has_perm(self.right):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)  # type: ignore[misc]
