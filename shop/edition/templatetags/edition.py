from dataclasses import dataclass
from datetime import datetime

from django import template
from django.http import HttpRequest
from django.template import Context, Node
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils import timezone

from shop.edition import fragments
from shop.edition.horizon import looking_ahead, true_until
from shop.edition.keeping import kept

register = template.Library()

# Addresses with filters and words to search for are without end, so what they show stays only while many ask for it.
SECONDS = 120


@register.simple_tag(takes_context=True)
def personal(context: Context, name: str) -> str:
    """A fragment of the person who asks; in a page for everybody, and in a part that is kept, only its place."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    if getattr(request, "is_for_everybody", False) or fragments.is_part():
        return fragments.mark(name)
    return fragments.render(name, request)


@register.tag("kept")
def kept_part(parser: Parser, token: Token) -> "KeptPart":
    """{% kept "goods" and what it depends on %} … {% endkept %}: made once an edition for each of these values.

    Whatever in it could differ by who asks has to be among them (for prices request.strategy.reader), or be
    `personal`. Form tokens are put in anew, and what is only true until an instant goes with it.
    """
    _, *names = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptPart([parser.compile_filter(name) for name in names], nodes)


class KeptPart(Node):
    child_nodelists = ("nodes",)

    def __init__(self, names: list[FilterExpression], nodes: NodeList) -> None:
        self.names, self.nodes = names, nodes

    def render(self, context: Context) -> str:
        name = "\n".join(["part", *(str(each.resolve(context)) for each in self.names)])
        found = self.part(name, context)
        while found.until and found.until <= timezone.now() and not found.is_new:
            name = f"{name}\nafter {found.until}"
            found = self.part(name, context)
        true_until(found.until)
        return "".join(part if n % 2 == 0 else filled(part, context) for n, part in enumerate(found.parts))

    def part(self, name: str, context: Context) -> "Part":
        return kept(context["request"], name, lambda: Part.made(self.nodes, context), seconds=SECONDS)


@dataclass
class Part:
    parts: tuple[str, ...]
    until: datetime | None
    is_new: bool = True

    @classmethod
    def made(cls, nodes: NodeList, context: Context) -> "Part":
        with fragments.making_a_part(), looking_ahead() as horizon:
            return cls(fragments.split(nodes.render(context)), horizon.until)

    def __getstate__(self) -> dict[str, object]:
        """What comes out of the store is not new any more."""
        return vars(self) | {"is_new": False}


def filled(name: str, context: Context) -> str:
    return str(context["csrf_token"]) if name == fragments.TOKEN else personal(context, name)
