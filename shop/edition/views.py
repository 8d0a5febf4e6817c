from django.urls import ResolverMatch
from wagtail.views import serve as wagtail_page


class ForEverybody:
    """Mixed into a view whose page is the same for all visitors, but for its personal fragments and form tokens.

    It sets `request.is_personal` where it says more of a person than that.
    """

    is_for_everybody = True


def says_it_is_for_everybody(match: ResolverMatch | None) -> bool:
    """Wagtail's pages are, and the views that say so."""
    view = match and match.func
    return view is wagtail_page or getattr(getattr(view, "view_class", None), "is_for_everybody", False)
