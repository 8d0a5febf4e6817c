import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from shop.privacy.inventory import AT_WORK, HOLDINGS, holding, is_known

pytestmark = pytest.mark.one_engine


def is_about_people(field) -> bool:
    return isinstance(field, models.EmailField) or (field.is_relation and field.related_model is get_user_model())


def models_about_people() -> list[str]:
    found = []
    for model in apps.get_models():
        fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
        if any(is_about_people(field) for field in fields):
            found.append(model._meta.label)
    return found


def test_every_table_in_which_a_person_can_stand_is_accounted_for():
    assert [label for label in models_about_people() if not is_known(label)] == []
    assert not is_known("shop.Novelty")


def test_what_is_told_has_a_title_and_what_is_not_has_a_reason():
    assert [each.model for each in HOLDINGS if bool(each.title) == bool(each.untold)] == []
    assert [each.model for each in HOLDINGS if each.title and not each.shown] == []
    assert all(AT_WORK.values())


def test_no_secret_is_among_what_is_told():
    secrets = ("password", "secret", "nonce", "key", "session_key", "data", "token", "number", "envelope", "body_html")
    told = {(each.model, name) for each in HOLDINGS for name in each.shown if name in secrets}
    assert told == {("order.Order", "number")}


def test_a_table_stands_in_the_inventory_once_and_exists():
    labels = [each.model for each in HOLDINGS]
    assert len(labels) == len(set(labels))
    assert [apps.get_model(label)._meta.label for label in labels] == labels
    assert holding("order.Order").stays
