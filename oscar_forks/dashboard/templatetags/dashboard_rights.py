from django import template
from django.contrib.auth.models import AbstractBaseUser
from oscar.apps.dashboard.nav import _dashboard_url_names_to_config
from oscar.views.decorators import check_permissions

register = template.Library()


@register.filter
def may_open(user: AbstractBaseUser, name: str) -> bool:
    """Whether a screen of the dashboard is for this person: nothing should link to one that is not.

    name: without its namespace, as in {% if user|may_open:"user-detail" %}.
    """
    return check_permissions(user, _dashboard_url_names_to_config()[name].get_permissions(name))
