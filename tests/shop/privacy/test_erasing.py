from datetime import UTC, datetime, timedelta

import pytest
from oscar.core.loading import get_model

from shop.outbox.letters import Letter, send_letter
from shop.outbox.models import Message
from shop.privacy import domain
from shop.privacy.actions.asking import ask, call_off
from shop.privacy.actions.erasing import carry_out, carry_out_due
from shop.privacy.models import DeletionRequest
from shop.trade.models import AccountChange, Invitation, Member
from tests.factories import MemberFactory, UserFactory
from tests.shop.privacy.finding import everything, tables_with
from tests.shop.privacy.zebulon import ADDRESS, FIRST, LAST, WORDS, leaves_traces, zebulon

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DUE = NOW + timedelta(days=14)

# Where a name may stay, and why.
ALLOWED = {
    "order_shippingaddress": "Tax law: six years.",
    "order_billingaddress": "Tax law: six years.",
    "trade_accountchange": "The record of an account: six years.",
    "desk_accountnote": "What staff wrote about the company.",
    "trade_location": "The company's; its members change who takes deliveries in.",
}


@pytest.fixture
def gone():
    """Zebulon has left traces everywhere, has asked to be deleted, and it is done; so is the last letter."""
    user, account = zebulon()
    leaves_traces(user, account)
    ask(user=user, now=NOW)
    assert carry_out_due(now=DUE) == 1
    user.refresh_from_db()
    return user, account


def all_mail_is_out():
    Message.objects.update(status=Message.Status.SENT)


def test_the_search_finds_the_traces_that_deletion_has_to_remove():
    user, account = zebulon()
    leaves_traces(user, account)
    found = tables_with(*WORDS)
    assert found >= set(ALLOWED)
    assert found >= {
        *("accounts_user", "account_emailaddress", "address_useraddress", "analytics_usersearch", "django_admin_log"),
        *("applying_application", "communication_email", "communication_notification", "customer_productalert"),
        *("outbox_message", "payment_bankcard", "reviews_productreview", "trade_invitation", "wishlists_wishlist"),
        *("usersessions_usersession", "wagtailcore_modellogentry", "wagtailforms_formsubmission"),
    }


def test_afterwards_name_and_address_stand_only_where_the_law_or_the_company_keeps_them(gone):
    all_mail_is_out()
    carry_out_due(now=DUE + timedelta(days=1))
    assert tables_with(*WORDS) == set(ALLOWED)


def test_a_second_run_changes_nothing(gone):
    all_mail_is_out()
    carry_out_due(now=DUE)
    before = everything()
    assert carry_out_due(now=DUE + timedelta(days=1)) == 0
    with pytest.raises(domain.NoLongerOpen):
        carry_out(request=DeletionRequest.objects.get(), now=DUE)
    assert everything() == before


def test_nobody_can_sign_in_any_more_and_the_orders_stay(gone):
    user, _ = gone
    assert (str(user), user.is_active, user.has_usable_password()) == ("Deleted person", False, False)
    assert not user.authenticator_set.exists()
    assert not user.usersession_set.exists()
    assert user.orders.get().lines.get().quantity == 2
    assert user.baskets.filter(status="Open").count() == 0


def test_the_place_in_the_account_ends_with_an_audit_row(gone):
    user, account = gone
    assert Member.objects.get(user=user).left_at == DUE
    row = AccountChange.objects.filter(account=account, what="A member left").get()
    assert (row.by, row.old) == (None, "Buyer")
    assert "deleted" in row.reason


def test_open_invitations_are_withdrawn_and_accepted_ones_stay_accepted(gone):
    waiting, accepted = Invitation.objects.order_by("pk")
    assert waiting.withdrawn_at == DUE
    assert accepted.withdrawn_at is None
    assert AccountChange.objects.filter(account=waiting.account, what="An invitation", new="Withdrawn").exists()


