"""People in the CMS: their address is theirs to change, and superusers are made on the server, by createsuperuser."""

from django.db.models import ProtectedError
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import DeleteView as WagtailDeleteView
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


class DeleteView(WagtailDeleteView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request, f"{self.object} belongs to a trade account, so their row stays. Untick “active” instead."
            )
            return redirect("wagtailusers_users:edit", self.object.pk)


class UserViewSet(WagtailUserViewSet):
    delete_view_class = DeleteView

    def get_form_class(self, for_update=False):
        return PersonForm if for_update else NewPersonForm
