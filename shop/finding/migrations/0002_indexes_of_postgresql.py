from django.db import DatabaseError, migrations, transaction

WORDS = "CREATE INDEX finding_entry_words ON wagtailsearch_indexentry USING gin ((title || body))"
TRIGRAMS = "CREATE INDEX finding_word_trigrams ON finding_word USING gin (word gin_trgm_ops)"


def make(apps, schema_editor):
    """Title and text are searched as one. Trigrams are an extension that not every server has, or lets us have:
    without it, the words that are near are told by their halves alone."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(WORDS)
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(TRIGRAMS)
    except DatabaseError:
        return


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS finding_word_trigrams")
        schema_editor.execute("DROP INDEX IF EXISTS finding_entry_words")


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_words"), ("wagtailsearch", "0006_customise_indexentry")]
    operations = [migrations.RunPython(make, take_away)]
