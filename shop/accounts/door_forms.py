"""allauth's forms in our words. (Apart from SignupForm, which allauth's own derives from.)"""

from allauth.account import forms

ADDRESS = "E-mail address"


class LoginForm(forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ADDRESS
        self.fields["remember"].label = "Stay signed in on this device"


class JoinForm(forms.SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
        self.fields["password2"].label = "Password once more"


class ForgottenPasswordForm(forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
