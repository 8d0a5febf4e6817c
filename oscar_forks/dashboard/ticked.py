from django.http import HttpRequest


def row_numbers(request: HttpRequest, name: str) -> list[int]:
    """Of what was sent as numbers of rows, what can be one."""
    return [
        int(value) for value in request.POST.getlist(name) if value.isascii() and value.isdecimal() and len(value) < 19
    ]


class TickedRows:
    """Oscar looks for the ticked rows by whatever was sent in their place."""

    def get_selected_ids(self, request: HttpRequest) -> list[int]:
        if request.POST.get(self.select_across_param) == "1":  # type: ignore[attr-defined]
            return super().get_selected_ids(request)  # type: ignore[misc]
        numbers = row_numbers(request, f"selected_{self.get_checkbox_object_name()}")  # type: ignore[attr-defined]
        return list(self.get_queryset().filter(pk__in=numbers).values_list("pk", flat=True))  # type: ignore[attr-defined]
