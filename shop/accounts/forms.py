from django import forms

from shop.forms import OneLine


class SignupForm(forms.Form):
    """What we ask beside address and password (allauth adds those)."""

    first_name = OneLine(
        max_length=150, label="First name", widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = OneLine(
        max_length=150, label="Last name", widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    field_order = ["first_name", "last_name", "email", "password1", "password2"]

    def signup(self, request, user):
        """allauth has saved the person with both names."""
