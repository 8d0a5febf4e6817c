"""Groups of fields that several kinds of page have, as marketing sees them."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel

INTRODUCTION = "One or two sentences under the title. Lists and search engines show them too."
LEAD_PICTURE = "Wide pictures suit best: it is cut to about two to one."


def opening(*fields: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in fields], heading="How it begins")


def contents(name: str = "body") -> FieldPanel:
    return FieldPanel(name, help_text="Build the page of blocks, from the top down. The + adds one.")
