import pytest

from shop.applying import domain


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hartley's Kitchen", "HARTLEYS KITCHEN LTD", True),
        ("The Pantry Hotel", "Pantry Hotel", True),
        ("Whiteladies Bistro", "Whitelady Bistro", True),
        ("Hartley's Kitchen", "Corner Provisions", False),
        ("Ltd", "The Co", False),
        ("", "", False),
    ],
)
def test_names_of_one_business_resemble_each_other(one, other, same):
    assert domain.alike(one, other) is same


def test_a_reference_is_read_as_people_say_it():
    said = [domain.reference(7), "a-10007", "10007"]
    assert {domain.number_in(each) for each in said} == {7}
    assert [domain.number_in(each) for each in ("Bristol", "A-", "1" * 30)] == [None] * 3


def test_an_application_is_changed_before_it_is_sent_and_decided_after():
    assert {status for status in domain.STATUSES if domain.may_change(status)} == {domain.DRAFT, domain.ASKED}
    assert {status for status in domain.STATUSES if domain.may_decide(status)} == {domain.SENT, domain.ASKED}


def test_the_last_step_is_followed_by_itself():
    assert [domain.next_step(step) for step in domain.STEPS] == ["business", "addresses", "order", "check", "check"]
