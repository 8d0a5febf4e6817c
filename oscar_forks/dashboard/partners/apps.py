from django.urls import path
from oscar.apps.dashboard.partners import apps

# Oscar's screens on which staff make a person, or choose somebody's password and rank, and a link that adds by GET.
CLOSED = {"partner-user-create", "partner-user-update", "partner-user-select", "partner-user-link"}


class PartnersDashboardConfig(apps.PartnersDashboardConfig):
    """People of a café are added by their e-mail address: who they are and how they sign in is theirs to say."""

    name = "oscar_forks.dashboard.partners"

    def configure_permissions(self) -> None:
        super().configure_permissions()
        self.permissions_map["partner-person-add"] = self.permissions_map["partner-user-link"]

    def get_urls(self):
        from oscar_forks.dashboard.partners.views import PersonAddView

        add = path("<int:partner_pk>/people/add/", PersonAddView.as_view(), name="partner-person-add")
        kept = [url for url in super().get_urls() if url.name not in CLOSED]
        return kept + self.post_process_urls([add])
