"""What machines read of a page: facts in the words of schema.org, as plain values."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from shop.cafes.domain import WEEKDAYS, Hours, Span

Fact = dict[str, Any]
ALL_DAY_CLOSED = Span(time(0), time(0))


def given(**facts: Any) -> Fact:
    """Only what is known."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def house(*, name: str, address: str, logo: str, profiles: Iterable[str]) -> Fact:
    return {"@type": "Organization", "@id": f"{address}#house"} | given(
        name=name, url=address, logo=logo, sameAs=list(profiles)
    )


def website(*, name: str, address: str, search: str) -> Fact:
    seek = {"@type": "SearchAction", "target": f"{search}?q={{words}}", "query-input": "required name=words"}
    return {
        "@type": "WebSite",
        "name": name,
        "url": address,
        "publisher": {"@id": f"{address}#house"},
        "potentialAction": seek,
    }


def trail(steps: Iterable[tuple[str, str]]) -> Fact:
    """From the front page to this one: names and addresses."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def article(*, title: str, description: str, address: str, day: date, changed: str, picture: str, house: str) -> Fact:
    return {"@type": "Article", "publisher": {"@id": f"{house}#house"}} | given(
        headline=title[:110],
        description=description,
        url=address,
        datePublished=day.isoformat(),
        dateModified=changed,
        image=picture,
    )


def cafe(
    *, name: str, description: str, address: str, post: Fact | None, email: str, phone: str, hours: Hours, picture: str
) -> Fact:
    post = post or {}
    place = given(
        streetAddress=post.get("street"),
        addressLocality=post.get("town"),
        postalCode=post.get("postcode"),
        addressCountry=post.get("country"),
    )
    return {"@type": "CafeOrCoffeeShop"} | given(
        name=name,
        description=description,
        url=address,
        address={"@type": "PostalAddress"} | place if place else None,
        email=email,
        telephone=phone,
        image=picture,
        openingHoursSpecification=opening_hours(hours),
    )


def opening_hours(hours: Hours) -> list[Fact]:
    """The week, then the dates that don't follow it; a day closed is said as from midnight to midnight."""
    week = [times(opening.span, dayOfWeek=f"https://schema.org/{WEEKDAYS[opening.weekday]}") for opening in hours.week]
    special = [
        times(span, validFrom=day.date.isoformat(), validThrough=day.date.isoformat())
        for day in hours.special_days
        for span in (day.openings or (ALL_DAY_CLOSED,))
    ]
    return week + special


def times(span: Span, **on: str) -> Fact:
    return {
        "@type": "OpeningHoursSpecification",
        **on,
        "opens": f"{span.opens:%H:%M}",
        "closes": f"{span.closes:%H:%M}",
    }


def goods(
    *,
    title: str,
    description: str,
    address: str,
    number: str,
    picture: str,
    price: Decimal | None,
    currency: str,
    variants: int,
    availability: str,
) -> Fact:
    """The price with tax, as a visitor reads it; of what comes in variants the lowest."""
    offer = None
    if price is not None:
        amount = {"lowPrice": str(price), "offerCount": variants} if variants else {"price": str(price)}
        offer = {
            "@type": "AggregateOffer" if variants else "Offer",
            "url": address,
            **amount,
            "priceCurrency": currency,
            "availability": f"https://schema.org/{availability}",
        }
        if not variants:
            offer["priceSpecification"] = {
                "@type": "PriceSpecification",
                "price": str(price),
                "priceCurrency": currency,
                "valueAddedTaxIncluded": True,
            }
    return {"@type": "Product"} | given(
        name=title, description=description, url=address, sku=number, image=picture, offers=offer
    )
