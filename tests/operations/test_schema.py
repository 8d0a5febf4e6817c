from django.apps import apps
from django.conf import settings

from operations.schema import PARTS, document


def test_the_picture_of_the_tables_is_that_of_the_models():
    drawn = (settings.ROOT / "site" / "decisions" / "schema.md").read_text()
    assert drawn == document(), "make schema"


def test_no_room_of_the_shop_is_left_out():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("shop.") and config.models}
    assert ours <= {label for labels in PARTS.values() for label in labels}
