"""Who somebody is: allauth's answer, with the question of each request prepared."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model

from shop.prepared import Prepared

USER = Prepared(lambda pk: get_user_model()._default_manager.filter(pk=pk))


class PeopleBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Any:
        user = USER.first(user_id)
        return user if user and self.user_can_authenticate(user) else None
