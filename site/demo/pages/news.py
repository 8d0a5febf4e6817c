"""Six pieces of news and two releases: one to be ordered now, one from next week on. Dates are counted from today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from blog.models import NewsIndexPage, NewsPage, ProductReleasePage, ReleasedProduct
from demo.pages.front import goods
from demo.pages.scenes import scene
from home.models import HomePage


@dataclass(frozen=True)
class Story:
    days_ago: int
    title: str
    introduction: str
    text: str
    picture: str
    tags: tuple[str, ...]
    products: tuple[str, ...] = ()
    opens_in: int | None = None  # a release; days until ordering opens, 0: open
    gallery: tuple[str, ...] = ()


STORIES = (
    Story(
        2, "A rye loaf that keeps for a week",
        "Dark, moist and sliced thin: our new rye is made for kitchens that open a loaf and come back to it.",
        "<p>It took us eleven bakes. The dough now rests for a night and a day, and the crust is brushed "
        "with a little malt. It comes by the case of six from Early Loaf.</p><h2>How to keep it</h2><p>In its paper, "
        "cut side down, on a board. It is best on the second day, and still good on the seventh.</p>",
        "rye-news", ("bread",), products=("EL-RYE",),
    ),
    Story(
        4, "Sweet trays for the end of the year",
        "For long tables: chocolate and hazelnut from Bristol, burnt sugar and vanilla from Dublin.",
        "<p>People have asked since September. Both are baked on the night before they reach you, and both freeze well "
        "for a fortnight.</p><p>Order by the tray or the box; the van brings them with your bread. The mince pies "
        "in the picture we sell over the counter only: they never get as far as the van.</p>",
        "release-mincepies", ("cakes", "new in the shop"), products=("EL-BROW", "LL-BRU"), opens_in=0,
        gallery=("oven", "early-loaf-2"),
    ),
    Story(
        6, "Coming: the first wheel from the new cellar",
        "Eleven months in the dark, and ready at last. We cut the first wheel next week.",
        "<p>The cheddar went into the new cellar on the day it was whitewashed. It has been turned every other day "
        "since, and brushed with a little salt water.</p><p>There are twelve wheels. Until ordering opens you can "
        "taste it at the counter in Dublin, and in our quiche.</p>",
        "release-wheel", ("cheese", "new in the shop"), products=("LL-CHE", "LL-CHU"), opens_in=7,
        gallery=("cellar-news", "liffey-larder-2"),
    ),
    Story(
        9, "Beans from the Sidama hills are back",
        "The new harvest has landed at Harbour Roast: peach, black tea, and a long sweet end.",
        "<p>We roast it light for filter and a shade darker for espresso. Ask for both and tell us which your "
        "guests finish.</p>",
        "beans-news", ("coffee",), products=("HR-SID",),
    ),
    Story(
        16, "A quieter van for early mornings",
        "Our first electric van loads at Old Mill Lane. The neighbours noticed that they noticed nothing.",
        "<p>It carries ninety trays, and its round is the old town of Bristol: twenty-six doors before eight.</p>",
        "van-news", ("deliveries",),
    ),
    Story(
        23, "The Larder's cellar has a second door",
        "More room underground means more wheels of cheese at the right age, all through winter.",
        "<p>We ripen our cheddar for eleven months and our blue for three. With the new cellar there is enough of "
        "both for every week of the year.</p>",
        "cellar-news", ("cheese",),
    ),
    Story(
        31, "Taste with us on the market",
        "On the first Saturday of each month we bring the whole table: bread, cheese, coffee, and time to talk.",
        "<p>Buyers come to taste, bakers come to listen. No appointment, no badge: look for the striped awning.</p>",
        "market-news", ("bread", "cheese", "coffee"),
    ),
    Story(
        45, "The old oven bakes better than ever",
        "New stones, old walls: what we changed in the oven at Early Loaf, and what we left alone.",
        "<p>For four nights the bread came from a borrowed oven in Bath. Most of you didn't notice. Two of you did, "
        "and we were proud of both.</p>",
        "oven", ("bread",),
    ),
)  # fmt: skip


def news(home: HomePage, now: datetime) -> list[Any]:
    index = home.add_child(
        instance=NewsIndexPage(
            title="News",
            slug="news",
            introduction="What we bake, roast and ripen next, and who it is for.",
            show_in_menus=True,
        )
    )
    return [index, *(written(index, story, now) for story in reversed(STORIES))]


def written(index: NewsIndexPage, story: Story, now: datetime) -> NewsPage:
    products = goods(*story.products)
    body: list[tuple[str, Any]] = [("text", story.text)]
    about = {
        "title": story.title,
        "introduction": story.introduction,
        "date": (now - timedelta(days=story.days_ago)).date(),
        "lead_picture": scene(story.picture),
    }
    if story.gallery:
        pictures = [{"image": scene(name), "caption": ""} for name in story.gallery]
        body.append(("gallery", {"title": "", "pictures": pictures}))
    if story.opens_in is None:
        if products:
            body.append(("products", grid(products)))
        page = index.add_child(instance=NewsPage(**about, body=body))
    else:
        page = index.add_child(instance=released(story, about, body, now))
        for order, product in enumerate(products.values()):
            page.release_products.add(ReleasedProduct(product=product, sort_order=order))
    page.tags.add(*story.tags)
    page.save()
    return page


def grid(products: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Order it", "products": list(products.values()), "category": None, "count": 4}


def released(story: Story, about: dict[str, Any], body: list[Any], now: datetime) -> ProductReleasePage:
    opens = timezone.localtime(now).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(
        days=story.opens_in or 0
    )
    return ProductReleasePage(
        **about, body=body, release_date=opens.date(), ordering_opens=opens if story.opens_in else None
    )
