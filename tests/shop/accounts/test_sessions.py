"""Who is signed in is found by prepared questions, which answer as Django's own do."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop.accounts.backends import USER
from shop.accounts.models import User
from shop.prepared import Prepared
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client()
    client.force_login(UserFactory())
    return client


def is_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_session_lasts_until_it_expires(client):
    assert is_in(client)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_a_session_that_nobody_gave_is_none(client):
    client.cookies["sessionid"] = "x" * 32
    assert not is_in(client)


def test_who_is_switched_off_is_out_at_once(client):
    User.objects.update(is_active=False)
    assert not is_in(client)


def test_a_prepared_answer_is_what_django_would_read():
    UserFactory()
    for user in User.objects.all():
        found = USER.first(user.pk)
        assert found == user
        assert {name: getattr(found, name) for name in fields()} == {name: getattr(user, name) for name in fields()}
        assert not found._state.adding
    assert USER.first(0) is None


def fields() -> list[str]:
    return [field.attname for field in User._meta.concrete_fields]


def test_each_look_asks_anew():
    user = UserFactory(first_name="Ada")
    assert USER.first(user.pk).first_name == "Ada"
    User.objects.update(first_name="Bea")
    with CaptureQueriesContext(connection) as asked:
        assert USER.first(user.pk).first_name == "Bea"
    assert len(asked) == 1


def test_a_question_of_several_values_is_refused():
    with pytest.raises(ValueError, match="One value was meant"):
        Prepared(lambda pk: User.objects.filter(pk=pk, is_active=True, first_name="Ada")).first(1)
