"""Marketing builds a release in the CMS, an administrator approves it, and the site tells of it everywhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model
from playwright.sync_api import expect
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import NewsIndexPage, ProductReleasePage
from tests.testbed.people import EMAILS

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


def at_the_desk(role: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(email=EMAILS[role]))
    return client


def typed(products, pictures, **fields) -> dict:
    """What the editor's form sends."""
    gallery = {"title": "A look inside", "pictures": listed([{"image": p.pk, "caption": "Warm"} for p in pictures])}
    chosen = [{"product": product.pk} for product in products]
    return nested_form_data(
        {
            "title": "Plum cakes for Sunday",
            "slug": "plum-cakes",
            "introduction": "Two cakes, one oven, and plums from the tree next door.",
            "lead_picture": "",
            "date": timezone.localdate().isoformat(),
            "tags": "cakes",
            "release_date": timezone.localdate().isoformat(),
            "ordering_opens": "",
            "body": streamfield(
                [("text", rich_text("<p>They are baked on <b>Saturday</b> night.</p>")), ("gallery", gallery)]
            ),
            "release_products": inline_formset(chosen),
            "comments": inline_formset([]),
            **fields,
        }
    )


def listed(values) -> dict:
    items = {str(n): {"deleted": "", "order": str(n), "type": "item", "value": each} for n, each in enumerate(values)}
    return {"count": str(len(values)), **items}


def test_a_release_is_built_previewed_approved_shown_and_moved(visit):
    index = NewsIndexPage.objects.get()
    products = list(get_model("catalogue", "Product").objects.filter(stockrecords__num_in_stock__gte=10)[:2])
    pictures = list(get_image_model().objects.filter(collection__name="Pages")[:2])
    marketing, administrator = at_the_desk("marketing"), at_the_desk("administrator")
    new = ["blog", "productreleasepage", index.pk]
    form = typed(products, pictures)

    preview = reverse("wagtailadmin_pages:preview_on_add", args=new)
    assert marketing.post(preview, form).json()["is_valid"]
    shown = marketing.get(preview).content.decode()
    assert "Plum cakes for Sunday" in shown
    assert all(product.title in shown for product in products)
    assert not ProductReleasePage.objects.filter(slug="plum-cakes").exists()

    marketing.post(reverse("wagtailadmin_pages:add", args=new), {**form, "action-submit": "1"})
    release = ProductReleasePage.objects.get(slug="plum-cakes")
    assert not release.live
    visitor = visit()
    visitor.go("/news/plum-cakes/", status=404)

    task = release.current_workflow_state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[release.pk, "approve", task.pk])
    administrator.post(approve, {"next": ""})

    page = visitor.go("/news/plum-cakes/")
    expect(page.get_by_role("heading", level=1, name="Plum cakes for Sunday")).to_be_visible()
    assert page.locator(".gallery img").count() == 2
    visitor.expect_clean()
    page.get_by_role("button", name=re.compile(f"^Add.*{re.escape(products[0].title)}")).click()
    assert visitor.path == "/news/plum-cakes/"
    for address in ("/", "/news/", "/news/?tag=cakes"):
        expect(visitor.go(address).get_by_role("link", name="Plum cakes for Sunday")).to_be_visible()
    assert "Plum cakes for Sunday" in Client().get("/news/feed/").content.decode()

    edit = reverse("wagtailadmin_pages:edit", args=[release.pk])
    administrator.post(edit, {**typed(products, pictures, slug="sunday-cakes"), "action-publish": "1"})
    visitor.go("/news/plum-cakes/")
    assert visitor.path == "/news/sunday-cakes/"


def test_a_release_says_when_ordering_opens_until_it_does(visit):
    coming = ProductReleasePage.objects.exclude(ordering_opens=None).get()
    visitor = visit()
    page = visitor.go(coming.url)
    expect(page.get_by_text(re.compile("Ordering opens on")).first).to_be_visible()
    assert page.get_by_role("main").get_by_role("button", name=re.compile("Add")).count() == 0
    visitor.expect_clean()
    ProductReleasePage.objects.filter(pk=coming.pk).update(ordering_opens=timezone.now() - timedelta(minutes=1))
    coming.refresh_from_db()
    coming.save()
    page = visitor.go(coming.url)
    assert page.get_by_role("main").get_by_role("button", name=re.compile("Add")).count() == 2
