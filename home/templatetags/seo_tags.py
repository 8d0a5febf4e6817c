from django import template

from home.seo import Head, head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_head(context) -> Head | None:
    return head_of(context.flatten())
