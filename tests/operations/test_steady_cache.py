"""When Redis is gone people still come in, guesses still count, and operators are told."""

from contextlib import ExitStack

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from redis import Redis
from redis.exceptions import ConnectionError as Unreachable

from operations import health
from operations.steady_cache import SteadyRedisCache
from tests.factories import PASSWORD, UserFactory
from tests.testbed.brokers import redis
from tests.testbed.processes import eventually

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def server(tmp_path, settings):
    """A Redis of our own that the house uses, and how to end it."""
    with ExitStack() as running:
        address = running.enter_context(redis(tmp_path))
        settings.CACHES = settings.CACHES | {
            "default": {
                "BACKEND": "operations.steady_cache.SteadyRedisCache",
                "LOCATION": address,
                "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
            }
        }
        yield running.pop_all()


def guess(client, email: str, password: str):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_without_redis_people_sign_in_and_guessing_is_still_limited(server, client):
    ada, ben = UserFactory(), UserFactory()
    cache.set("before", "in Redis")
    assert RedisCache.get(caches["default"], "before") == "in Redis"
    server.close()
    for n in range(5):
        assert "password you specified are not correct" in guess(client, ada.email, f"guess {n}").content.decode()
    assert "Too many failed login attempts" in guess(client, ada.email, PASSWORD).content.decode()
    assert guess(client, ben.email, PASSWORD).status_code == 302
    with pytest.raises(Unreachable):
        health.shared_cache()


class SoonAskedAgain(SteadyRedisCache):
    asked_again_after = 0.1


def test_a_silence_is_told_once_and_ends_by_itself(tmp_path, caplog):
    with redis(tmp_path) as address:
        shared = SoonAskedAgain(address, {"OPTIONS": {"socket_timeout": 0.1}})
        shared.set("loaf", "rye")
        Redis.from_url(address).execute_command("CLIENT", "PAUSE", "1000", "ALL")
        assert [shared.get("loaf") for _ in range(20)] == [None] * 20
        assert shared.add("seen", 1)
        assert shared.incr("seen") == 2
        eventually(lambda: shared.get("loaf") == "rye", within=5, what="Redis is asked again")
        assert "seen" not in shared
    assert [record.levelname for record in caplog.records if "the cache" in str(record.msg)] == ["ERROR", "WARNING"]
