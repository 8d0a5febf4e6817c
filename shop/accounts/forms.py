from django import forms


class SignupForm(forms.Form):
    """What we ask beside address and password (allauth adds those)."""

    first_name = forms.CharField(max_length=150, label="First name")
    last_name = forms.CharField(max_length=150, label="Last name")

    def signup(self, request, user):
        """allauth has saved the person with both names."""
