"""What is stored as it is comes back as it is, as long as it may."""

import pytest

from operations.unchanging_cache import UnchangingCache


@pytest.fixture
def store():
    store = UnchangingCache("unchanging", {})
    yield store
    store.clear()


def test_it_hands_out_the_very_thing(store):
    page = object()
    store.set("page", page, 60)
    assert store.get("page") is page
    assert store.get("another", "nothing") == "nothing"


def test_what_is_over_is_gone(store):
    store.set("page", object(), 0)
    assert store.get("page") is None


def test_the_longest_unasked_for_make_room(store):
    small = UnchangingCache("small", {"OPTIONS": {"MAX_ENTRIES": 4, "CULL_FREQUENCY": 2}})
    for name in "abcd":
        small.set(name, name, 60)
    small.get("a")
    small.set("e", "e", 60)
    assert [small.get(name) for name in "ae"] == ["a", "e"]
    assert sum(small.get(name) is not None for name in "bcd") < 3
