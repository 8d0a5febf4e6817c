from django.utils.functional import SimpleLazyObject
from wagtail.models import Site


def house(request):
    """What the frame of every page shows; asked for only where a template uses it."""
    return {"menu": SimpleLazyObject(lambda: menu(request))}


def menu(request):
    site = Site.find_for_request(request)
    return list(site.root_page.get_children().live().in_menu()) if site else []
