"""Pages that begin with a few words and a picture."""

from django.db import models
from wagtail.images import get_image_model_string
from wagtail.search import index

from home.panels import INTRODUCTION, LEAD_PICTURE
from home.routing import Quick


class Illustrated(Quick):
    introduction = models.TextField(blank=True, help_text=INTRODUCTION)
    lead_picture = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=LEAD_PICTURE,
    )

    search_fields = [*Quick.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        abstract = True
