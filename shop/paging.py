"""A list page by page, as templates/components/pager.html and Oscar's pagination read it."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

A_PAGE = 25


def paged(request: HttpRequest, rows: QuerySet | Sequence, a_page: int = A_PAGE) -> dict[str, Any]:
    """A page number that does not exist leads to the nearest that does."""
    page = Paginator(rows, a_page).get_page(request.GET.get("page"))
    return {"page_obj": page, "paginator": page.paginator}
