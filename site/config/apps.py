from django.apps import AppConfig
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Field as Column
from django.forms import BooleanField, Field, FileField


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """What every form says, unless it knows better words of its own."""
        Field.default_error_messages["required"] = "Please fill this in."
        Column.default_error_messages["blank"] = "Please fill this in."
        BooleanField.default_error_messages = {"required": "Please tick this."}
        FileField.default_error_messages["required"] = "Please choose a file."
        MinValueValidator.message = "Give %(limit_value)s or more."
        MaxValueValidator.message = "Give %(limit_value)s or less."
