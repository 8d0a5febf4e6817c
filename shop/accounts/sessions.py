"""Django's sessions in the database; each request looks for one, so that question is prepared."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from shop.prepared import Prepared

SESSION = Prepared(lambda key: db.SessionStore.get_model_class().objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = SESSION.first(self.session_key)
        if found and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
