"""What a visitor chose joins what they had chosen when they were signed in."""

import pytest
from oscar.core.loading import get_model

from tests.factories import BasketFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

Line = get_model("basket", "Line")


@pytest.fixture
def goods():
    return {name: ProductFactory(title=name, num_in_stock=4) for name in ("Rye", "Soda", "Jam")}


@pytest.fixture
def sign_in(client, goods):
    """Ada has 2 rye and a jam; as a visitor she added these."""
    ada = UserFactory()
    own = BasketFactory(owner=ada, lines=[(goods["Rye"], 2), (goods["Jam"], 1)])

    def signed_in(note="", own_note="", **added):
        for name, quantity in added.items():
            client.post(f"/basket/add/{goods[name].pk}/", {"quantity": quantity})
        Line.objects.filter(basket__owner=None).update(note=note)
        own.lines.update(note=own_note)
        client.force_login(ada)
        return " ".join(client.get("/basket/").content.decode().split())

    return signed_in


def own():
    lines = Line.objects.filter(basket__status="Open").exclude(basket__owner=None)
    return {line.product.title: (line.quantity, line.note) for line in lines.select_related("product")}


def test_the_larger_quantity_counts_and_what_only_one_had_stays(sign_in):
    page = sign_in(Rye=3, Soda=1)
    assert {title: quantity for title, (quantity, _) in own().items()} == {"Rye": 3, "Jam": 1, "Soda": 1}
    assert "What you chose before you signed in is in your basket: 2 lines." in page
    assert "the larger number counts: Rye: 3." in page


def test_what_is_too_much_now_is_kept_and_said(sign_in, goods):
    goods["Rye"].stockrecords.update(num_in_stock=3)
    page = sign_in(Rye=3)
    goods["Rye"].stockrecords.update(num_in_stock=2)
    assert "larger number counts: Rye: 3." in page
    assert own()["Rye"][0] == 3


def test_both_notes_are_kept(sign_in):
    sign_in(note="Sliced", own_note="Side door", Rye=1)
    assert own()["Rye"] == (2, "Side door; Sliced")


def test_a_note_without_room_is_told_and_not_cut(sign_in):
    page = sign_in(note="Sliced", own_note="x" * 200, Rye=1)
    assert own()["Rye"] == (2, "x" * 200)
    assert "“Sliced”" in page


def test_it_is_said_once_and_merged_once(client, sign_in):
    sign_in(Soda=2)
    page = client.get("/basket/").content.decode()
    assert "before you signed in" not in page
    assert own()["Soda"][0] == 2


def test_a_visitors_voucher_moves_along(client, sign_in, goods):
    voucher = get_model("voucher", "Voucher").objects.create(
        name="A", code="A", start_datetime="2020-01-01T00:00Z", end_datetime="2099-01-01T00:00Z"
    )
    client.post(f"/basket/add/{goods['Soda'].pk}/", {"quantity": 1})
    get_model("basket", "Basket").objects.get(owner=None).vouchers.add(voucher)
    sign_in(Soda=1)
    assert list(voucher.basket_set.values_list("status", flat=True)) == ["Open"]


def test_a_basket_that_was_ordered_meanwhile_stays_with_its_order():
    own, ordered = BasketFactory(), BasketFactory(owner=None, lines=[(ProductFactory(), 2)])
    type(ordered).objects.filter(pk=ordered.pk).update(status=ordered.SUBMITTED)
    own.merge(ordered)
    assert not own.lines.exists()
    ordered.refresh_from_db()
    assert ordered.status == ordered.SUBMITTED
