"""A stored page goes out without what only its templates needed."""

import pytest

from shop.edition.fragments import closed_up


@pytest.mark.parametrize(
    ("drawn", "stored"),
    [
        ("<p>\n    Rye  \n\n   loaf\n</p>", "<p>\nRye\nloaf\n</p>"),
        ("<b>one</b>  <i>two</i>", "<b>one</b>  <i>two</i>"),
        ("<pre>\n  as\n    typed\n</pre>\n\n<p>", "<pre>\n  as\n    typed\n</pre>\n<p>"),
        ('<TEXTAREA rows="2">\n\n  kept\n</textarea>\n  ', '<TEXTAREA rows="2">\n\n  kept\n</textarea>\n'),
        ("<p>\n  <textarea></textarea>\n  <p>", "<p>\n<textarea></textarea>\n<p>"),
    ],
)
def test_layout_between_elements_is_closed_up_and_what_is_shown_as_typed_is_not(drawn, stored):
    assert closed_up(drawn) == stored
