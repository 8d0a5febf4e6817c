from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from operations.backup.making import back_up
from operations.backup.manifest import Refused


class Command(BaseCommand):
    help = "Save the database and the stored files in one archive, while the site runs."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="A folder, or a file ending in .tar (else: backups/ in STATE_DIR).")
        parser.add_argument(
            "--encrypt", action="store_true", help="Encrypt with the passphrase BACKUP_PASSPHRASE (age)."
        )

    def handle(self, *, to, encrypt, **options):
        if encrypt and not settings.BACKUP_PASSPHRASE:
            raise CommandError(
                "--encrypt needs a passphrase: set BACKUP_PASSPHRASE, and keep it apart from the backup."
            )
        try:
            file, manifest = back_up(
                to=to, passphrase=settings.BACKUP_PASSPHRASE if encrypt else "", now=timezone.now()
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{file}: {len(manifest.tables)} tables with {manifest.rows:,} rows, {len(manifest.files):,} files, "
            f"{file.stat().st_size:,} bytes{', encrypted' if encrypt else ''}"
        )
