from django import template

from shop.outbox.letters import address

register = template.Library()
register.filter("address", address)
