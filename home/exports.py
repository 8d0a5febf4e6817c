"""What strangers have sent by a form, as a table and as a spreadsheet."""

from typing import Any

from wagtail.contrib.forms.views import SubmissionsListView

from shop.exports import as_text


def harmless(value: Any) -> str:
    return as_text(str(value))


def harmless_list(values: list[Any]) -> str:
    return harmless(", ".join(map(str, values)))


class FormSubmissionsView(SubmissionsListView):
    custom_value_preprocess = {
        **SubmissionsListView.custom_value_preprocess,
        list: {"csv": harmless_list, "xlsx": harmless_list},
        str: {"csv": harmless, "xlsx": harmless},
    }
