"""Blocks that are only words."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.links import validate_address

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = "Text"
        group = "Words"
        template = "blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(max_length=400, help_text="Without quotation marks: the page sets them.")
    who = blocks.CharBlock(required=False, max_length=100, help_text="Who said it, and what they do.")

    class Meta:
        icon = "openquote"
        label = "Quotation"
        group = "Words"
        template = "blocks/quote.html"


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, help_text="What the reader gets, like “Taste it before you order”.")
    text = blocks.TextBlock(required=False, max_length=300)
    words = blocks.CharBlock(label="words on the button", max_length=40, help_text="Like “See what we make”.")
    page = blocks.PageChooserBlock(required=False, help_text="Where the button leads. Follows the page if it moves.")
    address = blocks.CharBlock(
        required=False, max_length=500, validators=[validate_address], help_text="In place of a page: /shop/ for one."
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            raise StructBlockValidationError(
                block_errors={"page": ValidationError("Choose a page or write an address: one of the two.")}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        page = value["page"]
        context["leads_to"] = (page.live and page.get_url(context.get("request"))) if page else value["address"]
        return context

    class Meta:
        icon = "link-external"
        label = "Call to action"
        group = "Ways on"
        template = "blocks/call_to_action.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200)
    answer = blocks.RichTextBlock(features=PLAIN_FEATURES)

    class Meta:
        icon = "help"
        label = "Question and answer"


class FaqBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=80, default="Questions and answers")
    questions = blocks.ListBlock(QuestionBlock(), min_num=1)

    class Meta:
        icon = "help"
        label = "Questions and answers"
        group = "Words"
        template = "blocks/faq.html"
