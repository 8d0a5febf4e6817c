from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm

from shop.accounts.models import User


class NewPersonForm(forms.ModelForm):
    """Without a password: nobody knows another's. They choose theirs by "Forgot your password?"."""

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonForm(UserChangeForm):
    password = None  # type: ignore[assignment]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active"]
    search_fields = ["email", "first_name", "last_name"]
    fieldsets = [
        (None, {"fields": ["email"]}),
        ("Name", {"fields": ["first_name", "last_name"]}),
        ("May", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "first_name", "last_name"]})]

    def get_readonly_fields(self, request, obj=None):
        """A person's address is theirs to change; superusers are made on the server, by createsuperuser."""
        return ["last_login", "date_joined", "is_superuser", *(["email"] if obj else [])]

    def get_urls(self):
        """Setting someone else's password is no way of signing in as them."""
        return [url for url in super().get_urls() if url.name != "auth_user_password_change"]
