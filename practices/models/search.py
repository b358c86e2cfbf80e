"""What search keeps of entries. All of it can be made again from the entries: `reindex`."""

from django.db import models

from practices.models.entry import Entry


class SearchDoc(models.Model):
    """The words of an entry as search reads them, and what it is filed under.

    `labels` holds words such as `kind:practice theme:listening place:leeds`, with a space
    between; facets are counted from it. It stands before the long texts so that counting need
    not wade through them. `head` is what an entry is about, `text` what a snippet is cut from,
    `extra` what should be found but is not for reading. `due` is the day from which it stands lower
    in the results, unless somebody looks at the entry again. On SQLite triggers carry these texts
    into a full-text table, on PostgreSQL a column holds their vector; both are in the migration,
    and a later migration that remakes this table has to make the triggers again.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="search_doc"
    )
    labels = models.TextField()
    title = models.TextField()
    head = models.TextField()
    extra = models.TextField()
    text = models.TextField()
    due = models.DateField(null=True)

    class Meta:
        verbose_name = "search document"

    def __str__(self) -> str:
        return self.title


class SearchPlace(models.Model):
    """A place an entry is filed under; “Hillfields, Coventry” is filed under both."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="search_places")
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "entry"], name="place_once_per_entry")
        ]

    def __str__(self) -> str:
        return self.name


class SearchWord(models.Model):
    """A word that occurs in some entry, as it is written: what typing slips are held against."""

    word = models.CharField(primary_key=True, max_length=40)

    def __str__(self) -> str:
        return self.word
