"""Where every setting that differs between machines is read: the environment, and the root's .env file if there is."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NoReturn

import environ
from django.core.exceptions import ImproperlyConfigured

from config import ROOT


class UnsafeSettings(ImproperlyConfigured):
    """The site must not start like this; the message says which variables to set, and to what."""


def refuse(reason: str) -> NoReturn:
    sys.excepthook = without_traceback
    raise UnsafeSettings(f"CafeDjango will not start: {reason}. .env.example explains each variable.")


def without_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Whoever starts the site needs to know which variable is wrong, not where that was noticed."""
    if isinstance(error, UnsafeSettings):
        sys.stderr.write(f"{error}\n")
    else:
        sys.__excepthook__(kind, error, trace)


@contextmanager
def named(var: str) -> Iterator[None]:
    """A value that can't be read stops the start with its variable's name, never with the value: it may be a secret."""
    try:
        yield
    except (ImproperlyConfigured, LookupError, ValueError):
        refuse(f"{var} can't be read")


class Environment(environ.Env):
    """Values as they stand: a "$" has no meaning, for secrets may hold one."""

    def get_value(self, var: str, cast: Any = None, default: Any = None, parse_default: bool = False) -> Any:
        with named(var):
            return self.parse_value(self.ENVIRON[var], cast) if var in self.ENVIRON else default

    def db(self, var: str, default: str) -> Any:
        with named(var):
            found = super().db(var, default=default)
            if not found:
                raise ImproperlyConfigured(var)
            return found

    def email_url(self, var: str, default: str) -> Any:
        with named(var):
            return super().email_url(var, default=default)


Environment.read_env(ROOT / ".env")
# A blank counts as not set: compose files pass blanks.
Environment.ENVIRON = {name: value for name, value in os.environ.items() if value.strip()}
env = Environment()
