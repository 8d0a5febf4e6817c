from django.conf import settings

from operations.schema import document


def test_the_picture_of_the_tables_is_that_of_the_models():
    drawn = (settings.ROOT / "site" / "decisions" / "schema.md").read_text()
    assert drawn == document(), "make schema"
