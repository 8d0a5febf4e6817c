"""Rates of VAT: a new one from a day to come, a class with its rates, and nothing of the past rewritten."""

from datetime import timedelta
from decimal import Decimal

import pytest

from shop.pricing.models import PriceChange, TaxClass, TaxRate
from tests.factories import CafeFactory, ProductFactory
from tests.shop.pricing.screens import at, text_of

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def ann(works):
    return works("Administrator")


def rate(day, **changed) -> dict:
    return {"tax_class": "hot", "country": "GB", "percent": "12.5", "first_day": day.isoformat()} | changed


def test_a_rate_to_come_is_added_shown_and_can_be_withdrawn_until_its_day(ann, tomorrow):
    ann.post(at("vat-rate-new"), rate(tomorrow))
    added = TaxRate.objects.get(first_day=tomorrow)
    assert (added.tax_class_id, added.country, added.percent) == ("hot", "GB", D("12.5"))
    day = f"{tomorrow.day} {tomorrow:%B %Y}"
    assert f"12.5 % from {day}" in text_of(ann.get(at("vat")))
    ann.post(at("vat-rate-withdraw", pk=added))
    assert not TaxRate.objects.filter(pk=added.pk).exists()
    traced = PriceChange.objects.order_by("pk").values_list("about", "what", "old", "new", "by")
    assert list(traced) == [
        (
            "Hot food",
            "VAT supplied from the United Kingdom",
            "20 % from 1 April 2022",
            f"12.5 % from {day}",
            ann.person.pk,
        ),
        ("Hot food", "VAT supplied from the United Kingdom", f"12.5 % from {day}", "Withdrawn", ann.person.pk),
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"percent": "101"}, "A rate can't be above 100 %."),
        ({"percent": "-1"}, "A rate can't be below 0 %."),
        ({"percent": "some"}, "Write the rate as a number, like 13.5."),
        ({"percent": "20"}, "It is 20 % on"),
        ({"tax_class": "nothing"}, "Select a valid choice."),
        ({"country": "FR"}, "Select a valid choice."),
    ],
)
def test_a_rate_that_can_not_be_is_refused_and_what_was_typed_stays(ann, tomorrow, wrong, words):
    page = text_of(ann.post(at("vat-rate-new"), rate(tomorrow, **wrong))).replace("&#x27;", "'")
    assert words in page
    assert tomorrow.isoformat() in page
    assert not PriceChange.objects.exists()


def test_the_past_and_today_are_never_rewritten(ann, today, tomorrow):
    before = list(TaxRate.objects.values())
    for day in (today, today - timedelta(days=400)):
        assert "A rate begins tomorrow at the earliest" in text_of(ann.post(at("vat-rate-new"), rate(day)))
    for each in TaxRate.objects.filter(tax_class="hot"):
        page = text_of(ann.post(at("vat-rate-withdraw", pk=each), follow=True))
        assert "This rate is in force or was: it stays." in page
    assert list(TaxRate.objects.values()) == before
    ann.post(at("vat-rate-new"), rate(tomorrow))
    assert "already. Withdraw it first." in text_of(ann.post(at("vat-rate-new"), rate(tomorrow, percent="9")))


def test_a_class_comes_with_its_rates_in_force_at_once(ann, today):
    ann.post(at("vat-class-new"), {"name": "Hot drinks", "rate_GB": "20", "rate_IE": "9"})
    made = TaxClass.objects.get(name="Hot drinks")
    assert list(made.rates.order_by("country").values_list("country", "percent", "first_day")) == [
        ("GB", D(20), today),
        ("IE", D(9), today),
    ]
    again = {"name": "hot DRINKS", "rate_GB": "20", "rate_IE": "9"}
    assert "There is a VAT class called hot DRINKS already." in text_of(ann.post(at("vat-class-new"), again))


def test_a_class_without_a_rate_somewhere_is_asked_for_once_more(ann):
    typed = {"name": "Hot drinks", "rate_GB": "20", "rate_IE": ""}
    page = text_of(ann.post(at("vat-class-new"), typed))
    assert "Without a rate nothing of this class can be sold from Ireland." in page
    assert not TaxClass.objects.filter(name="Hot drinks").exists()
    ann.post(at("vat-class-new"), typed | {"sure": "on"})
    assert TaxClass.objects.get(name="Hot drinks").rates.get().country == "GB"
    nowhere = {"name": "Nothing", "rate_GB": "", "rate_IE": "", "sure": "on"}
    assert "nothing of this class can be sold" in text_of(ann.post(at("vat-class-new"), nowhere))


def test_goods_that_can_not_be_sold_for_want_of_a_rate_are_named(ann, cafe):
    TaxClass.objects.create(code="odd", name="Odd goods")
    ProductFactory(title="Strange pie", upc="EL-ODD", cafe=cafe, tax_class_id="odd")
    ProductFactory(title="Irish pie", upc="LL-HOT", cafe=CafeFactory(country="IE"), tax_class_id="hot")
    page = text_of(ann.get(at("vat")))
    assert "Odd goods, supplied from the United Kingdom." in page
    assert "EL-ODD Strange pie, Early Loaf" in page
    assert "LL-HOT" not in page
    assert page.count("can’t be sold</strong>") == 1


def test_the_rates_are_exported(works):
    sheet = b"".join(works("Operations").get(at("vat"), {"export": "csv"})).decode()
    assert "Hot food,hot,United Kingdom,12.50,2021-10-01" in sheet
