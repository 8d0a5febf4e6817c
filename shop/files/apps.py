from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shop.files"
    verbose_name = "Private files"
