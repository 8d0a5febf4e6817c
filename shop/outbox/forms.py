from django import forms


class FilterForm(forms.Form):
    recipient = forms.CharField(required=False, max_length=200, label="Sent to")
    text = forms.CharField(required=False, max_length=200, label="Saying")
