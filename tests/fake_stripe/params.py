"""Parameters as they come over the wire, checked against the types in Stripe's own library."""

import re
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin
from urllib.parse import parse_qsl

from stripe._request_options import RequestOptions
from typing_extensions import get_type_hints, is_typeddict

NAMES = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")
NOT_IN_A_BODY = frozenset(RequestOptions.__annotations__)


class Wrong(Exception):
    """What Stripe answers with 400."""

    def __init__(self, words: str, *, code: str = "parameter_invalid", param: str = "") -> None:
        super().__init__(words)
        self.words, self.code, self.param = words, code, param


def decoded(text: str) -> dict[str, Any]:
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        match = NAMES.match(name)
        if not match:
            raise Wrong(f"Invalid name: {name}", code="parameter_unknown", param=name)
        path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
        place = found
        for part in path[:-1]:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise Wrong(f"{name} is given twice.", param=name)
        if path[-1] in place:
            raise Wrong(f"{name} is given twice.", param=name)
        place[path[-1]] = value
    return found


def checked(text: str, kind: Any) -> dict[str, Any]:
    """The parameters in Python's types, or Wrong."""
    return _typed_dict(decoded(text), kind, "")


@cache
def hints(kind: Any) -> dict[str, Any]:
    every = get_type_hints(kind, localns={"StripeContext": object, "Mapping": Mapping})
    return {name: each for name, each in every.items() if name not in NOT_IN_A_BODY}


def _typed_dict(value: Any, kind: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong(f"Invalid object: {at}", code="parameter_invalid", param=at)
    known = hints(kind)
    for name in value:
        if name not in known:
            raise Wrong(f"Received unknown parameter: {_at(at, name)}", code="parameter_unknown", param=_at(at, name))
    for name in sorted(kind.__required_keys__):
        if name not in value and name in known:
            raise Wrong(f"Missing required param: {_at(at, name)}.", code="parameter_missing", param=_at(at, name))
    return {name: _check(each, known[name], _at(at, name)) for name, each in value.items()}


def _at(at: str, name: str) -> str:
    return f"{at}[{name}]" if at else name


def _check(value: Any, kind: Any, at: str) -> Any:
    if is_typeddict(kind):
        return _typed_dict(value, kind, at)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(value, parts, at)
    if origin is Literal:
        if value not in parts:
            raise Wrong(f"Invalid {at}: must be one of {', '.join(map(repr, parts))}", param=at)
        return value
    if origin is list:
        return _listed(value, parts[0], at)
    if origin is dict:
        if not isinstance(value, dict):
            raise Wrong(f"Invalid hash: {at}", param=at)
        return {name: _check(each, parts[1], _at(at, name)) for name, each in value.items()}
    return _plain(value, kind, at)


def _one_of(value: Any, parts: tuple[Any, ...], at: str) -> Any:
    """The library lets any text stand beside its literals, for what Stripe may add; we take them at their word."""
    literals = {word for part in parts if get_origin(part) is Literal for word in get_args(part)}
    kinds = [part for part in parts if not (part is str and literals - {""})]
    why: Wrong | None = None
    for kind in kinds:
        try:
            return _check(value, kind, at)
        except Wrong as wrong:
            why = why or wrong
    raise why or Wrong(f"Invalid {at}", param=at)


def _listed(value: Any, kind: Any, at: str) -> list[Any]:
    if not isinstance(value, dict) or sorted(value) != sorted(map(str, range(len(value)))):
        raise Wrong(f"Invalid array: {at}", param=at)
    return [_check(value[str(index)], kind, f"{at}[{index}]") for index in range(len(value))]


def _plain(value: Any, kind: Any, at: str) -> Any:
    if isinstance(value, str):
        if kind is str:
            return value
        if kind is int and re.fullmatch(r"-?\d{1,15}", value):
            return int(value)
        if kind is bool and value in ("true", "false"):
            return value == "true"
    named = getattr(kind, "__name__", kind)
    raise Wrong(f"Invalid {named}: {at}", code=f"parameter_invalid_{named}", param=at)
