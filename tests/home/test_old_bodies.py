"""Pages written before there were blocks keep their words: in the page, in its drafts and older versions."""

import json
from importlib import import_module

import pytest

bodies = import_module("home.migrations._one_text_block")


def test_rich_text_becomes_one_text_block_and_can_go_back():
    (block,) = json.loads(bodies.wrapped("<h2>How</h2><p>“Thus”</p>"))
    assert (block["type"], block["value"]) == ("text", "<h2>How</h2><p>“Thus”</p>")
    assert bodies.unwrapped(json.dumps([block])) == "<h2>How</h2><p>“Thus”</p>"


@pytest.mark.parametrize("empty", ["", "   ", "[]"])
def test_an_empty_body_is_an_empty_stream(empty):
    assert json.loads(bodies.wrapped(empty)) == []


def test_what_is_a_stream_already_stays_as_it_is():
    stream = bodies.wrapped("<p>Words</p>")
    assert bodies.wrapped(stream) == stream
    assert bodies.unwrapped("<p>Words</p>") == "<p>Words</p>"
