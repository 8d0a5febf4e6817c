"""Who may, and what they see on the way from a file to what is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from shop.shelf.actions import tidying, working
from shop.shelf.models import Import
from tests.factories import ProductFactory
from tests.shop.shelf.furniture import checked, sheet, written

pytestmark = pytest.mark.django_db
LIST = "dashboard:shelf-import-list"


def at(page: str, job: Import) -> str:
    return reverse(f"dashboard:shelf-import{page}", kwargs={"pk": job.pk})


@pytest.mark.parametrize("role", ["Operations", "Sales", "Administrator"])
def test_staff_who_change_goods_or_prices_open_the_page(person, signed_in, role):
    assert signed_in(person(role)).get(reverse(LIST)).status_code == 200


def test_nobody_else_opens_any_of_it(person, signed_in, client, olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50"}), by=olive)
    addresses = [reverse(LIST), at("", job), at("-progress", job), reverse("dashboard:shelf-export")]
    for address in [*addresses, reverse("dashboard:shelf-export-prices")]:
        assert client.get(address).status_code == 302
        assert signed_in(person("Marketing")).get(address).status_code == 403
    for page in ("-write", "-again", "-drop"):
        assert signed_in(person("Marketing")).post(at(page, job)).status_code == 403


def test_an_import_of_others_does_not_exist_for_people_of_a_cafe(person, signed_in, olive, loaf, cafe):
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50"}), by=olive)
    cleo = signed_in(person("Café staff", cafe))
    assert cleo.get(reverse(LIST)).status_code == 200
    for page in ("", "-progress"):
        assert cleo.get(at(page, job)).status_code == 404
    for page in ("-write", "-again", "-drop"):
        assert cleo.post(at(page, job)).status_code == 404


def test_people_of_a_cafe_take_home_their_own_goods_only(person, signed_in, loaf, cafe, other_cafe, bread):
    ProductFactory(cafe=other_cafe, upc="JAM")
    cleo = signed_in(person("Café staff", cafe))
    text = b"".join(cleo.get(reverse("dashboard:shelf-export"), {"export": "csv"}).streaming_content).decode(
        "utf-8-sig"
    )
    assert "LOAF" in text
    assert "JAM" not in text
    assert cleo.get(reverse("dashboard:shelf-export-prices")).status_code == 403


def test_a_file_is_sent_looked_at_and_written(signed_in, olive, loaf):
    client = signed_in(olive)
    sent = client.post(reverse(LIST), {"file": sheet({"SKU": "LOAF", "Price": "3.50", "Colour": "brown"})})
    job = Import.objects.get()
    assert sent.url == at("", job)
    page = client.get(sent.url).content.decode()
    assert "Checking: 0 of 1 rows" in page
    assert "Colour" in page
    working.work(pk=job.pk, now=timezone.now())
    page = client.get(sent.url).content.decode()
    assert "<del>3.20</del>" in page
    assert "<ins>3.50</ins>" in page
    client.post(at("-write", job), {"mode": "all"})
    working.work(pk=job.pk, now=timezone.now())
    assert "1 row written by" in client.get(sent.url).content.decode()
    assert "shelf.csv" in client.get(reverse(LIST)).content.decode()


def test_a_file_that_is_none_is_refused_beside_the_field(signed_in, olive):
    client = signed_in(olive)
    picture = SimpleUploadedFile("goods.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    for data, words in ({"file": picture}, "This is a picture"), ({}, "Choose a file first"):
        answer = client.post(reverse(LIST), data)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Import.objects.exists()


def test_refused_rows_keep_all_from_being_written_unless_the_good_ones_are_chosen(signed_in, olive, loaf):
    client = signed_in(olive)
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50"}, {"SKU": "NOBODYS", "Price": "1"}), by=olive)
    answer = client.post(at("-write", job), {"mode": "all"}, follow=True)
    assert "Some rows are refused" in answer.content.decode()
    client.post(at("-write", job), {"mode": "good"})
    working.work(pk=job.pk, now=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.written) == ("written", 1)


def test_a_kind_of_rows_can_be_seen_and_taken_home_alone(signed_in, olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50"}, {"SKU": "NOBODYS", "Price": "1"}), by=olive)
    client = signed_in(olive)
    page = client.get(at("", job), {"kind": "refused"}).content.decode()
    assert "NOBODYS" in page
    assert "LOAF" not in page
    file = b"".join(client.get(at("", job), {"kind": "changed", "export": "csv"}).streaming_content).decode()
    assert "Price: 3.20 → 3.50" in file
    assert "NOBODYS" not in file


def test_the_progress_asks_for_itself_until_there_is_none(signed_in, olive, loaf):
    client = signed_in(olive)
    client.post(reverse(LIST), {"file": sheet({"SKU": "LOAF", "Price": "3.50"})})
    job = Import.objects.get()
    moving = client.get(at("-progress", job))
    assert "hx-get" in moving.content.decode()
    assert "HX-Refresh" not in moving
    working.work(pk=job.pk, now=timezone.now())
    assert client.get(at("-progress", job))["HX-Refresh"] == "true"


def test_nothing_is_thrown_away_that_was_written_and_the_rows_go_after_a_month(signed_in, olive, loaf):
    client = signed_in(olive)
    first = checked(sheet({"SKU": "LOAF", "Price": "3.50"}), by=olive)
    client.post(at("-drop", first))
    first.refresh_from_db()
    assert (first.state, first.rows.count()) == ("dropped", 0)
    second = written(checked(sheet({"SKU": "LOAF", "Price": "3.50"}), by=olive))
    assert "can&#x27;t be thrown away" in client.post(at("-drop", second), follow=True).content.decode()
    Import.objects.update(at=timezone.now() - tidying.KEPT * 2)
    tidying.tidy(now=timezone.now())
    second.refresh_from_db()
    assert (second.state, second.rows.count(), second.written) == ("written", 0, 1)
    assert client.get(at("", second)).status_code == 200


@pytest.mark.parametrize("many", [3, 120])
def test_the_pages_take_as_few_statements_for_many_as_for_few(
    signed_in, olive, loaf, many, django_assert_max_num_queries
):
    client = signed_in(olive)
    for _ in range(many // 3 if many < 30 else 30):
        job = checked(sheet(*({"SKU": f"NO-{n}", "Price": "1"} for n in range(many))), by=olive)
    with django_assert_max_num_queries(20):
        client.get(reverse(LIST))
    with django_assert_max_num_queries(20):
        client.get(at("", job))
