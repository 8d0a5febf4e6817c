from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from operations.backup.manifest import Refused
from operations.backup.restoring import restore


class Command(BaseCommand):
    help = "Put the database and the stored files of a backup in place of those that are here."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="Overwrite the site that is here.")
        parser.add_argument("--migrate", action="store_true", help="Then run the migrations that are newer.")

    def handle(self, *, file, yes, migrate, **options):
        try:
            manifest, differing = restore(backup=file, overwrite=yes, passphrase=settings.BACKUP_PASSPHRASE)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if differing:
            raise CommandError(
                f"Restored, but somebody wrote meanwhile to {', '.join(differing)}. Stop the site and restore again."
            )
        self.stdout.write(
            f"Restored the backup of {manifest.created_at}: {len(manifest.tables)} tables with {manifest.rows:,} rows "
            f"and {len(manifest.files):,} files, all as they were."
        )
        self.catch_up(migrate)
        self.forget_what_was_cached()

    def catch_up(self, migrate):
        executor = MigrationExecutor(connection)
        newer = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if newer and migrate:
            call_command("migrate", verbosity=0)
            self.stdout.write(f"Ran the {len(newer)} migrations that are newer than the backup.")
        elif newer:
            self.stdout.write(f"The code is newer than the backup by {len(newer)} migrations. Run: manage.py migrate")

    def forget_what_was_cached(self):
        try:
            cache.clear()
        except Exception as error:
            self.stderr.write(f"The cache could not be emptied ({error}): pages may show old data for an hour.")
        self.stdout.write("Restart the site's processes: each remembers a little of the database it started with.")
