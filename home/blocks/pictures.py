"""Pictures among the words. What they show is described once, in the picture library."""

from wagtail import blocks

from home.blocks.choosing import Picture


class PictureBlock(blocks.StructBlock):
    image = Picture(label="picture", help_text="Its description in the library is read out to those who can't see it.")
    caption = blocks.CharBlock(required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Picture"
        group = "Pictures"
        template = "blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=80)
    pictures = blocks.ListBlock(PictureBlock(), min_num=2, help_text="Two or more.")

    class Meta:
        icon = "image"
        label = "Gallery"
        group = "Pictures"
        template = "blocks/gallery.html"
