from allauth.account.forms import ResetPasswordForm
from django import forms
from oscar.apps.customer import forms as oscar_forms


class PasswordResetForm(oscar_forms.PasswordResetForm):
    """The dashboard's "send a password reset": the same mail and link as at the one door."""

    def save(self, *args, request=None, **kwargs):
        form = ResetPasswordForm(data={"email": self.cleaned_data["email"]})
        if not form.is_valid():
            raise forms.ValidationError(form.errors)
        form.save(request)
