"""The pages a visitor finds: home in place of Wagtail's welcome, our cafés, how wholesale works, the news."""

from datetime import datetime

from demo.pages.about import about, contact, terms, wholesale
from demo.pages.cafes import cafes
from demo.pages.front import fill, front_page
from demo.pages.news import news
from home.models import HomePage


def pages(now: datetime) -> HomePage:
    """After the cafés and the goods: what isn't there yet is left out."""
    home = front_page()
    made = [wholesale(home), *cafes(home), *news(home, now), about(home), terms(home), contact(home)]
    fill(home)
    for page in [home, *made]:
        page.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)
