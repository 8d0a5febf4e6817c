"""The pages a visitor finds: home in place of Wagtail's welcome, how wholesale works, who we are, and the news."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from wagtail.models import Page, Site

from blog.models import NewsIndexPage, NewsPage
from home.models import HomePage, StandardPage

WHOLESALE = """
<h2>How it works</h2>
<ol>
<li><b>Look round.</b> Every product says how it is packed, what is in it, and which café makes it.</li>
<li><b>Fill a basket.</b> Order by the piece, the case or the kilogram, from one café or from all three.</li>
<li><b>Choose a day.</b> We deliver in the morning, or you collect at the café's counter.</li>
</ol>
<h2>Where we deliver</h2>
<p>Our vans go round Bristol, Cardiff and Dublin. Anyone may collect, wherever they come from.</p>
<h2>Questions</h2>
<p>Write to the café nearest to you. Its address is on our front page, and somebody who bakes will answer.</p>
"""
ABOUT = """
<p>It began with one oven and a neighbour's restaurant that had run out of bread. Fifteen years on there
are three cafés. Each makes what it is best at, and each sends it out to the offices, shops and kitchens
round about.</p>
<p>We still know the people we sell to by name. When a tray is one roll short, we say so before you count.</p>
"""
NEWS = (
    (
        2,
        "A rye loaf that keeps for a week",
        "Dark, moist and sliced thin: our new rye is made for kitchens that open a loaf and come back to it.",
        "<p>It took us eleven bakes. The dough now rests for a night and a day, and the crust is brushed "
        "with a little malt. It comes by the case of six from Early Loaf.</p>",
    ),
    (
        9,
        "Beans from the Sidama hills are back",
        "The new harvest has landed at Harbour Roast: peach, black tea, and a long sweet end.",
        "<p>We roast it light for filter and a shade darker for espresso. Ask for both and tell us which your "
        "guests finish.</p>",
    ),
    (
        23,
        "The Larder's cellar has a second door",
        "More room underground means more wheels of cheese at the right age, all through winter.",
        "<p>We ripen our cheddar for eleven months and our blue for three. With the new cellar there is enough of "
        "both for every week of the year.</p>",
    ),
)


def pages(now: datetime) -> HomePage:
    home = front_page()
    home.add_child(
        instance=StandardPage(
            title="Wholesale",
            slug="wholesale",
            introduction="Bread, coffee and good food by the case, from the people who make it.",
            body=WHOLESALE,
            show_in_menus=True,
        )
    )
    index = home.add_child(instance=NewsIndexPage(title="News", slug="news", show_in_menus=True))
    home.add_child(
        instance=StandardPage(
            title="About us",
            slug="about",
            introduction="Three cafés, one kitchen table.",
            body=ABOUT,
            show_in_menus=True,
        )
    )
    today = now.date()
    for days_ago, title, introduction, body in reversed(NEWS):
        date = today - timedelta(days=days_ago)
        index.add_child(instance=NewsPage(title=title, introduction=introduction, body=body, date=date))
    for page in home.get_descendants(inclusive=True).specific():
        page.save_revision().publish()
    return home


def front_page() -> HomePage:
    """The site leads to it before Wagtail's own page goes, or it would take the site along."""
    root = Page.objects.get(depth=1)
    home = root.add_child(
        instance=HomePage(
            title="Good things by the case",
            seo_title="CafeDjango: wholesale from three cafés",
            slug="house",
            introduction=(
                "Three cafés bake, roast and cook for the offices, shops and restaurants around them. "
                "Order for the week and find it at your door in the morning."
            ),
        )
    )
    address = urlsplit(settings.SITE_URL)
    port = address.port or {"http": 80, "https": 443}[address.scheme]
    about_site = {"hostname": address.hostname, "port": port, "site_name": settings.WAGTAIL_SITE_NAME}
    Site.objects.update_or_create(is_default_site=True, defaults={**about_site, "root_page": home})
    DjangoSite.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": address.netloc, "name": settings.WAGTAIL_SITE_NAME}
    )
    for welcome in root.get_children().exclude(pk=home.pk):
        welcome.delete()
    return HomePage.objects.get(pk=home.pk)
