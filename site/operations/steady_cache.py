"""The shared cache that may fall silent: the house goes on, each process by itself, until it answers again."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any, ClassVar

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow

log = structlog.get_logger("house.cache")


class Line:
    """Whether a server answers, as one process knows it: all its threads wait for a silent one only once."""

    known: ClassVar[dict[str, "Line"]] = {}

    def __init__(self) -> None:
        self.silent = False
        self.ask_again_at = 0.0
        self.lock = Lock()

    @classmethod
    def to(cls, name: str) -> "Line":
        return cls.known.setdefault(name, cls())

    def worth_asking(self) -> bool:
        return not self.silent or time.monotonic() >= self.ask_again_at

    def fell_silent(self, beside: LocMemCache, error: Exception, *, asked_again_after: float) -> None:
        with self.lock:
            self.ask_again_at = time.monotonic() + asked_again_after
            if not self.silent:
                self.silent = True
                beside.clear()  # what an earlier silence left there is old
                log.error("the cache is silent: each process counts for itself", error=type(error).__name__)

    def answered(self) -> None:
        if self.silent:
            with self.lock:
                self.silent = False
            log.warning("the cache answers again")


def kept_going(name: str) -> Callable[..., Any]:
    ask_redis = getattr(RedisCache, name)

    def ask(self: "SteadyRedisCache", *args: Any, **kwargs: Any) -> Any:
        if self.line.worth_asking():
            try:
                answer = ask_redis(self, *args, **kwargs)
            except (Unreachable, TooSlow) as error:
                self.line.fell_silent(self.beside, error, asked_again_after=self.asked_again_after)
            else:
                self.line.answered()
                return answer
        return getattr(self.beside, name)(*args, **kwargs)

    return ask


class SteadyRedisCache(RedisCache):
    """Sign-ins are counted here: without it nobody could come in. `strict` is the server itself, for who must know."""

    asked_again_after = 5.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        name = f"{server} {params.get('KEY_PREFIX', '')}"
        self.line = Line.to(name)
        self.beside = LocMemCache(name, params)
        self.strict = RedisCache(server, params)

    add = kept_going("add")
    get = kept_going("get")
    set = kept_going("set")
    touch = kept_going("touch")
    delete = kept_going("delete")
    get_many = kept_going("get_many")
    set_many = kept_going("set_many")
    delete_many = kept_going("delete_many")
    has_key = kept_going("has_key")
    incr = kept_going("incr")
    clear = kept_going("clear")
