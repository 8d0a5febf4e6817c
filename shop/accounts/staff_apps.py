"""Django's and Wagtail's screens about people, under the rules of this house."""

from django.contrib.admin.apps import AdminConfig
from wagtail.users.apps import WagtailUsersAppConfig


class HouseAdminConfig(AdminConfig):
    default_site = "shop.accounts.admin_site.HouseAdminSite"


class CmsUsersConfig(WagtailUsersAppConfig):
    user_viewset = "shop.accounts.cms.UserViewSet"
