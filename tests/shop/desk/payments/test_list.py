"""Staff find every payment, and what is stuck stands out with the reason in words."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import CafeFactory, TradeAccountFactory, UserFactory

PAYMENTS = "/dashboard/payments/"
SEES, PAYS_BACK = "payments.view_payment", "payments.refund_payment"


def listed(answer):
    assert answer.status_code == 200
    return {row.payment.pk for row in answer.context["rows"]}


def test_a_payment_is_found_by_order_name_address_number_and_reference(staff, pays):
    payment, _ = pays(account=TradeAccountFactory(name="Hartley's Kitchen")), pays()
    order = payment.shares.get().order
    for word in (order.number, "hartley", order.user.email, payment.number, "Rosa " + order.number):
        assert listed(staff.get(PAYMENTS, {"q": word})) == {payment.pk}, word
    assert "No payment fits" in staff.get(PAYMENTS, {"q": "nothing like it"}).text


def test_the_list_is_narrowed_by_state_way_cafe_day_and_account(staff, pays):
    account, cafe = TradeAccountFactory(), CafeFactory()
    payment = pays(state="failed", gateway="card", account=account, cafe=cafe)
    old = pays(created_at=timezone.now() - timedelta(days=40))
    day = timezone.localdate() - timedelta(days=1)
    for wanted in (
        {"state": "failed"},
        {"gateway": "card"},
        {"cafe": cafe.pk},
        {"since": day},
        {"account": account.pk},
    ):
        assert listed(staff.get(PAYMENTS, wanted)) == {payment.pk}, wanted
    assert listed(staff.get(PAYMENTS, {"until": day})) == {old.pk}
    assert listed(staff.get(PAYMENTS, {"state": "nonsense", "since": "x", "cafe": "0", "account": "x"})) == {
        payment.pk,
        old.pk,
    }


def test_it_comes_as_a_file_with_the_reasons(staff, pays):
    payment = pays("10.00", came_in="8.00")
    file = b"".join(staff.get(PAYMENTS, {"export": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    assert file[0].startswith("Begun,Orders,Customer,E-mail")
    assert payment.shares.get().order.number in file[1]
    assert "£2.00 of order" in file[1]


def test_before_the_first_payment_and_when_nothing_is_stuck_the_page_says_so(staff, pays):
    assert "No payment yet" in staff.get(PAYMENTS).text
    pays()
    assert "Nothing is stuck" in staff.get(PAYMENTS, {"trouble": "any"}).text


def test_only_who_may_see_payments_sees_them(client, pays):
    payment = pays()
    pages = (PAYMENTS, f"{PAYMENTS}{payment.pk}/")
    assert [client.get(page).status_code for page in pages] == [302, 302]
    for user in (
        UserFactory(),
        UserFactory(permissions=["partner.dashboard_access"]),
        UserFactory(is_staff=True, groups=["Marketing"]),
    ):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [403, 403]
    client.force_login(UserFactory(is_staff=True, groups=["Sales"]))
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert client.post(f"{PAYMENTS}{payment.pk}/ask/").status_code == 403
    assert client.get(f"{PAYMENTS}{payment.pk}/refund/{payment.shares.get().pk}/").status_code == 403


def test_people_of_a_cafe_see_their_orders_part_of_a_payment_and_no_other(of_a_cafe, pays):
    ours, theirs = CafeFactory(), CafeFactory()
    shared, other = pays("12.50", cafe=ours), pays("30.05", cafe=theirs)
    share = other.shares.get()
    both = pays("7.00", cafe=ours)
    both.shares.create(order=share.order, amount=share.amount)
    type(both).objects.filter(pk=both.pk).update(amount="37.05", reference=f"Order {share.order.number}")
    works = of_a_cafe(ours, SEES, PAYS_BACK)
    assert listed(works.get(PAYMENTS)) == {shared.pk, both.pk}
    assert listed(works.get(PAYMENTS, {"q": share.order.number})) == set()
    page = works.get(f"{PAYMENTS}{both.pk}/").text
    assert "£7.00" in page
    assert not any(word in page for word in ("37.05", "30.05", share.order.number))
    assert works.get(f"{PAYMENTS}{other.pk}/").status_code == 404
    assert works.get(f"{PAYMENTS}{both.pk}/refund/{both.shares.last().pk}/").status_code == 404
    own = both.shares.order_by("pk").first()
    assert works.get(f"{PAYMENTS}{both.pk}/refund/{own.pk}/").status_code == 200
    assert works.post(f"{PAYMENTS}{both.pk}/ask/").status_code == 403


def test_many_payments_cost_what_few_cost(staff, pays, django_assert_max_num_queries):
    for turn in range(30):
        pays("10.00", "3.00", came_in="8.00" if turn % 2 else None, account=TradeAccountFactory())
    for wanted in ({}, {"trouble": "any"}, {"q": "rosa"}):
        staff.get(PAYMENTS, wanted)
        with django_assert_max_num_queries(20):
            assert staff.get(PAYMENTS, wanted).status_code == 200