def test_the_last_letter_goes_to_the_old_address_and_is_then_forgotten_itself(gone):
    letter = Message.objects.get(recipients=ADDRESS)
    assert letter.subject == "Your data is deleted"
    carry_out_due(now=DUE)
    assert Message.objects.filter(pk=letter.pk).exists()  # it waits to be sent
    all_mail_is_out()
    carry_out_due(now=DUE)
    assert not Message.objects.filter(pk=letter.pk).exists()


def test_mail_to_others_about_them_that_still_waits_goes_out_and_is_then_forgotten():
    user, _ = zebulon()
    news = Letter(subject=f"{FIRST} {LAST} has joined Rye & Shine", paragraphs=("As a buyer.",))
    send_letter(letter=news, to=["owner@rye.example"], key="told once")
    carry_out(request=ask(user=user, now=NOW), now=DUE)
    assert Message.objects.filter(recipients="owner@rye.example", status=Message.Status.WAITING).exists()
    all_mail_is_out()
    carry_out_due(now=DUE)
    assert "outbox_message" not in tables_with(*WORDS)


def test_owners_are_told_without_the_name(gone):
    letters = Message.objects.filter(subject="Somebody has left Rye & Shine")
    assert letters.count() == 1
    assert FIRST not in letters.get().body


def test_the_café_is_told_when_nobody_is_left_in_an_account():
    user, account = zebulon(role="owner", others=[])
    carry_out(request=ask(user=user, now=NOW), now=DUE)
    letter = Message.objects.get(recipients=account.cafe.email)
    assert letter.subject == "Nobody belongs to Rye & Shine any more"


def test_before_its_day_and_after_being_called_off_nothing_happens():
    user, _ = zebulon()
    ask(user=user, now=NOW)
    assert carry_out_due(now=DUE - timedelta(minutes=1)) == 0
    call_off(user=user, now=DUE)
    assert carry_out_due(now=DUE + timedelta(days=1)) == 0
    user.refresh_from_db()
    assert user.first_name == FIRST


def test_who_became_the_only_owner_meanwhile_is_told_once_and_deleted_when_it_is_settled():
    user, account = zebulon(role="owner", others=["buyer"])
    other = MemberFactory(account=account, role="owner")
    asked = ask(user=user, now=NOW)
    Member.objects.filter(pk=other.pk).update(left_at=NOW)
    for days in range(3):
        assert carry_out_due(now=DUE + timedelta(days=days)) == 0
    asked.refresh_from_db()
    assert asked.state == domain.HELD_UP
    assert Message.objects.filter(subject="Your data can't be deleted yet").count() == 1
    Member.objects.filter(pk=other.pk).update(left_at=None)
    assert carry_out_due(now=DUE + timedelta(days=4)) == 1
    asked.refresh_from_db()
    assert asked.state == domain.DONE


def test_one_person_s_trouble_does_not_keep_another_waiting():
    held, _ = zebulon()
    free = UserFactory()
    ask(user=held, now=NOW)
    ask(user=free, now=NOW)
    held.is_staff = True
    held.save()
    assert carry_out_due(now=DUE) == 1
    free.refresh_from_db()
    assert not free.is_active


def test_the_address_is_free_for_a_new_beginning(gone):
    again = UserFactory(email=ADDRESS)
    assert get_model("order", "Order").objects.filter(user=again).count() == 0
    assert carry_out(request=ask(user=again, now=DUE), now=DUE) is None
    assert sorted(each.state for each in DeletionRequest.objects.all()) == [domain.DONE, domain.DONE]


def test_mail_of_somebody_whose_address_ends_alike_stays():
    user, _ = zebulon()
    for other in (f"not.{ADDRESS}", f"{ADDRESS}.ie", f"x-{ADDRESS}"):
        send_letter(letter=Letter(subject="Your order", paragraphs=("It is on its way.",)), to=[other])
    send_letter(letter=Letter(subject="News", paragraphs=(f"Written to {ADDRESS}.",)), to=["owner@rye.example"])
    all_mail_is_out()
    ask(user=user, now=NOW)
    assert carry_out_due(now=DUE) == 1
    assert Message.objects.filter(subject="Your order").count() == 3
    assert not Message.objects.filter(subject="News").exists()
