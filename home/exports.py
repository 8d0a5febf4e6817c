"""What strangers have sent by a form, as a table and as a spreadsheet."""

from typing import Any

from wagtail.contrib.forms.views import SubmissionsListView

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> str:
    """A spreadsheet would run what begins like a formula; behind an apostrophe it is text."""
    text = str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def harmless_list(values: list[Any]) -> str:
    return harmless(", ".join(map(str, values)))


class FormSubmissionsView(SubmissionsListView):
    custom_value_preprocess = {
        **SubmissionsListView.custom_value_preprocess,
        list: {"csv": harmless_list, "xlsx": harmless_list},
        str: {"csv": harmless, "xlsx": harmless},
    }
