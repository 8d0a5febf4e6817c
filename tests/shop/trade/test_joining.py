"""Where the link of an invitation leads, for everybody who may hold it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from shop.accounts.models import User
from shop.trade import domain, keys
from shop.trade.actions import team
from shop.trade.models import Invitation, Member, TradeAccount
from tests.factories import PASSWORD, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
CHOSEN = "a loaf of rye bread"


@pytest.fixture
def holly():
    return MemberFactory(account__name="Hartley's Kitchen", user__first_name="Holly")


@pytest.fixture
def invitation(holly):
    return team.invite(
        account=holly.account,
        email="ada@example.com",
        role="buyer",
        spend_limit=200,
        by=holly.user,
        now=timezone.now(),
    )


@pytest.fixture
def link(invitation):
    return f"/invitations/{keys.key_of(invitation)}/"


def here(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(**changed):
    return {
        "first_name": "Ada",
        "last_name": "Hartley",
        "password": CHOSEN,
        "password_again": CHOSEN,
        **changed,
    }


def words(client, link) -> str:
    return client.get(link).content.decode()


def test_who_is_new_gives_name_and_password_and_is_in(link, holly):
    client = Client()
    assert "You were invited as <strong>ada@example.com</strong>" in words(client, link)
    assert client.post(link, typed())["Location"] == "/account/"
    page = client.get("/account/").content.decode()
    assert "Hartley&#x27;s Kitchen" in page
    assert "£200.00" in page
    assert User.objects.get(email="ada@example.com").emailaddress_set.get().verified
    again = Client()
    again.post("/accounts/login/", {"login": "ada@example.com", "password": CHOSEN})
    assert again.get("/account/team/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"password": "password123", "password_again": "password123"}, "too common"),
        ({"password": "ada@example.com", "password_again": "ada@example.com"}, "too similar to the e-mail address"),
        ({"password_again": "another loaf of bread"}, "The two passwords are not the same"),
        ({"first_name": ""}, "Please fill this in."),
        ({"last_name": "x" * 10_000}, "at most 150 characters"),
        ({"password": "x" * 100_000, "password_again": "x" * 100_000}, "at most 1024 characters"),
    ],
)
def test_what_can_not_be_is_told_and_nobody_joins(link, wrong, said):
    assert said in Client().post(link, typed(**wrong)).content.decode()
    assert not User.objects.filter(email="ada@example.com").exists()
    assert Invitation.objects.get().accepted_at is None


def test_who_has_a_sign_in_signs_in_comes_back_and_accepts(link):
    UserFactory(email="ada@example.com")
    client = Client()
    said = words(client, link)
    way = f"/accounts/login/?next={link.replace(':', '%3A')}"
    assert f'href="{way}"' in said
    assert "password_again" not in said
    back = client.post(way, {"login": "ada@example.com", "password": PASSWORD})
    assert back["Location"] == link
    assert not Member.objects.filter(user__email="ada@example.com").exists()
    assert "Join the account" in words(client, link)
    client.post(link)
    assert Member.objects.get(user__email="ada@example.com").role == "buyer"


def test_a_form_for_a_new_sign_in_changes_no_existing_one(link):
    ada = UserFactory(email="ada@example.com")
    Client().post(link, typed())
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
    assert not ada.memberships.exists()


def test_who_signs_in_with_two_steps_is_not_let_in_by_a_link(link):
    ada = UserFactory(email="ada@example.com", verified=False)
    TOTP.activate(ada, generate_totp_secret())
    assert Authenticator.objects.filter(user=ada).exists()
    client = Client()
    client.post(link, typed())
    assert client.get("/account/").status_code == 302


def test_who_is_signed_in_as_somebody_else_is_told_for_whom_it_is(link):
    client = here(UserFactory(email="ben@example.com"))
    said = words(client, link)
    assert "It was sent to ada@example.com" in said
    assert "ben@example.com" in said
    client.post(link)
    assert not Member.objects.filter(user__email="ben@example.com").exists()
    client.post("/accounts/logout/", {"next": link})
    assert "You were invited as" in words(client, link)


def test_the_same_link_twice_is_harmless(link):
    client = Client()
    client.post(link, typed())
    assert "You belong to Hartley&#x27;s Kitchen" in words(client, link)
    assert client.post(link, typed())["Location"] == "/account/"
    assert Member.objects.filter(user__email="ada@example.com").count() == 1
    assert "It has been used already" in words(Client(), link)


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (lambda it: Invitation.objects.update(withdrawn_at=timezone.now()), "It was withdrawn"),
        (lambda it: Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1)), "It was open until"),
        (lambda it: TradeAccount.objects.update(status=domain.CLOSED), "is closed"),
    ],
)
def test_an_invitation_that_is_over_says_so_and_what_to_do(link, invitation, end, said):
    end(invitation)
    answer = Client().get(link)
    assert answer.status_code == 410
    assert said in answer.content.decode()
    Client().post(link, typed())
    here(UserFactory(email="ada@example.com")).post(link)
    assert not Member.objects.filter(user__email="ada@example.com").exists()


@pytest.mark.parametrize("key", ["nobodys", "W10:1wAbC:xyz", "x" * 4000, "%00", "%F0%9F%A5%90"])
def test_a_key_that_is_not_ours_is_a_page_that_does_not_exist(key):
    assert Client().get(f"/invitations/{key}/").status_code == 404
    assert Client().post(f"/invitations/{key}/", typed()).status_code == 404


def test_who_got_no_mail_learns_nothing_of_who_has_a_sign_in(invitation):
    UserFactory(email="ada@example.com")
    guessed = keys.key_of(invitation)[:-1] + "x"
    assert "ada@example.com" not in Client().get(f"/invitations/{guessed}/").content.decode()


def test_links_are_not_tried_out_without_end(link):
    client = Client()
    answers = [client.get("/invitations/nobodys/").status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]


def test_strange_names_are_kept_as_text(link):
    client = Client()
    client.post(link, typed(first_name="<script>alert(1)</script>", last_name="Ha\r\nBcc: x@example.com 🥐"))
    ada = User.objects.get(email="ada@example.com")
    assert ada.last_name == "Ha Bcc: x@example.com 🥐"
    assert "<script>alert" not in client.get("/account/team/").content.decode()
