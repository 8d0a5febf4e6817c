"""Among the tables, trade accounts are for looking only: what changes them is told and recorded elsewhere."""

import pytest
from django.apps import apps
from django.urls import reverse

from shop.desk.models import AccountNote
from shop.trade.actions.recording import record
from tests.factories import LocationFactory, MemberFactory, UserFactory
from tests.shop.desk.furniture import invited

pytestmark = pytest.mark.django_db
TABLES = [
    *("trade.TradeAccount", "trade.Member", "trade.Invitation", "trade.Location", "trade.AccountChange"),
    *("desk.AccountNote", "desk.AccountFile"),
]


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_seen_and_can_not_be_written(administrator, table):
    member = MemberFactory()
    LocationFactory(account=member.account)
    invitation = invited(member.account)
    record(account=member.account, by=None, what="Status", old="Active", new="On hold", reason="Open invoice")
    AccountNote.objects.create(account=member.account, text="Hello", by=member.user)
    model = apps.get_model(table)
    name = f"admin:{model._meta.label_lower.replace('.', '_')}"
    assert administrator.get(reverse(f"{name}_changelist")).status_code == 200
    assert administrator.get(reverse(f"{name}_add")).status_code == 403
    for row in model.objects.all():
        page = administrator.get(reverse(f"{name}_change", args=[row.pk]))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert invitation.nonce not in page.content.decode()
        assert administrator.post(reverse(f"{name}_change", args=[row.pk]), {}).status_code == 403
        assert administrator.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
