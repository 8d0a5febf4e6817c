from django.db import models


class Word(models.Model):
    """A word that a visitor's search can find, for matching what was mistyped."""

    word = models.CharField(max_length=40, primary_key=True)
    # From its last letter to its first: an index finds beginnings only.
    mirrored = models.CharField(max_length=40, db_index=True)
    length = models.PositiveSmallIntegerField()
    uses = models.PositiveIntegerField(default=1, help_text="In how many things it was at the last count.")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word
