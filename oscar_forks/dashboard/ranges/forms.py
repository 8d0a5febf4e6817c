from django import forms
from oscar.apps.dashboard.ranges import forms as oscar

NOT_TEXT = "This file isn't text. Send a list of SKUs, one a line or with commas between them."


class RangeForm(oscar.RangeForm):
    def clean_name(self) -> str:
        """Oscar writes the name into the offers' descriptions as if it were part of the page."""
        name = self.cleaned_data["name"]
        if "<" in name or ">" in name:
            raise forms.ValidationError("Write the name without < and >.")
        return name


class RangeProductForm(oscar.RangeProductForm):
    def clean_file_upload(self):
        file = self.cleaned_data["file_upload"]
        if file:
            try:
                text = file.read().decode()
            except UnicodeDecodeError as unreadable:
                raise forms.ValidationError(NOT_TEXT) from unreadable
            if "\x00" in text:
                raise forms.ValidationError(NOT_TEXT)
            file.seek(0)
        return file

    def clean(self):
        """Oscar reads the list without asking whether it could be read."""
        return super().clean() if {"query", "file_upload"} <= set(self.cleaned_data) else self.cleaned_data
