"""People in the CMS: their address is theirs to change, and superusers are made on the server, by createsuperuser."""

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet


class NewPersonForm(UserCreationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_superuser"].disabled = True

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class PersonForm(UserEditForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
        if "is_superuser" in self.fields:
            self.fields["is_superuser"].disabled = True


class UserViewSet(WagtailUserViewSet):
    def get_form_class(self, for_update=False):
        return PersonForm if for_update else NewPersonForm
