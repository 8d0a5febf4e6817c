"""Each café tells its story."""

from dataclasses import dataclass

from demo.pages.front import goods
from demo.pages.scenes import scene
from home.models import CafeIndexPage, CafePage, CafePicture, HomePage
from shop.cafes.models import Cafe


@dataclass(frozen=True)
class Tale:
    slug: str
    introduction: str
    begins: str
    quote: tuple[str, str]
    goes_on: str
    product: str
    why: str
    gallery: tuple[tuple[str, str], ...]


TALES = (
    Tale(
        "early-loaf",
        "The ovens are lit at two; the first sourdough is out at five. Bread, rolls and cakes by the tray.",
        "<h2>A night's work</h2><p>While Bristol sleeps, eight people shape nine hundred loaves by hand. The dough "
        "has been rising since the morning before, because taste takes time and nothing else.</p><p>The flour is "
        "milled forty miles away, by a miller who rings when the harvest changes.</p>",
        ("Bread tells you when it is ready. You only have to be awake.", "Maggie, who lights the ovens"),
        "<h2>At the counter</h2><p>From seven you can watch us slice, and eat what is still warm. Order by the tray "
        "and collect at the side door, where the van loads.</p>",
        "EL-SOUR",
        "The loaf that everything began with: wheat and a little rye, raised for twenty hours.",
        (("early-loaf-2", "Half past four: the racks fill up"), ("oven", "Shaped by hand, nine hundred a night"),
         ("early-loaf", "Old Mill Lane, as the shutters go up")),
    ),
    Tale(
        "harbour-roast",
        "A roastery on the quay: small batches on Mondays and Wednesdays, and a bar that stays open late.",
        "<h2>From the quay</h2><p>Sacks still come by water now and then, and we can roll them from the boat to the "
        "roaster. It takes fifteen kilograms at a time; more would be quicker, and worse.</p>",
        ("We roast until it smells like the place it comes from.", "Tom, at the drum"),
        "<h2>Coffee for your counter</h2><p>We set up your grinder, train whoever stands behind it, and answer the "
        "telephone when the queue is out of the door.</p>",
        "HR-ESP",
        "Cocoa, toasted almond, a short clean finish. Most of our customers never change it again.",
        (("harbour-roast-2", "Fifteen kilograms at a time"), ("beans-news", "Sidama, the new harvest"),
         ("harbour-roast", "Tidal Quay, an hour before opening")),
    ),
    Tale(
        "liffey-larder",
        "Irish cheeses ripened in our own cellar; soups, pies and preserves cooked upstairs.",
        "<h2>Under Cooper's Row</h2><p>The cellar was a wine merchant's. It keeps eleven degrees all year, and the "
        "cheeses are turned and brushed in it every other day, for up to eleven months.</p>",
        ("A cheese is like a guest. Give it time and it will talk.", "Aoife, in the cellar"),
        "<h2>Upstairs</h2><p>We close at lunch, because then everybody is at the stove. What is cooked in the morning "
        "is on your counter the next day: quiches, soups, chutneys, jams.</p>",
        "LL-QUI",
        "Made to order with our own eleven-month cheddar. Good cold, better warm.",
        (("liffey-larder-2", "Turned and brushed every other day"), ("cellar-news", "The second door"),
         ("liffey-larder", "28 Cooper's Row")),
    ),
)  # fmt: skip


def cafes(home: HomePage) -> list:
    index = home.add_child(
        instance=CafeIndexPage(
            title="Our cafés",
            slug="cafes",
            introduction="Three houses, three crafts. Come by, or let the van come to you.",
            show_in_menus=True,
        )
    )
    known = {cafe.slug: cafe for cafe in Cafe.objects.select_related("partner")}
    return [index, *(told(index, tale, known[tale.slug]) for tale in TALES if tale.slug in known)]


def told(index: CafeIndexPage, tale: Tale, cafe: Cafe) -> CafePage:
    words, who = tale.quote
    body = [("text", tale.begins), ("quote", {"words": words, "who": who}), ("text", tale.goes_on)]
    body += [("product", {"product": found, "text": tale.why}) for found in goods(tale.product).values()]
    page = index.add_child(
        instance=CafePage(
            title=cafe.name,
            slug=tale.slug,
            cafe=cafe,
            introduction=tale.introduction,
            lead_picture=scene(tale.slug),
            body=body,
        )
    )
    for order, (name, caption) in enumerate(tale.gallery):
        page.gallery.add(CafePicture(picture=scene(name), caption=caption, sort_order=order))
    page.save()
    return page
