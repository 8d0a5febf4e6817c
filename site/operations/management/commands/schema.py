from django.conf import settings
from django.core.management import BaseCommand

from operations.schema import document


class Command(BaseCommand):
    help = "Draw the tables of the house anew: site/decisions/schema.md."
    requires_system_checks = ()

    def handle(self, **options):
        (settings.ROOT / "site" / "decisions" / "schema.md").write_text(document())
