"""A site of a front page alone, for tests that need no demo."""

from wagtail.models import Page, Site

from home.models import HomePage, StandardPage


def front_page(**fields) -> HomePage:
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Good things by the case", slug="house", **fields))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    root.get_children().exclude(pk=home.pk).delete()
    return HomePage.objects.get(pk=home.pk)


def page_below(parent: Page, title: str, **fields) -> StandardPage:
    page = parent.add_child(instance=StandardPage(title=title, **fields))
    page.save_revision().publish()
    return page
