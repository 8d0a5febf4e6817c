"""What is known of each piece on a shelf, beside its label. stock=None: it is made to order, or always there."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ware:
    code: str
    title: str
    shelf: str
    price: str
    stock: int | None
    drawing: str
    description: str
    variants: dict[str, str] = field(default_factory=dict)
