"""What whoever writes for the site needs first: their drafts, what waits for approval, what is due, what came out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

SHOWN = 5


@dataclass(frozen=True)
class Row:
    title: str
    address: str
    note: str
    when: datetime


class PagesPanel(Component):
    """The first few rows of one kind, and the way to the others."""

    template_name = "wagtailadmin/home/pages_panel.html"
    name = ""
    heading = ""
    empty = ""
    order = 0

    def rows(self, user: Any) -> Iterable[Row]:
        raise NotImplementedError

    def all_of_them(self, user: Any) -> tuple[str, str]:
        """The words and the address of a link."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = (parent_context or {})["request"].user
        words, address = self.all_of_them(user)
        return {
            "panel": self,
            "rows": list(self.rows(user))[:SHOWN],
            "words": words,
            "address": address,
        }


def editable(user: Any) -> Any:
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"add", "change", "publish"})


def edit_address(page_pk: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_pk])


class Drafts(PagesPanel):
    name, heading, order = "drafts", "Your drafts", 110
    empty = "Nothing half-written: what you save without publishing waits here."

    def rows(self, user: Any) -> Iterable[Row]:
        pages = (
            editable(user)
            .filter(Q(live=False, first_published_at=None, owner=user) | Q(latest_revision__user=user))
            .filter(has_unpublished_changes=True)
            .select_related("content_type", "latest_revision")
            .order_by("-latest_revision_created_at")
        )
        for page in pages[:SHOWN]:
            note = "Changes to what is on the site" if page.live else "Not on the site yet"
            yield Row(page.get_admin_display_title(), edit_address(page.pk), note, page.latest_revision_created_at)

    def all_of_them(self, user: Any) -> tuple[str, str]:
        return "All pages you worked on", f"{reverse('wagtailadmin_explore_root')}?edited_by={user.pk}"


class Waiting(PagesPanel):
    name, heading, order = "waiting", "Waiting for approval", 120
    empty = "Nothing waits. Whoever submits a page for a second pair of eyes finds it here until it is approved."

    def rows(self, user: Any) -> Iterable[Row]:
        states = (
            TaskState.objects.filter(
                status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
            )
            .select_related("revision", "workflow_state__requested_by")
            .order_by("started_at")
        )
        for state in states[:SHOWN]:
            asked_by = state.workflow_state.requested_by
            note = f"Submitted by {asked_by}" if asked_by else "Submitted"
            yield Row(state.revision.object_str, edit_address(state.revision.object_id), note, state.started_at)

    def all_of_them(self, user: Any) -> tuple[str, str]:
        return "Everything that was submitted", reverse("wagtailadmin_reports:workflow")


class Scheduled(PagesPanel):
    name, heading, order = "scheduled", "Scheduled", 130
    empty = "Nothing is due. Set a time when you publish, and a page appears or goes by itself."

    def rows(self, user: Any) -> Iterable[Row]:
        coming = Revision.page_revisions.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
        going = editable(user).filter(live=True, expire_at__isnull=False).order_by("expire_at")
        rows = [
            Row(each.object_str, edit_address(each.object_id), "Appears", each.approved_go_live_at)
            for each in coming[:SHOWN]
        ]
        rows += [Row(page.title, edit_address(page.pk), "Goes", page.expire_at) for page in going[:SHOWN]]
        return sorted(rows, key=lambda row: row.when)

    def all_of_them(self, user: Any) -> tuple[str, str]:
        return "What happened to each page", reverse("wagtailadmin_reports:site_history")
