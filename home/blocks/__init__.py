"""What pages are built of. Each block shows nothing at all when what it was made from is gone."""

from wagtail import blocks

from home.blocks.delivery import DeliveryBlock
from home.blocks.goods import ProductBlock, ProductGridBlock
from home.blocks.hours import OpeningHoursBlock
from home.blocks.pictures import GalleryBlock, PictureBlock
from home.blocks.words import CallToActionBlock, FaqBlock, QuoteBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    text = TextBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
    products = ProductGridBlock()
    product = ProductBlock()
    opening_hours = OpeningHoursBlock()
    delivery = DeliveryBlock()
    faq = FaqBlock()

    class Meta:
        template = "blocks/body.html"


class StoryBlock(blocks.StreamBlock):
    """A café tells; its gallery, goods and hours have places of their own on its page."""

    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
    product = ProductBlock()
    faq = FaqBlock()

    class Meta:
        template = "blocks/body.html"
