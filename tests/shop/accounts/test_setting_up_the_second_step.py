"""Staff set up their second step where they are led to, come back to the page they wanted, and lose it without it.

allauth tells of a new authenticator once that is committed, so these tests really commit.
"""

from urllib.parse import parse_qs

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from shop.accounts.roles import CAFE_STAFF
from tests.factories import PASSWORD
from tests.shop.accounts.test_second_step_for_staff import SET_UP, WHY, led_to, signed_in, worker
from tests.testbed.database import fresh_database, use
from tests.testbed.second_step import code


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    tests_own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), fresh_database("second_step"):
        yield
        use(tests_own)


def test_from_the_page_wanted_to_the_second_step_and_back_and_out_again(committed, settings):
    settings.STAFF_TWO_FACTOR = True
    cleo = worker(CAFE_STAFF)
    client = signed_in(cleo)
    wanted = "/dashboard/orders/?status=Pending"

    asked = client.get(client.get(wanted)["Location"], follow=True)
    assert asked.request["PATH_INFO"] == "/accounts/reauthenticate/"
    assert WHY in asked.content.decode()
    way = parse_qs(asked.request["QUERY_STRING"])["next"][0]
    page = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": way}, follow=True)
    assert page.request["PATH_INFO"] == SET_UP
    assert WHY in page.content.decode()

    done = client.post(SET_UP, {"code": code(page.context["form"].secret)}, follow=True)
    assert done.request["PATH_INFO"] == "/accounts/2fa/recovery-codes/"
    assert f'href="{wanted}">Go on to the page you wanted' in done.content.decode()
    assert client.get(wanted).status_code == 200
    assert "Go on to the page" not in client.get("/accounts/2fa/recovery-codes/").content.decode()

    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=cleo).exists()
    assert led_to(client.get(wanted)) == (SET_UP, wanted)
