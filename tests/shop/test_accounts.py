import pytest

from shop.accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_belongs_to_one_person_however_it_is_spelt():
    User.objects.create_user("Ada@Example.com")
    assert User.objects.get_by_natural_key("ADA@example.COM").email == "ada@example.com"
