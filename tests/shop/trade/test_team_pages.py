"""The team's page and what is done there: inviting, changing, removing, leaving."""

import re
from decimal import Decimal as D

import pytest

from shop.trade.models import Invitation, Member
from tests.factories import MemberFactory
from tests.shop.trade.test_account_pages import here, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def holly():
    return MemberFactory(account__name="Hartley's Kitchen", user__first_name="Holly", role="owner")


def test_an_owner_invites_sends_again_and_withdraws(holly, sent):
    client = here(holly.user)
    typed = {"email": "Ada@example.com", "role": "buyer", "spend_limit": "200"}
    assert client.post("/account/team/invite/", typed)["Location"] == "/account/team/"
    invitation = Invitation.objects.get()
    assert "ada@example.com" in page(client, "/account/team/")
    client.post(f"/account/team/invitations/{invitation.pk}/again/")
    assert len(sent()) == 2
    client.post(f"/account/team/invitations/{invitation.pk}/withdraw/")
    invitation.refresh_from_db()
    assert invitation.withdrawn_at
    assert client.post(f"/account/team/invitations/{invitation.pk}/again/").status_code == 404


def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(holly):
    typed = {"email": holly.user.email, "role": "approver", "spend_limit": ""}
    said = here(holly.user).post("/account/team/invite/", typed).content.decode()
    assert "is in this account already." in said
    assert f'value="{holly.user.email}"' in said
    assert re.search(r'value="approver"[^>]* checked', said)


@pytest.mark.parametrize("limit", ["-1", "1e999", "NaN", "12345678901", "ten", "1.234"])
def test_a_limit_is_a_sum_of_money(holly, limit):
    typed = {"email": "ada@example.com", "role": "buyer", "spend_limit": limit}
    assert "id_spend_limit_error" in here(holly.user).post("/account/team/invite/", typed).content.decode()
    assert not Invitation.objects.exists()


def test_an_owner_has_no_limit(holly):
    typed = {"email": "ada@example.com", "role": "owner", "spend_limit": "5"}
    said = here(holly.user).post("/account/team/invite/", typed).content.decode()
    assert "leave this empty for an owner" in said


def test_nobody_sends_invitations_without_end(holly, sent):
    client = here(holly.user)
    for number in range(31):
        typed = {"email": f"p{number}@example.com", "role": "buyer"}
        answer = client.post("/account/team/invite/", typed)
    assert "many invitations within the hour" in answer.content.decode()
    assert "p30@example.com" in answer.content.decode()
    assert len(sent()) == 30


def test_a_role_is_changed_and_a_member_removed_after_a_question(holly):
    ada = MemberFactory(account=holly.account, role="buyer", user__last_name="Lovelace")
    client = here(holly.user)
    client.post(f"/account/team/{ada.pk}/", {"role": "bookkeeper", "spend_limit": ""})
    ada.refresh_from_db()
    assert ada.role == "bookkeeper"
    assert "Remove Ada Lovelace?" in page(client, f"/account/team/{ada.pk}/remove/")
    assert Member.objects.get(pk=ada.pk).left_at is None
    client.post(f"/account/team/{ada.pk}/remove/")
    assert Member.objects.get(pk=ada.pk).left_at
    assert client.get(f"/account/team/{ada.pk}/").status_code == 404


def test_the_last_owner_reads_why_they_stay(holly):
    said = here(holly.user).post("/account/team/leave/").content.decode()
    assert "An account needs an owner" in said
    said = here(holly.user).post(f"/account/team/{holly.pk}/", {"role": "buyer"}).content.decode()
    assert "An account needs an owner" in said


def test_anybody_may_leave(holly):
    bea = MemberFactory(account=holly.account, role="bookkeeper")
    assert here(bea.user).post("/account/team/leave/")["Location"] == "/account/"
    assert Member.objects.get(pk=bea.pk).left_at


def test_a_buyer_sees_the_team_but_not_what_others_may_spend(holly):
    MemberFactory(account=holly.account, role="buyer", spend_limit=D(321))
    ada = MemberFactory(account=holly.account, role="buyer", spend_limit=D(200))
    said = page(here(ada.user), "/account/team/")
    assert "£321.00" not in said
    assert "up to £200.00 an order" in said
    assert "Invite somebody" not in said
    assert b"321" not in b"".join(here(ada.user).get("/account/team/?export=csv"))


def test_a_long_team_is_paged_narrowed_and_exported(holly):
    MemberFactory.create_batch(30, account=holly.account, role="buyer")
    MemberFactory(account=holly.account, role="bookkeeper", user__last_name="Lowry", user__first_name="=Bea")
    client = here(holly.user)
    assert "Page 1 of 2" in page(client, "/account/team/")
    assert page(client, "/account/team/?text=low+bea").count('class="people__who"') == 1
    assert page(client, "/account/team/?role=bookkeeper").count('class="people__who"') == 1
    assert "Nobody in the team is like that" in page(client, "/account/team/?text=nobody")
    assert page(client, "/account/team/?role=nonsense&page=zzz").count('class="people__who"') == 25
    exported = b"".join(client.get("/account/team/?export=csv&role=bookkeeper")).decode()
    assert "'=Bea Lowry" in exported
    assert exported.count("\n") == 2
