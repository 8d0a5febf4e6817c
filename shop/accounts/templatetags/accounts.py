from django import template
from django.urls import reverse
from django.utils.html import format_html

from shop.accounts import demo, domain

register = template.Library()
register.simple_tag(demo.sign_ins, name="demo_sign_ins")
register.filter(domain.device)


@register.simple_tag(takes_context=True)
def account_link(context, label: str, url_name: str):
    """An entry of the account's menu, marked while it is the page on show."""
    url = reverse(url_name)
    here = format_html(' aria-current="page"') if context["request"].path == url else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, here, label)
